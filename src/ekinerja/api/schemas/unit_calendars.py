"""Which unit works by which calendar: what goes in and out."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Schema

from ekinerja.api.schemas.values import Day


class UnitCalendarOut(Schema):
    """The calendar that a unit, and those below it without one of their own, works by."""

    id: UUID
    unit_id: UUID
    calendar_id: UUID
    calendar: str
    starts_on: date
    ends_before: date | None


class UnitCalendarIn(Schema):
    """A calendar for a unit from a day on; what it had until then ends on that day."""

    unit_id: UUID
    calendar_id: UUID
    starts_on: Day


class UnitCalendarEndIn(Schema):
    """The first day on which the unit follows the calendar above it again."""

    ends_before: Day

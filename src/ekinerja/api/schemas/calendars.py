"""Working days and holidays: what goes in and out."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from ekinerja.api.schemas.values import Day


class CalendarOut(Schema):
    """A pattern of working days; by the default one deadlines on days off move. Monday is 1."""

    id: UUID
    code: str
    name: str
    weekdays: list[int]
    minutes: int
    is_default: bool


class CalendarIn(Schema):
    """What a calendar says: its working days (Monday is 1) and the minutes of one day's work."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    weekdays: Annotated[list[Annotated[int, Field(ge=1, le=7)]], Field(max_length=7)]
    minutes: Annotated[int, Field(ge=60, le=720)] = 450


class HolidayOut(Schema):
    """A day on which a calendar does not work."""

    id: UUID
    calendar_id: UUID
    calendar: str
    day: date
    name: str
    kind: str


class HolidayIn(Schema):
    """A holiday: LIBUR_NASIONAL, CUTI_BERSAMA or LOKAL; without a calendar it is one of all that lack it."""

    calendar_id: UUID | None = None
    day: Day
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=150)]
    kind: str = "LIBUR_NASIONAL"

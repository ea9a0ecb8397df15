"""Which calendar a unit works by, from a day on."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, NotFound, RuleNotMet
from ekinerja.organisation import policies
from ekinerja.organisation.models import Unit, UnitCalendar
from ekinerja.organisation.selectors import units
from ekinerja.organisation.selectors.calendars import get_calendar


@transaction.atomic
def assign_calendar(*, actor: Actor, unit_id: UUID, calendar_id: UUID, on: date, at: datetime) -> UnitCalendar:
    """
    Let a unit, and those below it that have none of their own, work by a calendar from a day on.

    What the unit had on that day ends with it; given on the very first day, it takes its place.

    :raises NotAllowed: the actor is no administrator of the agency
    :raises NotFound: no such calendar in this agency, or no such unit on that day
    :raises Conflict: the unit works by it already, or another one is recorded for later
    """
    policies.require_change(actor, "")
    units.get_unit(unit_id=unit_id, on=on)
    calendar = get_calendar(calendar_id=calendar_id)
    Unit.objects.select_for_update().get(id=unit_id)
    rows = UnitCalendar.objects.filter(unit_id=unit_id)
    if rows.filter(period__startswith__gt=on).exists():
        raise Conflict(gettext("Unit ini sudah punya kalender yang berlaku sesudah tanggal itu. Akhiri dulu yang itu."))
    before = rows.filter(period__contains=on).first()
    if before is not None and before.calendar_id == calendar_id and before.period.upper is None:
        raise Conflict(gettext("Unit ini sudah memakai kalender itu."))
    if before is not None:
        _stop(before, on)
    made = UnitCalendar.objects.create(unit_id=unit_id, calendar=calendar, period=DateRange(on, None))
    audit.record(
        actor=actor, event="organisation.unit_calendar.set", subject_type="unit", subject_id=unit_id, at=at,
        data={"calendar": calendar.name, "from": on},
    )  # fmt: skip
    return made


@transaction.atomic
def end_calendar(*, actor: Actor, assignment_id: UUID, on: date, at: datetime) -> None:
    """
    Let a unit follow the calendar above it again; the day is the first on which it does.

    Ended on its first day, the unit has never had it.

    :raises NotAllowed: the actor is no administrator of the agency
    :raises NotFound: no unit of this agency was given a calendar so
    :raises RuleNotMet: the day lies outside the days on which the unit works by it
    """
    policies.require_change(actor, "")
    row = (
        UnitCalendar.objects.select_for_update(of=("self",)).select_related("calendar").filter(id=assignment_id).first()
    )
    if row is None:
        raise NotFound(gettext("Kalender unit tidak ditemukan."))
    if on < row.period.lower or (row.period.upper is not None and on >= row.period.upper):
        raise RuleNotMet(gettext("Pilih tanggal di dalam masa berlaku kalender unit ini."))
    _stop(row, on)
    audit.record(
        actor=actor, event="organisation.unit_calendar.ended", subject_type="unit", subject_id=row.unit_id, at=at,
        data={"calendar": row.calendar.name, "from": on},
    )  # fmt: skip


def _stop(row: UnitCalendar, on: date) -> None:
    if row.period.lower == on:
        row.delete()
    else:
        row.period = DateRange(row.period.lower, on)
        row.save(update_fields=["period"])

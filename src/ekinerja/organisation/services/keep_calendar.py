"""Working days and holidays of an agency."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, NotFound, RuleNotMet
from ekinerja.organisation import policies
from ekinerja.organisation.data import HolidayKind
from ekinerja.organisation.models import Holiday, WorkCalendar


@transaction.atomic
def save_calendar(
    *, actor: Actor, code: str, name: str, weekdays: list[int], minutes: int, at: datetime
) -> WorkCalendar:
    """
    Make or change a pattern of working days; the first one becomes the agency's own.

    :raises NotAllowed: the actor is no administrator of the agency
    :raises RuleNotMet: no working day, or an impossible number of minutes
    """
    policies.require_change(actor, "")
    if not weekdays or not set(weekdays) <= set(range(1, 8)):
        raise RuleNotMet(gettext("Pilih sedikitnya satu hari kerja."))
    if not 60 <= minutes <= 720:
        raise RuleNotMet(gettext("Jam kerja sehari harus antara 60 dan 720 menit."))
    calendar, _ = WorkCalendar.objects.update_or_create(
        code=code.strip().upper(),
        defaults={"name": name.strip(), "weekdays": sorted(set(weekdays)), "minutes": minutes},
        create_defaults={
            "name": name.strip(),
            "weekdays": sorted(set(weekdays)),
            "minutes": minutes,
            "is_default": not WorkCalendar.objects.filter(is_default=True).exists(),
        },
    )
    audit.record(
        actor=actor, event="organisation.calendar.saved", subject_type="calendar", subject_id=calendar.id, at=at,
        data={"code": calendar.code, "weekdays": calendar.weekdays, "minutes": minutes},
    )  # fmt: skip
    return calendar


@transaction.atomic
def add_holiday(*, actor: Actor, calendar_id: UUID, day: date, name: str, kind: HolidayKind, at: datetime) -> Holiday:
    """
    Add a day on which the calendar does not work.

    :raises NotFound: no such calendar in this agency
    :raises NotAllowed: the actor is no administrator of the agency
    :raises Conflict: the day is a holiday already
    """
    policies.require_change(actor, "")
    if not WorkCalendar.objects.filter(id=calendar_id).exists():
        raise NotFound(gettext("Kalender tidak ditemukan."))
    if Holiday.objects.filter(calendar_id=calendar_id, day=day).exists():
        raise Conflict(gettext("Tanggal itu sudah tercatat sebagai hari libur."))
    holiday = Holiday.objects.create(calendar_id=calendar_id, day=day, name=name.strip(), kind=kind)
    audit.record(
        actor=actor, event="organisation.holiday.added", subject_type="holiday", subject_id=holiday.id, at=at,
        data={"day": day, "name": name, "kind": kind},
    )  # fmt: skip
    return holiday


@transaction.atomic
def remove_holiday(*, actor: Actor, holiday_id: UUID, at: datetime) -> date:
    """
    Make a holiday a working day again and return its day.

    :raises NotFound: no such holiday in this agency
    :raises NotAllowed: the actor is no administrator of the agency
    """
    policies.require_change(actor, "")
    holiday = Holiday.objects.filter(id=holiday_id).first()
    if holiday is None:
        raise NotFound(gettext("Hari libur tidak ditemukan."))
    data = {"day": holiday.day, "name": holiday.name}
    holiday.delete()
    audit.record(
        actor=actor, event="organisation.holiday.removed", subject_type="holiday", subject_id=holiday_id, at=at,
        data=data,
    )  # fmt: skip
    return holiday.day

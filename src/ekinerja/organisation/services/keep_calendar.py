"""Working days and holidays of an agency."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, NotFound, RuleNotMet
from ekinerja.organisation import policies
from ekinerja.organisation.data import HolidayKind
from ekinerja.organisation.models import Holiday, WorkCalendar
from ekinerja.organisation.selectors.calendars import get_calendar, list_calendars


@transaction.atomic
def save_calendar(
    *, actor: Actor, code: str, name: str, weekdays: list[int], minutes: int, at: datetime
) -> WorkCalendar:
    """
    Make or change a pattern of working days; the first one becomes the agency's own.

    An empty code makes a new calendar, whose code comes from its name.

    :raises NotAllowed: the actor is no administrator of the agency
    :raises RuleNotMet: no working day, or an impossible number of minutes
    """
    policies.require_change(actor, "")
    if not weekdays or not set(weekdays) <= set(range(1, 8)):
        raise RuleNotMet(gettext("Pilih sedikitnya satu hari kerja."))
    if not 60 <= minutes <= 720:
        raise RuleNotMet(gettext("Jam kerja sehari harus antara 60 dan 720 menit."))
    calendar, _ = WorkCalendar.objects.update_or_create(
        code=code.strip().upper() or _new_code(name),
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
def choose_calendar(*, actor: Actor, calendar_id: UUID, at: datetime) -> WorkCalendar:
    """
    Make a calendar the agency's own, by which deadlines on days off move.

    :raises NotFound: no such calendar in this agency
    :raises NotAllowed: the actor is no administrator of the agency
    """
    policies.require_change(actor, "")
    calendar = get_calendar(calendar_id=calendar_id, lock=True)
    if not calendar.is_default:
        WorkCalendar.objects.filter(is_default=True).update(is_default=False)
        calendar.is_default = True
        calendar.save(update_fields=["is_default"])
        audit.record(
            actor=actor, event="organisation.calendar.chosen", subject_type="calendar", subject_id=calendar.id, at=at,
            data={"code": calendar.code},
        )  # fmt: skip
    return calendar


@transaction.atomic
def add_holiday(
    *, actor: Actor, calendar_id: UUID | None, day: date, name: str, kind: HolidayKind, at: datetime
) -> list[Holiday]:
    """
    Add a day on which a calendar does not work, without one on which none of those does that lack it.

    :raises NotFound: no such calendar in this agency
    :raises NotAllowed: the actor is no administrator of the agency
    :raises Conflict: the day is a holiday already
    """
    policies.require_change(actor, "")
    calendars = list_calendars() if calendar_id is None else [get_calendar(calendar_id=calendar_id)]
    if not calendars:
        raise NotFound(gettext("Kalender tidak ditemukan."))
    lacking = {row.id for row in calendars} - set(Holiday.objects.filter(day=day).values_list("calendar_id", flat=True))
    if not lacking:
        raise Conflict(gettext("Tanggal itu sudah tercatat sebagai hari libur."))
    made = [
        Holiday.objects.create(calendar=row, day=day, name=name.strip(), kind=kind)
        for row in sorted(calendars, key=lambda row: row.code)
        if row.id in lacking
    ]
    for holiday in made:
        audit.record(
            actor=actor, event="organisation.holiday.added", subject_type="holiday", subject_id=holiday.id, at=at,
            data={"day": day, "name": name, "kind": kind},
        )  # fmt: skip
    return made


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


def _new_code(name: str) -> str:
    """Return a code for a new calendar that no other has."""
    base = slugify(name).upper()[:16] or "KALENDER"
    taken = set(WorkCalendar.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(code for code in (base, *(f"{base}-{n}" for n in range(2, 1000))) if code not in taken)

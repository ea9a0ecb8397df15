"""Move or rename a unit and let the directory of its people follow, in the background when there are many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.kernel import jobs
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.models import JobRun
from ekinerja.organisation import public as organisation
from ekinerja.people.models import DirectoryEntry
from ekinerja.people.policies import below
from ekinerja.people.services.refresh_directory import refresh_directory

TASK = "people.refresh_unit"
MOST_AT_ONCE = 300
BATCH = 500

Advance = Callable[[int, int], None]


@transaction.atomic
def move_unit(
    *, actor: Actor, unit_id: UUID, parent_id: UUID, decree_number: str, on: date, at: datetime, today: date
) -> JobRun | None:
    """
    Put a unit with everything below it under another from a day on, and return the work that goes on behind it.

    People's directory follows at once for up to three hundred people, otherwise by the returned run; for a day to
    come nothing runs now: the night of that day does it.

    :raises NotFound: unit or new parent not in this agency on that day
    :raises NotAllowed: the actor is no administrator of both
    :raises RuleNotMet: the new parent is the unit itself or below it
    :raises Conflict: a later change is already recorded
    """
    unit = organisation.move_unit(
        actor=actor, unit_id=unit_id, parent_id=parent_id, decree_number=decree_number, on=on, at=at
    )
    return _follow(actor, unit, on=on, today=today)


@transaction.atomic
def rename_unit(
    *, actor: Actor, unit_id: UUID, name: str, kind: str, decree_number: str, on: date, at: datetime, today: date
) -> JobRun | None:
    """
    Give a unit another name or kind from a day on; the directory follows as for ``move_unit``.

    :raises NotFound: no such unit on that day
    :raises NotAllowed: the actor is no administrator of it
    :raises Conflict: a later change is already recorded
    """
    unit = organisation.rename_unit(
        actor=actor, unit_id=unit_id, name=name, kind=kind, decree_number=decree_number, on=on, at=at
    )
    return _follow(actor, unit, on=on, today=today)


def refresh_unit(*, unit_id: UUID, on: date, advance: Advance) -> int:
    """Bring the directory of a unit's people, with those below it, up to date in parts; safe to repeat."""
    with transaction.atomic():
        ids = _people_of(organisation.units.find_latest(unit_id=unit_id), on)
    for start in range(0, len(ids), BATCH):
        advance(start, len(ids))
        refresh_directory(on=on, employee_ids=ids[start : start + BATCH])
    advance(len(ids), len(ids))
    return len(ids)


def _follow(actor: Actor, unit: organisation.UnitData, *, on: date, today: date) -> JobRun | None:
    if on > today:
        return None
    ids = _people_of(unit, today)
    if len(ids) > MOST_AT_ONCE:
        title = _("Perbarui daftar pegawai %(unit)s") % {"unit": unit.name}
        return jobs.request(
            actor=actor, name=TASK, title=title, arguments={"unit_id": str(unit.id)}, lock=f"{TASK}.{actor.agency_id}"
        )
    refresh_directory(on=today, employee_ids=ids)
    return None


def _people_of(unit: organisation.UnitData, on: date) -> list[UUID]:
    """Return the people of a subtree by the units themselves: the paths in the directory may still be the old ones."""
    units = organisation.units.list_paths(on=on, under=unit.path)
    rows = DirectoryEntry.objects.filter(unit_id__in=list(units)) | DirectoryEntry.objects.filter(below(unit.path))
    return list(rows.order_by("unit_path", "id").values_list("employee_id", flat=True))

"""The clerk's part of the home page: who has not filled and why, counted by unit; and the list of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotFound
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.reporting import policies
from ekinerja.reporting.data import MISSING, Standing
from ekinerja.reporting.models import PersonStanding
from ekinerja.reporting.selectors.counts import UnitBoard, board_of
from ekinerja.reporting.selectors.periods import begun_periods, due_period

PAGE = 25


@dataclass(frozen=True)
class UnitsHome:
    """Statutory term: beranda pengelola kinerja. ``period`` is the one chosen, else the one to be filled now."""

    year: Any
    periods: tuple[planning.Period, ...]
    period: planning.Period | None
    is_due: bool
    board: UnitBoard | None
    paths: tuple[str, ...] = ()

    def deadline_of(self, period: planning.Period) -> planning.Deadline:
        """Return until when everybody in the actor's scope may fill a period."""
        return planning.common_deadline(period=period, unit_paths=self.paths)


@dataclass(frozen=True)
class MissingPerson:
    """Statutory term: pegawai yang belum mengisi. One person, what is missing first, and until when."""

    entry: Any
    standing: Standing
    deadline: planning.Deadline


@dataclass(frozen=True)
class MissingPage:
    """
    A page of people who have not filled, and how many there are for each reason.

    ``deadline`` is the one that holds for the whole list; single people may have more time.
    """

    period: planning.Period | None
    deadline: planning.Deadline | None
    people: tuple[MissingPerson, ...]
    number: int
    total: int
    counts: dict[str, int]
    unit: organisation.UnitData | None
    counted_at: datetime | None


def units_home(*, actor: Actor, now: datetime, number: int = 0) -> UnitsHome:
    """
    Return the counts of the units in the actor's scope in a period: four queries, whatever the size.

    ``number`` chooses a begun period of the open year by its number.

    :raises NotAllowed: the actor holds no role that reads counts
    """
    paths = policies.readable_paths(actor)
    on = planning.day_of(now)
    year, every = planning.lines.open_year(on=on)
    if year is None:
        return UnitsHome(None, (), None, False, None)
    begun = begun_periods(periods=every, now=now)
    due = due_period(periods=every, now=now)
    period = next((row for row in begun if row.number == number), due)
    board = board_of(paths=paths, period_id=period.id, on=on) if period else None
    return UnitsHome(year, tuple(begun), period, period == due, board, paths)


def list_missing(
    *, actor: Actor, now: datetime, reason: str = "", unit_id: UUID | None = None, text: str = "", page: int = 1
) -> MissingPage:
    """
    Return a page of the people in the actor's scope who have not filled the period that is to be filled now.

    :raises NotAllowed: the actor holds no role that reads counts
    :raises NotFound: the unit is not in the actor's scope
    """
    unit = _unit(actor, unit_id, now)
    rows = _scoped(actor, unit)
    counts = {row["standing"]: row["n"] for row in rows.order_by().values("standing").annotate(n=Count("id"))}
    chosen = _chosen(rows, reason, text)
    total = chosen.count()
    last = max(1, -(-total // PAGE))
    number = min(max(1, page), last)
    ordered = chosen.order_by("unit_path", "employee__directory_entry__name_sort", "id")
    cut = list(ordered[(number - 1) * PAGE : number * PAGE])
    if not cut:
        return MissingPage(None, None, (), number, total, counts, unit, None)
    period = planning.get_period(period_id=cut[0].period_id)
    paths = (unit.path,) if unit else policies.readable_paths(actor)
    common = planning.common_deadline(period=period, unit_paths=paths)
    shown = _missing(cut, period)
    return MissingPage(period, common, shown, number, total, counts, unit, cut[0].counted_at)


def nudgeable(
    *, actor: Actor, now: datetime, reason: str = "", unit_id: UUID | None = None
) -> dict[UUID, tuple[Standing, str]]:
    """
    Return everybody of a list of ``list_missing`` whom the actor may remind: what is missing, the path of the unit.

    :raises NotAllowed: the actor is neither clerk nor administrator
    :raises NotFound: the unit is not in the actor's scope
    """
    unit = _unit(actor, unit_id, now)
    rows = _chosen(_scoped(actor, unit, policies.NUDGERS), reason, "")
    found = rows.order_by().values_list("employee_id", "standing", "unit_path")
    return {key: (Standing(code), path) for key, code, path in found}


def _missing(rows: list[PersonStanding], period: planning.Period) -> tuple[MissingPerson, ...]:
    entries = people.entries_of(employee_ids=[row.employee_id for row in rows])
    return tuple(
        MissingPerson(
            entries[row.employee_id],
            Standing(row.standing),
            planning.deadline_for(period=period, employee_id=row.employee_id, unit_path=row.unit_path),
        )
        for row in rows
        if row.employee_id in entries
    )


def _unit(actor: Actor, unit_id: UUID | None, now: datetime) -> organisation.UnitData | None:
    if unit_id is None:
        return None
    unit = organisation.units.get_unit(unit_id=unit_id, on=planning.day_of(now))
    if not unit.path.startswith(policies.readable_paths(actor)):
        raise NotFound
    return unit


def _scoped(
    actor: Actor, unit: organisation.UnitData | None, roles: tuple[Role, ...] = policies.READERS
) -> QuerySet[PersonStanding]:
    paths = policies.readable_paths(actor, roles)
    rows = PersonStanding.objects.filter(policies.below(paths), standing__in=[*MISSING, Standing.EXEMPT])
    return rows.filter(unit_path__startswith=unit.path) if unit else rows


def _chosen(rows: QuerySet[PersonStanding], reason: str, text: str) -> QuerySet[PersonStanding]:
    rows = rows.filter(standing=reason) if reason in list(Standing) else rows.exclude(standing=Standing.EXEMPT)
    for word in text.split():
        rows = rows.filter(
            Q(employee__directory_entry__display_name__icontains=word)
            | Q(employee__directory_entry__nip__startswith=word)
        )
    return rows

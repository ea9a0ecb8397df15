"""Count people by where they stand in planning: all of the open years, or some units after a step."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ekinerja.kernel.journal import insert_rows
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.planning.data import PeriodKind
from ekinerja.reporting.data import PLAN_COLUMNS
from ekinerja.reporting.models import PersonPlan, UnitPeriodCount
from ekinerja.reporting.selectors.plan_standings import PlanStand, plan_stands


@transaction.atomic
def recount_plans(*, at: datetime, unit_ids: Collection[UUID] | None = None) -> int:
    """
    Count planning in every open year anew, everywhere or in some units, and return how many people there are.

    Safe to repeat. The rows of some units are locked, so that two counts of a unit run one after the other.
    """
    on = planning.day_of(at)
    total = 0
    for year in planning.years.open_years():
        annual = next(row for row in year.periods.all() if row.kind == PeriodKind.ANNUAL)
        counts = UnitPeriodCount.objects.filter(period=annual)
        if unit_ids is not None:
            counts = counts.filter(unit_id__in=list(unit_ids))
            list(counts.select_for_update().order_by("id").values_list("id", flat=True))
        members = people.members_of(unit_ids=unit_ids)
        stands = plan_stands(year_id=year.id, members=members, on=on, everybody=unit_ids is None)
        persons = PersonPlan.objects.filter(year=year)
        if unit_ids is not None:
            persons = persons.filter(employee_id__in=[member.employee_id for member in members])
        counts.delete()
        persons.delete()
        _store_counts(annual, stands, organisation.units.list_paths(on=on), at)
        _store_persons(year.id, stands, at)
        total += len(stands)
    return total


def _store_counts(annual: planning.Period, stands: Sequence[PlanStand], paths: dict[UUID, str], at: datetime) -> None:
    numbers: dict[UUID, Counter[str]] = defaultdict(Counter)
    for stand in stands:
        if stand.member.unit_id in paths:
            numbers[stand.member.unit_id][PLAN_COLUMNS[stand.standing]] += 1
    insert_rows(
        UnitPeriodCount,
        (
            UnitPeriodCount(period=annual, unit_id=key, unit_path=paths[key], counted_at=at, **columns)
            for key, columns in numbers.items()
        ),
    )


def _store_persons(year_id: UUID, stands: Sequence[PlanStand], at: datetime) -> None:
    insert_rows(
        PersonPlan,
        (
            PersonPlan(
                year_id=year_id,
                employee_id=stand.member.employee_id,
                unit_path=stand.member.unit_path,
                standing=stand.standing,
                reason=stand.reason,
                note=stand.note,
                plan_id_now=stand.plan_id,
                waits_for_id=stand.waits_for,
                waits_name=stand.waits_name,
                since=stand.since,
                counted_at=at,
            )
            for stand in stands
        ),
    )

"""Count plans by unit and state, for one unit after a step and for all of a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from ekinerja.kernel.errors import NotFound
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning.data import PlanState
from ekinerja.planning.models import PerformanceYear, Plan, UnitTally
from ekinerja.planning.selectors.plans import day_of

FIELDS = {
    PlanState.DRAFT: "draft_count",
    PlanState.SUBMITTED: "submitted_count",
    PlanState.RETURNED: "returned_count",
    PlanState.AGREED: "agreed_count",
    PlanState.CLOSED: "closed_count",
}


def recount_unit(*, plan: Plan, at: datetime) -> None:
    """Count the unit of a plan anew after a step of it; a unit that was never counted waits for the night."""
    if plan.unit_id is None:
        return
    rows = Plan.objects.filter(year_id=plan.year_id, unit_id=plan.unit_id).order_by()
    counted: dict[str, int] = {row["state"]: row["n"] for row in rows.values("state").annotate(n=Count("id"))}
    people_planning = rows.values("employee_id").distinct().count()
    values = {name: counted.get(state.value, 0) for state, name in FIELDS.items()}
    UnitTally.objects.filter(year_id=plan.year_id, unit_id=plan.unit_id).update(
        planning_count=people_planning, counted_at=at, **values
    )


@transaction.atomic
def recount_year(*, year: int, at: datetime) -> int:
    """
    Count all units of a year anew and return how many; people and exemptions are those of the day.

    :raises NotFound: there is no such year
    """
    opened = PerformanceYear.objects.select_for_update().filter(year=year).first()
    if opened is None:
        raise NotFound
    on = day_of(at)
    paths = organisation.units.list_paths(on=on)
    members = people.count_by_unit()
    excluded = _by_unit(people.exempt_employee_ids(on=on))
    states = {
        (row["unit_id"], row["state"]): row["n"]
        for row in Plan.objects.filter(year=opened).order_by().values("unit_id", "state").annotate(n=Count("id"))
    }
    planners = {
        row["unit_id"]: row["n"]
        for row in Plan.objects.filter(year=opened)
        .order_by()
        .values("unit_id")
        .annotate(n=Count("employee_id", distinct=True))
    }
    UnitTally.objects.filter(year=opened).delete()
    rows = UnitTally.objects.bulk_create(
        UnitTally(
            year=opened,
            unit_id=unit_id,
            unit_path=path,
            people_count=members.get(unit_id, 0),
            excluded_count=excluded[unit_id],
            planning_count=planners.get(unit_id, 0),
            counted_at=at,
            **{name: states.get((unit_id, state.value), 0) for state, name in FIELDS.items()},
        )
        for unit_id, path in paths.items()
    )
    return len(rows)


def _by_unit(employee_ids: Iterable[UUID]) -> Counter[UUID | None]:
    entries = people.entries_of(employee_ids=employee_ids).values()
    return Counter(entry.unit_id for entry in entries if entry.in_service)

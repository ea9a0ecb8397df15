"""Pages of the plans somebody may read, for lists outside the screens of one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ekinerja.kernel.actor import Actor
from ekinerja.organisation import public as organisation
from ekinerja.planning import policies
from ekinerja.planning.models import Plan


@dataclass(frozen=True)
class PlanFilter:
    """Which plans are wanted; empty fields do not narrow."""

    year: int | None = None
    state: str = ""
    unit_id: UUID | None = None
    employee_id: UUID | None = None


def list_readable(
    *, actor: Actor, wanted: PlanFilter, on: date, offset: int = 0, limit: int = 25
) -> tuple[list[Plan], int]:
    """
    Return one page of the plans the actor may read with their years, by unit and person, and how many there are.

    :raises NotFound: there is no such unit in this agency today
    """
    rows = Plan.objects.filter(policies.visible_to(actor))
    if wanted.year is not None:
        rows = rows.filter(year__year=wanted.year)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.employee_id is not None:
        rows = rows.filter(employee_id=wanted.employee_id)
    if wanted.unit_id is not None:
        path = organisation.units.subtree_path(unit_id=wanted.unit_id, on=on)
        rows = rows.filter(unit_path__startswith=path)
    ordered = rows.select_related("year").order_by("unit_path", "employee_id", "period", "id")
    return list(ordered[offset : offset + limit]), rows.count()

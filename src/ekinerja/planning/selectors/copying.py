"""To whom a plan may be copied: people with a position of the same name whom the actor rates or looks after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed
from ekinerja.people import public as people
from ekinerja.planning.models import Outcome, Plan
from ekinerja.planning.selectors import plans

ROLES = (Role.UNIT_CLERK, Role.AGENCY_ADMIN)


@dataclass(frozen=True)
class Candidate:
    """
    Statutory term: calon penerima salinan SKP. One person with the same position name.

    ``held`` is the plan that keeps a copy away, ``excluded`` why the person is outside the cycle; both empty means
    a copy can be made.
    """

    employee_id: UUID
    name: str
    nip: str
    unit: str
    held: Plan | None = None
    excluded: str = ""

    @property
    def is_new(self) -> bool:
        """Whether a copy can be made."""
        return self.held is None and not self.excluded


@dataclass(frozen=True)
class CopyPreview:
    """Statutory term: pratinjau salinan SKP. Who gets a new draft, and who is left out and why."""

    standing: plans.Standing
    title: str
    outcome_count: int
    rows: tuple[Candidate, ...]

    @property
    def plan(self) -> Plan:
        """The plan to copy."""
        return self.standing.plan

    @property
    def new(self) -> tuple[Candidate, ...]:
        """Those who get a new draft."""
        return tuple(row for row in self.rows if row.is_new)


def may_copy(*, actor: Actor, standing: plans.Standing) -> bool:
    """Tell whether the actor looks after anybody to whom the plan could be copied; cheap, for showing the button."""
    rates = actor.employee_id is not None and actor.employee_id == standing.plan.rater_employee_id
    return rates or bool(actor.paths(*ROLES))


def preview_of(*, actor: Actor, plan_id: UUID, on: date, text: str = "") -> CopyPreview:
    """
    Return everybody to whom the actor may copy a plan, narrowed to a name, NIP or unit; who gets a draft is first.

    :raises NotFound: the actor may not know of the plan
    :raises NotAllowed: the actor neither rates anybody nor looks after a unit, or the plan names no position
    """
    standing = plans.get_for(actor=actor, plan_id=plan_id, on=on)
    plan = standing.plan
    mine = people.subordinates_of(rater_id=actor.employee_id, on=on) if actor.employee_id is not None else ()
    paths = actor.paths(*ROLES)
    if not mine and not paths:
        raise NotAllowed(_("SKP disalin oleh pejabat penilai, pengelola kinerja unit, atau admin instansi."))
    title = plan.person.position
    if not title:
        raise NotAllowed(_("SKP ini tidak menyebut jabatan, jadi tidak ada jabatan sama yang dapat dicari."))
    found = people.holders_of_title(title=title, paths=paths, employee_ids=mine)
    wanted = [row for row in found if row.employee_id != plan.employee_id and _matches(row, text)]
    return CopyPreview(
        standing=standing,
        title=title,
        outcome_count=Outcome.objects.filter(plan=plan, retired_at=None).count(),
        rows=tuple(sorted(candidates(plan=plan, holders=wanted, on=on), key=lambda row: not row.is_new)),
    )


def candidates(*, plan: Plan, holders: Iterable[people.TitleHolder], on: date) -> list[Candidate]:
    """Return these people with what keeps a copy away, with a fixed number of queries."""
    rows = list(holders)
    ids = [row.employee_id for row in rows]
    held = Plan.objects.filter(employee_id__in=ids, year_id=plan.year_id, period__overlap=plan.period)
    by_owner = {row.employee_id: row for row in held.order_by("-period")}
    outside = people.exemptions_on(employee_ids=ids, on=on) if ids else {}
    told = {key: answer.value.label for key, answer in outside.items() if answer.value is not None}
    return [
        Candidate(
            employee_id=row.employee_id,
            name=row.name,
            nip=row.nip,
            unit=row.unit_name,
            held=by_owner.get(row.employee_id),
            excluded=told.get(row.employee_id, ""),
        )
        for row in rows
    ]


def _matches(row: people.TitleHolder, text: str) -> bool:
    wanted = text.casefold().split()
    told = f"{row.name} {row.nip} {row.unit_name}".casefold()
    return all(word in told for word in wanted)

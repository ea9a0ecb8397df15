"""Which outcomes and goals one may serve (cascade), and which outcomes serve one's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils.translation import gettext as _

from ekinerja.kernel.errors import Finding, RuleNotMet
from ekinerja.planning.data import OutcomeClassification, PlanState
from ekinerja.planning.models import Goal, Outcome, Plan
from ekinerja.planning.selectors import teams

LONGEST_CHAIN = 30


@dataclass(frozen=True)
class Choice:
    """
    One outcome of the superior, or one goal of the organisation, that may be served; never both.

    ``team`` names the teams when the outcome is that of a team leader who is not the rater.
    """

    outcome_id: UUID | None
    text: str
    owner: str
    goal_id: UUID | None = None
    team: str = ""


def choices_for(*, plan: Plan, rater_employee_id: UUID | None, chosen: Outcome | None = None) -> tuple[Choice, ...]:
    """
    Return what may be served: outcomes of the rater, then of team leaders, then goals of the own unit and above.

    The outcomes are the organisation ones of the year, whatever the state of that plan. What is already
    chosen is always among them.
    """
    return (*_outcomes_above(plan, rater_employee_id, chosen), *_goals_above(plan, chosen))


def _outcomes_above(plan: Plan, rater_employee_id: UUID | None, chosen: Outcome | None) -> tuple[Choice, ...]:
    wanted = Q(pk__in=[])
    leaders = teams.leaders_of(employee_id=plan.employee_id, plan=plan)
    above = {*leaders, rater_employee_id} - {None}
    if above:
        wanted |= Q(
            plan__employee_id__in=above,
            plan__year_id=plan.year_id,
            classification=OutcomeClassification.ORGANISATION,
            retired_at=None,
        ) & ~Q(plan__state=PlanState.CLOSED)
    if chosen is not None and chosen.intervened_outcome_id is not None:
        wanted |= Q(pk=chosen.intervened_outcome_id)
    rows = Outcome.objects.filter(wanted).select_related("plan").order_by("plan_id", "number")
    found = [
        Choice(
            row.id,
            row.text,
            row.plan.person.name,
            team=leaders.get(row.plan.employee_id, "") if row.plan.employee_id != rater_employee_id else "",
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda choice: (bool(choice.team), choice.owner)))


def _goals_above(plan: Plan, chosen: Outcome | None) -> tuple[Choice, ...]:
    year = plan.year.year
    wanted = Q(retired_at=None, first_year__lte=year, last_year__gte=year, unit_path__in=paths_above(plan.unit_path))
    if chosen is not None and chosen.goal_id is not None:
        wanted |= Q(pk=chosen.goal_id)
    of_day = FilteredRelation("unit__versions", condition=Q(unit__versions__period__contains=plan.period.lower))
    named: QuerySet[Any] = Goal.objects.filter(wanted).annotate(version=of_day, unit_name=F("version__name"))
    rows = sorted(named, key=lambda row: (-len(row.unit_path), row.number, row.code))
    return tuple(
        Choice(None, row.text, (row.unit_name or "") if row.unit_id else _("seluruh instansi"), goal_id=row.id)
        for row in rows
    )


def paths_above(path: str) -> list[str]:
    """Return the paths of a unit and of every unit above it; the empty one stands for the whole agency."""
    codes = path.split(".")[:-1]
    return [".".join(codes[:count]) + "." if count else "" for count in range(len(codes) + 1)]


def require_choosable(*, plan: Plan, outcome_id: UUID | None) -> UUID | None:
    """
    Return the id when the outcome may be served from this plan.

    Any outcome of the same agency and year may be served (a team leader need not be the rater), but not one
    of the same person, and not one that itself serves this plan.

    :raises RuleNotMet: there is no such outcome, or the cascade would loop
    """
    if outcome_id is None:
        return None
    outcome = Outcome.objects.select_related("plan").filter(id=outcome_id, retired_at=None).first()
    if outcome is None or outcome.plan.year_id != plan.year_id:
        raise _refusal("planning.intervened_unknown", _("RHK pimpinan yang dipilih sudah tidak ada. Pilih lagi."))
    if outcome.plan.employee_id == plan.employee_id or _serves(outcome, plan):
        raise _refusal(
            "planning.cascade_loops", _("RHK ini bergantung pada SKP Anda sendiri. Pilih RHK pimpinan yang lain.")
        )
    return outcome_id


def require_goal(*, plan: Plan, goal_id: UUID | None) -> UUID | None:
    """
    Return the id when the goal may be served from this plan: any goal in force in the plan's year.

    One that the plan already serves remains allowed after it was retired.

    :raises RuleNotMet: there is no such goal in the year
    """
    if goal_id is None:
        return None
    year = plan.year.year
    found = Goal.objects.filter(Q(retired_at=None, first_year__lte=year, last_year__gte=year), id=goal_id).exists()
    if not found and not Outcome.objects.filter(plan=plan, goal_id=goal_id).exists():
        raise _refusal(
            "planning.goal_unknown", _("Sasaran organisasi yang dipilih tidak berlaku tahun ini. Pilih lagi.")
        )
    return goal_id


def _serves(outcome: Outcome, plan: Plan) -> bool:
    """Walk up from an outcome and tell whether the way leads back to the plan."""
    current: Outcome | None = outcome
    for _step in range(LONGEST_CHAIN):
        if current is None or current.intervened_outcome_id is None:
            return False
        current = Outcome.objects.filter(id=current.intervened_outcome_id).first()
        if current is not None and current.plan_id == plan.id:
            return True
    return True


def _refusal(code: str, message: str) -> RuleNotMet:
    return RuleNotMet(findings=(Finding(code, message, field="intervened_outcome"),))

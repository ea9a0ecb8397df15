"""Which outcomes one may serve (cascade), and which outcomes serve one's own."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from ekinerja.kernel.errors import Finding, RuleNotMet
from ekinerja.planning.data import OutcomeClassification, PlanState
from ekinerja.planning.models import Outcome, Plan

LONGEST_CHAIN = 30


@dataclass(frozen=True)
class Choice:
    """One outcome of the superior that may be served."""

    outcome_id: UUID
    text: str
    owner: str


def choices_for(*, plan: Plan, rater_employee_id: UUID | None, chosen: Outcome | None = None) -> tuple[Choice, ...]:
    """Return the rater's organisation outcomes of the year, whatever the state of that plan, and the chosen one."""
    wanted = Q(pk__in=[])
    if rater_employee_id is not None:
        wanted |= Q(
            plan__employee_id=rater_employee_id,
            plan__year_id=plan.year_id,
            classification=OutcomeClassification.ORGANISATION,
            retired_at=None,
        ) & ~Q(plan__state=PlanState.CLOSED)
    if chosen is not None and chosen.intervened_outcome_id is not None:
        wanted |= Q(pk=chosen.intervened_outcome_id)
    rows = Outcome.objects.filter(wanted).select_related("plan").order_by("plan_id", "number")
    return tuple(Choice(row.id, row.text, row.plan.person.name) for row in rows)


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

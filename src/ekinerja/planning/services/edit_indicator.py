"""Write, change and take out the indicators of an outcome in a draft plan."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, ProtectedError
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Finding, NotFound, RuleNotMet
from ekinerja.planning.data import Aspect, Perspective, PositionGroup
from ekinerja.planning.models import Indicator, Outcome, Plan
from ekinerja.planning.services import editing

MOST_INDICATORS = 60


@dataclass(frozen=True)
class IndicatorInput:
    """Statutory term: isian indikator kinerja individu. The target is a number with its unit, or a narrative."""

    text: str
    aspect: str = ""
    target_number: Decimal | None = None
    target_unit: str = ""
    target_text: str = ""


@transaction.atomic
def save_indicator(
    *,
    actor: Actor,
    plan_id: UUID,
    outcome_id: UUID,
    indicator_id: UUID | None,
    given: IndicatorInput,
    at: datetime,
    seen: int | None = None,
) -> Indicator:
    """
    Add an indicator (``indicator_id`` empty) or change one; ``seen`` is the revision the actor had.

    :raises NotFound: the actor may not know of the plan, or it has no such outcome or indicator
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: it is submitted, agreed or closed
    :raises EditConflict: somebody else changed the same indicator meanwhile
    :raises RuleNotMet: the text is empty or the aspect is not of this form
    """
    plan = editing.lock_own(actor=actor, plan_id=plan_id, at=at)
    outcome = _outcome(plan, outcome_id)
    values = _values(plan, given)
    if indicator_id is None:
        indicator = Indicator.objects.create(outcome=outcome, number=_next_number(outcome), **values)
    else:
        indicator = _find(outcome, indicator_id)
        theirs = {key: getattr(indicator, key) for key in values}
        editing.refuse_if_changed(seen=seen, revision=indicator.revision, theirs=theirs, mine=values)
        if theirs == values:
            return indicator
        for key, value in values.items():
            setattr(indicator, key, value)
        indicator.revision += 1
        indicator.save()
    editing.keep(
        actor=actor,
        plan=plan,
        event="planning.indicator.saved",
        at=at,
        data={"indicator": indicator.id, "outcome": outcome_id, **asdict(given)},
    )
    return indicator


@transaction.atomic
def remove_indicator(*, actor: Actor, plan_id: UUID, indicator_id: UUID, at: datetime) -> None:
    """
    Take an indicator out; one that periods already tell of stays in the past and only leaves the plan.

    Indicators of others that were a part of it go on by themselves.

    :raises NotFound: the actor may not know of the plan, or it has no such indicator
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: it is submitted, agreed or closed
    """
    plan = editing.lock_own(actor=actor, plan_id=plan_id, at=at)
    indicator = Indicator.objects.filter(outcome__plan=plan, id=indicator_id, retired_at=None).first()
    if indicator is None:
        raise NotFound
    text = indicator.text
    Indicator.objects.filter(divides=indicator).update(divides=None)
    try:
        with transaction.atomic():
            indicator.delete()
    except ProtectedError:
        Indicator.objects.filter(id=indicator_id).update(retired_at=at)
    editing.keep(
        actor=actor,
        plan=plan,
        event="planning.indicator.removed",
        at=at,
        data={"indicator": indicator_id, "text": text},
    )


def _values(plan: Plan, given: IndicatorInput) -> dict[str, Any]:
    findings = []
    if not given.text.strip():
        findings.append(Finding("planning.indicator_empty", _("Tulis indikatornya."), field="text"))
    allowed = Perspective if plan.position_group == PositionGroup.SENIOR else Aspect
    if given.aspect and given.aspect not in list(allowed):
        findings.append(
            Finding("planning.aspect_unknown", _("Pilih salah satu pilihan yang tersedia."), field="aspect")
        )
    if findings:
        raise RuleNotMet(findings=tuple(findings))
    return {
        "text": given.text.strip(),
        "aspect": given.aspect,
        "target_number": given.target_number,
        "target_unit": given.target_unit.strip(),
        "target_text": given.target_text.strip(),
    }


def _outcome(plan: Plan, outcome_id: UUID) -> Outcome:
    outcome = Outcome.objects.filter(plan=plan, id=outcome_id, retired_at=None).first()
    if outcome is None:
        raise NotFound
    return outcome


def _find(outcome: Outcome, indicator_id: UUID) -> Indicator:
    indicator = Indicator.objects.filter(outcome=outcome, id=indicator_id, retired_at=None).first()
    if indicator is None:
        raise NotFound
    return indicator


def _next_number(outcome: Outcome) -> int:
    rows = Indicator.objects.filter(outcome=outcome, retired_at=None)
    used = rows.aggregate(count=Count("id"), most=Max("number"))
    if used["count"] >= MOST_INDICATORS:
        raise RuleNotMet(
            findings=(
                Finding(
                    "planning.too_many_indicators",
                    _("RHK ini sudah memuat %(most)s indikator. Hapus yang tidak dipakai sebelum menambah.")
                    % {"most": MOST_INDICATORS},
                    field="text",
                ),
            )
        )
    return (used["most"] or 0) + 1

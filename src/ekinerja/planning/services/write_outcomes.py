"""Write many outcomes with their indicators into a draft at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ekinerja.kernel.errors import Finding, RuleNotMet
from ekinerja.planning.data import Aspect, Perspective, PositionGroup, WrittenIndicator, WrittenOutcome
from ekinerja.planning.models import Indicator, Outcome, Plan, PlanNote, TargetPart
from ekinerja.planning.selectors import breakdown, written
from ekinerja.planning.services.edit_outcome import MOST_OUTCOMES


def write_outcomes(*, plan: Plan, rows: Sequence[WrittenOutcome]) -> list[Outcome]:
    """
    Add outcomes after those the plan has; the caller has locked the plan and keeps the audit row.

    What they serve is found anew for this plan; an aspect of another form is left empty; parts of the year are
    kept where all of them fall into the plan's period.

    :raises RuleNotMet: the plan would hold too many outcomes
    """
    first = Outcome.objects.filter(plan=plan, retired_at=None).count()
    if first + len(rows) > MOST_OUTCOMES:
        message = _("SKP memuat paling banyak %(most)s RHK; dengan tambahan ini menjadi %(n)s.")
        told = message % {"most": MOST_OUTCOMES, "n": first + len(rows)}
        raise RuleNotMet(findings=(Finding("planning.too_many_outcomes", told, field="rows"),))
    linked = written.relink(plan=plan, rows=rows)
    made = [_outcome(plan, number, row) for number, row in enumerate(linked, start=first + 1)]
    Outcome.objects.bulk_create(made)
    pairs = [
        (_indicator(plan, outcome, number, item), item)
        for outcome, row in zip(made, linked, strict=True)
        for number, item in enumerate(row.indicators, start=1)
    ]
    Indicator.objects.bulk_create([indicator for indicator, _item in pairs])
    if any(item.parts for _indicator, item in pairs):
        known = {row.number for row in breakdown.periods_of(plan=plan)}
        TargetPart.objects.bulk_create(
            TargetPart(indicator=indicator, period_number=number, target=target)
            for indicator, item in pairs
            if set(item.parts) <= known
            for number, target in item.parts.items()
        )
    return made


def copy_notes(*, source: Plan, plan: Plan) -> None:
    """Write the annex lists of one plan into another that has none yet."""
    PlanNote.objects.bulk_create(
        PlanNote(plan=plan, kind=row.kind, number=row.number, text=row.text)
        for row in PlanNote.objects.filter(plan=source)
    )


def _outcome(plan: Plan, number: int, row: WrittenOutcome) -> Outcome:
    return Outcome(
        plan=plan,
        number=number,
        kind=row.kind,
        classification=row.classification,
        text=row.text.strip(),
        intervened_outcome_id=row.served_id,
        goal_id=row.goal_id,
        intervened_text=row.served_text.strip(),
        cascade=row.cascade,
        division=row.division,
        share=row.share,
        assigned_by=row.assigned_by,
    )


def _indicator(plan: Plan, outcome: Outcome, number: int, item: WrittenIndicator) -> Indicator:
    allowed = Perspective if plan.position_group == PositionGroup.SENIOR else Aspect
    return Indicator(
        outcome=outcome,
        number=number,
        aspect=item.aspect if item.aspect in list(allowed) else "",
        text=item.text.strip(),
        target_number=item.target_number,
        target_unit=item.target_unit.strip(),
        target_text=item.target_text.strip(),
        accumulation=item.accumulation,
    )

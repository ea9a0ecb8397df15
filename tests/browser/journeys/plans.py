"""Plans at a later stage of the cycle, made through the services, where a journey begins in the middle."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction

from ekinerja.kernel.tenancy import context
from ekinerja.planning import public as planning
from tests.factories import cycle

OUTCOME = "Terlayaninya permintaan informasi masyarakat sesuai standar"
INDICATOR = "Jumlah permintaan informasi yang dijawab"


def draft_plan(town: Any, part: str = "employee") -> planning.Plan:
    """A plan with one outcome and one indicator."""
    actor = town.actor(part)
    with context.agency(town.agency), transaction.atomic():
        plan = planning.draft_plan(actor=actor, year=2026, at=cycle.JANUARY)
        outcome = planning.save_outcome(
            actor=actor, plan_id=plan.id, outcome_id=None, given=planning.OutcomeInput(text=OUTCOME), at=cycle.JANUARY
        )
        planning.save_indicator(
            actor=actor,
            plan_id=plan.id,
            outcome_id=outcome.id,
            indicator_id=None,
            given=planning.IndicatorInput(
                text=INDICATOR,
                aspect="KUANTITAS" if plan.position_group == "JA_JF" else "PENERIMA_LAYANAN",
                target_number=Decimal(120),
                target_unit="dokumen",
            ),
            at=cycle.JANUARY,
        )
    return plan


def submitted_plan(town: Any, part: str = "employee") -> planning.Plan:
    """The same, waiting for its rater."""
    plan = draft_plan(town, part)
    with context.agency(town.agency), transaction.atomic():
        return planning.submit_plan(actor=town.actor(part), plan_id=plan.id, at=cycle.JANUARY)


def agreed_plan(town: Any, part: str = "employee", rater: str = "head") -> planning.Plan:
    """The same, agreed."""
    plan = submitted_plan(town, part)
    with context.agency(town.agency), transaction.atomic():
        return planning.agree_plan(actor=town.actor(rater), plan_id=plan.id, at=cycle.JANUARY)

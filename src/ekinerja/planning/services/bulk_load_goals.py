"""Bring in many goals and agreements at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound
from ekinerja.kernel.journal import Json, insert_rows, insert_values
from ekinerja.planning.data import AgreementAction, RecordedDecision
from ekinerja.planning.data.loading import LoadAgreement, LoadGoal
from ekinerja.planning.models import (
    Agreement,
    AgreementBudget,
    AgreementTransition,
    Goal,
    GoalIndicator,
    GoalTarget,
    PerformanceYear,
)
from ekinerja.planning.selectors import agreements as reading
from ekinerja.planning.selectors.plans import day_of
from ekinerja.planning.services.load_history import NOBODY, rows_of
from ekinerja.planning.services.moving import with_document
from ekinerja.planning.services.open_year import require_year_admin


@transaction.atomic
def bulk_load_goals(*, actor: Actor, year: int, goals: Sequence[LoadGoal], at: datetime) -> int:
    """
    Bring in goals with indicators and the figures of one year; return how many. One audit row tells of all.

    :raises NotAllowed: the actor is neither the system nor an admin of the whole agency
    """
    require_year_admin(actor)
    count = insert_rows(Goal, (_goal(row) for row in goals))
    insert_rows(GoalIndicator, _indicators(goals))
    insert_rows(GoalTarget, _figures(goals, year, actor, at))
    _record(actor, "planning.goals.loaded", at, {"year": year, "goals": count})
    return count


@transaction.atomic
def bulk_load_agreements(*, actor: Actor, year: int, agreements: Sequence[LoadAgreement], at: datetime) -> int:
    """
    Bring in agreements; what they promise is what the goals of their units say now. Return how many.

    :raises NotAllowed: the actor is neither the system nor an admin of the whole agency
    :raises NotFound: the year is not open in this agency
    """
    require_year_admin(actor)
    opened = PerformanceYear.objects.filter(year=year).first()
    if opened is None:
        raise NotFound(_("Tahun kinerja %(year)s belum dibuka.") % {"year": year})
    promised = reading.live_goals_of_all(year=year)
    count = insert_rows(Agreement, (_agreement(row, opened.id, promised) for row in agreements))
    insert_rows(AgreementBudget, _budgets(agreements))
    insert_values(AgreementTransition, (step for row in agreements for step in _steps(row)))
    _record(actor, "planning.agreements.loaded", at, {"year": year, "agreements": count})
    return count


def _record(actor: Actor, event: str, at: datetime, data: dict[str, Any]) -> None:
    audit.record(actor=actor, event=event, subject_type="planning.year", subject_id=str(data["year"]), at=at, data=data)


def _goal(row: LoadGoal) -> Goal:
    return Goal(
        id=row.id,
        code=row.code,
        text=row.text,
        kind=row.kind,
        first_year=row.first_year,
        last_year=row.last_year,
        number=row.number,
        parent_id=row.parent_id,
        unit_id=row.unit_id,
        unit_path=row.unit_path,
    )


def _indicators(goals: Sequence[LoadGoal]) -> Iterator[GoalIndicator]:
    for goal in goals:
        for number, row in enumerate(goal.indicators, start=1):
            yield GoalIndicator(
                id=row.id,
                goal_id=goal.id,
                number=number,
                text=row.text,
                measure=row.measure,
                accumulation=row.accumulation,
                direction=row.direction,
            )


def _figures(goals: Sequence[LoadGoal], year: int, actor: Actor, at: datetime) -> Iterator[GoalTarget]:
    for row in (indicator for goal in goals for indicator in goal.indicators):
        for quarter in sorted({*row.targets, *row.achieved}):
            reached = row.achieved.get(quarter)
            yield GoalTarget(
                indicator_id=row.id,
                year=year,
                quarter=quarter,
                target=row.targets.get(quarter),
                achieved=reached,
                achieved_note=row.notes.get(quarter, ""),
                achieved_at=at if reached is not None else None,
                achieved_by_name=actor.name if reached is not None else "",
            )


def _agreement(
    row: LoadAgreement, year_id: UUID, promised: Mapping[UUID | None, tuple[reading.AgreementGoal, ...]]
) -> Agreement:
    budgets = [reading.BudgetLine(*line) for line in row.budgets]
    content = reading.to_content(promised.get(row.unit_id, ()), budgets) if row.submitted_at else {}
    if row.paper:
        content["document"] = {"number": row.paper[0], "dated": str(row.paper[1])}
    signed_on = row.paper[1] if row.paper else day_of(row.agreed_at) if row.agreed_at else None
    return Agreement(
        id=row.id,
        year_id=year_id,
        unit_id=row.unit_id,
        unit_path=row.unit_path,
        state=row.state,
        first=row.first.to_json() if row.first else {},
        second=row.second.to_json() if row.second else {},
        first_employee_id=row.first.employee_id if row.first else None,
        second_employee_id=row.second.employee_id if row.second else None,
        content=content,
        note=row.note,
        signed_on=signed_on,
        submitted_at=row.submitted_at,
        agreed_at=row.agreed_at,
        agreed_by_name=row.agreed_by_name[:250],
    )


def _steps(row: LoadAgreement) -> Iterator[Json]:
    """Return the history of an agreement that comes in; what was written on paper is told with its document."""
    draft, submitted, returned, agreed = "DRAFT", "DIAJUKAN", "DIKEMBALIKAN", "DISEPAKATI"
    first, second = row.first or NOBODY, row.second or NOBODY
    signer = replace(second, name=row.agreed_by_name)
    paper = with_document("", RecordedDecision(*row.paper)) if row.paper else ""
    steps = (
        (row.submitted_at, AgreementAction.SUBMIT, draft, submitted, first, ""),
        (row.returned_at, AgreementAction.RETURN, submitted, returned, second, row.note),
        (row.agreed_at, AgreementAction.AGREE, submitted, agreed, signer, paper),
    )
    return rows_of(steps, agreement_id=row.id)


def _budgets(agreements: Sequence[LoadAgreement]) -> Iterator[AgreementBudget]:
    for row in agreements:
        for number, (programme, amount, source) in enumerate(row.budgets, start=1):
            yield AgreementBudget(agreement_id=row.id, number=number, programme=programme, amount=amount, source=source)

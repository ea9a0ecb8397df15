"""Bring in many filled periods at once, with the checks of the single entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ekinerja.activity.data import AuthorPart, LoadMonth, PeriodAction, PeriodState
from ekinerja.activity.models import ActionStep, EvidenceLink, Feedback, PeriodMove, PeriodWork, Realisation
from ekinerja.activity.services.add_evidence import check_address
from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed
from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.journal import insert_values


@transaction.atomic
def bulk_load_months(*, actor: Actor, months: Iterable[LoadMonth], at: datetime) -> int:
    """
    Bring in filled periods and return how many; one audit row tells of the whole load.

    :raises NotAllowed: the actor is neither the system nor an admin of the whole agency
    :raises ValueError: a period is submitted or rated without the time of it
    :raises RuleNotMet: an evidence address is not a complete https address
    """
    if not actor.has(Role.SYSTEM) and "" not in actor.paths(Role.AGENCY_ADMIN):
        raise NotAllowed
    rows = list(months)
    for month in rows:
        _check(month)
    works = [(uuid7(), month) for month in rows]
    insert_values(
        PeriodWork,
        (
            {
                "id": work_id,
                "plan_id": month.plan_id,
                "period_id": month.period_id,
                "state": month.state,
                "submitted_at": month.submitted_at,
                "rated_at": month.rated_at,
                "changed_at": month.changed_at,
            }
            for work_id, month in works
        ),
    )
    insert_values(
        PeriodMove, (move for work_id, month in works if month.tells_moves for move in _moves(work_id, month))
    )
    _store_entries(rows)
    audit.record(
        actor=actor,
        event="activity.periods.loaded",
        subject_type="planning.period",
        at=at,
        data={"periods": len(rows)},
    )
    return len(rows)


def _check(month: LoadMonth) -> None:
    if month.state in (PeriodState.SUBMITTED, PeriodState.RATED) and month.submitted_at is None:
        raise ValueError(f"{month.plan_id}: submitted_at is missing")
    if month.state == PeriodState.RATED and month.rated_at is None:
        raise ValueError(f"{month.plan_id}: rated_at is missing")
    for _outcome, _title, url in month.evidence:
        check_address(url)


def _moves(work_id: UUID, month: LoadMonth) -> Iterable[dict[str, Any]]:
    steps = (
        (month.submitted_at, PeriodAction.SUBMIT, PeriodState.REALISED, PeriodState.SUBMITTED, month.person_name),
        (month.rated_at, PeriodAction.RATE, PeriodState.SUBMITTED, PeriodState.RATED, month.rater_name),
    )
    for moment, action, before, after, name in steps:
        if moment is not None:
            yield {
                "work_id": work_id,
                "action": action,
                "before": before,
                "after": after,
                "actor_name": name[:250],
                "at": moment,
            }


def _store_entries(rows: Sequence[LoadMonth]) -> None:
    insert_values(
        ActionStep,
        (
            {"outcome_id": outcome_id, "period_id": month.period_id, "number": number, "text": text}
            for month in rows
            for outcome_id, lines in month.steps.items()
            for number, text in enumerate(lines, start=1)
        ),
    )
    insert_values(
        Realisation,
        (
            {
                "indicator_id": indicator_id,
                "period_id": month.period_id,
                "number": row.number,
                "text": row.text,
                "explanation": row.explanation,
                "changed_at": month.changed_at,
            }
            for month in rows
            for indicator_id, row in month.realisations.items()
        ),
    )
    insert_values(
        EvidenceLink,
        (
            {
                "outcome_id": outcome_id,
                "period_id": month.period_id,
                "title": title[:250],
                "url": url.strip(),
                "added_at": month.changed_at,
            }
            for month in rows
            for outcome_id, title, url in month.evidence
        ),
    )
    insert_values(
        Feedback,
        (
            {
                "plan_id": month.plan_id,
                "period_id": month.period_id,
                "outcome_id": row.outcome_id,
                "behaviour": row.behaviour,
                "author_employee_id": row.author_id,
                "author_name": row.author_name[:250],
                "author_part": AuthorPart.RATER,
                "mark": row.mark,
                "text": row.text,
                "at": row.at,
            }
            for month in rows
            for row in month.feedback
        ),
    )

"""Bring in many plans at once, with the checks of the single steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound
from ekinerja.kernel.journal import Json, insert_values
from ekinerja.planning import events
from ekinerja.planning.data import (
    Aspect,
    BehaviourValue,
    NoteKind,
    Perspective,
    PlanAction,
    PlanState,
    PositionGroup,
    codes_of,
)
from ekinerja.planning.data.loading import LoadPlan, LoadRefusal, LoadReport
from ekinerja.planning.models import (
    BehaviourExpectation,
    Indicator,
    Outcome,
    PerformanceYear,
    Plan,
    PlanNote,
    PlanTransition,
    PlanVersion,
    TargetPart,
)
from ekinerja.planning.selectors import checks
from ekinerja.planning.services import count_alignment, draw_cascade
from ekinerja.planning.services.draft_plan import post_key
from ekinerja.planning.services.load_history import NOBODY, rows_of
from ekinerja.planning.services.open_year import require_year_admin

PERIODS = frozenset(range(1, 13))


@transaction.atomic
def bulk_load(*, actor: Actor, year: int, plans: Iterable[LoadPlan], at: datetime) -> LoadReport:
    """
    Bring in plans of one year; what a check refuses is left out and reported, the rest is stored.

    One audit row tells of the whole load. Periods that overlap in the same post break the load as a whole.

    :raises NotAllowed: the actor is neither the system nor an admin of the whole agency
    :raises NotFound: the year is not open in this agency
    """
    require_year_admin(actor)
    opened = PerformanceYear.objects.filter(year=year).first()
    if opened is None:
        raise NotFound(_("Tahun kinerja %(year)s belum dibuka.") % {"year": year})
    good, refused = [], []
    for plan in plans:
        reasons = _check(plan, year)
        if reasons:
            refused.append(LoadRefusal(plan.id, reasons))
        else:
            good.append(plan)
    report = _store(opened, good, refused)
    outbox.publish(events.YearChanged(year=year))
    draw_cascade.draw_cascade(year=year, at=at)
    count_alignment.count_alignment(year=year, at=at)
    audit.record(
        actor=actor,
        event="planning.plans.loaded",
        subject_type="planning.year",
        subject_id=opened.id,
        at=at,
        data={"plans": report.plans, "outcomes": report.outcomes, "refused": len(refused)},
    )
    return report


def _check(plan: LoadPlan, year: int) -> tuple[str, ...]:
    reasons = []
    if not (plan.starts_on < plan.ends_before and plan.starts_on.year == year and plan.ends_before.year <= year + 1):
        reasons.append(_("Periode SKP harus berada di tahun %(year)s.") % {"year": year})
    if plan.state != PlanState.DRAFT:
        content = [(outcome, outcome.indicators) for outcome in plan.outcomes]
        reasons.extend(finding.message for finding in checks.check_plan(content=content))
        if plan.submitted_at is None:
            reasons.append(_("Waktu pengajuan tidak ada."))
    if plan.state in (PlanState.AGREED, PlanState.CLOSED) and plan.agreed_at is None:
        reasons.append(_("Waktu persetujuan tidak ada."))
    if plan.state == PlanState.RETURNED and not plan.return_note.strip():
        reasons.append(_("Catatan pengembalian tidak ada."))
    reasons += _check_outcomes(plan)
    if set(plan.expectations) - set(codes_of(BehaviourValue)) or set(plan.notes) - set(codes_of(NoteKind)):
        reasons.append(_("Nilai perilaku atau daftar lampiran tidak dikenal."))
    return tuple(reasons)


def _check_outcomes(plan: LoadPlan) -> list[str]:
    reasons = []
    allowed = ["", *codes_of(Perspective if plan.group == PositionGroup.SENIOR else Aspect)]
    for outcome in plan.outcomes:
        if not outcome.text.strip() or any(not item.text.strip() for item in outcome.indicators):
            reasons.append(_("RHK atau indikator tanpa kalimat."))
        if any(item.aspect not in allowed for item in outcome.indicators):
            reasons.append(_("Aspek atau perspektif tidak dikenal."))
        if any(not set(item.parts) <= PERIODS for item in outcome.indicators):
            reasons.append(_("Rincian target menyebut periode di luar satu tahun."))
    return reasons


def _store(year: PerformanceYear, plans: Sequence[LoadPlan], refused: list[LoadRefusal]) -> LoadReport:
    insert_values(Plan, (_plan(year, plan) for plan in plans))
    outcomes = insert_values(Outcome, (_outcome(plan, row) for plan in plans for row in plan.outcomes))
    indicators = insert_values(Indicator, _indicators(plans))
    insert_values(
        TargetPart,
        (
            {"indicator_id": row.id, "period_number": number, "target": target}
            for plan in plans
            for outcome in plan.outcomes
            for row in outcome.indicators
            for number, target in row.parts.items()
        ),
    )
    insert_values(
        BehaviourExpectation,
        (
            {
                "plan_id": plan.id,
                "value": value,
                "text": text,
                "entered_by_name": plan.rater.name if plan.rater else "",
            }
            for plan in plans
            for value, text in plan.expectations.items()
        ),
    )
    insert_values(
        PlanNote,
        (
            {"plan_id": plan.id, "kind": kind, "number": number, "text": text}
            for plan in plans
            for kind, lines in plan.notes.items()
            for number, text in enumerate(lines, start=1)
        ),
    )
    insert_values(PlanTransition, (row for plan in plans for row in _transitions(plan)))
    insert_values(PlanVersion, (_version(plan) for plan in plans if plan.agreed_at))
    return LoadReport(len(plans), outcomes, indicators, tuple(refused))


def _plan(year: PerformanceYear, plan: LoadPlan) -> Json:
    latest = max(
        moment
        for moment in (plan.created_at, plan.submitted_at, plan.returned_at, plan.agreed_at, plan.closed_at)
        if moment
    )
    return {
        "id": plan.id,
        "year_id": year.id,
        "employee_id": plan.employee_id,
        "unit_id": plan.unit_id,
        "unit_path": plan.unit_path,
        "position_id_then": plan.position_id,
        "post_key": post_key(employee_id=plan.employee_id, position_id=plan.position_id),
        "period": DateRange(plan.starts_on, plan.ends_before),
        "position_group": plan.group,
        "approach": plan.approach,
        "state": plan.state,
        "rater_employee_id": plan.rater.employee_id if plan.rater else None,
        "employee_snapshot": plan.person.to_json(),
        "rater_snapshot": plan.rater.to_json() if plan.rater else {},
        "superior_snapshot": plan.superior.to_json() if plan.superior else {},
        "submitted_at": plan.submitted_at,
        "agreed_at": plan.agreed_at,
        "closed_at": plan.closed_at,
        "created_at": plan.created_at,
        "changed_at": latest,
    }


def _outcome(plan: LoadPlan, row: Any) -> Json:
    return {
        "id": row.id,
        "plan_id": plan.id,
        "number": row.number,
        "kind": row.kind,
        "classification": row.classification,
        "text": row.text,
        "intervened_outcome_id": row.intervened_id,
        "intervened_text": row.intervened_text,
        "goal_id": row.goal_id,
        "assigned_by": row.assigned_by,
    }


def _indicators(plans: Sequence[LoadPlan]) -> Iterator[Json]:
    for plan in plans:
        for outcome in plan.outcomes:
            for number, row in enumerate(outcome.indicators, start=1):
                yield {
                    "id": row.id,
                    "outcome_id": outcome.id,
                    "number": number,
                    "aspect": row.aspect,
                    "text": row.text,
                    "target_number": row.target_number,
                    "target_unit": row.target_unit,
                    "target_text": row.target_text,
                    "accumulation": row.accumulation,
                }


def _transitions(plan: LoadPlan) -> Iterator[Json]:
    rater = plan.rater or NOBODY
    owner = replace(plan.person, employee_id=plan.employee_id)
    steps = (
        (plan.submitted_at, PlanAction.SUBMIT, "DRAFT", "DIAJUKAN", owner, ""),
        (plan.returned_at, PlanAction.RETURN, "DIAJUKAN", "DIKEMBALIKAN", rater, plan.return_note),
        (plan.agreed_at, PlanAction.AGREE, "DIAJUKAN", "DISETUJUI", rater, ""),
        (plan.closed_at, PlanAction.CLOSE, "DISETUJUI", "DITUTUP", rater, plan.close_note),
    )
    return rows_of(steps, plan_id=plan.id)


def _version(plan: LoadPlan) -> Json:
    return {
        "plan_id": plan.id,
        "number": 1,
        "content": {
            "approach": plan.approach,
            "position_group": plan.group,
            "outcomes": [_content(row) for row in plan.outcomes],
            "expectations": dict(plan.expectations),
            "notes": {kind: list(lines) for kind, lines in plan.notes.items()},
        },
        "agreed_at": plan.agreed_at or plan.created_at,
        "agreed_by_name": plan.rater.name[:250] if plan.rater else "",
    }


def _content(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "number": row.number,
        "kind": row.kind,
        "classification": row.classification,
        "text": row.text,
        "intervened_outcome": str(row.intervened_id) if row.intervened_id else None,
        "goal": str(row.goal_id) if row.goal_id else None,
        "intervened_text": row.intervened_text,
        "assigned_by": row.assigned_by,
        "indicators": [
            {
                "id": str(item.id),
                "number": number,
                "aspect": item.aspect,
                "text": item.text,
                "target_number": str(item.target_number) if item.target_number is not None else None,
                "target_unit": item.target_unit,
                "target_text": item.target_text,
            }
            for number, item in enumerate(row.indicators, start=1)
        ],
    }

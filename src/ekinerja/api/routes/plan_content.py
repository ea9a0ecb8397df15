"""What is in a plan: outcomes, indicators, annex lists and expectations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from ekinerja.api import answers, schemas
from ekinerja.api.answers import FAILURES, code_of
from ekinerja.kernel import clock
from ekinerja.kernel.errors import NotFound
from ekinerja.planning import public as planning
from ekinerja.planning.data import BehaviourValue, NoteKind, OutcomeClassification, OutcomeKind

router = Router()
OUTCOMES = "/{uuid:plan_id}/outcomes"
OUTCOME = OUTCOMES + "/{uuid:outcome_id}"
INDICATOR = OUTCOME + "/indicators/{uuid:indicator_id}"


@router.post(OUTCOMES, response={201: schemas.OutcomeOut, **FAILURES}, url_name="outcomes", summary="Add an outcome")
def add_outcome(request: Any, plan_id: UUID, given: schemas.OutcomeIn) -> tuple[int, dict[str, Any]]:
    """Add an outcome to one's own plan."""
    return 201, _save_outcome(request, plan_id, None, given)


@router.put(OUTCOME, response={200: schemas.OutcomeOut, **FAILURES}, url_name="outcome", summary="Change an outcome")
def change_outcome(request: Any, plan_id: UUID, outcome_id: UUID, given: schemas.OutcomeIn) -> dict[str, Any]:
    """Change an outcome; where others serve it, ``confirmed`` says that they were considered."""
    return _save_outcome(request, plan_id, outcome_id, given)


@router.delete(OUTCOME, response={204: None, **FAILURES}, url_name="outcome", summary="Take an outcome out")
def remove_outcome(request: Any, plan_id: UUID, outcome_id: UUID, confirmed: bool = False) -> tuple[int, None]:
    """Take an outcome out of one's own plan."""
    planning.remove_outcome(
        actor=request.auth, plan_id=plan_id, outcome_id=outcome_id, at=clock.now(), confirmed=confirmed
    )
    return 204, None


@router.post(
    OUTCOME + "/indicators",
    response={201: schemas.IndicatorOut, **FAILURES},
    url_name="indicators",
    summary="Add an indicator",
)
def add_indicator(
    request: Any, plan_id: UUID, outcome_id: UUID, given: schemas.IndicatorIn
) -> tuple[int, dict[str, Any]]:
    """Add an indicator to an outcome."""
    return 201, _save_indicator(request, plan_id, outcome_id, None, given)


@router.put(
    INDICATOR, response={200: schemas.IndicatorOut, **FAILURES}, url_name="indicator", summary="Change an indicator"
)
def change_indicator(
    request: Any, plan_id: UUID, outcome_id: UUID, indicator_id: UUID, given: schemas.IndicatorIn
) -> dict[str, Any]:
    """Change an indicator."""
    return _save_indicator(request, plan_id, outcome_id, indicator_id, given)


@router.delete(INDICATOR, response={204: None, **FAILURES}, url_name="indicator", summary="Take an indicator out")
def remove_indicator(request: Any, plan_id: UUID, outcome_id: UUID, indicator_id: UUID) -> tuple[int, None]:
    """Take an indicator out of one's own plan."""
    planning.remove_indicator(actor=request.auth, plan_id=plan_id, indicator_id=indicator_id, at=clock.now())
    return 204, None


@router.put(
    "/{uuid:plan_id}/notes/{str:kind}", response={200: list[str], **FAILURES}, url_name="notes", summary="Write a list"
)
def save_notes(request: Any, plan_id: UUID, kind: str, given: schemas.NotesIn) -> list[str]:
    """Write one of the three annex lists."""
    return list(
        planning.save_notes(
            actor=request.auth,
            plan_id=plan_id,
            kind=code_of(NoteKind, kind, "kind"),
            lines=given.lines,
            seen=given.seen,
            at=clock.now(),
        )
    )


@router.put(
    "/{uuid:plan_id}/expectations/{str:value}",
    response={200: schemas.ExpectationOut, **FAILURES},
    url_name="expectation",
    summary="Write an expectation",
)
def save_expectation(request: Any, plan_id: UUID, value: str, given: schemas.ExpectationIn) -> dict[str, Any]:
    """Write the expectation on one value; the rater may."""
    row = planning.save_expectation(
        actor=request.auth,
        plan_id=plan_id,
        value=code_of(BehaviourValue, value, "value"),
        text=given.text,
        seen=given.seen,
        at=clock.now(),
    )
    shown = next(item for item in planning.plans.behaviours_of(plan_id=plan_id) if item.text.value == row.value)
    return {
        "value": row.value,
        "label": shown.text.label,
        "guides": list(shown.text.guides),
        "text": row.text,
        "revision": row.revision,
    }


def _save_outcome(request: Any, plan_id: UUID, outcome_id: UUID | None, given: schemas.OutcomeIn) -> dict[str, Any]:
    code_of(OutcomeKind, given.kind, "kind")
    code_of(OutcomeClassification, given.classification, "classification")
    row = planning.save_outcome(
        actor=request.auth,
        plan_id=plan_id,
        outcome_id=outcome_id,
        given=planning.OutcomeInput(**given.dict(exclude={"seen", "confirmed"})),
        at=clock.now(),
        seen=given.seen,
        confirmed=given.confirmed,
    )
    found = next((item for item in planning.outcomes_of(plan_id=plan_id) if item.id == row.id), None)
    if found is None:
        raise NotFound
    return answers.outcome(found)


def _save_indicator(
    request: Any, plan_id: UUID, outcome_id: UUID, indicator_id: UUID | None, given: schemas.IndicatorIn
) -> dict[str, Any]:
    values = given.dict(exclude={"seen", "target_number"})
    row = planning.save_indicator(
        actor=request.auth,
        plan_id=plan_id,
        outcome_id=outcome_id,
        indicator_id=indicator_id,
        given=planning.IndicatorInput(**values, target_number=schemas.decimal(given.target_number)),
        at=clock.now(),
        seen=given.seen,
    )
    return answers.indicator(row)

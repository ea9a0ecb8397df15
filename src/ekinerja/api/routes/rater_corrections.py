"""Who rates whom and why; asking for a correction, and deciding about it."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router

from ekinerja.api import schemas
from ekinerja.api.answers import FAILURES, code_of, page
from ekinerja.api.rights import require_role
from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import NotAllowed
from ekinerja.people import public as people

router = Router()
CORRECTION = "/rater-corrections/{uuid:correction_id}"
PERSON = "/people/{uuid:employee_id}/rater"


@router.get("/me/rater", response={200: schemas.RatingLineOut, **FAILURES}, url_name="my-rater", summary="My rater")
def get_my_rater(request: Any) -> dict[str, Any]:
    """Return who rates the caller today and why, with the rater's superior; employees may."""
    if request.auth.employee_id is None:
        raise NotAllowed
    return _line(people.rating_line_of(employee_id=request.auth.employee_id, on=clock.today()))


@router.get(
    "/me/rater-corrections",
    response={200: list[schemas.CorrectionOut], **FAILURES},
    url_name="my-rater-corrections",
    summary="My requests for another rater",
)
def list_own_corrections(request: Any) -> list[dict[str, Any]]:
    """List the latest requests of the caller, the newest first."""
    rows = people.own_corrections(actor=request.auth)
    owner = rows[0].employee if rows else None
    return [_correction(row, owner) for row in rows]


@router.get(
    "/rater-corrections",
    response={200: schemas.CorrectionsOut, **FAILURES},
    url_name="rater-corrections",
    summary="Requests for another rater",
)
def list_corrections(
    request: Any,
    state: str = people.CorrectionState.ASKED.value,
    text: Annotated[str, Query(max_length=200)] = "",
    page_number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> dict[str, Any]:
    """List requests, without a state those that wait, with an empty one all; admins of the whole agency may."""
    if state:
        code_of(people.CorrectionState, state, "state")
    found = people.list_corrections(actor=request.auth, state=state, text=text, page=page_number)
    return {
        **page(number=found.number, size=people.CORRECTION_PAGE, total=found.total),
        "open": found.open_count,
        "items": [_correction(row, row.employee) for row in found.items],
    }


@router.post(
    "/rater-corrections",
    response={201: schemas.CorrectionOut, **FAILURES},
    url_name="rater-corrections",
    summary="Ask for another rater",
)
def ask_for_correction(request: Any, given: schemas.CorrectionIn) -> tuple[int, dict[str, Any]]:
    """Ask the agency's admins to correct the caller's own rater; one request at a time."""
    made = people.ask_for_correction(actor=request.auth, at=clock.now(), on=clock.today(), **given.dict())
    return 201, _found(request, made.id)


@router.get(
    CORRECTION,
    response={200: schemas.CorrectionDetailOut, **FAILURES},
    url_name="rater-correction",
    summary="One request for another rater",
)
def get_correction(request: Any, correction_id: UUID) -> dict[str, Any]:
    """Return one's own request, to admins of the whole agency any, with today's answer of the program."""
    row = people.get_correction(actor=request.auth, correction_id=correction_id)
    today = people.rating_line_of(employee_id=row.employee_id, on=clock.today())
    return {**_correction(row, row.employee), "today": _line(today)}


@router.post(
    CORRECTION + "/withdraw",
    response={200: schemas.CorrectionOut, **FAILURES},
    url_name="rater-correction-withdraw",
    summary="Withdraw a request",
)
def withdraw_correction(request: Any, correction_id: UUID) -> dict[str, Any]:
    """Withdraw one's own request while it waits."""
    people.withdraw_correction(actor=request.auth, correction_id=correction_id, at=clock.now())
    return _found(request, correction_id)


@router.post(
    CORRECTION + "/decision",
    response={200: schemas.CorrectionOut, **FAILURES},
    url_name="rater-correction-decision",
    summary="Decide about a request",
)
def decide_correction(request: Any, correction_id: UUID, given: schemas.CorrectionDecisionIn) -> dict[str, Any]:
    """Grant or refuse a request; admins of the whole agency may, and the employee hears of it."""
    people.get_correction(actor=request.auth, correction_id=correction_id)
    people.decide_correction(
        actor=request.auth, correction_id=correction_id, decision=people.Decision(**given.dict()), at=clock.now()
    )
    return _found(request, correction_id)


@router.get(
    PERSON, response={200: schemas.PersonRaterOut, **FAILURES}, url_name="person-rater", summary="Rater of a person"
)
def get_person_rater(request: Any, employee_id: UUID, on: schemas.Day | None = None) -> dict[str, Any]:
    """Return who rates a person on a day, today without one, and raters named by decision; clerks and admins may."""
    require_role(request.auth, Role.AGENCY_ADMIN, Role.UNIT_CLERK)
    people.get_entry(actor=request.auth, employee_id=employee_id)
    line = people.rating_line_of(employee_id=employee_id, on=on or clock.today())
    return {**_line(line), "named": [_named(row) for row in people.named_raters_of(employee_id=employee_id)]}


@router.post(PERSON, response={201: schemas.NamedRaterOut, **FAILURES}, url_name="person-rater", summary="Name a rater")
def name_rater(request: Any, employee_id: UUID, given: schemas.NameRaterIn) -> tuple[int, dict[str, Any]]:
    """Name the rater of a person from a day on; one named before ends on it; admins of the whole agency may."""
    people.get_entry(actor=request.auth, employee_id=employee_id)
    return 201, _named(people.name_rater(actor=request.auth, employee_id=employee_id, at=clock.now(), **given.dict()))


@router.post(
    PERSON + "/release",
    response={200: schemas.ReleasedOut, **FAILURES},
    url_name="person-rater-release",
    summary="Let the unit tree answer",
)
def release_rater(request: Any, employee_id: UUID, given: schemas.ReleaseIn) -> dict[str, int]:
    """End what was decided about a person's rater, so that the unit tree answers again from a day on."""
    people.get_entry(actor=request.auth, employee_id=employee_id)
    ended = people.end_named_rater(actor=request.auth, employee_id=employee_id, at=clock.now(), **given.dict())
    return {"ended": ended}


def _found(request: Any, correction_id: UUID) -> dict[str, Any]:
    row = people.get_correction(actor=request.auth, correction_id=correction_id)
    return _correction(row, row.employee)


def _correction(row: Any, employee: Any) -> dict[str, Any]:
    names = ("id", "employee_id", "shown_reason", "proposed_id", "reason", "state", "asked_at", "decided_at")
    return {
        **{name: getattr(row, name) for name in names},
        "name": employee.display_name,
        "nip": employee.nip,
        "shown": row.shown_label,
        "proposed_name": row.proposed.display_name if row.proposed else "",
        "decided_by": row.decided_by_name,
        "decision_note": row.decision_note,
    }


def _line(found: people.RatingLine) -> dict[str, Any]:
    return {
        "employee_id": found.employee_id,
        "on": found.on,
        "rater": _answer(found.rater),
        "superior": _answer(found.superior),
    }


def _answer(found: people.RaterAnswer) -> dict[str, Any]:
    return {
        "employee_id": found.rater_employee_id,
        "label": found.rater_label,
        "reason": found.reason_code,
        "explanation": found.reason_text,
        "steps": [step.text for step in found.steps],
    }


def _named(row: Any) -> dict[str, Any]:
    return {
        "rater_id": row.rater_id,
        "name": row.rater.display_name,
        "starts_on": row.period.lower,
        "ends_before": row.period.upper,
        "reason": row.reason,
        "decided_at": row.decided_at,
    }

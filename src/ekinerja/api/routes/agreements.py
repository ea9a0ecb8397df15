"""Performance agreements: the list of a year, one of them, and the steps of its life."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router

from ekinerja.api import answers, schemas
from ekinerja.api.answers import FAILURES, MOST_PER_PAGE, code_of, page
from ekinerja.kernel import clock
from ekinerja.planning import public as planning
from ekinerja.planning.data import AgreementAction

router = Router()
AGREEMENT = "/{uuid:agreement_id}"
DETAIL = {200: schemas.AgreementOut, **FAILURES}


@router.get(
    "", response={200: schemas.AgreementsOut, **FAILURES}, url_name="agreements", summary="Agreements of a year"
)
def list_agreements(
    request: Any,
    year: Annotated[int, Query(ge=2000, le=2100)],
    state: str = "",
    q: Annotated[str, Query(max_length=200)] = "",
    page_number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
    per_page: Annotated[int, Query(ge=1, le=MOST_PER_PAGE)] = 25,
) -> dict[str, Any]:
    """List unit by unit how far the agreements of a year are; BELUM_DISUSUN and BELUM_ADA_SASARAN have none yet."""
    board = planning.agreements.board(
        actor=request.auth,
        year=year,
        on=clock.today(),
        text=q,
        state=state,
        offset=(page_number - 1) * per_page,
        limit=per_page,
    )
    return {
        **page(number=page_number, size=per_page, total=board.total),
        "items": [_line(row) for row in board.rows],
    }


@router.post("", response={201: schemas.AgreementOut, **FAILURES}, url_name="agreements", summary="Begin an agreement")
def draft_agreement(request: Any, given: schemas.AgreementIn) -> tuple[int, dict[str, Any]]:
    """Begin the agreement of a unit's head, or the next change of an agreed one; heads, clerks and admins may."""
    agreement = planning.draft_agreement(actor=request.auth, year=given.year, unit_id=given.unit_id, at=clock.now())
    return 201, _detail(request, agreement.id)


@router.get(AGREEMENT, response=DETAIL, url_name="agreement", summary="One agreement")
def get_agreement(request: Any, agreement_id: UUID) -> dict[str, Any]:
    """Return an agreement: as handed in, before that with the goals of now; once agreed everybody may read it."""
    return _detail(request, agreement_id)


@router.delete(AGREEMENT, response={204: None, **FAILURES}, url_name="agreement", summary="Throw a draft away")
def discard_agreement(request: Any, agreement_id: UUID) -> tuple[int, None]:
    """Throw a draft away that was never handed in."""
    planning.discard_agreement(actor=request.auth, agreement_id=agreement_id, at=clock.now())
    return 204, None


@router.put(AGREEMENT + "/budgets", response=DETAIL, url_name="agreement-budgets", summary="Write the budgets")
def save_budgets(request: Any, agreement_id: UUID, given: schemas.BudgetsIn) -> dict[str, Any]:
    """Write the programmes with their budgets; replaces all of them."""
    planning.save_budgets(
        actor=request.auth,
        agreement_id=agreement_id,
        budgets=[planning.BudgetLine(row.programme, Decimal(row.amount), row.source) for row in given.budgets],
        at=clock.now(),
        seen=given.seen,
    )
    return _detail(request, agreement_id)


@router.post(AGREEMENT + "/transitions", response=DETAIL, url_name="agreement-transitions", summary="Take a step")
def move_agreement(request: Any, agreement_id: UUID, given: schemas.AgreementStepIn) -> dict[str, Any]:
    """Hand an agreement in, take it back, give it back or agree it; what was agreed is changed by a new one."""
    _move(request, agreement_id, code_of(AgreementAction, given.action, "action"), given)
    return _detail(request, agreement_id)


def _move(request: Any, agreement_id: UUID, action: AgreementAction, given: schemas.AgreementStepIn) -> None:
    base: dict[str, Any] = {"actor": request.auth, "agreement_id": agreement_id, "at": clock.now()}
    match action:
        case AgreementAction.SUBMIT:
            planning.submit_agreement(**base)
        case AgreementAction.WITHDRAW:
            planning.withdraw_agreement(**base)
        case AgreementAction.RETURN:
            planning.return_agreement(**base, note=given.note, seen=given.seen, decision=given.decision)
        case AgreementAction.AGREE:
            planning.agree_agreement(**base, seen=given.seen, decision=given.decision, official=given.official)


def _detail(request: Any, agreement_id: UUID) -> dict[str, Any]:
    """Return everything of an agreement as the caller may see it now."""
    view = planning.agreements.view_of(actor=request.auth, agreement_id=agreement_id, on=clock.today())
    row, standing = view.agreement, view.standing
    names = ("id", "unit_id", "number", "state", "submitted_at", "agreed_at", "signed_on", "revision")
    return {
        **{name: getattr(row, name) for name in names},
        "year": row.year.year,
        "unit_name": view.unit_name,
        "is_latest": view.is_latest,
        "first": answers.person(row.first_party),
        "second": answers.person(row.second_party),
        "goals": [
            {
                "goal_id": goal.goal_id,
                "text": goal.text,
                "indicators": [{"text": item.text, "target": item.target} for item in goal.indicators],
            }
            for goal in view.goals
        ],
        "budgets": [
            {"programme": item.programme, "amount": schemas.number(item.amount), "source": item.source}
            for item in view.budgets
        ],
        "total": schemas.number(view.total),
        "history": answers.history(view.history),
        "may": [action.value for action in AgreementAction if standing.may(action)],
        "can_edit": standing.may_write,
        "can_renew": standing.may_renew and view.is_latest,
    }


def _line(row: planning.agreements.AgreementRow) -> dict[str, Any]:
    names = ("unit_id", "unit_name", "state", "head_name", "has_goals", "may_draft")
    shown = row.agreement if row.may_open else None
    return {
        **{name: getattr(row, name) for name in names},
        "agreement_id": shown.id if shown else None,
        "number": row.agreement.number if row.agreement else None,
        "signed_on": row.agreement.signed_on if row.agreement else None,
    }

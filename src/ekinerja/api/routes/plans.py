"""Plans (SKP): lists, one plan, drafting one, and the steps of its life."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router

from ekinerja.api import answers, schemas
from ekinerja.api.answers import FAILURES, MOST_PER_PAGE, code_of, page
from ekinerja.api.routes import plan_content
from ekinerja.kernel import clock
from ekinerja.planning import public as planning
from ekinerja.planning.data import Approach, PlanAction, PlanState, PositionGroup

router = Router()
router.add_router("", plan_content.router)
PLAN = "/{uuid:plan_id}"
DETAIL = {200: schemas.PlanDetailOut, **FAILURES}


@router.get("", response={200: schemas.PlansOut, **FAILURES}, url_name="plans", summary="Plans one may read")
def list_plans(
    request: Any,
    year: Annotated[int | None, Query(ge=2000, le=2100)] = None,
    state: str = "",
    unit_id: UUID | None = None,
    employee_id: UUID | None = None,
    page_number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
    per_page: Annotated[int, Query(ge=1, le=MOST_PER_PAGE)] = 25,
) -> dict[str, Any]:
    """List the plans the caller may read, by unit and person; ``unit_id`` takes those below too."""
    if state:
        code_of(PlanState, state, "state")
    rows, total = planning.plan_pages.list_readable(
        actor=request.auth,
        wanted=planning.plan_pages.PlanFilter(year=year, state=state, unit_id=unit_id, employee_id=employee_id),
        on=clock.today(),
        offset=(page_number - 1) * per_page,
        limit=per_page,
    )
    items = [answers.plan(row) for row in rows]
    return {**page(number=page_number, size=per_page, total=total), "items": items}


@router.post("", response={201: schemas.PlanDetailOut, **FAILURES}, url_name="plans", summary="Draft one's own plan")
def draft_plan(request: Any, given: schemas.PlanIn) -> tuple[int, dict[str, Any]]:
    """Begin a plan of one's own."""
    plan = planning.draft_plan(
        actor=request.auth,
        year=given.year,
        at=clock.now(),
        starts_on=given.starts_on,
        ends_before=given.ends_before,
        approach=code_of(Approach, given.approach, "approach"),
    )
    return 201, detail(request, plan.id)


@router.get(PLAN, response=DETAIL, url_name="plan", summary="One plan")
def get_plan(request: Any, plan_id: UUID) -> dict[str, Any]:
    """Return a plan with everything in it."""
    return detail(request, plan_id)


@router.delete(PLAN, response={204: None, **FAILURES}, url_name="plan", summary="Throw a draft away")
def discard_plan(request: Any, plan_id: UUID) -> tuple[int, None]:
    """Throw away a draft of one's own that was never submitted."""
    planning.discard_plan(actor=request.auth, plan_id=plan_id, at=clock.now())
    return 204, None


@router.put(
    PLAN + "/form", response={200: schemas.PlanDetailOut, **FAILURES}, url_name="form", summary="Choose the form"
)
def choose_form(request: Any, plan_id: UUID, given: schemas.FormIn) -> dict[str, Any]:
    """Choose approach and position group."""
    planning.choose_form(
        actor=request.auth,
        plan_id=plan_id,
        approach=code_of(Approach, given.approach, "approach"),
        group=code_of(PositionGroup, given.position_group, "position_group"),
        at=clock.now(),
    )
    return detail(request, plan_id)


@router.post(
    PLAN + "/transitions",
    response={200: schemas.PlanDetailOut, **FAILURES},
    url_name="transitions",
    summary="Take a step",
)
def move_plan(request: Any, plan_id: UUID, given: schemas.TransitionIn) -> dict[str, Any]:
    """Submit, withdraw, agree, return, reopen or close a plan."""
    _move(request, plan_id, code_of(PlanAction, given.action, "action"), given)
    return detail(request, plan_id)


def _move(request: Any, plan_id: UUID, action: PlanAction, given: schemas.TransitionIn) -> None:
    base: dict[str, Any] = {"actor": request.auth, "plan_id": plan_id, "at": clock.now()}
    match action:
        case PlanAction.SUBMIT:
            planning.submit_plan(**base)
        case PlanAction.WITHDRAW:
            planning.withdraw_plan(**base)
        case PlanAction.AGREE:
            planning.agree_plan(**base, note=given.note, seen=given.seen, decision=given.decision)
        case PlanAction.RETURN:
            planning.return_plan(**base, note=given.note, seen=given.seen, decision=given.decision)
        case PlanAction.REOPEN:
            planning.reopen_plan(**base, note=given.note)
        case PlanAction.CLOSE:
            planning.close_plan(**base, note=given.note, ends_before=given.ends_before)


def detail(request: Any, plan_id: UUID) -> dict[str, Any]:
    """Return everything of a plan as the caller may see it now."""
    view = planning.view_of(actor=request.auth, plan_id=plan_id, on=clock.today())
    findings = planning.checks.check_plan(content=[(row, planning.indicators_of(row)) for row in view.outcomes])
    return {
        **answers.plan(view.plan),
        "outcomes": [answers.outcome(row) for row in view.outcomes],
        "expectations": [
            {
                "value": row.text.value,
                "label": row.text.label,
                "guides": list(row.text.guides),
                "text": row.expectation,
                "revision": row.revision,
            }
            for row in view.behaviours
        ],
        "notes": {kind: list(lines) for kind, lines in view.notes.items()},
        "history": answers.history(view.history),
        "may": [action.value for action in PlanAction if view.standing.may(action)],
        "can_edit": view.can_edit,
        "findings": [
            {"code": row.code, "message": row.message, "field": row.field, "citation": row.citation} for row in findings
        ],
    }

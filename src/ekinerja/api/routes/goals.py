"""Goals of the organisation."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router

from ekinerja.api import answers, schemas
from ekinerja.api.answers import FAILURES, MOST_PER_PAGE, code_of, page
from ekinerja.api.routes import goal_indicators
from ekinerja.kernel import clock
from ekinerja.planning import public as planning
from ekinerja.planning.data import GoalKind

router = Router()
router.add_router("", goal_indicators.router)
Year = Annotated[int, Query(ge=2000, le=2100)]


@router.get("", response={200: schemas.GoalsOut, **FAILURES}, url_name="goals", summary="Goals of a year")
def list_goals(
    request: Any,
    year: Year,
    unit_id: UUID | None = None,
    q: Annotated[str, Query(max_length=200)] = "",
    page_number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
    per_page: Annotated[int, Query(ge=1, le=MOST_PER_PAGE)] = 25,
) -> dict[str, Any]:
    """List the goals in force in a year, in the order of the tree."""
    tree = planning.goals.tree_of(actor=request.auth, year=year, on=clock.today(), unit_id=unit_id, text=q)
    nodes = [node for _depth, node in tree.nodes()]
    start = (page_number - 1) * per_page
    items = [_goal(node.goal, node.unit_name, node.measures, node.carriers) for node in nodes[start : start + per_page]]
    return {**page(number=page_number, size=per_page, total=len(nodes)), "items": items}


@router.post("", response={201: schemas.GoalOut, **FAILURES}, url_name="goals", summary="Add a goal")
def add_goal(request: Any, given: schemas.GoalIn) -> tuple[int, dict[str, Any]]:
    """Add a goal; admins of the agency, and clerks and heads of its unit may."""
    goal = planning.save_goal(actor=request.auth, goal_id=None, given=_input(given), at=clock.now())
    return 201, _one(request, goal.id, goal.first_year)


@router.get("/{uuid:goal_id}", response={200: schemas.GoalOut, **FAILURES}, url_name="goal", summary="One goal")
def get_goal(request: Any, goal_id: UUID, year: Year | None = None) -> dict[str, Any]:
    """Return one goal with its indicators in a year."""
    return _one(request, goal_id, year or clock.today().year)


@router.put("/{uuid:goal_id}", response={200: schemas.GoalOut, **FAILURES}, url_name="goal", summary="Change a goal")
def change_goal(request: Any, goal_id: UUID, given: schemas.GoalIn) -> dict[str, Any]:
    """Change or move a goal."""
    goal = planning.save_goal(actor=request.auth, goal_id=goal_id, given=_input(given), at=clock.now(), seen=given.seen)
    return _one(request, goal.id, goal.first_year)


@router.delete("/{uuid:goal_id}", response={204: None, **FAILURES}, url_name="goal", summary="Retire a goal")
def retire_goal(request: Any, goal_id: UUID) -> tuple[int, None]:
    """Retire a goal; plans and agreements that tell of it keep it."""
    planning.retire_goal(actor=request.auth, goal_id=goal_id, at=clock.now())
    return 204, None


def _input(given: schemas.GoalIn) -> planning.GoalInput:
    code_of(GoalKind, given.kind, "kind")
    return planning.GoalInput(**given.dict(exclude={"seen"}))


def _one(request: Any, goal_id: UUID, year: int) -> dict[str, Any]:
    found = planning.goals.page_of(actor=request.auth, goal_id=goal_id, year=year, on=clock.today())
    return _goal(found.goal, found.unit_name, found.measures, found.carrier_count)


def _goal(goal: Any, unit_name: str, measures: Any, carriers: int) -> dict[str, Any]:
    percent = planning.goals.average(measure.percent for measure in measures)
    names = ("id", "parent_id", "unit_id", "kind", "code", "text", "first_year", "last_year", "revision")
    return {
        **{name: getattr(goal, name) for name in names},
        "unit_name": unit_name,
        "percent": schemas.number(None if percent is None else round(percent, 2)),
        "carriers": carriers,
        "measures": [answers.measure(row) for row in measures],
    }

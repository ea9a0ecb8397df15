"""The cascade to walk: people below people, and outcomes below goals, with search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router

from ekinerja.api import schemas
from ekinerja.api.answers import FAILURES, page
from ekinerja.kernel import clock
from ekinerja.kernel.errors import NotFound
from ekinerja.planning import public as planning

router = Router()
Page = Annotated[int, Query(alias="page", ge=1, le=10_000)]
Year = Annotated[int | None, Query(ge=2000, le=2100)]


@router.get("/people", response={200: schemas.PeopleTreeOut, **FAILURES}, url_name="cascade-people", summary="The top")
def get_top(request: Any, year: Year = None, page_number: Page = 1) -> dict[str, Any]:
    """Return a page of the people at the top of the tree, as far as the caller sees them."""
    size = planning.people_tree.SIBLINGS
    found = planning.people_tree.tree(actor=request.auth, year=_year(year), offset=(page_number - 1) * size)
    rows = [*found.roots, *found.unknown]
    told = page(number=page_number, size=size, total=found.tops)
    return {**told, "year": found.year.year, "head": found.label, "person": None, "above": [], "items": _people(rows)}


@router.get(
    "/people/{uuid:employee_id}",
    response={200: schemas.PeopleTreeOut, **FAILURES},
    url_name="cascade-person",
    summary="One person of the tree",
)
def get_person(request: Any, employee_id: UUID, year: Year = None, page_number: Page = 1) -> dict[str, Any]:
    """Return one person, everybody above, and a page of those directly below."""
    size = planning.people_tree.SIBLINGS
    found = planning.people_tree.node_page(
        actor=request.auth, year=_year(year), employee_id=employee_id, offset=(page_number - 1) * size
    )
    return {
        **page(number=page_number, size=size, total=found.total),
        "year": found.year.year,
        "head": found.label,
        "person": _people([found.person])[0],
        "above": _people(found.above),
        "items": _people(found.children),
    }


@router.get(
    "/outcomes", response={200: schemas.ContentTreeOut, **FAILURES}, url_name="cascade-top", summary="The top goals"
)
def get_top_goals(request: Any, year: Year = None, page_number: Page = 1) -> dict[str, Any]:
    """Return the goals at the top, and a page of outcomes that serve nothing above."""
    size, wanted = planning.outcome_tree.PAGE, _year(year)
    found = planning.outcome_tree.tops(
        actor=request.auth, year=wanted, on=clock.today(), offset=(page_number - 1) * size
    )
    return {
        **page(number=page_number, size=size, total=found.loose_total),
        "year": wanted.year,
        "knot": None,
        "above": [],
        "in_words": "",
        "goals": _knots(found.goals),
        "items": _knots(found.loose),
        "hidden": 0,
    }


@router.get(
    "/goals/{uuid:goal_id}",
    response={200: schemas.ContentTreeOut, **FAILURES},
    url_name="cascade-goal",
    summary="What serves a goal",
)
def get_goal_below(request: Any, goal_id: UUID, year: Year = None, page_number: Page = 1) -> dict[str, Any]:
    """Return a goal, the goals above, and what serves it."""
    return _content(planning.outcome_tree.goal_page, request, year, page_number, goal_id=goal_id)


@router.get(
    "/outcomes/{uuid:outcome_id}",
    response={200: schemas.ContentTreeOut, **FAILURES},
    url_name="cascade-outcome",
    summary="What serves an outcome",
)
def get_outcome_below(request: Any, outcome_id: UUID, year: Year = None, page_number: Page = 1) -> dict[str, Any]:
    """Return an outcome, the chain up to a goal, and the outcomes that serve it."""
    return _content(planning.outcome_tree.outcome_page, request, year, page_number, outcome_id=outcome_id)


@router.get("/search", response={200: schemas.FoundOut, **FAILURES}, url_name="cascade-search", summary="Search")
def search_cascade(
    request: Any, text: Annotated[str, Query(min_length=2, max_length=200)], year: Year = None
) -> dict[str, Any]:
    """Return people, outcomes and goals of the tree that fit some words."""
    wanted = _year(year)
    return {
        "people": _people(planning.people_tree.find_people(actor=request.auth, year=wanted, text=text)),
        "outcomes": _knots(planning.outcome_tree.find_outcomes(actor=request.auth, year=wanted, text=text)),
        "goals": _knots(planning.outcome_tree.find_goals(year=wanted, text=text, on=clock.today())),
    }


def _year(wanted: int | None) -> Any:
    found, _years = planning.people_tree.pick_year(on=clock.today(), wanted=wanted)
    if found is None or (wanted is not None and found.year != wanted):
        raise NotFound
    return found


def _content(read: Any, request: Any, year: int | None, number: int, **key: UUID) -> dict[str, Any]:
    size, wanted = planning.outcome_tree.PAGE, _year(year)
    found = read(actor=request.auth, year=wanted, on=clock.today(), offset=(number - 1) * size, **key)
    return {
        **page(number=number, size=size, total=found.total),
        "year": wanted.year,
        "knot": _knots([found.knot])[0],
        "above": _knots(found.above),
        "in_words": found.in_words,
        "goals": _knots(found.goals),
        "items": _knots(found.outcomes),
        "hidden": found.hidden,
    }


def _people(rows: Iterable[Any]) -> list[dict[str, Any]]:
    names = ("employee_id", "name", "position", "unit", "state", "plan_id", "direct")
    return [{**{name: getattr(row, name) for name in names}, "below": asdict(row.tally)} for row in rows]


def _knots(rows: Iterable[Any]) -> list[dict[str, Any]]:
    names = ("id", "is_goal", "text", "owner", "state", "plan_id", "goals_below", "outcomes_below")
    return [{**{name: getattr(row, name) for name in names}, "percent": _percent(row.percent)} for row in rows]


def _percent(value: Any) -> str | None:
    return None if value is None else schemas.number(round(value, 2))

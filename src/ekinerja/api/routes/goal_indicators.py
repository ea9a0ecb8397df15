"""Indicators of goals with their targets and achievements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Router

from ekinerja.api import answers, schemas
from ekinerja.api.answers import FAILURES, code_of
from ekinerja.kernel import clock
from ekinerja.kernel.errors import Finding, RuleNotMet
from ekinerja.planning import public as planning
from ekinerja.planning.data import Accumulation, Direction

router = Router()
INDICATORS = "/{uuid:goal_id}/indicators"
INDICATOR = INDICATORS + "/{uuid:goal_indicator_id}"
FIGURES = INDICATOR + "/figures/{int:year}"


@router.post(
    INDICATORS,
    response={201: schemas.MeasureOut, **FAILURES},
    url_name="goal-indicators",
    summary="Add an indicator to a goal",
)
def add_goal_indicator(request: Any, goal_id: UUID, given: schemas.GoalIndicatorIn) -> tuple[int, dict[str, Any]]:
    """Add an indicator to a goal; admins of the agency, and clerks and heads of its unit may."""
    return 201, _save(request, goal_id, None, given)


@router.put(
    INDICATOR,
    response={200: schemas.MeasureOut, **FAILURES},
    url_name="goal-indicator",
    summary="Change an indicator of a goal",
)
def change_goal_indicator(
    request: Any, goal_id: UUID, goal_indicator_id: UUID, given: schemas.GoalIndicatorIn
) -> dict[str, Any]:
    """Change the words of an indicator and how its quarters make a year; answers with the figures of this year."""
    return _save(request, goal_id, goal_indicator_id, given)


@router.delete(
    INDICATOR, response={204: None, **FAILURES}, url_name="goal-indicator", summary="Retire an indicator of a goal"
)
def retire_goal_indicator(request: Any, goal_id: UUID, goal_indicator_id: UUID) -> tuple[int, None]:
    """Take an indicator out of a goal; its figures remain."""
    planning.retire_goal_indicator(actor=request.auth, goal_id=goal_id, indicator_id=goal_indicator_id, at=clock.now())
    return 204, None


@router.get(
    FIGURES, response={200: schemas.MeasureOut, **FAILURES}, url_name="goal-figures", summary="Figures of a year"
)
def get_goal_figures(request: Any, goal_id: UUID, goal_indicator_id: UUID, year: int) -> dict[str, Any]:
    """Return one indicator with targets and achievements of a year and its quarters."""
    return _measure(goal_id, goal_indicator_id, year)


@router.put(FIGURES, response={200: schemas.MeasureOut, **FAILURES}, url_name="goal-figures", summary="Write figures")
def save_goal_figures(
    request: Any, goal_id: UUID, goal_indicator_id: UUID, year: int, given: schemas.FiguresIn
) -> dict[str, Any]:
    """Write targets and achievements of a year and its quarters; a quarter that is not named stays as it was."""
    planning.goals.get_indicator(goal_id=goal_id, indicator_id=goal_indicator_id)
    planning.save_goal_figures(
        actor=request.auth,
        indicator_id=goal_indicator_id,
        year=year,
        at=clock.now(),
        targets={
            quarter: planning.TargetInput(schemas.decimal(row.target), row.target_text)
            for quarter, row in _by_quarter(given.targets, "targets").items()
        },
        achievements={
            quarter: planning.AchievementInput(schemas.decimal(row.achieved), row.achieved_note)
            for quarter, row in _by_quarter(given.achievements, "achievements").items()
        },
        seen=given.seen,
    )
    return _measure(goal_id, goal_indicator_id, year)


def _save(request: Any, goal_id: UUID, indicator_id: UUID | None, given: schemas.GoalIndicatorIn) -> dict[str, Any]:
    code_of(Accumulation, given.accumulation, "accumulation")
    code_of(Direction, given.direction, "direction")
    row = planning.save_goal_indicator(
        actor=request.auth,
        goal_id=goal_id,
        indicator_id=indicator_id,
        given=planning.GoalIndicatorInput(**given.dict(exclude={"seen"})),
        at=clock.now(),
        seen=given.seen,
    )
    return _measure(goal_id, row.id, clock.today().year)


def _measure(goal_id: UUID, indicator_id: UUID, year: int) -> dict[str, Any]:
    return answers.measure(planning.goals.measure_of(goal_id=goal_id, indicator_id=indicator_id, year=year))


def _by_quarter(rows: Sequence[Any], field: str) -> dict[int, Any]:
    found = {row.quarter: row for row in rows}
    if len(found) < len(rows):
        message = _("Tiap triwulan hanya boleh disebut satu kali; 0 untuk setahun.")
        raise RuleNotMet(findings=(Finding("api.quarter_twice", message, field=field),))
    return found

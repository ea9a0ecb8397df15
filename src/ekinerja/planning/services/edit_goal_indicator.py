"""Indicators of goals, their targets by year and quarter, and what was reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Finding, NotFound, RuleNotMet
from ekinerja.planning import goal_policies
from ekinerja.planning.data import Accumulation, Direction
from ekinerja.planning.models import GoalIndicator, GoalTarget
from ekinerja.planning.selectors.plans import day_of
from ekinerja.planning.services import editing
from ekinerja.planning.services.edit_goal import lock_goal, record

MOST_INDICATORS = 40


@dataclass(frozen=True)
class GoalIndicatorInput:
    """Statutory term: isian indikator kinerja sasaran."""

    text: str
    measure: str = ""
    accumulation: str = Accumulation.LAST
    direction: str = Direction.HIGHER
    source: str = ""


@dataclass(frozen=True)
class TargetInput:
    """Statutory term: isian target indikator. A number, or words where there is none."""

    number: Decimal | None = None
    text: str = ""


@dataclass(frozen=True)
class AchievementInput:
    """Statutory term: isian realisasi indikator dengan keterangannya."""

    number: Decimal | None = None
    note: str = ""


@transaction.atomic
def save_goal_indicator(
    *,
    actor: Actor,
    goal_id: UUID,
    indicator_id: UUID | None,
    given: GoalIndicatorInput,
    at: datetime,
    seen: int | None = None,
) -> GoalIndicator:
    """
    Add an indicator to a goal (``indicator_id`` empty) or change one.

    :raises NotFound: there is no such goal or indicator in this agency
    :raises NotAllowed: the actor does not write for the goal's unit
    :raises Conflict: the goal was retired
    :raises EditConflict: somebody else changed the indicator meanwhile
    :raises RuleNotMet: the words are missing, or the goal has too many indicators
    """
    goal = lock_goal(goal_id=goal_id, reach=goal_policies.reach_of(actor, day_of(at)))
    values = _values(given)
    if indicator_id is None:
        rows = GoalIndicator.objects.filter(goal=goal)
        if rows.filter(retired_at=None).count() >= MOST_INDICATORS:
            message = _("Sasaran ini sudah memuat %(most)s indikator. Hentikan sebagian sebelum menambah.")
            raise _refusal("planning.too_many_goal_indicators", message % {"most": MOST_INDICATORS})
        row = GoalIndicator.objects.create(
            goal=goal, number=(rows.aggregate(top=Max("number"))["top"] or 0) + 1, **values
        )
    else:
        row = _find(indicator_id, goal.id)
        theirs = {key: getattr(row, key) for key in values}
        editing.refuse_if_changed(seen=seen, revision=row.revision, theirs=theirs, mine=values)
        if theirs == values:
            return row
        for key, value in values.items():
            setattr(row, key, value)
        row.revision += 1
        row.save()
    data = {"indicator": row.id, **asdict(given)}
    record(actor=actor, goal_id=goal.id, event="planning.goal_indicator.saved", at=at, data=data)
    return row


@transaction.atomic
def retire_goal_indicator(*, actor: Actor, goal_id: UUID, indicator_id: UUID, at: datetime) -> None:
    """
    Take an indicator out of a goal; its figures remain.

    :raises NotFound: there is no such goal or indicator in this agency
    :raises NotAllowed: the actor does not write for the goal's unit
    :raises Conflict: the goal was retired
    """
    goal = lock_goal(goal_id=goal_id, reach=goal_policies.reach_of(actor, day_of(at)))
    row = _find(indicator_id, goal.id)
    row.retired_at = at
    row.revision += 1
    row.save(update_fields=["retired_at", "revision"])
    data = {"indicator": row.id, "text": row.text}
    record(actor=actor, goal_id=goal.id, event="planning.goal_indicator.retired", at=at, data=data)


@transaction.atomic
def save_goal_figures(
    *,
    actor: Actor,
    indicator_id: UUID,
    year: int,
    at: datetime,
    targets: Mapping[int, TargetInput] | None = None,
    achievements: Mapping[int, AchievementInput] | None = None,
    seen: int | None = None,
) -> GoalIndicator:
    """
    Write targets and achievements of one indicator in a year; key 0 is the year, 1 to 4 its quarters.

    What is not named stays as it was. Quarters that do not make the year's target are no error; the page says so.

    :raises NotFound: there is no such indicator in this agency
    :raises NotAllowed: the actor does not write for the goal's unit
    :raises Conflict: the goal was retired
    :raises EditConflict: somebody else changed the indicator or its figures meanwhile
    :raises RuleNotMet: the goal is not in force in that year
    """
    found = GoalIndicator.objects.filter(id=indicator_id, retired_at=None).first()
    if found is None:
        raise NotFound
    goal = lock_goal(goal_id=found.goal_id, reach=goal_policies.reach_of(actor, day_of(at)))
    row = _find(indicator_id, goal.id)
    if not goal.first_year <= year <= goal.last_year:
        message = _("Sasaran ini berlaku %(first)s–%(last)s. Pilih salah satu tahun itu.")
        raise _refusal("planning.goal_year_outside", message % {"first": goal.first_year, "last": goal.last_year})
    cells = {cell.quarter: cell for cell in GoalTarget.objects.filter(indicator=row, year=year)}
    mine = _written(targets or {}, achievements or {})
    theirs = {key: _value(cells.get(key[0]), key[1]) for key in mine}
    if mine == theirs:
        return row
    editing.refuse_if_changed(seen=seen, revision=row.revision, theirs=_named(theirs), mine=_named(mine))
    _keep(row, year, cells, {key: value for key, value in mine.items() if theirs[key] != value}, actor, at)
    row.revision += 1
    row.save(update_fields=["revision"])
    data = {"indicator": row.id, "year": year, "before": _named(theirs), "after": _named(mine)}
    record(actor=actor, goal_id=goal.id, event="planning.goal_figures.saved", at=at, data=data)
    return row


def _written(
    targets: Mapping[int, TargetInput], achievements: Mapping[int, AchievementInput]
) -> dict[tuple[int, str], Any]:
    found: dict[tuple[int, str], Any] = {}
    for quarter, target in targets.items():
        found[quarter, "target"] = target.number
        found[quarter, "target_text"] = target.text.strip()
    for quarter, achievement in achievements.items():
        found[quarter, "achieved"] = achievement.number
        found[quarter, "achieved_note"] = achievement.note.strip()
    return found


def _value(cell: GoalTarget | None, name: str) -> Any:
    if cell is None:
        return "" if name.endswith(("text", "note")) else None
    return getattr(cell, name)


def _named(values: Mapping[tuple[int, str], Any]) -> dict[str, Any]:
    return {f"{name}_{quarter}": value for (quarter, name), value in values.items()}


def _keep(
    row: GoalIndicator,
    year: int,
    cells: dict[int, GoalTarget],
    changed: Mapping[tuple[int, str], Any],
    actor: Actor,
    at: datetime,
) -> None:
    for quarter in sorted({key[0] for key in changed}):
        cell = cells.get(quarter) or GoalTarget(indicator=row, year=year, quarter=quarter)
        mine = {name: value for (place, name), value in changed.items() if place == quarter}
        for name, value in mine.items():
            setattr(cell, name, value)
        if any(name.startswith("achieved") for name in mine):
            cell.achieved_at, cell.achieved_by_name = at, actor.name[:250]
        cell.save()


def _values(given: GoalIndicatorInput) -> dict[str, Any]:
    if not given.text.strip():
        raise _refusal("planning.goal_indicator_empty", _("Tulis indikatornya."), field="text")
    return {
        "text": given.text.strip(),
        "measure": given.measure.strip(),
        "accumulation": Accumulation(given.accumulation).value,
        "direction": Direction(given.direction).value,
        "source": given.source.strip(),
    }


def _find(indicator_id: UUID, goal_id: UUID) -> GoalIndicator:
    row = GoalIndicator.objects.filter(id=indicator_id, goal_id=goal_id, retired_at=None).first()
    if row is None:
        raise NotFound
    return row


def _refusal(code: str, message: str, field: str = "") -> RuleNotMet:
    return RuleNotMet(findings=(Finding(code, message, field=field),))

"""The figures of alignment: every outcome counts once, goals are carried by what serves them or those below."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import NotAllowed, NotFound
from ekinerja.kernel.tenancy import context
from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.planning import public as planning
from ekinerja.planning.models import Goal, Outcome, UnitAlignment
from tests.factories import cycle

pytestmark = pytest.mark.django_db
DAY = cycle.FEBRUARY.date()


def counted(world: cycle.World) -> None:
    refresh_directory(on=DAY)
    planning.count_alignment(year=2026, at=cycle.FEBRUARY)


def goal(world: cycle.World, unit: str, parent: Goal | None = None, last_year: int = 2029) -> Goal:
    return Goal.objects.create(
        text=f"Sasaran {unit}",
        parent=parent,
        unit=world.units[unit],
        unit_path=world.paths[unit],
        first_year=2025,
        last_year=last_year,
    )


def board(world: cycle.World, actor=None, unit: str | None = None):
    return planning.alignment.board(
        actor=actor or world.official(Role.LEADER),
        year=world.year,
        unit_id=world.units[unit].id if unit else None,
        on=DAY,
    )


def unjoined(world: cycle.World):
    return planning.alignment.unjoined_people(actor=world.official(Role.LEADER), year=world.year, unit_id=None, on=DAY)


class TestCountAlignment:
    def test_counts_each_outcome_once(self, world):
        upper, lower = cycle.submitted(world, "kabid"), cycle.submitted(world, "staf")
        first, second = lower.outcomes.order_by("number")
        Outcome.objects.filter(id=upper.outcomes.first().id).update(goal=goal(world, "dinas"))
        Outcome.objects.filter(id=first.id).update(intervened_outcome=upper.outcomes.first())
        Outcome.objects.filter(id=second.id).update(intervened_text="Perintah lisan")
        counted(world)

        total = board(world).total

        assert (total.outcome_count, total.to_outcome, total.to_goal, total.to_words, total.to_nothing) == (
            4,
            1,
            1,
            1,
            1,
        )
        assert total.deepest == 2
        assert total.joined == 2
        assert total.percent(total.joined) == 50
        assert replace(total, outcome_count=1000).percent(8) == Decimal("0.8")

    def test_counts_people_who_serve_nothing(self, world):
        cycle.submitted(world, "staf")
        counted(world)

        assert board(world).total.unjoined_people == 1

    def test_a_goal_is_carried_by_what_serves_one_below(self, world):
        upper = goal(world, "dinas")
        lower = goal(world, "bidang", parent=upper)
        goal(world, "lain")
        goal(world, "lain", last_year=2025)
        plan = cycle.submitted(world, "staf")
        Outcome.objects.filter(id=plan.outcomes.first().id).update(goal=lower)
        counted(world)

        total = board(world).total

        assert (total.goal_count, total.uncarried_goals) == (3, 1)

    def test_leaves_retired_outcomes_and_closed_plans_out(self, world):
        plan = cycle.submitted(world, "staf")
        Outcome.objects.filter(id=plan.outcomes.first().id).update(retired_at=cycle.FEBRUARY)
        counted(world)

        assert board(world).total.outcome_count == 1

    def test_survives_a_ring_of_outcomes(self, world):
        plan = cycle.submitted(world, "staf")
        first, second = plan.outcomes.order_by("number")
        Outcome.objects.filter(id=first.id).update(intervened_outcome=second)
        Outcome.objects.filter(id=second.id).update(intervened_outcome=first)
        counted(world)

        assert board(world).total.deepest == 2

    def test_does_not_know_another_year(self, world):
        with pytest.raises(NotFound):
            planning.count_alignment(year=2019, at=cycle.FEBRUARY)

    def test_counts_anew_without_doubles(self, world):
        counted(world)
        counted(world)

        assert UnitAlignment.objects.count() == len(world.units)


class TestBoard:
    def test_adds_the_units_below(self, world):
        cycle.submitted(world, "staf")
        counted(world)

        shown = board(world, unit="dinas")

        assert shown.total.outcome_count == 2
        assert [row.figures.outcome_count for row in shown.rows] == [2]

    def test_refuses_employees(self, world):
        counted(world)

        with pytest.raises(NotAllowed):
            board(world, actor=world.actor("staf"))

    def test_does_not_know_units_outside_the_scope(self, world, other_world, other_agency):
        counted(world)
        clerk = world.official(Role.UNIT_CLERK, path=world.paths["lain"])

        with pytest.raises(NotFound):
            board(world, actor=clerk, unit="dinas")
        with context.agency(other_agency):
            counted(other_world)
        with pytest.raises(NotFound):
            planning.alignment.board(
                actor=world.official(Role.LEADER), year=world.year, unit_id=other_world.units["dinas"].id, on=DAY
            )

    def test_names_the_people_who_serve_nothing(self, world):
        plan = cycle.submitted(world, "staf")
        counted(world)

        rows, total, unit = unjoined(world)

        assert total == 1
        assert unit is None
        assert (rows[0].plan_id, rows[0].outcomes) == (plan.id, 2)

    def test_names_somebody_with_two_plans_as_often_as_they_are_counted(self, world):
        halves = ((date(2026, 1, 1), date(2026, 7, 1)), (date(2026, 7, 1), date(2027, 1, 1)))
        first, second = (
            planning.draft_plan(
                actor=world.actor("staf"), year=2026, at=cycle.JANUARY, starts_on=starts_on, ends_before=ends_before
            )
            for starts_on, ends_before in halves
        )
        for plan in (first, second):
            cycle.fill(world, plan)
        counted(world)

        rows, total, _unit = unjoined(world)

        assert [row.plan_id for row in rows] == [second.id]
        assert total == board(world).total.unjoined_people == 1

        Outcome.objects.filter(id=second.outcomes.first().id).update(goal=goal(world, "bidang"))
        counted(world)

        assert unjoined(world)[:2] == ([], 0)
        assert board(world).total.unjoined_people == 0

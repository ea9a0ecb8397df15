"""Goals of the organisation: the tree, indicators, figures, who may."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import Conflict, Finding, NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.tenancy import context
from ekinerja.organisation.models import UnitVersion
from ekinerja.planning import figures
from ekinerja.planning import public as planning
from ekinerja.planning.models import Goal, GoalTarget
from ekinerja.planning.services import edit_goal
from tests.factories import cycle, goals

AT = cycle.JANUARY
DAY = AT.date()


def admin(world: cycle.World) -> Actor:
    return world.official(Role.AGENCY_ADMIN)


def write(world: cycle.World, text: str = "Meningkatnya mutu layanan", **more: Any) -> Goal:
    actor, seen = more.pop("actor", admin(world)), more.pop("seen", None)
    goal_id, unit = more.pop("goal_id", None), more.pop("unit", None)
    given = planning.GoalInput(
        text=text,
        unit_id=world.units[unit].id if unit else None,
        **{"first_year": 2025, "last_year": 2029, **more},
    )
    return planning.save_goal(actor=actor, goal_id=goal_id, given=given, at=AT, seen=seen)


class TestSaveGoal:
    def test_keeps_it_with_its_unit_and_an_audit_row(self, world: cycle.World) -> None:
        above = write(world, "Meningkatnya derajat kesehatan", kind="TUJUAN", code="1")
        goal = write(world, unit="dinas", parent_id=above.id, code="1.1")

        assert (goal.parent_id, goal.unit_path, goal.number) == (above.id, world.paths["dinas"], 1)
        assert AuditEntry.objects.filter(event="planning.goal.saved", subject_id=str(goal.id)).count() == 1

    def test_a_goal_of_a_unit_that_was_closed_since_can_still_be_changed(self, world: cycle.World) -> None:
        goal = write(world, unit="bidang")
        versions = UnitVersion.objects.filter(unit=world.units["bidang"])
        versions.update(period=DateRange(date(2020, 1, 1), date(2026, 1, 1)))

        changed = write(world, "Menurunnya waktu tunggu", goal_id=goal.id, unit="bidang")

        assert (changed.text, changed.unit_path) == ("Menurunnya waktu tunggu", world.paths["bidang"])
        with pytest.raises(NotFound):
            write(world, unit="bidang")

    def test_of_two_who_take_one_code_at_once_the_second_is_told_who_has_it(
        self, world: cycle.World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(world, "Menurunnya stunting", code="1.1")
        asked: list[str] = []
        look = edit_goal._code

        def not_committed_yet(goal: Goal | None, given: planning.GoalInput) -> list[Finding]:
            asked.append(given.code)
            return look(goal, given) if len(asked) > 1 else []

        monkeypatch.setattr(edit_goal, "_code", not_committed_yet)

        with pytest.raises(RuleNotMet) as refused:
            write(world, "Membaiknya gizi", code="1.1", first_year=2029, last_year=2030)

        assert [(row.field, row.code) for row in refused.value.findings] == [("code", "planning.goal_code_taken")]
        assert "Menurunnya stunting" in str(refused.value.findings[0].message)
        assert Goal.objects.filter(code="1.1").count() == 1

    def test_a_code_is_free_again_in_other_years_and_once_its_goal_was_retired(self, world: cycle.World) -> None:
        old = write(world, "Periode lalu", code="1.1", first_year=2020, last_year=2024)
        stopped = write(world, "Dihentikan", code="1.1")
        planning.retire_goal(actor=admin(world), goal_id=stopped.id, at=AT)

        assert write(world, "Penggantinya", code="1.1").code == old.code

    def test_moves_wait_for_each_other_and_other_changes_do_not(self, world: cycle.World) -> None:
        above, goal = write(world, "Atas"), write(world, "Bawah")

        with CaptureQueriesContext(connection) as moving:
            write(world, "Bawah", goal_id=goal.id, parent_id=above.id)
        with CaptureQueriesContext(connection) as changing:
            write(world, "Lebih bawah", goal_id=goal.id, parent_id=above.id)

        locks = [row["sql"] for row in moving if "FOR UPDATE" in row["sql"]]
        assert len(locks) == 2
        assert '"parent_id" IS NULL' in locks[0]
        assert len([row for row in changing if "FOR UPDATE" in row["sql"]]) == 1

    def test_the_head_and_the_clerk_write_within_their_unit_and_nobody_else(self, world: cycle.World) -> None:
        by_head = write(world, unit="bidang", actor=world.actor("kepala"))
        by_clerk = write(world, unit="dinas", actor=world.official(Role.UNIT_CLERK, path=world.paths["dinas"]))

        for actor, unit in (
            (world.actor("kepala"), None),
            (world.actor("kepala"), "lain"),
            (world.actor("kabid"), "dinas"),
            (world.actor("staf"), "bidang"),
            (world.official(Role.UNIT_CLERK, path=world.paths["lain"]), "dinas"),
            (world.official(Role.LEADER), None),
        ):
            with pytest.raises(NotAllowed):
                write(world, unit=unit, actor=actor)
        with pytest.raises(NotAllowed):
            write(world, "Diambil", goal_id=by_clerk.id, unit="bidang", actor=world.actor("kabid"))
        assert {by_head.unit_path, by_clerk.unit_path} == {world.paths["bidang"], world.paths["dinas"]}

    def test_never_stands_under_itself_or_in_other_years(self, world: cycle.World) -> None:
        top = write(world, "Puncak")
        middle = write(world, "Tengah", parent_id=top.id)
        low = write(world, "Bawah", parent_id=middle.id)
        old = write(world, "Lama", first_year=2015, last_year=2019)

        for change in (
            {"goal_id": top.id, "parent_id": low.id},
            {"goal_id": top.id, "parent_id": top.id},
            {"parent_id": old.id},
            {"parent_id": uuid7()},
            {"goal_id": top.id, "first_year": 2030, "last_year": 2034},
            {"first_year": 2029, "last_year": 2025},
            {"first_year": 25, "last_year": 29},
        ):
            with pytest.raises(RuleNotMet):
                write(world, **change)
        assert Goal.objects.count() == 4

    def test_a_code_is_used_once_in_the_same_years(self, world: cycle.World) -> None:
        write(world, "Satu", code="1.1")
        write(world, "Lima tahun sebelumnya", code="1.1", first_year=2020, last_year=2024)

        with pytest.raises(RuleNotMet) as refused:
            write(world, "Dua", code="1.1")
        assert refused.value.findings[0].field == "code"
        assert "Satu" in refused.value.findings[0].message

    def test_the_second_of_two_sees_what_changed(self, world: cycle.World) -> None:
        goal = write(world)
        write(world, "Oleh orang lain", goal_id=goal.id, seen=1)

        with pytest.raises(Conflict) as refused:
            write(world, "Punya saya", goal_id=goal.id, seen=1)
        assert refused.value.fields["theirs"]["text"] == "Oleh orang lain"
        assert write(world, "Oleh orang lain", goal_id=goal.id, seen=1).revision == 2

    def test_another_agencys_goal_does_not_exist(self, world: cycle.World, other_world: cycle.World) -> None:
        with context.agency(other_world.agency_id):
            foreign = write(other_world)

        with pytest.raises(NotFound):
            write(world, goal_id=foreign.id)
        with pytest.raises(NotFound):
            planning.retire_goal(actor=admin(world), goal_id=foreign.id, at=AT)
        with pytest.raises(NotFound):
            planning.goals.page_of(actor=admin(world), goal_id=foreign.id, year=2026, on=DAY)


class TestRetireGoal:
    def test_leaves_the_tree_once_nothing_stands_below(self, world: cycle.World) -> None:
        top = write(world, "Puncak")
        low = write(world, "Bawah", parent_id=top.id)

        with pytest.raises(Conflict):
            planning.retire_goal(actor=admin(world), goal_id=top.id, at=AT)
        planning.retire_goal(actor=admin(world), goal_id=low.id, at=AT)
        planning.retire_goal(actor=admin(world), goal_id=top.id, at=AT)

        assert planning.goals.tree_of(actor=admin(world), year=2026, on=DAY).roots == ()
        with pytest.raises(Conflict):
            write(world, goal_id=top.id)


class TestSaveGoalFigures:
    def save(self, world: cycle.World, indicator: Any, **more: Any) -> Any:
        return planning.save_goal_figures(
            actor=more.pop("actor", admin(world)), indicator_id=indicator.id, year=more.pop("year", 2026), at=AT, **more
        )

    def test_quarters_that_miss_the_year_are_shown_and_kept(self, world: cycle.World) -> None:
        goal = write(world)
        row = goals.indicator(goal, "Jumlah ibu hamil yang dilayani", accumulation="JUMLAH", measure="orang")
        targets = {q: planning.TargetInput(Decimal(n)) for q, n in enumerate((100, 20, 20, 20, 30))}
        self.save(world, row, targets=targets)
        self.save(
            world,
            row,
            achievements={
                1: planning.AchievementInput(Decimal(15), "Dua puskesmas rusak"),
                2: planning.AchievementInput(Decimal(25)),
            },
        )

        measure = planning.goals.measure_of(goal_id=goal.id, indicator_id=row.id, year=2026)

        assert (measure.together, measure.difference) == (Decimal(90), Decimal(-10))
        assert (measure.realised, measure.percent) == (Decimal(40), Decimal(100))
        assert measure.due == (2, Decimal(40))
        assert measure.cells[1].achieved_by_name == "Admin Uji"
        assert AuditEntry.objects.filter(event="planning.goal_figures.saved").count() == 2

    def test_refuses_others_other_years_and_a_stale_page(self, world: cycle.World) -> None:
        goal = write(world, unit="dinas")
        row = goals.indicator(goal, "Cakupan imunisasi")
        target = {0: planning.TargetInput(Decimal(90))}
        with pytest.raises(NotAllowed):
            self.save(world, row, actor=world.actor("staf"), targets=target)
        with pytest.raises(RuleNotMet):
            self.save(world, row, year=2040, targets=target)
        self.save(world, row, actor=world.actor("kepala"), targets=target, seen=1)
        with pytest.raises(Conflict) as refused:
            self.save(world, row, targets={0: planning.TargetInput(Decimal(80))}, seen=1)
        assert refused.value.fields["theirs"] == {"target_0": Decimal(90), "target_text_0": ""}
        assert GoalTarget.objects.get().target == 90


class TestFigures:
    @pytest.mark.parametrize(
        ("how", "together"), [("JUMLAH", Decimal(60)), ("NILAI_AKHIR", Decimal(30)), ("RATA_RATA", Decimal(20))]
    )
    def test_quarters_make_the_year_by_the_indicators_kind(self, how: str, together: Decimal) -> None:
        values = [Decimal(10), Decimal(20), Decimal(30), None]

        assert figures.accumulate(values, how) == together
        assert figures.difference(Decimal(50), values, how) == together - 50
        assert figures.difference(None, values, how) is None
        assert figures.accumulate([None, None], how) is None

    @pytest.mark.parametrize(
        ("target", "achieved", "direction", "percent"),
        [
            (80, 60, "MAKIN_TINGGI", 75),
            (14, 16, "MAKIN_RENDAH", Decimal(12) / 14 * 100),
            (10, 30, "MAKIN_RENDAH", 0),
            (0, 0, "MAKIN_RENDAH", 100),
            (0, 2, "MAKIN_RENDAH", 0),
        ],
    )
    def test_less_may_be_better(self, target: int, achieved: int, direction: str, percent: Any) -> None:
        assert figures.percent_of(Decimal(target), Decimal(achieved), direction) == percent


class TestTreeOf:
    def test_keeps_the_way_to_what_a_filter_finds(self, world: cycle.World) -> None:
        top = write(world, "Meningkatnya kualitas hidup", code="1")
        below = write(world, "Meningkatnya derajat kesehatan", unit="dinas", parent_id=top.id, code="1.10")
        write(world, "Meningkatnya mutu pendidikan", unit="lain", parent_id=top.id, code="1.9")
        goals.indicator(below, "Prevalensi stunting")

        everything = planning.goals.tree_of(actor=world.actor("staf"), year=2026, on=DAY)
        found = planning.goals.tree_of(actor=world.actor("staf"), year=2026, on=DAY, text="STUNTING")
        ours = planning.goals.tree_of(actor=world.actor("staf"), year=2026, on=DAY, unit_id=world.units["lain"].id)

        assert [node.goal.code for _depth, node in everything.nodes()] == ["1", "1.9", "1.10"]
        assert [(found.roots[0].is_match, node.goal.code) for _depth, node in found.nodes()] == [(False, "1.10")]
        assert [node.goal.code for _depth, node in ours.nodes()] == ["1.9"]
        assert planning.goals.tree_of(actor=world.actor("staf"), year=2031, on=DAY).roots == ()

"""The role-outcome matrix: who has a row, who writes where, what becomes of a cell."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.people import public as people
from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.planning import public as planning
from ekinerja.planning.data import CellInput, CellState, RowSource
from ekinerja.planning.models import MatrixCell, Outcome, Plan
from ekinerja.planning.services import carry_cell
from ekinerja.planning.services.editing import EditConflict
from tests.factories import cycle

pytestmark = pytest.mark.django_db
ON = cycle.JANUARY.date()
AT = cycle.JANUARY


@pytest.fixture(autouse=True)
def directory(world: cycle.World) -> None:
    cache.clear()
    refresh_directory(on=ON)


@pytest.fixture
def plan(world: cycle.World) -> Plan:
    """The leader's plan with two outcomes that others may serve and one that is the leader's alone."""
    made = cycle.draft(world, "kabid")
    for number in (1, 2):
        cycle.outcome(world, made, "kabid", f"Meningkatnya mutu layanan {number}")
    cycle.outcome(world, made, "kabid", "Tersusunnya disertasi", classification="INDIVIDU")
    return made


def fill(
    world: cycle.World, plan: Plan, text: str, *, by: str = "kabid", of: str = "staf", column: int = 1, **values: Any
) -> MatrixCell:
    outcome = plan.outcomes.get(number=column)
    given = CellInput(outcome.id, world.people[of].id, text, **values)
    return planning.fill_cell(actor=world.actor(by), plan_id=plan.id, given=given, at=values.pop("at", AT))


def cell(world: cycle.World, plan: Plan, of: str = "staf", column: int = 1) -> Any:
    matrix = planning.matrix.view_of(actor=world.actor("kabid"), plan_id=plan.id, on=ON)
    row = matrix.row_of(world.people[of].id)
    assert row is not None
    return row.cells[column - 1]


def name_rater(world: cycle.World, name: str, rater: str) -> None:
    """The agency's admin says who rates somebody from today on."""
    people.name_rater(
        actor=world.official(Role.AGENCY_ADMIN),
        employee_id=world.people[name].id,
        rater_id=world.people[rater].id,
        starts_on=ON,
        reason="Penugasan",
        at=AT,
    )


def events_of(plan_id: UUID) -> list[str]:
    rows = AuditEntry.objects.filter(subject_id=str(plan_id), event__startswith="planning.cell")
    return list(rows.order_by("id").values_list("event", flat=True))


class TestRows:
    def test_are_those_rated_members_of_teams_and_borrowed_people(self, world: cycle.World, plan: Plan) -> None:
        cycle.team(world, "orang_lain", "staf", leader="kabid")
        cycle.person(world, "pinjaman", "lain", "Statistisi")
        refresh_directory(on=ON)
        planning.borrow_member(
            actor=world.actor("kabid"), plan_id=plan.id, employee_id=world.people["pinjaman"].id, at=AT
        )

        matrix = planning.matrix.view_of(actor=world.actor("kabid"), plan_id=plan.id, on=ON)

        assert [(row.name, row.reason.source) for row in matrix.rows] == [
            ("Rekan", RowSource.RATED),
            ("Staf", RowSource.RATED),
            ("Orang Lain", RowSource.TEAM),
            ("Pinjaman", RowSource.BORROWED),
        ]
        assert [column.number for column in matrix.columns] == [1, 2]
        assert (matrix.own_outcomes, matrix.filled, matrix.leads) == (1, 0, True)

    def test_somebody_who_left_keeps_the_row_while_cells_are_filled(self, world: cycle.World, plan: Plan) -> None:
        leader, person = world.actor("kabid"), world.people["orang_lain"].id
        planning.borrow_member(actor=leader, plan_id=plan.id, employee_id=person, at=AT)
        fill(world, plan, "Tersedianya data", of="orang_lain")
        with pytest.raises(Conflict):
            planning.release_member(actor=leader, plan_id=plan.id, employee_id=person, at=AT)
        fill(world, plan, "", of="orang_lain")
        planning.release_member(actor=leader, plan_id=plan.id, employee_id=person, at=AT)

        matrix = planning.matrix.view_of(actor=leader, plan_id=plan.id, on=ON)
        assert matrix.row_of(person) is None


class TestBorrowMember:
    def test_is_the_leaders_business(self, world: cycle.World, plan: Plan, other_world: cycle.World) -> None:
        person = world.people["orang_lain"].id
        for name, error in (("staf", NotFound), ("kepala", NotAllowed), ("orang_lain", NotFound)):
            with pytest.raises(error):
                planning.borrow_member(actor=world.actor(name), plan_id=plan.id, employee_id=person, at=AT)
        leader = world.actor("kabid")
        for wrong in (world.people["staf"].id, world.people["kabid"].id):
            with pytest.raises(Conflict):
                planning.borrow_member(actor=leader, plan_id=plan.id, employee_id=wrong, at=AT)
        with pytest.raises(NotFound):
            planning.borrow_member(actor=leader, plan_id=plan.id, employee_id=other_world.people["staf"].id, at=AT)


class TestReading:
    def test_is_for_leader_members_and_readers_of_the_plan(
        self, world: cycle.World, plan: Plan, other_world: cycle.World
    ) -> None:
        for name, leads in (("kabid", True), ("staf", False), ("rekan", False), ("kepala", False)):
            matrix = planning.matrix.view_of(actor=world.actor(name), plan_id=plan.id, on=ON)
            assert matrix.leads is leads
            assert {row.name for row in matrix.rows if row.may_write} == (
                {"Staf", "Rekan"} if leads else {name.title()} - {"Kepala"}
            )
        for actor in (world.actor("orang_lain"), other_world.official()):
            with pytest.raises(NotFound):
                planning.matrix.view_of(actor=actor, plan_id=plan.id, on=ON)


class TestCellsOf:
    def test_are_for_members_of_this_moment_only(self, world: cycle.World, plan: Plan) -> None:
        cycle.draft(world, "rekan")
        fill(world, plan, "Terlayaninya ibu hamil")
        member = world.actor("rekan")
        planning.matrix.view_of(actor=member, plan_id=plan.id, on=ON)
        assert [row.text for row in planning.matrix.cells_of(actor=member, plan_id=plan.id, on=ON)] == [
            "Terlayaninya ibu hamil"
        ]
        Plan.objects.filter(employee_id=member.employee_id).update(rater_employee=None)
        name_rater(world, "rekan", "kepala")

        for look in (planning.matrix.cells_of, planning.matrix.view_of):
            with pytest.raises(NotFound):
                look(actor=member, plan_id=plan.id, on=ON)


class TestFillCell:
    def test_becomes_a_draft_outcome_of_the_member(self, world: cycle.World, plan: Plan) -> None:
        mine = cycle.draft(world)

        made = fill(world, plan, " Terlayaninya ibu hamil ").made

        assert made is not None
        assert (made.plan, made.text, made.number) == (mine, "Terlayaninya ibu hamil", 1)
        assert made.intervened_outcome == plan.outcomes.get(number=1)
        assert cell(world, plan).state == CellState.MADE
        assert events_of(plan.id) == ["planning.cell.filled"]

    def test_stands_before_the_additional_outcomes(self, world: cycle.World, plan: Plan) -> None:
        mine = cycle.draft(world)
        cycle.outcome(world, mine, "staf", "Tugas tambahan", kind="TAMBAHAN")

        made = fill(world, plan, "Terlayaninya ibu hamil").made

        assert made is not None
        assert made.number == 1
        assert [(row.text, row.number) for row in planning.outcomes_of(plan_id=mine.id)] == [
            ("Terlayaninya ibu hamil", 1),
            ("Tugas tambahan", 2),
        ]

    def test_a_full_plan_refuses_with_its_owners_name(
        self, world: cycle.World, plan: Plan, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(carry_cell, "MOST_OUTCOMES", 1)
        cycle.outcome(world, cycle.draft(world), "staf", "Satu-satunya")

        with pytest.raises(RuleNotMet, match="SKP Staf sudah memuat 1 RHK"):
            fill(world, plan, "Yang kedua")
        assert not MatrixCell.objects.exists()

    def test_waits_until_the_member_drafts_a_plan(self, world: cycle.World, plan: Plan) -> None:
        assert fill(world, plan, "Terlayaninya ibu hamil", by="staf").made is None
        assert cell(world, plan).state == CellState.WAITING

        mine = cycle.draft(world)

        assert [row.text for row in mine.outcomes.all()] == ["Terlayaninya ibu hamil"]
        assert cell(world, plan).state == CellState.MADE
        planning.discard_plan(actor=world.actor("staf"), plan_id=mine.id, at=AT)
        assert cell(world, plan).state == CellState.WAITING

    def test_of_a_closed_matrix_is_not_taken_in(self, world: cycle.World, plan: Plan) -> None:
        fill(world, plan, "Terlayaninya ibu hamil")
        Plan.objects.filter(id=plan.id).update(state="DITUTUP", agreed_at=AT)

        assert not cycle.draft(world).outcomes.exists()

    def test_waits_while_the_members_plan_is_handed_in(self, world: cycle.World, plan: Plan) -> None:
        mine = cycle.submitted(world)
        fill(world, plan, "Terlayaninya ibu hamil")
        assert (cell(world, plan).state, cell(world, plan).plan_state) == (CellState.LOCKED, "DIAJUKAN")

        planning.withdraw_plan(actor=world.actor("staf"), plan_id=mine.id, at=AT)

        assert (cell(world, plan).state, cell(world, plan).number) == (CellState.MADE, 3)

    def test_changes_the_outcome_while_the_member_has_not(self, world: cycle.World, plan: Plan) -> None:
        cycle.draft(world)
        fill(world, plan, "Terlayaninya ibu hamil")

        made = fill(world, plan, "Terlayaninya ibu dan anak", seen=1).made

        assert made is not None
        assert made.text == "Terlayaninya ibu dan anak"
        planning.save_outcome(
            actor=world.actor("staf"),
            plan_id=made.plan_id,
            outcome_id=made.id,
            given=planning.OutcomeInput(text="Terlayaninya keluarga", intervened_outcome_id=made.intervened_outcome_id),
            at=AT,
        )
        assert cell(world, plan).state == CellState.DIFFERENT
        fill(world, plan, "Terlayaninya balita")
        made.refresh_from_db()
        assert made.text == "Terlayaninya keluarga"
        assert cell(world, plan).made_text == "Terlayaninya keluarga"
        assert events_of(plan.id) == ["planning.cell.filled", *["planning.cell.changed"] * 2]

    def test_the_second_of_two_sees_what_the_first_wrote(self, world: cycle.World, plan: Plan) -> None:
        fill(world, plan, "Milik kabid", seen=0)

        with pytest.raises(EditConflict) as refused:
            fill(world, plan, "Milik staf", by="staf", seen=0)

        assert refused.value.fields["theirs"] == {"text": "Milik kabid", "writer": "Kabid"}
        assert fill(world, plan, "Milik staf", by="staf", seen=refused.value.fields["revision"]).revision == 2
        assert fill(world, plan, "Milik staf", by="kabid", seen=1).revision == 2

    def test_is_refused_to_the_wrong_people(self, world: cycle.World, plan: Plan, other_world: cycle.World) -> None:
        with pytest.raises(NotAllowed):
            fill(world, plan, "x", by="staf", of="rekan")
        with pytest.raises(NotAllowed):
            fill(world, plan, "x", by="kepala")
        for by, of in (("orang_lain", "orang_lain"), ("kabid", "orang_lain"), ("kabid", "kabid")):
            with pytest.raises(NotFound):
                fill(world, plan, "x", by=by, of=of)
        column = plan.outcomes.get(number=1).id
        with pytest.raises(NotFound):
            planning.fill_cell(
                actor=world.actor("kabid"),
                plan_id=cycle.draft(world, "kepala").id,
                given=CellInput(column, world.people["staf"].id, "x"),
                at=AT,
            )
        with pytest.raises(RuleNotMet):
            fill(world, plan, "x" * 2001)
        assert not MatrixCell.objects.exists()

    def test_is_not_found_from_another_agency(self, world: cycle.World, plan: Plan, other_world: cycle.World) -> None:
        given = CellInput(plan.outcomes.get(number=1).id, world.people["staf"].id, "x")
        with pytest.raises(NotFound):
            planning.fill_cell(actor=other_world.official(), plan_id=plan.id, given=given, at=AT)

    def test_does_not_let_the_cascade_loop(self, world: cycle.World, plan: Plan) -> None:
        mine = cycle.draft(world)
        below = cycle.outcome(world, mine, "staf", "Hasil staf")
        Outcome.objects.filter(plan=plan, number=1).update(intervened_outcome=below)

        with pytest.raises(RuleNotMet):
            fill(world, plan, "Berputar")


class TestEmptyCell:
    def test_takes_an_untouched_outcome_out_again(self, world: cycle.World, plan: Plan) -> None:
        mine = cycle.draft(world)
        cycle.outcome(world, mine, "staf", "Lebih dahulu")
        fill(world, plan, "Terlayaninya ibu hamil")

        fill(world, plan, "", seen=1)

        assert [row.text for row in mine.outcomes.all()] == ["Lebih dahulu"]
        assert (cell(world, plan).state, cell(world, plan).revision) == (CellState.EMPTY, 2)
        assert events_of(plan.id)[-1] == "planning.cell.emptied"

    def test_asks_when_the_member_has_worked_on_it(self, world: cycle.World, plan: Plan) -> None:
        mine = cycle.draft(world)
        made = fill(world, plan, "Terlayaninya ibu hamil").made
        assert made is not None
        planning.save_indicator(
            actor=world.actor("staf"),
            plan_id=mine.id,
            outcome_id=made.id,
            indicator_id=None,
            given=planning.IndicatorInput(text="Jumlah ibu hamil", aspect="KUANTITAS", target_number=10),
            at=AT,
        )
        with pytest.raises(planning.EmptyingAsks):
            fill(world, plan, "")

        fill(world, plan, "", sure=True)

        assert mine.outcomes.count() == 1
        assert cell(world, plan).state == CellState.EMPTY

    def test_an_outcome_that_its_owner_removed_does_not_come_back(self, world: cycle.World, plan: Plan) -> None:
        mine = cycle.draft(world)
        made = fill(world, plan, "Terlayaninya ibu hamil").made
        assert made is not None

        planning.remove_outcome(actor=world.actor("staf"), plan_id=mine.id, outcome_id=made.id, at=AT)

        assert cell(world, plan).state == CellState.RELEASED
        assert not planning.outcomes_of(plan_id=mine.id)
        fill(world, plan, "Terlayaninya ibu dan anak")
        assert [row.text for row in planning.outcomes_of(plan_id=mine.id)] == ["Terlayaninya ibu dan anak"]


class TestFillCells:
    def test_a_pasted_block_is_written_whole_or_not_at_all(self, world: cycle.World, plan: Plan) -> None:
        cycle.draft(world)
        one, two = (plan.outcomes.get(number=number).id for number in (1, 2))
        staf, rekan = world.people["staf"].id, world.people["rekan"].id
        block = [
            CellInput(column, person, f"Hasil {n}", 0)
            for n, (column, person) in enumerate(((one, staf), (two, staf), (one, rekan), (two, rekan)), start=1)
        ]

        written = planning.fill_cells(actor=world.actor("kabid"), plan_id=plan.id, cells=block, at=AT)

        assert [row.made.number if row.made else 0 for row in written] == [1, 2, 0, 0]
        assert len(events_of(plan.id)) == 4
        again = [CellInput(one, staf, "Lain", 1), CellInput(two, staf, "Bentrok", 0)]
        with pytest.raises(EditConflict) as refused:
            planning.fill_cells(actor=world.actor("kabid"), plan_id=plan.id, cells=again, at=AT)
        assert [item["text"] for item in refused.value.fields["cells"]] == ["Hasil 2"]
        assert MatrixCell.objects.get(outcome_id=one, employee_id=staf).text == "Hasil 1"


class TestGatherCells:
    def test_takes_what_members_already_serve_into_empty_cells(self, world: cycle.World, plan: Plan) -> None:
        one, two = plan.outcomes.get(number=1), plan.outcomes.get(number=2)
        mine = cycle.draft(world)
        served = cycle.outcome(world, mine, "staf", "Terlayaninya ibu hamil", intervened_outcome_id=one.id)
        cycle.outcome(world, mine, "staf", "Yang kedua untuk kolom yang sama", intervened_outcome_id=one.id)
        cycle.outcome(world, mine, "staf", "Terlatihnya kader", intervened_outcome_id=two.id)
        fill(world, plan, "Sudah ditulis", column=2)

        count = planning.gather_cells(actor=world.actor("kabid"), plan_id=plan.id, at=AT)

        assert count == 1
        assert (cell(world, plan).text, cell(world, plan).made_id) == ("Terlayaninya ibu hamil", served.id)
        assert cell(world, plan, column=2).text == "Sudah ditulis"
        assert planning.gather_cells(actor=world.actor("kabid"), plan_id=plan.id, at=AT) == 0
        assert AuditEntry.objects.filter(event="planning.matrix.gathered").count() == 2

    def test_takes_in_whoever_the_leader_rates_since_a_moment(self, world: cycle.World, plan: Plan) -> None:
        one, newcomer = plan.outcomes.get(number=1), world.people["orang_lain"].id
        other = cycle.draft(world, "orang_lain")
        Outcome.objects.create(plan=other, number=1, text="Terdatanya pasien", intervened_outcome=one)
        assert planning.matrix.view_of(actor=world.actor("kabid"), plan_id=plan.id, on=ON).row_of(newcomer) is None
        name_rater(world, "orang_lain", "kabid")

        assert planning.gather_cells(actor=world.actor("kabid"), plan_id=plan.id, at=AT) == 1

    def test_waits_for_whoever_writes_the_same_columns(self, world: cycle.World, plan: Plan) -> None:
        with CaptureQueriesContext(connection) as asked:
            planning.gather_cells(actor=world.actor("kabid"), plan_id=plan.id, at=AT)

        questions = [row["sql"] for row in asked]
        locked = next(n for n, sql in enumerate(questions) if "FOR NO KEY UPDATE" in sql and "planning_outcome" in sql)
        assert all("planning_matrix_cell" not in sql for sql in questions[:locked])

    def test_is_the_leaders_business(self, world: cycle.World, plan: Plan) -> None:
        for name, error in (("kepala", NotAllowed), ("staf", NotFound), ("orang_lain", NotFound)):
            with pytest.raises(error):
                planning.gather_cells(actor=world.actor(name), plan_id=plan.id, at=AT)

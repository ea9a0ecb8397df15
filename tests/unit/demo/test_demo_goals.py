"""The goal tree of the demo: whole, the same every time, with figures that tell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from ekinerja.commands.demo_data.goals import GoalTree, Head, content
from ekinerja.organisation.data import UnitData
from ekinerja.planning.data import PersonSnapshot

TODAY = date(2026, 11, 21)
NAMES = ("Dinas Kesehatan", "Dinas Pendidikan", "Dinas Sosial", "Inspektorat", "Kecamatan Natar", "Kecamatan Palas")


def units() -> list[UnitData]:
    rows = [UnitData(UUID(int=1), "000001", "Kabupaten", "PEMDA", None, "000001.", 0, head_title="Bupati")]
    for place, name in enumerate(NAMES, start=2):
        code = f"{place:06d}"
        rows.append(UnitData(UUID(int=place), code, name, "OPD", rows[0].id, f"000001.{code}.", 1))
    health = rows[1]
    rows.append(
        UnitData(UUID(int=90), "000090", "Bidang Gizi Dinas Kesehatan", "BIDANG", health.id, f"{health.path}000090.", 2)
    )
    return rows


def tree() -> GoalTree:
    made = GoalTree(agency_id=1, year=2026, today=TODAY, units=units())
    made.make()
    return made


class TestGoalTree:
    def test_is_the_same_at_every_load_and_has_one_way_to_the_top(self) -> None:
        first, second = tree().rows, tree().rows

        assert first == second
        seen: set[UUID] = set()
        for goal in first:
            assert goal.parent_id is None or goal.parent_id in seen
            seen.add(goal.id)
        assert len({goal.code for goal in first}) == len(first)
        assert sum(goal.kind == "TUJUAN" for goal in first) == 5
        assert sum(goal.kind == "SASARAN" and goal.unit_id is None for goal in first) == 12

    def test_quarters_that_add_up_make_the_year(self) -> None:
        for row in (row for goal in tree().rows for row in goal.indicators):
            quarters = [row.targets[q] for q in (1, 2, 3, 4)]
            assert sum(quarters) == row.targets[0] if row.accumulation == "JUMLAH" else quarters[3] == row.targets[0]
            assert set(row.achieved) <= {1, 2, 3}

    def test_every_unit_named_once_and_districts_together(self) -> None:
        named = [name for top in content()["objectives"] for goal in top["goals"] for name in goal["units"]]

        assert len(named) == len(set(named)) == 35
        districts = [goal for goal in tree().rows if goal.text == "Meningkatnya mutu pelayanan kecamatan"]
        assert {goal.unit_id for goal in districts} == {UUID(int=6), UUID(int=7)}

    def test_heads_promise_with_budgets_and_the_regent_on_paper(self) -> None:
        made = tree()
        regent = PersonSnapshot(name="Bupati", position="Bupati")
        heads = {unit.id: Head(PersonSnapshot(name=f"Kepala {unit.name}"), regent) for unit in units()[1:]}

        agreements = list(made.agreements(heads))

        assert agreements[0].unit_id is None
        assert {row.state for row in agreements} >= {"DISEPAKATI", "DIAJUKAN"}
        for row in agreements:
            assert sum(amount for _name, amount, _source in row.budgets) > Decimal(1_000_000_000)
            assert (row.paper is not None) == (row.state == "DISEPAKATI")
            assert bool(row.note) == (row.state == "DIKEMBALIKAN")

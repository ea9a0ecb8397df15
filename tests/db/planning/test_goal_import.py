"""Goals from a file: preview, good rows, running twice, shifted columns."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import pytest
import xlsxwriter

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import Conflict, DomainError, NotAllowed, NotFound
from ekinerja.kernel.tenancy import context
from ekinerja.planning import public as planning
from ekinerja.planning.goal_rows import WrongColumns
from ekinerja.planning.models import Goal, GoalImport, GoalIndicator, GoalTarget
from tests.factories import cycle, goals

AT = cycle.JANUARY
HEADINGS = planning.goal_imports.headings()
GOOD = (
    ["1", "", "TUJUAN", "Meningkatnya derajat kesehatan", "", 2025, 2029,
     "Usia harapan hidup", "tahun", "NILAI_AKHIR", "", 72.5, "", "", "", 72.5],
    ["1.1", "1", "Sasaran Strategis", "Menurunnya stunting", "2", 2025, 2029,
     "Prevalensi stunting", "persen", "nilai akhir", "makin rendah", "14", "17", "16", "15", "14"],
    ["1.1", "", "", "", "", "", "", "Balita yang diukur", "orang", "jumlah", "", "1.200", "300", "300", "300", "300"],
)  # fmt: skip


def sheet(rows: Sequence[Sequence[object]], headings: Sequence[str] = HEADINGS) -> bytes:
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory) as book:
        page = book.add_worksheet()
        for number, row in enumerate([headings, *rows]):
            page.write_row(number, 0, row)
    return memory.getvalue()


def upload(world: cycle.World, rows: Sequence[Sequence[object]], actor: Actor | None = None) -> GoalImport:
    return planning.upload_goals(
        actor=actor or world.official(Role.AGENCY_ADMIN), name="renstra.xlsx", content=sheet(rows), year=2026, at=AT
    )


def preview(world: cycle.World, batch: GoalImport) -> planning.goal_imports.Preview:
    return planning.goal_imports.preview_of(actor=world.official(Role.AGENCY_ADMIN), import_id=batch.id, on=AT.date())


def run(world: cycle.World, batch: GoalImport) -> GoalImport:
    return planning.run_goal_import(actor=world.official(Role.AGENCY_ADMIN), import_id=batch.id, at=AT)


class TestRunGoalImport:
    def test_writes_goals_indicators_and_figures_once(self, world: cycle.World) -> None:
        batch = upload(world, GOOD)
        assert not Goal.objects.exists()
        assert preview(world, batch).counts == {"BARU": 3, "BERUBAH": 0, "SAMA": 0, "GALAT": 0}

        run(world, batch)

        low = Goal.objects.get(code="1.1")
        assert (low.parent.code, low.unit_path, low.kind) == ("1", world.paths["dinas"], "SASARAN")
        assert [row.text for row in low.indicators.all()] == ["Prevalensi stunting", "Balita yang diukur"]
        assert GoalIndicator.objects.get(text="Prevalensi stunting").direction == "MAKIN_RENDAH"
        assert GoalTarget.objects.get(indicator__text="Balita yang diukur", quarter=0).target == 1200
        assert GoalTarget.objects.get(indicator__text="Usia harapan hidup", quarter=0).target == Decimal("72.5")
        assert AuditEntry.objects.get(event="planning.goal_import.run").data["codes"] == ["1", "1.1"]
        with pytest.raises(Conflict):
            run(world, batch)

    def test_the_same_file_again_changes_nothing_and_a_changed_cell_alone_changes(self, world: cycle.World) -> None:
        run(world, upload(world, GOOD))

        again = upload(world, GOOD)
        assert preview(world, again).counts == {"BARU": 0, "BERUBAH": 0, "SAMA": 3, "GALAT": 0}
        with pytest.raises(Conflict):
            run(world, again)
        changed = [list(row) for row in GOOD]
        changed[1][11] = "13,5"
        batch = upload(world, changed)
        rows = preview(world, batch).rows
        assert [(row.outcome, row.differences) for row in rows if row.differences] == [
            ("BERUBAH", [("target tahun", "14", "13,5")])
        ]
        run(world, batch)
        assert GoalTarget.objects.get(indicator__text="Prevalensi stunting", quarter=0).target == Decimal("13.5")
        assert (Goal.objects.count(), GoalIndicator.objects.count()) == (2, 3)

    def test_a_goal_that_the_file_moves_is_a_new_version_for_whoever_has_it_open(self, world: cycle.World) -> None:
        run(world, upload(world, GOOD))
        low = Goal.objects.get(code="1.1")
        seen = low.revision
        moved = [list(row) for row in GOOD[1:2]]
        moved[0][1] = ""

        run(world, upload(world, moved))

        low.refresh_from_db()
        assert (low.parent_id, low.revision) == (None, seen + 1)

    @pytest.mark.parametrize(
        ("cell", "value", "said"),
        [
            (11, "dua puluh", "“target tahun” berisi “dua puluh”; tulis angka"),
            (13, "x", "“TW2” berisi “x”"),
            (2, "Cita-cita", "pilih salah satu: TUJUAN"),
            (3, "", "“sasaran” kosong"),
            (4, "999", "Unit dengan kode “999” tidak ada"),
            (5, "dua ribu", "tulis tahun, misalnya 2025"),
            (6, 2020, "Tahun akhir sebelum tahun awal"),
            (1, "9", "Sasaran induk 9 tidak ada"),
            (1, "1.1", "induk bagi dirinya sendiri"),
            (9, "kali", "JUMLAH, NILAI_AKHIR, RATA_RATA"),
            (7, "", "tanpa indikator"),
            (0, "1." * 21, "“kode” paling panjang 40 huruf"),
            (8, "persen " * 12, "“satuan” paling panjang 80 huruf"),
        ],
    )
    def test_a_bad_cell_is_named_and_the_good_rows_are_run(
        self, world: cycle.World, cell: int, value: object, said: str
    ) -> None:
        rows = [list(row) for row in GOOD[:2]]
        rows[1][cell] = value
        batch = upload(world, rows)

        found = preview(world, batch)
        assert found.counts["GALAT"] == 1
        assert said in found.rows[1].row.problems[0]
        run(world, batch)
        assert [goal.code for goal in Goal.objects.all()] == ["1"]

    def test_goals_in_a_circle_and_children_of_bad_goals_are_refused(self, world: cycle.World) -> None:
        rows = [list(GOOD[0]), list(GOOD[1]), [*GOOD[1]]]
        rows[0][1], rows[2][0], rows[2][1] = "1.1", "1.1.1", "1.1"
        circle = preview(world, upload(world, rows))
        assert [row.failed for row in circle.rows] == [True, True, True] or circle.counts["GALAT"] >= 2
        rows = [list(GOOD[0]), list(GOOD[1])]
        rows[0][5] = "x"
        assert preview(world, upload(world, rows)).counts["GALAT"] == 2


class TestUploadGoals:
    def test_refuses_shifted_and_missing_columns_with_a_clear_word(self, world: cycle.World) -> None:
        with pytest.raises(WrongColumns) as refused:
            upload(world, [["", *row[:-1]] for row in GOOD])
        assert "bergeser mulai baris 2" in refused.value.message
        with pytest.raises(WrongColumns) as refused:
            planning.upload_goals(
                actor=world.official(Role.AGENCY_ADMIN),
                name="x.xlsx",
                content=sheet([["1", "Sehat"]], ["kode", "sasaran"]),
                year=2026,
                at=AT,
            )
        assert "jenjang, tahun awal, tahun akhir" in refused.value.message
        with pytest.raises(DomainError):
            planning.upload_goals(
                actor=world.official(Role.AGENCY_ADMIN), name="x.pdf", content=b"%PDF-1.7", year=2026, at=AT
            )
        assert not GoalImport.objects.exists()

    def test_one_shifted_row_among_good_ones_fails_alone(self, world: cycle.World) -> None:
        found = preview(world, upload(world, [*GOOD, ["", "1.2", *GOOD[1][1:-1]]]))

        assert found.counts == {"BARU": 3, "BERUBAH": 0, "SAMA": 0, "GALAT": 1}
        assert "bergeser satu kolom" in found.rows[3].row.problems[0]

    def test_a_head_imports_for_the_own_unit_only_and_staff_not_at_all(self, world: cycle.World) -> None:
        goals.goal(world, "Meningkatnya derajat kesehatan", code="1")
        rows = [list(GOOD[1]), [*GOOD[1]]]
        rows[1][0], rows[1][4] = "1.2", "4"
        head = world.actor("kepala")
        batch = upload(world, rows, head)

        found = planning.goal_imports.preview_of(actor=head, import_id=batch.id, on=AT.date())
        assert [row.failed for row in found.rows] == [False, True]
        assert "tidak berwenang" in found.rows[1].row.problems[0]
        with pytest.raises(NotAllowed):
            upload(world, GOOD, world.actor("staf"))
        with pytest.raises(NotFound):
            planning.goal_imports.preview_of(actor=world.actor("kabid"), import_id=batch.id, on=AT.date())

    def test_another_agencys_file_does_not_exist_and_old_files_are_cleared(
        self, world: cycle.World, other_world: cycle.World
    ) -> None:
        with context.agency(other_world.agency_id):
            foreign = upload(other_world, GOOD)
        with pytest.raises(NotFound):
            run(world, foreign)
        old = upload(world, GOOD)
        GoalImport.objects.filter(id=old.id).update(created_at=AT - timedelta(days=91))
        upload(world, GOOD)
        assert not GoalImport.objects.filter(id=old.id).exists()


class TestQuartersBesideTheYear:
    def test_tells_by_how_much_they_miss_it(self, world: cycle.World) -> None:
        short = [*GOOD[2][:11], "1.200", "300", "300", "300", "200"]

        rows = preview(world, upload(world, [*GOOD[:2], short])).rows

        assert [row.difference for row in rows] == [0, 0, -100]
        assert (rows[2].together, rows[2].failed) == (1100, False)

    def test_counts_what_is_stored_where_the_file_is_silent(self, world: cycle.World) -> None:
        run(world, upload(world, GOOD))
        year_only = [*GOOD[2][:11], "1.500", "", "", "", ""]
        as_average = [*GOOD[2][:9], "rata-rata", "", "", "", "", "", ""]

        assert preview(world, upload(world, [*GOOD[:2], year_only])).rows[2].difference == -300
        assert preview(world, upload(world, [*GOOD[:2], as_average])).rows[2].difference == -900

    def test_an_unknown_side_says_nothing(self, world: cycle.World) -> None:
        none = [*GOOD[2][:11], "", "300", "300", "300", "200"]

        assert preview(world, upload(world, [*GOOD[:2], none])).rows[2].difference is None

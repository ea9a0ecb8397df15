"""Outcomes out of a file: what is understood, refused and left out."""

from __future__ import annotations

import pytest

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.errors import Conflict, DomainError, NotAllowed, NotFound
from ekinerja.kernel.tenancy import context
from ekinerja.planning import public as planning
from ekinerja.planning.models import Outcome, Plan
from tests.factories import cycle

pytestmark = pytest.mark.django_db
AT = cycle.JANUARY
HEAD = ("rencana hasil kerja", "jenis", "rhk pimpinan atau sasaran", "indikator", "aspek", "target", "satuan")
GOOD = ("Terlayaninya pasien", "UTAMA", "Sehat", "Jumlah pasien", "KUANTITAS", "1.200", "pasien")
MORE = ("", "", "", "Persentase sesuai standar", "kualitas", "90,5", "persen")


@pytest.fixture
def plan(world):
    return cycle.draft(world)


def file_of(*rows, head=HEAD):
    return "\n".join(";".join(row) for row in (head, *rows)).encode()


def preview(world, plan, *rows, head=HEAD, name="staf"):
    return planning.preview_file(
        actor=world.actor(name), plan_id=plan.id, name="rhk.csv", content=file_of(*rows, head=head), at=AT
    )


def run(world, plan, *rows, name="staf"):
    found = preview(world, plan, *rows)
    return planning.import_outcomes(actor=world.actor(name), plan_id=plan.id, rows=found.rows, at=AT)


class TestPreview:
    def test_lines_without_an_outcome_go_on_with_the_one_before(self, world, plan):
        found = preview(world, plan, GOOD, MORE)

        assert [(row.text, len(row.good), row.skipped) for row in found.outcomes] == [("Terlayaninya pasien", 2, "")]
        assert (found.indicator_count, found.problem_count) == (2, 0)
        assert not Outcome.objects.exists()

    def test_words_in_place_of_a_number_are_named_by_line(self, world, plan):
        found = preview(world, plan, GOOD, (*MORE[:5], "dua puluh", "persen"))

        line = found.outcomes[0].rows[1]
        assert line.line == 3
        assert "“dua puluh”" in line.problems[0]
        assert found.indicator_count == 1

    @pytest.mark.parametrize(
        ("cells", "reason"),
        [
            ({4: "RASA"}, "KUANTITAS, KUALITAS, WAKTU, BIAYA"),
            ({3: ""}, "indikator"),
        ],
    )
    def test_every_refused_line_says_why(self, world, plan, cells, reason):
        row = tuple(cells.get(place, text) for place, text in enumerate(GOOD))

        assert reason in preview(world, plan, row).outcomes[0].rows[0].problems[0]

    def test_an_unknown_kind_and_repeated_words_leave_the_outcome_out(self, world, plan):
        other = ("Meningkatnya mutu", "WAJIB", *GOOD[2:])

        found = preview(world, plan, GOOD, other, GOOD)

        assert [bool(row.skipped) for row in found.outcomes] == [False, True, True]
        assert "UTAMA, TAMBAHAN" in found.outcomes[1].skipped

    def test_shifted_columns_are_refused_clearly(self, world, plan):
        shifted = ("1", *GOOD[:6])

        with pytest.raises(DomainError) as refused:
            preview(world, plan, shifted, shifted)

        assert "bergeser mulai baris 2" in refused.value.message

    def test_missing_columns_are_named(self, world, plan):
        with pytest.raises(DomainError) as refused:
            preview(world, plan, ("a", "b"), head=("rencana hasil kerja", "indikator"))

        assert "“target”" in refused.value.message

    def test_a_picture_is_no_table(self, world, plan):
        with pytest.raises(DomainError):
            planning.preview_file(
                actor=world.actor("staf"), plan_id=plan.id, name="foto.png", content=b"\x89PNG....", at=AT
            )

    def test_is_the_owners(self, world, other_world, other_agency, plan):
        with pytest.raises(NotAllowed):
            preview(world, plan, GOOD, name="kabid")
        with context.agency(other_agency), pytest.raises(NotFound):
            preview(other_world, plan, GOOD)


class TestImport:
    def test_adds_all_at_once_with_an_audit_row(self, world, plan):
        run(world, plan, GOOD, MORE)

        row = planning.outcomes_of(plan_id=plan.id)[0]
        assert (row.text, row.intervened_text) == ("Terlayaninya pasien", "Sehat")
        told = [(item.text, item.aspect, str(item.target_number)) for item in row.indicators.all()]
        assert told == [
            ("Jumlah pasien", "KUANTITAS", "1200.0000"),
            ("Persentase sesuai standar", "KUALITAS", "90.5000"),
        ]
        assert Plan.objects.get(id=plan.id).origin == "BERKAS"
        assert AuditEntry.objects.filter(event="planning.outcomes.imported", subject_id=plan.id).count() == 1

    def test_the_same_file_again_adds_nothing(self, world, plan):
        run(world, plan, GOOD)

        with pytest.raises(Conflict):
            run(world, plan, GOOD)
        assert Outcome.objects.count() == 1

    def test_forty_outcomes_come_in_with_a_hint(self, world, plan):
        rows = [(f"Tersusunnya laporan {number}", *GOOD[1:]) for number in range(40)]

        done = run(world, plan, *rows)

        assert Outcome.objects.filter(plan=plan).count() == 40
        assert "40 RHK" in done.hints[0]

    def test_the_same_words_of_the_superior_are_linked(self, world, plan):
        above = cycle.draft(world, "kabid")
        cycle.fill(world, above, "kabid", outcomes=1)
        goal = Outcome.objects.get()

        run(world, plan, (*GOOD[:2], goal.text.upper(), *GOOD[3:]))

        assert Outcome.objects.get(plan=plan).intervened_outcome == goal

    def test_not_into_a_submitted_plan(self, world, plan):
        found = preview(world, plan, GOOD)
        run(world, plan, GOOD)
        planning.submit_plan(actor=world.actor("staf"), plan_id=plan.id, at=AT)

        with pytest.raises(Conflict):
            planning.import_outcomes(actor=world.actor("staf"), plan_id=plan.id, rows=found.rows, at=AT)

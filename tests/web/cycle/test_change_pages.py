"""What changed in a plan that was opened again, and two people at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ekinerja.planning import public as planning
from ekinerja.planning.models import BehaviourExpectation, Outcome, Plan, PlanNote
from tests.factories import cycle
from tests.web.cycle.conftest import text_of

Browser = Callable[..., Client]


@pytest.fixture
def reopened(world: cycle.World) -> Plan:
    """An agreed plan opened again in which one outcome says something else and one is gone."""
    plan = cycle.agreed(world)
    planning.reopen_plan(actor=world.actor("kabid"), plan_id=plan.id, note="Target berubah", at=cycle.FEBRUARY)
    first, second = Outcome.objects.order_by("number")
    planning.save_outcome(
        actor=world.actor("staf"),
        plan_id=plan.id,
        outcome_id=first.id,
        given=planning.OutcomeInput(text="Terlayaninya seluruh pasien sesuai standar 1"),
        at=cycle.FEBRUARY,
    )
    planning.remove_outcome(actor=world.actor("staf"), plan_id=plan.id, outcome_id=second.id, at=cycle.FEBRUARY)
    return plan


class TestChangesPage:
    def test_shows_words_that_came_and_outcomes_that_went(self, browser: Browser, reopened: Plan) -> None:
        page = text_of(browser("staf").get(f"/skp/{reopened.id}/perubahan/"))

        assert "seluruh</ins>" in page
        assert "Terlayaninya pasien sesuai standar 2</del>" in page
        assert "Isi sekarang (konsep)" in page

    def test_the_rater_sees_it_beside_the_decision(
        self, world: cycle.World, browser: Browser, reopened: Plan, django_assert_max_num_queries: Any
    ) -> None:
        planning.submit_plan(actor=world.actor("staf"), plan_id=reopened.id, at=cycle.FEBRUARY)
        kabid = browser("kabid")
        kabid.get(f"/skp/{reopened.id}/")

        with django_assert_max_num_queries(12 + 2):
            page = text_of(kabid.get(f"/skp/{reopened.id}/"))

        assert "2 perubahan sejak persetujuan terakhir" in page
        assert "Setujui SKP Staf" in page

    def test_who_opened_it_again_and_why_stands_on_the_plan_without_the_old_deadline(
        self, browser: Browser, reopened: Plan
    ) -> None:
        staf, kabid = browser("staf"), browser("kabid")
        for page in (text_of(staf.get(f"/skp/{reopened.id}/")), text_of(kabid.get(f"/skp/{reopened.id}/"))):
            assert (
                page.index("Dibuka kembali oleh Kabid") < page.index("Target berubah") < page.index("Pejabat penilai")
            )
            assert "Batas penetapan SKP" not in page
        home = text_of(staf.get("/beranda/"))
        assert "SKP 2026 Anda dibuka kembali" in home
        assert "Batas penetapan SKP" not in home

    def test_a_reason_written_to_the_employee_is_quoted_to_others(
        self, world: cycle.World, browser: Browser, reopened: Plan
    ) -> None:
        address = f"/skp/{reopened.id}/"

        assert "Mengapa penilai ini: Pimpinan unit kerja Anda" in text_of(browser("staf").get(address))
        assert "seperti dibaca pegawai: “Pimpinan unit kerja Anda" in text_of(browser("kabid").get(address))

    def test_two_agreed_versions_are_compared(self, world: cycle.World, browser: Browser, reopened: Plan) -> None:
        planning.submit_plan(actor=world.actor("staf"), plan_id=reopened.id, at=cycle.FEBRUARY)
        planning.agree_plan(actor=world.actor("kabid"), plan_id=reopened.id, at=cycle.FEBRUARY)
        staf = browser("staf")

        page = text_of(staf.get(f"/skp/{reopened.id}/perubahan/?dari=1&ke=2"))
        same = text_of(staf.get(f"/skp/{reopened.id}/perubahan/?dari=2&ke=2"))

        assert "seluruh</ins>" in page
        assert "Tidak ada yang berbeda" in same
        assert staf.get(f"/skp/{reopened.id}/perubahan/?dari=7").status_code == 404

    def test_one_agreement_explains_itself(self, world: cycle.World, browser: Browser) -> None:
        plan = cycle.agreed(world)

        assert "baru disetujui satu kali" in text_of(browser("staf").get(f"/skp/{plan.id}/perubahan/"))
        assert browser("orang_lain").get(f"/skp/{plan.id}/perubahan/").status_code == 404

    def test_a_draft_never_agreed_explains_itself(self, world: cycle.World, browser: Browser) -> None:
        plan = cycle.draft(world)

        assert "belum pernah disetujui" in text_of(browser("staf").get(f"/skp/{plan.id}/perubahan/"))


class TestTwoAtOnce:
    def test_expectations_keep_what_was_typed(self, world: cycle.World, browser: Browser) -> None:
        plan = cycle.submitted(world)
        kabid, address = browser("kabid"), f"/skp/{plan.id}/perilaku/LOYAL/"
        kabid.post(address, {"ekspektasi": "Jaga rahasia pasien.", "revisi": "0"})

        answer = kabid.post(address, {"ekspektasi": "Setia pada tugas.", "revisi": "0"})

        assert answer.status_code == 422
        assert "Jaga rahasia pasien." in text_of(answer)
        assert "Setia pada tugas.</textarea>" in text_of(answer)
        kabid.post(address, {"ekspektasi": "Setia pada tugas.", "revisi": "1"})
        assert BehaviourExpectation.objects.get().text == "Setia pada tugas."

    def test_annex_lists_keep_what_was_typed(self, world: cycle.World, browser: Browser) -> None:
        plan = cycle.draft(world)
        staf, address = browser("staf"), f"/skp/{plan.id}/lampiran/KONSEKUENSI/"
        staf.post(address, {"baris": "Penghargaan", "semula": ""})

        answer = staf.post(address, {"baris": "Teguran", "semula": ""})

        assert answer.status_code == 422
        assert "Teguran</textarea>" in text_of(answer)
        assert 'name="semula" value="Penghargaan"' in text_of(answer)
        staf.post(address, {"baris": "Teguran", "semula": "Penghargaan"})
        assert list(PlanNote.objects.values_list("text", flat=True)) == ["Teguran"]

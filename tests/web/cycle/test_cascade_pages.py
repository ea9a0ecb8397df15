"""The pages of the cascade: how outcomes come down, who serves them, and what a change touches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.planning import public as planning
from ekinerja.planning.models import Indicator, Outcome
from tests.factories import cycle
from tests.web.cycle.conftest import text_of

Browser = Callable[..., Client]


@pytest.fixture
def pair(world: cycle.World) -> tuple[Outcome, Outcome]:
    """An outcome of the head of the field and one of staff that serves it."""
    plan = cycle.draft(world, "kabid")
    cycle.fill(world, plan, "kabid", outcomes=1)
    above = Outcome.objects.get()
    below = cycle.draft(world)
    cycle.fill(world, below, outcomes=1)
    mine = Outcome.objects.get(plan=below)
    planning.save_outcome(
        actor=world.actor("staf"),
        plan_id=below.id,
        outcome_id=mine.id,
        given=planning.OutcomeInput(text=mine.text, intervened_outcome_id=above.id),
        at=cycle.JANUARY,
    )
    return above, mine


class TestLoop:
    def test_of_three_people_is_refused_in_words_and_keeps_what_was_typed(
        self, world: cycle.World, browser: Browser, pair: tuple[Outcome, Outcome]
    ) -> None:
        above, mine = pair
        refresh_directory(on=cycle.FEBRUARY.date())
        cycle.team(world, "kepala", leader="staf")
        top = cycle.draft(world, "kepala")
        first = cycle.outcome(world, top, "kepala", "Terpenuhinya tenaga kesehatan")
        fields = {"jenis": "UTAMA", "klasifikasi": "ORGANISASI", "yakin": "1"}
        address = f"/skp/{above.plan_id}/rhk/{above.id}/"
        serve = {"hasil": above.text, "rhk_pimpinan": str(first.id), "revisi": above.revision}
        assert browser("kabid").post(address, {**fields, **serve}).status_code == 302

        answer = browser("kepala").post(
            f"/skp/{top.id}/rhk/{first.id}/",
            {**fields, "hasil": "Kalimat baru", "rhk_pimpinan": str(mine.id), "revisi": first.revision},
        )

        assert answer.status_code == 422
        page = text_of(answer)
        assert "RHK ini bergantung pada SKP Anda sendiri. Pilih RHK pimpinan yang lain." in page
        assert "Kalimat baru" in page
        first.refresh_from_db()
        assert first.intervened_outcome_id is None


class TestCascadePages:
    def test_a_direct_part_is_shown_against_the_whole(self, browser: Browser, pair: tuple[Outcome, Outcome]) -> None:
        above, mine = pair
        staf = browser("staf")
        address = f"/skp/{mine.plan_id}/rhk/{mine.id}/penurunan/"
        part = Indicator.objects.get(outcome=mine, target_number=120)
        whole = Indicator.objects.get(outcome=above, target_number=120)
        planning_page = text_of(staf.get(address))
        assert "Jumlah pasien yang terlayani (120 pasien)" in planning_page

        answer = staf.post(
            address,
            {"cara": "LANGSUNG", "dasar": "BEBAN_TARGET", "bagian": "Kalianda", f"dari_{part.id.hex}": str(whole.id)},
        )

        assert answer.status_code == 302
        assert "Langsung · Beban target · Kalianda" in text_of(staf.get(f"/skp/{mine.plan_id}/"))
        kabid = browser("kabid")
        assert "Dibagi kepada 1 RHK" in text_of(kabid.get(f"/skp/{above.plan_id}/"))
        page = text_of(kabid.get(f"/skp/{above.plan_id}/rhk/{above.id}/dibagi/"))
        assert "sesuai target." in page
        assert "Staf" in page
        assert staf.get(f"/skp/{above.plan_id}/rhk/{above.id}/dibagi/").status_code == 404

    def test_a_change_asks_keeps_what_was_typed_and_then_tells(
        self, browser: Browser, pair: tuple[Outcome, Outcome]
    ) -> None:
        above, mine = pair
        kabid, staf = browser("kabid"), browser("staf")
        address = f"/skp/{above.plan_id}/rhk/{above.id}/"
        fields = {"hasil": "Terlayaninya lansia", "jenis": "UTAMA", "klasifikasi": "ORGANISASI"}

        autosaved = kabid.post(address, fields, headers={"X-Autosave": "1"})
        asked = kabid.post(address, fields)

        assert autosaved.status_code == 422
        assert "didukung 1 RHK pegawai lain" in text_of(autosaved)
        assert asked.status_code == 422
        assert "Terlayaninya lansia</textarea>" in text_of(asked)
        assert "Simpan dan beri tahu mereka" in text_of(asked)
        assert kabid.post(address, {**fields, "yakin": "1"}).status_code == 302
        page = text_of(staf.get(f"/skp/{mine.plan_id}/"))
        assert "RHK pimpinan berubah: 1 RHK" in page
        assert "<ins>lansia</ins>" in page
        staf.post(f"/skp/{mine.plan_id}/rhk/{mine.id}/catat/")
        assert "RHK pimpinan berubah" not in text_of(staf.get(f"/skp/{mine.plan_id}/"))

    def test_a_removal_shows_whom_it_touches(self, browser: Browser, pair: tuple[Outcome, Outcome]) -> None:
        above, mine = pair
        kabid = browser("kabid")
        address = f"/skp/{above.plan_id}/rhk/{above.id}/hapus/"

        asked = kabid.post(address)

        assert asked.status_code == 409
        assert "Hapus dan beri tahu mereka" in text_of(asked)
        assert Outcome.objects.filter(id=above.id).exists()
        kabid.post(address, {"yakin": "1"})
        mine.refresh_from_db()
        assert mine.intervened_text == above.text
        assert "RHK pimpinan dihapus" in text_of(browser("staf").get(f"/skp/{mine.plan_id}/"))

    def test_costs_a_fixed_number_of_queries(
        self, browser: Browser, pair: tuple[Outcome, Outcome], django_assert_max_num_queries: Any
    ) -> None:
        above, _mine = pair
        kabid = browser("kabid")
        kabid.get("/skp/")
        with django_assert_max_num_queries(14):
            kabid.get(f"/skp/{above.plan_id}/rhk/{above.id}/dibagi/")

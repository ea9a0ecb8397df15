"""The pages of a month and its rating, without scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from ekinerja.access.models import Delegation
from ekinerja.activity import public as activity
from ekinerja.activity.models import PeriodWork, Realisation
from ekinerja.evaluation.models import Review
from ekinerja.kernel.actor import Role
from ekinerja.people.models import StatusRecord
from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.planning import public as planning
from tests.factories import cycle
from tests.web.cycle.conftest import text_of

Browser = Callable[..., Client]


def entries(plan: planning.Plan, value: str) -> dict[str, dict[str, str]]:
    """What a browser sends for every outcome of the plan."""
    return {
        str(outcome.id): {
            name: text
            for indicator in planning.indicators_of(outcome)
            for name, text in (
                (f"angka_{indicator.id.hex}", value),
                (f"uraian_{indicator.id.hex}", ""),
                (f"alasan_{indicator.id.hex}", ""),
                (f"revisi_{indicator.id.hex}", "0"),
            )
        }
        for outcome in planning.outcomes_of(plan_id=plan.id)
    }


class TestPeriods:
    def test_the_present_one_comes_before_those_that_are_over(
        self, world: cycle.World, browser: Browser, today_is: Callable[[datetime], None]
    ) -> None:
        plan, staf = cycle.agreed(world), browser("staf")
        today_is(datetime(2026, 4, 28, 3, 0, tzinfo=UTC))

        page = text_of(staf.get("/kinerja/"))

        now, march, december = (page.index(f'/kinerja/{plan.id}/{cycle.period(world, n).id}/"') for n in (4, 3, 12))
        assert page.index("Periode sekarang dan berikutnya") < now < december
        assert december < page.index("Periode sebelumnya") < march


class TestOneMonth:
    def test_from_empty_to_rated_with_documents(self, world: cycle.World, browser: Browser) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        staf, kabid = browser("staf"), browser("kabid")
        month = f"/kinerja/{plan.id}/{period.id}/"
        outcome = planning.outcomes_of(plan_id=plan.id)[0]

        assert "Isi Januari 2026" in text_of(staf.get("/kinerja/"))
        staf.post(f"{month}aksi/{outcome.id}/", {"langkah": "Jadwal jaga\nKunjungan rumah", "semula": ""})
        refused = staf.post(f"{month}ajukan/")
        assert refused.status_code == 422
        assert "belum diisi. Bila tidak ada, tulis alasannya" in text_of(refused)
        for outcome_id, fields in entries(plan, "1.000,5").items():
            assert staf.post(f"{month}realisasi/{outcome_id}/", fields).status_code == 302
        wrong = staf.post(f"{month}bukti/{outcome.id}/", {"judul": "Rekap", "tautan": "drive.google.com/x"})
        assert "Alamat harus lengkap dan diawali https://" in text_of(wrong)
        assert "drive.google.com/x" in text_of(wrong)
        staf.post(f"{month}bukti/{outcome.id}/", {"judul": "Rekap", "tautan": "https://drive.google.com/x"})
        staf.post(f"{month}ajukan/")
        assert PeriodWork.objects.get().state == "DIAJUKAN"

        assert "Nilai Januari 2026" in text_of(kabid.get("/skp/bawahan/"))
        kabid.post(f"{month}umpan-balik/rhk/{outcome.id}/", {"kalimat": "Bagus sekali.", "revisi": "0"})
        kabid.post(
            f"/penilaian/{plan.id}/{period.id}/",
            {"hasil": "ATAS", "perilaku": "ATAS", "rekomendasi": "Pertahankan.", "versi": "0"},
        )
        review = Review.objects.get()
        assert review.predicate == "SANGAT_BAIK"
        shown = text_of(staf.get(month))
        for words in ("Sangat Baik", "Mengapa?", "PermenPANRB 6/2022", "Bagus sekali.", "1.000,5"):
            assert words in shown, words
        assert "Januari 2026" in text_of(staf.get("/penilaian/"))
        for name in ("evaluasi.pdf", "dokumen-evaluasi.pdf"):
            answer = staf.get(f"/penilaian/{review.id}/{name}")
            assert answer.content.startswith(b"%PDF")
            assert answer["Content-Disposition"].startswith("attachment")
        assert staf.get(f"/skp/{plan.id}/skp.pdf").content.startswith(b"%PDF")

    def test_autosave_of_many_indicators_tells_their_revisions(self, world: cycle.World, browser: Browser) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        outcome_id, fields = next(iter(entries(plan, "7").items()))

        answer = browser("staf").post(
            f"/kinerja/{plan.id}/{period.id}/realisasi/{outcome_id}/", fields, headers={"X-Autosave": "1"}
        )

        assert answer.status_code == 204
        assert answer["X-Fields"].count('"1"') == 2
        assert Realisation.objects.count() == 2

    def test_a_conflict_keeps_both_versions(self, world: cycle.World, browser: Browser) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        outcome_id, fields = next(iter(entries(plan, "7").items()))
        staf, address = browser("staf"), f"/kinerja/{plan.id}/{period.id}/realisasi/{outcome_id}/"
        staf.post(address, fields)

        second = staf.post(address, {**fields, **{key: "9" for key in fields if key.startswith("angka")}})

        assert second.status_code == 422
        assert "Isian di server sudah berubah" in text_of(second)
        assert 'value="9"' in text_of(second)
        assert set(Realisation.objects.values_list("number", flat=True)) == {7}

    def test_after_the_deadline_it_is_locked_and_says_who_helps(
        self, world: cycle.World, browser: Browser, today_is: Callable[..., None]
    ) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        today_is(cycle.LATE_FEBRUARY)

        page = text_of(browser("staf").get(f"/kinerja/{plan.id}/{period.id}/"))

        assert "Minta admin instansi memperpanjang waktu Anda" in page
        assert "Simpan realisasi" not in page

    def test_returned_with_a_note(self, world: cycle.World, browser: Browser) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        hand_in(world, plan, period)

        browser("kabid").post(f"/kinerja/{plan.id}/{period.id}/kembalikan/", {"catatan": "Lengkapi bukti."})

        assert "Lengkapi bukti." in text_of(browser("staf").get(f"/kinerja/{plan.id}/{period.id}/"))


def hand_in(world: cycle.World, plan: Any, period: Any) -> None:
    """Tell of every indicator and hand the period to the rater, on the third of February."""
    staf = world.actor("staf")
    for outcome in planning.outcomes_of(plan_id=plan.id):
        for indicator in planning.indicators_of(outcome):
            activity.save_realisation(
                actor=staf,
                plan_id=plan.id,
                period_id=period.id,
                indicator_id=indicator.id,
                given=activity.RealisationInput(text="Selesai"),
                at=cycle.FEBRUARY,
            )
    activity.submit_period(actor=staf, plan_id=plan.id, period_id=period.id, at=cycle.FEBRUARY)


class TestExpectations:
    @pytest.mark.parametrize("who", ["kabid", "staf"])
    def test_what_is_expected_stands_beside_the_value_that_is_judged(
        self, world: cycle.World, browser: Browser, who: str, django_assert_max_num_queries: Any
    ) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        client, address = browser(who), f"/kinerja/{plan.id}/{period.id}/"
        client.get(address)

        with django_assert_max_num_queries(12 + 2):
            page = text_of(client.get(address))

        assert page.index("Berorientasi Pelayanan") < page.index("Selalu menyapa pasien lebih dahulu.")

    def test_others_read_none(self, world: cycle.World, browser: Browser) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        page = text_of(browser("admin", Role.AGENCY_ADMIN).get(f"/kinerja/{plan.id}/{period.id}/"))

        assert "Selalu menyapa pasien lebih dahulu." not in page


class TestRatingBeforeItsTime:
    def test_a_month_handed_in_early_tells_from_when_it_is_rated_and_is_not_late_before(
        self, world: cycle.World, browser: Browser, today_is: Callable[..., None]
    ) -> None:
        plan, period, kabid = cycle.agreed(world), cycle.period(world, 2), browser("kabid")
        hand_in(world, plan, period)
        today_is(cycle.LATE_FEBRUARY)

        month, inbox = text_of(kabid.get(f"/kinerja/{plan.id}/{period.id}/")), text_of(kabid.get("/skp/bawahan/"))

        assert "Dapat dinilai mulai Minggu, 1 Maret 2026" in month
        assert "Nilai periode ini" not in month
        assert "dapat dinilai mulai 1 Mar 2026" in inbox
        assert "lebih dari 7 hari" not in inbox

        today_is(cycle.LATE_FEBRUARY + timedelta(days=18))
        assert "Nilai periode ini" in text_of(kabid.get(f"/kinerja/{plan.id}/{period.id}/"))
        assert "lebih dari 7 hari" in text_of(kabid.get("/skp/bawahan/"))

    def test_a_month_of_a_plan_that_is_not_agreed_leads_to_the_plan(self, world: cycle.World, browser: Browser) -> None:
        plan, period = cycle.submitted(world), cycle.period(world, 1)
        hand_in(world, plan, period)

        page = text_of(browser("kabid").get(f"/kinerja/{plan.id}/{period.id}/"))

        assert "Periode dapat dinilai setelah SKP disetujui." in page
        assert f'href="/skp/{plan.id}/"' in page


class TestRating:
    def test_who_decides_is_led_from_the_top_of_the_month_to_the_rating(
        self, world: cycle.World, browser: Browser
    ) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)

        pages = [text_of(browser(name).get(f"/kinerja/{plan.id}/{period.id}/")) for name in ("kabid", "staf")]

        assert ['href="#nilai"' in page for page in pages] == [True, False]
        assert pages[0].index('href="#nilai"') < pages[0].index('id="nilai"')

    def test_preview_explains_and_warns(self, world: cycle.World, browser: Browser) -> None:
        kabid = browser("kabid")

        low = text_of(kabid.get("/penilaian/pratinjau/", {"hasil": "BAWAH", "perilaku": "BAWAH", "umpan": "0"}))
        good = text_of(kabid.get("/penilaian/pratinjau/", {"hasil": "SESUAI", "perilaku": "ATAS", "umpan": "0"}))
        nothing = text_of(kabid.get("/penilaian/pratinjau/"))

        assert "Sangat Kurang" in low
        assert "Belum ada umpan balik" in low
        assert "Baik" in good
        assert "Belum ada umpan balik" not in good
        assert "Pilih kedua rating" in nothing

    def test_a_correction_needs_its_reason(self, world: cycle.World, browser: Browser) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)
        kabid, address = browser("kabid"), f"/penilaian/{plan.id}/{period.id}/"
        kabid.post(address, {"hasil": "SESUAI", "perilaku": "SESUAI", "versi": "0"})

        without = kabid.post(address, {"hasil": "ATAS", "perilaku": "ATAS", "versi": "1", "alasan": ""})
        kabid.post(address, {"hasil": "ATAS", "perilaku": "ATAS", "versi": "1", "alasan": "Bukti menyusul."})

        assert without.status_code == 422
        assert "Tulis alasan perbaikan penilaian" in text_of(without)
        assert list(Review.objects.order_by("version").values_list("predicate", "is_current")) == [
            ("BAIK", False),
            ("SANGAT_BAIK", True),
        ]

    @pytest.mark.parametrize("who", ["staf", "kepala"])
    def test_is_refused_to_others(self, world: cycle.World, browser: Browser, who: str) -> None:
        plan, period = cycle.agreed(world), cycle.period(world, 1)

        answer = browser(who).post(
            f"/penilaian/{plan.id}/{period.id}/", {"hasil": "ATAS", "perilaku": "ATAS", "versi": "0"}
        )

        assert answer.status_code == 403
        assert not Review.objects.exists()


class TestInbox:
    def test_what_waits_too_long_comes_first_and_next_goes_on(
        self, world: cycle.World, browser: Browser, today_is: Callable[..., None]
    ) -> None:
        cycle.submitted(world, "rekan", at=cycle.FEBRUARY)
        old = cycle.submitted(world, at=cycle.JANUARY)
        today_is(cycle.FEBRUARY + timedelta(days=1))
        kabid = browser("kabid")

        page = text_of(kabid.get("/skp/bawahan/"))
        following = kabid.get(f"/skp/bawahan/berikutnya/?setelah={old.id}")

        assert page.index(">Staf<") < page.index(">Rekan<")
        assert "lebih dari 7 hari" in page
        assert str(old.id) not in following["Location"]

    def test_the_team_shows_those_without_a_plan_first(
        self, world: cycle.World, browser: Browser, django_assert_max_num_queries: Any
    ) -> None:
        cycle.draft(world, "rekan")
        refresh_directory(on=cycle.FEBRUARY.date())
        kabid = browser("kabid")

        with django_assert_max_num_queries(12 + 2):
            page = text_of(kabid.get("/skp/bawahan/semua/"))

        assert page.index(">Staf<") < page.index(">Rekan<")
        assert "Belum ada" in page

    def test_the_team_tells_who_needs_no_plan_and_why_last(
        self, world: cycle.World, browser: Browser, django_assert_max_num_queries: Any
    ) -> None:
        cycle.draft(world, "rekan")
        StatusRecord.objects.filter(employee=world.people["staf"]).update(status="MPP")
        refresh_directory(on=cycle.FEBRUARY.date())
        kabid = browser("kabid")

        with django_assert_max_num_queries(12 + 2):
            page = text_of(kabid.get("/skp/bawahan/semua/"))

        assert page.index(">Rekan<") < page.index(">Staf<")
        assert "Masa persiapan pensiun" in page
        assert "Belum ada" not in page

    def test_a_delegate_sees_what_waits_but_does_not_decide(self, world: cycle.World, browser: Browser) -> None:
        plan = cycle.submitted(world)
        deputy = browser("orang_lain")
        assert deputy.get(f"/skp/{plan.id}/").status_code == 404
        Delegation.objects.create(
            from_employee_id=world.people["kabid"].id,
            to_employee_id=world.people["orang_lain"].id,
            what="KOTAK_MASUK",
            period=DateRange(date(2026, 2, 1), date(2026, 2, 10)),
            reason="Dinas luar",
            granted_by=world.people["kabid"].id,
            granted_at=cycle.JANUARY,
        )

        inbox = text_of(deputy.get("/skp/bawahan/"))
        page = text_of(deputy.get(f"/skp/{plan.id}/"))
        refused = deputy.post(f"/skp/{plan.id}/setujui/")

        assert "menunggu Kabid" in inbox
        assert "Setujui SKP Staf" not in page
        assert refused.status_code == 404

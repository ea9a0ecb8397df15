"""The home page: each part for whom it is, in words that are true, with few queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from ekinerja.evaluation import public as evaluation
from ekinerja.kernel.actor import Role
from ekinerja.people import public as people
from ekinerja.people.models import DirectoryEntry, StatusRecord
from ekinerja.planning import public as planning
from ekinerja.planning.models import PerformanceYear
from tests.factories import cycle
from tests.web.home.conftest import more_time, text_of

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
# Twelve queries and the savepoint around the request (a transaction outside of tests).
BUDGET = 12 + 2


def home(client: Client, part: str = "", **query: str) -> str:
    answer = client.get("/beranda/", {"bagian": part, **query} if part else query)
    assert answer.status_code == 200
    return text_of(answer)


class TestOwnPart:
    def test_nothing_begun_names_task_deadline_and_consequence(self, world: cycle.World, browser: Browser) -> None:
        page = home(browser("staf"))

        assert "Susun SKP 2026" in page
        assert "31 Januari 2026" in page
        assert "realisasi baru dapat diisi setelah SKP diajukan" in page
        assert "Penilai Anda Kabid" in page
        assert "?bagian=" not in page

    def test_a_draft_is_to_be_handed_to_a_named_rater(self, world: cycle.World, browser: Browser) -> None:
        cycle.draft(world)

        assert "Lengkapi dan ajukan SKP ke Kabid" in home(browser("staf"))

    def test_a_returned_plan_is_to_be_mended(self, world: cycle.World, browser: Browser) -> None:
        plan = cycle.submitted(world)
        planning.return_plan(actor=world.actor("kabid"), plan_id=plan.id, note="Perbaiki target.", at=cycle.JANUARY)

        page = home(browser("staf"))

        assert "Perbaiki SKP yang dikembalikan" in page
        assert f"/skp/{plan.id}/" in page

    def test_while_agreement_is_awaited_the_month_can_be_filled(self, world: cycle.World, browser: Browser) -> None:
        cycle.submitted(world)

        page = home(browser("staf"))

        assert "SKP Anda menunggu persetujuan" in page
        assert "Isi realisasi Januari 2026" in page

    def test_an_agreed_plan_leads_to_the_month_with_its_deadline(self, world: cycle.World, browser: Browser) -> None:
        plan = cycle.agreed(world)
        page = home(browser("staf"))

        assert "Isi realisasi Januari 2026" in page
        assert "5 Februari 2026, 23.59 WIB" in page
        assert "penilai dapat menilai tanpa isian Anda" in page
        assert f"/pelaksanaan/{plan.id}/{cycle.period(world, 1).id}/" in page or str(cycle.period(world, 1).id) in page

    def test_a_locked_month_is_named(
        self, world: cycle.World, browser: Browser, today_is: Callable[[datetime], None]
    ) -> None:
        cycle.agreed(world)
        today_is(cycle.LATE_FEBRUARY)

        page = home(browser("staf"))

        assert "1 periode terkunci karena batasnya lewat" in page
        assert "Isi realisasi Februari 2026" in page

    def test_the_last_rating_explains_itself(
        self, world: cycle.World, browser: Browser, today_is: Callable[[datetime], None]
    ) -> None:
        plan = cycle.agreed(world)
        rate(world, plan)

        page = home(browser("staf"))

        assert "Penilaian terakhir" in page
        assert "Mengapa?" in page
        assert "Sangat Baik" in page

    def test_who_is_exempt_reads_why_with_the_article(
        self, world: cycle.World, browser: Browser, count: Callable[..., None]
    ) -> None:
        StatusRecord.objects.filter(employee=world.people["staf"]).update(status="CLTN")
        count()

        page = home(browser("staf"))

        assert "Anda di luar siklus kinerja saat ini" in page
        assert "Cuti di luar tanggungan negara (" in page
        assert "Susun SKP 2026" not in page

    def test_without_an_open_year_the_page_teaches(self, world: cycle.World, browser: Browser) -> None:
        PerformanceYear.objects.update(state="DITUTUP")

        assert "Tahun kinerja belum dibuka" in home(browser("staf"))

    def test_an_account_without_person_and_role_reads_what_to_do(self, world: cycle.World, browser: Browser) -> None:
        assert "Akun Anda belum punya peran di sini" in home(browser("tamu"))


class TestTeamPart:
    def test_shows_what_waits_with_one_tap(self, world: cycle.World, browser: Browser) -> None:
        plan = cycle.submitted(world)

        page = home(browser("kabid"), "bawahan")

        assert "Setujui SKP 2026" in page
        assert f'href="/skp/{plan.id}/"' in page
        assert "Buka keputusan pertama: Staf" in page

    def test_own_part_points_to_the_decisions(self, world: cycle.World, browser: Browser) -> None:
        cycle.submitted(world)

        assert "1 keputusan menunggu Anda" in home(browser("kabid"), "saya")

    def test_empty_inbox_teaches(self, world: cycle.World, browser: Browser) -> None:
        cycle.agreed(world)

        assert "Tidak ada yang menunggu keputusan Anda" in home(browser("kabid"), "bawahan")


class TestUnitPart:
    def test_says_who_has_not_filled_and_why(
        self, world: cycle.World, browser: Browser, count: Callable[..., None]
    ) -> None:
        cycle.agreed(world)
        browser("rekan")
        count()

        page = home(browser("klerk", Role.UNIT_CLERK, unit="dinas"))

        assert "4 dari 4 pegawai belum mengisi Januari 2026" in page
        assert "Periode belum diisi" in page
        assert "Bidang Pelayanan Kesehatan" in page
        assert "Dinas Pendidikan" not in page

    def test_before_the_first_count_it_offers_to_count(self, world: cycle.World, browser: Browser) -> None:
        page = home(browser("klerk", Role.UNIT_CLERK, unit="dinas"))

        assert "Angka belum dihitung" in page
        assert "Hitung sekarang" in page


class TestAgencyPart:
    def test_counts_by_office_and_lists_gaps_with_their_owner(
        self, world: cycle.World, browser: Browser, count: Callable[..., None]
    ) -> None:
        cycle.submitted(world)
        count()

        page = home(browser("admin", Role.AGENCY_ADMIN))

        assert "Dinas Kesehatan" in page
        assert "Dinas Pendidikan" in page
        assert "Pegawai tanpa akun" in page
        assert "Dibenahi oleh: Admin instansi" in page

    def test_on_the_first_day_leads_to_the_import_before_the_year(self, world: cycle.World, browser: Browser) -> None:
        PerformanceYear.objects.update(state="DITUTUP")
        people.refresh_directory(on=cycle.FEBRUARY.date())
        admin = browser("admin", Role.AGENCY_ADMIN)
        assert "Belum ada unit dan pegawai" not in home(admin)

        DirectoryEntry.objects.all().delete()

        page = home(admin)
        assert "Belum ada unit dan pegawai" in page
        assert "Buka tahun kinerja" not in page

    def test_sorts_by_what_is_missing(self, world: cycle.World, browser: Browser, count: Callable[..., None]) -> None:
        count()

        page = home(browser("admin", Role.AGENCY_ADMIN), "instansi", urut="-belum")

        assert page.index(">Dinas Kesehatan") < page.index(">Dinas Pendidikan")

    def test_knows_nothing_of_another_agency(
        self, world: cycle.World, other_world: cycle.World, browser: Browser, count: Callable[..., None]
    ) -> None:
        cycle.submitted(world)
        count()

        page = home(browser("orang luar", Role.AGENCY_ADMIN, home=other_world))

        assert "Angka belum dihitung" in page


class TestLeaderPart:
    def test_answers_with_the_finding(
        self, world: cycle.World, browser: Browser, count: Callable[..., None], today_is: Callable[[datetime], None]
    ) -> None:
        plan = cycle.agreed(world)
        rate(world, plan)
        month = cycle.period(world, 1)
        evaluation.set_achievement(
            actor=world.official(Role.AGENCY_ADMIN),
            unit_id=world.units["dinas"].id,
            period_id=month.id,
            level="SANGAT_KURANG",
            basis="Capaian IKU",
            at=cycle.FEBRUARY,
        )
        count()

        page = home(browser("sekda", Role.LEADER))

        assert "Kinerja Januari 2026 dalam lima jawaban" in page
        assert "1 dari 1 unit belum sejalan" in page
        assert "100,0%" in page
        assert "Sangat Kurang" in page

    def test_without_achievements_it_says_so(
        self, world: cycle.World, browser: Browser, count: Callable[..., None]
    ) -> None:
        count()

        assert "belum ditetapkan" in home(browser("sekda", Role.LEADER))


class TestOversightPart:
    def test_inspectorate_sees_sensitive_entries(
        self, world: cycle.World, browser: Browser, count: Callable[..., None]
    ) -> None:
        plan = cycle.agreed(world)
        rate(world, plan)
        count()

        page = home(browser("irban", Role.INSPECTORATE))

        assert "evaluation.review.finalised" in page
        assert "Belum ada segel" in page
        assert "Januari 2026" in page

    def test_finance_sees_ratings_but_no_trail(
        self, world: cycle.World, browser: Browser, count: Callable[..., None]
    ) -> None:
        count()

        page = home(browser("bendahara", Role.FINANCE))

        assert "Penilaian per periode 2026" in page
        assert "Rantai jejak audit" not in page


class TestParts:
    def test_a_person_with_several_parts_chooses(
        self, world: cycle.World, browser: Browser, count: Callable[..., None]
    ) -> None:
        cycle.submitted(world)
        count()
        client = browser("kabid", Role.AGENCY_ADMIN)

        first, own = home(client), home(client, "saya")

        assert [first.index(f"bagian={key}") for key in ("instansi", "saya", "bawahan")] == sorted(
            first.index(f"bagian={key}") for key in ("instansi", "saya", "bawahan")
        )
        assert "Data yang perlu dibenahi" in first
        assert "Susun SKP 2026" in own

    def test_a_part_one_does_not_have_is_not_shown(self, world: cycle.World, browser: Browser) -> None:
        assert "Susun SKP 2026" in home(browser("staf"), "instansi")

    @pytest.mark.parametrize(
        ("name", "role", "part"),
        [
            ("kabid", None, "saya"),
            ("kabid", None, "bawahan"),
            ("kabid", Role.UNIT_CLERK, "unit"),
            ("kabid", Role.AGENCY_ADMIN, "instansi"),
            ("kabid", Role.LEADER, "pimpinan"),
            ("kabid", Role.INSPECTORATE, "pengawasan"),
        ],
    )
    def test_every_part_keeps_its_budget_at_any_size(
        self,
        world: cycle.World,
        browser: Browser,
        count: Callable[..., None],
        django_assert_max_num_queries: Any,
        name: str,
        role: Role | None,
        part: str,
    ) -> None:
        client = browser(name, *((role,) if role else ()))
        cycle.agreed(world, "kabid", "kepala")
        cycle.submitted(world)
        count()
        with django_assert_max_num_queries(BUDGET) as small:
            home(client, part)
        for number in range(12):
            key = f"tambahan_{number}"
            cycle.person(world, key, "bidang", f"Perawat Terampil {number}")
            cycle.submitted(world, key)
        count()
        with django_assert_max_num_queries(BUDGET) as large:
            home(client, part)
        assert len(large) == len(small)


def rate(world: cycle.World, plan: Any, *, at: datetime = cycle.FEBRUARY) -> None:
    """Rate January at the best."""
    evaluation.finalise_review(
        actor=world.actor("kabid"),
        plan_id=plan.id,
        period_id=cycle.period(world, 1).id,
        given=evaluation.ReviewInput(results="ATAS", behaviour="ATAS"),
        at=at,
    )


class TestMoreTime:
    def test_a_clerk_reads_the_deadline_of_the_unit_and_why_it_is_later(
        self, world: cycle.World, browser: Browser, count: Callable[..., None], django_assert_max_num_queries: Any
    ) -> None:
        count()
        clerk = browser("klerk", Role.UNIT_CLERK, unit="dinas")
        more_time(world, 1, date(2026, 2, 20), unit_id=world.units["dinas"].id)

        with django_assert_max_num_queries(BUDGET):
            page = home(clerk, "unit")

        assert "20 Februari 2026, 23.59 WIB" in page
        assert "Diperpanjang: Banjir" in page
        assert "20 Februari" not in home(browser("lain", Role.UNIT_CLERK, unit="lain"), "unit")

    def test_more_time_for_one_unit_is_not_that_of_the_agency(
        self, world: cycle.World, browser: Browser, count: Callable[..., None]
    ) -> None:
        count()
        admin = browser("admin", Role.AGENCY_ADMIN)
        more_time(world, 1, date(2026, 2, 20), unit_id=world.units["dinas"].id)
        assert "20 Februari" not in home(admin, "instansi")

        more_time(world, 1, date(2026, 2, 18))
        assert "18 Februari 2026, 23.59 WIB" in home(admin, "instansi")

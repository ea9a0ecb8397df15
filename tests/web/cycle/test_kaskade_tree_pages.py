"""The pages of the cascade: what they show, to whom, and with how many queries."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from ekinerja.audit.models import AuditEntry
from ekinerja.evaluation import public as evaluation
from ekinerja.evaluation.data import LoadReview
from ekinerja.kernel.actor import Role, system
from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.planning import public as planning
from ekinerja.planning.models import Goal, GoalIndicator, Outcome, Period
from tests.factories import cycle
from tests.web.cycle.conftest import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(world):
    cycle.agreed(world, "staf")
    refresh_directory(on=cycle.FEBRUARY.date())
    planning.draw_cascade(year=2026, at=cycle.FEBRUARY)
    planning.count_alignment(year=2026, at=cycle.FEBRUARY)
    return world


@pytest.fixture
def joined(drawn):
    """A goal, served by the head's outcome, served by the one of a member of staff."""
    goal = Goal.objects.create(
        text="Menurunnya prevalensi stunting",
        unit=drawn.units["dinas"],
        unit_path=drawn.paths["dinas"],
        first_year=2025,
        last_year=2029,
    )
    upper, lower = cycle.submitted(drawn, "kabid"), planning.plans.list_own(employee_id=drawn.people["staf"].id)[0]
    cycle.submitted(drawn, "rekan")
    middle, low = upper.outcomes.first(), lower.outcomes.first()
    Outcome.objects.filter(id=middle.id).update(goal=goal)
    Outcome.objects.filter(id=low.id).update(intervened_outcome=middle)
    planning.draw_cascade(year=2026, at=cycle.FEBRUARY)
    planning.count_alignment(year=2026, at=cycle.FEBRUARY)
    return {"goal": goal.id, "middle": middle.id, "low": low.id, "unit": drawn.units["dinas"].id}


class TestTree:
    def test_the_leader_sees_the_heads_of_all_units(self, browser, drawn):
        page = text_of(browser("pimpinan", Role.LEADER).get("/kaskade/"))

        assert "Kepala" in page
        assert "Orang Lain" in page
        assert "1 orang langsung di bawahnya" in page

    def test_those_at_the_top_come_page_by_page(self, browser, drawn, monkeypatch):
        monkeypatch.setattr("ekinerja.planning.selectors.people_tree.SIBLINGS", 1)
        leader = browser("pimpinan", Role.LEADER)
        first, second = text_of(leader.get("/kaskade/")), text_of(leader.get("/kaskade/?hal=2"))
        with CaptureQueriesContext(connection) as asked:
            leader.get("/kaskade/")

        assert ("Kepala" in first) != ("Kepala" in second)
        assert "Orang Lain" in first + second
        assert "hal=2" in first
        assert len(asked) <= BUDGET, "\n".join(row["sql"][:200] for row in asked.captured_queries)

    def test_an_employee_sees_the_own_line_opened(self, browser, drawn):
        page = text_of(browser("staf").get("/kaskade/"))

        assert all(name in page for name in ("Kepala", "Kabid", "Staf"))
        assert "Rekan" not in page
        assert "Orang Lain" not in page

    def test_opens_to_a_person(self, browser, drawn):
        target = drawn.people["staf"].id
        page = text_of(browser("pimpinan", Role.LEADER).get(f"/kaskade/?orang={target}"))

        assert 'id="di-sini"' in page
        assert "Staf" in page

    def test_teaches_before_it_is_drawn(self, browser, world):
        assert "Kaskade belum digambar" in text_of(browser("staf").get("/kaskade/"))

    @pytest.mark.parametrize("address", ["?orang=bukan-id", "?orang=00000000-0000-7000-8000-000000000000"])
    def test_does_not_know_a_stranger(self, browser, drawn, address):
        assert browser("staf").get(f"/kaskade/{address}").status_code == 404


class TestPerson:
    def test_shows_the_way_up_and_those_below(self, browser, drawn):
        page = text_of(browser("kabid").get(f"/kaskade/orang/{drawn.people['kabid'].id}/"))

        assert "Naik ke atasan" in page
        assert "Bupati" in page
        assert "Staf" in page
        assert "Rekan" in page

    def test_answers_a_branch(self, browser, drawn):
        answer = browser("pimpinan", Role.LEADER).get(f"/kaskade/orang/{drawn.people['kabid'].id}/bawahan/")

        assert answer.status_code == 200
        assert "<html" not in text_of(answer)
        assert "Rekan" in text_of(answer)

    def test_hides_others(self, browser, drawn):
        other, client = drawn.people["orang_lain"].id, browser("staf")

        assert client.get(f"/kaskade/orang/{other}/").status_code == 404
        assert client.get(f"/kaskade/orang/{other}/bawahan/").status_code == 404


class TestSearch:
    def test_finds_a_person_and_leads_there(self, browser, drawn):
        page = text_of(browser("pimpinan", Role.LEADER).get("/kaskade/cari/?q=staf"))

        assert f"orang={drawn.people['staf'].id}#di-sini" in page

    def test_says_when_nothing_fits(self, browser, drawn):
        assert "Tidak ada yang cocok" in text_of(browser("staf").get("/kaskade/cari/?q=xyzxyz"))


class TestDrawAgain:
    def test_the_admin_follows_the_work(self, browser, drawn):
        answer = browser("admin", Role.AGENCY_ADMIN).post("/kaskade/gambar-ulang/")

        assert answer.status_code == 302
        assert answer["Location"].startswith("/pekerjaan/")

    def test_refuses_others(self, browser, drawn):
        assert browser("staf").post("/kaskade/gambar-ulang/").status_code == 403


BUDGET = 12 + 2  # the two of a savepoint exist only in tests


class TestQueries:
    @pytest.mark.parametrize("address", ["/kaskade/", "/kaskade/orang/{kabid}/", "/kaskade/orang/{kabid}/bawahan/"])
    def test_are_as_many_at_any_size(self, browser, drawn, address):
        client = browser("pimpinan", Role.LEADER)
        url = address.format(kabid=drawn.people["kabid"].id)
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as few:
            client.get(url)
        for number in range(12):
            cycle.person(drawn, f"tambahan_{number}", "bidang", f"Perawat {number}")
        refresh_directory(on=cycle.FEBRUARY.date())
        planning.draw_cascade(year=2026, at=cycle.FEBRUARY)
        with CaptureQueriesContext(connection) as many:
            client.get(url)

        assert len(many) == len(few) <= BUDGET, "\n".join(row["sql"][:200] for row in many.captured_queries)


class TestContents:
    def test_shows_own_outcomes_and_what_is_joined_to_nothing(self, browser, drawn):
        page = text_of(browser("staf").get("/kaskade/hasil/"))

        assert "RHK Anda" in page
        assert "Belum bersambung ke sasaran atau RHK lain" in page

    def test_walks_from_a_goal_to_an_outcome_and_back(self, browser, joined):
        client = browser("pimpinan", Role.LEADER)

        goal = text_of(client.get(f"/kaskade/sasaran/{joined['goal']}/"))
        middle = text_of(client.get(f"/kaskade/rhk/{joined['middle']}/"))
        low = text_of(client.get(f"/kaskade/rhk/{joined['low']}/"))

        assert f"/kaskade/rhk/{joined['middle']}/" in goal
        assert f"/kaskade/rhk/{joined['low']}/" in middle
        assert f"/kaskade/sasaran/{joined['goal']}/" in low
        assert f"/kaskade/rhk/{joined['middle']}/" in low

    def test_answers_branches(self, browser, joined):
        client = browser("pimpinan", Role.LEADER)

        for address in (f"/kaskade/sasaran/{joined['goal']}/di-bawah/", f"/kaskade/rhk/{joined['middle']}/di-bawah/"):
            answer = client.get(address)
            assert answer.status_code == 200
            assert "<html" not in text_of(answer)
            assert "/kaskade/rhk/" in text_of(answer)

    def test_hides_the_outcomes_of_others(self, browser, joined):
        client = browser("orang_lain")

        assert client.get(f"/kaskade/rhk/{joined['low']}/").status_code == 404
        assert "1 RHK pegawai lain tidak ditampilkan" in text_of(client.get(f"/kaskade/sasaran/{joined['goal']}/"))

    def test_search_finds_outcomes_and_goals(self, browser, joined):
        page = text_of(browser("pimpinan", Role.LEADER).get("/kaskade/cari/?q=stunting"))

        assert f"/kaskade/sasaran/{joined['goal']}/" in page

    def test_search_finds_goals_by_their_indicators(self, browser, joined):
        GoalIndicator.objects.create(goal_id=joined["goal"], number=1, text="Persentase balita tengkes")

        page = text_of(browser("pimpinan", Role.LEADER).get("/kaskade/cari/?q=tengkes"))

        assert f"/kaskade/sasaran/{joined['goal']}/" in page

    @pytest.mark.parametrize(
        ("name", "roles"), [("pimpinan", (Role.LEADER,)), ("kabid", ()), ("kabid", (Role.AGENCY_ADMIN,))]
    )
    @pytest.mark.parametrize("address", ["/kaskade/hasil/", "/kaskade/sasaran/{goal}/", "/kaskade/rhk/{low}/"])
    def test_stays_within_its_queries(self, browser, joined, address, name, roles):
        client = browser(name, *roles)
        url = address.format(**joined)
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200

        assert len(asked) <= BUDGET, "\n".join(row["sql"][:200] for row in asked.captured_queries)


class TestAlignment:
    def test_shows_the_shares_and_the_units(self, browser, joined):
        page = text_of(browser("pimpinan", Role.LEADER).get("/kaskade/keselarasan/"))

        assert "RHK yang bersambung" in page
        assert "Dinas Kesehatan" in page

    def test_goes_down_to_a_unit_and_its_people(self, browser, joined):
        client = browser("pimpinan", Role.LEADER)
        unit = joined["unit"]

        assert client.get(f"/kaskade/keselarasan/{unit}/").status_code == 200
        page = text_of(client.get(f"/kaskade/keselarasan/{unit}/pegawai/"))
        assert "Rekan" in page
        assert "Staf" not in page

    def test_a_clerk_stays_in_the_own_unit(self, browser, joined, world):
        client = browser("klerk", Role.UNIT_CLERK, unit="lain")

        assert client.get(f"/kaskade/keselarasan/{joined['unit']}/").status_code == 404
        assert "Dinas Kesehatan" not in text_of(client.get("/kaskade/keselarasan/"))

    def test_employees_are_refused(self, browser, joined):
        assert browser("staf").get("/kaskade/keselarasan/").status_code == 403

    def test_exports_and_records_it(self, browser, joined):
        answer = browser("pimpinan", Role.LEADER).get("/kaskade/keselarasan/unduh/")

        assert answer["Content-Disposition"].endswith('keselarasan-2026.xlsx"')
        rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
        assert all(isinstance(figure, float) for row in rows[1:] for figure in row[2:])
        assert AuditEntry.objects.filter(event="planning.alignment.exported").exists()

    @pytest.mark.parametrize("address", ["/kaskade/keselarasan/", "/kaskade/keselarasan/{unit}/"])
    def test_stays_within_its_queries(self, browser, joined, address):
        client = browser("pimpinan", Role.LEADER)
        url = address.format(**joined)
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            client.get(url)

        assert len(asked) <= BUDGET, "\n".join(row["sql"][:200] for row in asked.captured_queries)


class TestRatings:
    def test_the_latest_rating_stands_beside_those_whose_plan_one_may_read(self, browser, drawn):
        plan = planning.plans.list_own(employee_id=drawn.people["staf"].id)[0]
        period = Period.objects.get(year=plan.year, number=1)
        given = LoadReview(
            plan_id=plan.id,
            period_id=period.id,
            results="SESUAI",
            behaviour="SESUAI",
            finalised_at=cycle.FEBRUARY,
            employee=plan.person,
            rater=plan.rater,
            superior=None,
            organisation_level="BAIK",
        )
        evaluation.bulk_load_reviews(actor=system(drawn.agency_id), reviews=[given], at=cycle.FEBRUARY)
        staf, superior = drawn.people["staf"].id, drawn.people["kabid"].id
        leader = browser("pimpinan", Role.LEADER)

        for address in (f"/kaskade/?orang={staf}", f"/kaskade/orang/{staf}/", f"/kaskade/orang/{superior}/bawahan/"):
            assert "Januari 2026: Baik" in text_of(leader.get(address, {"tahun": "2026", "orang": str(staf)})), address
        assert "Januari 2026: Baik" in text_of(browser("staf").get("/kaskade/"))
        assert "Baik" not in text_of(browser("rekan").get(f"/kaskade/?orang={superior}"))

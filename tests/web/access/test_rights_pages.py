"""Roles, policy, delegation, administrative access and the profile, as people use them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from ekinerja.access import public as access
from ekinerja.access.models import Account, Delegation, ElevatedSession, RoleGrant
from ekinerja.audit.models import AuditEntry
from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.kernel.tenancy import context
from tests.db.access.conftest import PASSWORD

pytestmark = pytest.mark.django_db


class TestRolePages:
    def test_admin_gives_and_takes_back(self, admin, budi, units, enter, agency):
        browser = enter(admin)
        form = {
            "login": "19850315 201001 1 004",
            "role": "PENGELOLA_KINERJA",
            "unit": str(units["dinas"].id),
            "starts_on": "2026-01-01",
            "ends_on": "",
            "reason": "SK 800/12/2026",
        }
        given = browser.post("/hak-akses/beri/", form)
        listed = browser.get("/hak-akses/?peran=PENGELOLA_KINERJA&status=BERLAKU").content.decode()
        with context.agency(agency):
            grant = RoleGrant.objects.get(account_id=budi.id)
        taken = browser.post(f"/hak-akses/cabut/{grant.id}/", {"reason": "mutasi keluar"})
        after = browser.get("/hak-akses/?status=DICABUT").content.decode()

        assert (given.status_code, taken.status_code) == (302, 302)
        assert "Budi Santoso" in listed
        assert "Dinas" in listed
        assert "mutasi keluar" in after

    def test_form_comes_back_with_what_was_typed(self, admin, budi, enter):
        page = enter(admin).post(
            "/hak-akses/beri/",
            {"login": budi.login, "role": "PENGELOLA_KINERJA", "starts_on": "2026-01-01", "reason": "SK 1/2026"},
        )

        assert page.status_code == 422
        assert "Pilih unit untuk pengelola kinerja unit" in page.content.decode()
        assert "SK 1/2026" in page.content.decode()

    def test_unknown_and_foreign_nip_say_the_same(self, admin, account_factory, enter):
        account_factory("199001012015011001", unit="asing")
        browser = enter(admin)

        for nip in ("199001012015011001", "111111111111111111"):
            form = {"login": nip, "role": "KEUANGAN", "starts_on": "2026-01-01", "reason": "SK 1/2026"}
            assert "Tidak ada akun aktif" in browser.post("/hak-akses/beri/", form).content.decode()

    def test_grant_of_another_agency_is_not_found(self, admin, account_factory, grant, enter):
        foreign = grant(account_factory("199001012015011001", unit="asing"), Role.FINANCE)

        assert enter(admin).get(f"/hak-akses/cabut/{foreign.id}/").status_code == 404

    def test_clerk_is_led_to_the_accounts(self, clerk, enter):
        assert enter(clerk).get("/hak-akses/").headers["Location"] == "/hak-akses/akun/"

    @pytest.mark.parametrize("address", ["/hak-akses/beri/", "/hak-akses/kebijakan/"])
    def test_clerk_may_not_manage(self, clerk, enter, address):
        assert enter(clerk).get(address).status_code == 403

    def test_own_rights_name_giver_and_reason(self, clerk, enter):
        page = enter(clerk).get("/hak-akses/saya/").content.decode()

        assert "Pengelola kinerja unit" in page
        assert "SK uji 1/2020" in page

    def test_policy_is_stored(self, admin, enter, agency):
        form = {"second_factor": "WAJIB_PEMEGANG_PERAN", "code_days": 7, "idle_minutes": 60, "session_hours": 10}
        assert enter(admin).post("/hak-akses/kebijakan/", form).status_code == 302

        with context.agency(agency):
            assert access.policy_of(agency_id=agency.id).code_days == 7

    def test_accounts_page_costs_the_same_for_one_and_many(
        self, admin, account_factory, enter, django_assert_max_num_queries
    ):
        browser = enter(admin)
        for number in range(30):
            account_factory(f"1990010120150110{number:02d}", password=None, name=f"Pegawai {number}")

        with django_assert_max_num_queries(13):
            page = browser.get("/hak-akses/akun/?status=BELUM")

        assert "1–25 dari 30" in page.content.decode()


class TestDelegationPage:
    def test_colleague_is_found_then_chosen(self, budi, account_factory, enter, agency):
        colleague = account_factory("199001012015011001", name="Ani Wijaya")
        browser = enter(budi)
        form = {"cari": "wijaya", "starts_on": "2026-11-20", "ends_on": "2026-11-24", "reason": "cuti tahunan"}

        found = browser.post("/pelimpahan/", form).content.decode()
        done = browser.post("/pelimpahan/", {**form, "to": str(colleague.employee_id)})

        assert "Ani Wijaya" in found
        assert done.status_code == 302
        with context.agency(agency):
            row = Delegation.objects.get()
        assert browser.post(f"/pelimpahan/{row.id}/akhiri/").status_code == 302
        assert enter(colleague).post(f"/pelimpahan/{row.id}/akhiri/").status_code == 404

    def test_unknown_name_is_explained(self, budi, enter):
        form = {"cari": "tidak ada", "starts_on": "2026-11-20", "ends_on": "2026-11-24", "reason": "cuti tahunan"}

        assert "Tidak ada pegawai" in enter(budi).post("/pelimpahan/", form).content.decode()


class TestAdministrativeAccess:
    FORM = {"minutes": "15", "reason": "Permintaan Sekda membuka periode", "password": PASSWORD}

    def test_banner_until_it_is_ended(self, admin, enter, agency):
        browser = enter(admin)
        assert browser.post("/akses-administratif/", self.FORM).status_code == 302
        during = browser.get("/profil/").content.decode()
        browser.post("/akses-administratif/akhiri/")
        after = browser.get("/profil/").content.decode()

        assert "Akses administratif aktif" in during
        assert "Akses administratif aktif" not in after
        with context.agency(agency):
            assert ElevatedSession.objects.get().ended_at is not None
            opened = AuditEntry.objects.filter(event="access.elevated.page_opened").order_by("at")
            assert [entry.data["path"] for entry in opened] == ["/profil/", "/akses-administratif/akhiri/"]
            assert all(entry.elevated for entry in opened)

    def test_needs_the_password(self, admin, enter, agency):
        page = enter(admin).post("/akses-administratif/", {**self.FORM, "password": "salah"})

        assert page.status_code == 422
        with context.agency(agency):
            assert not ElevatedSession.objects.exists()

    def test_employee_and_clerk_may_not(self, budi, clerk, enter):
        for account in (budi, clerk):
            assert enter(account).get("/akses-administratif/").status_code == 403

    def test_operator_sees_nothing_before_entering_an_agency(self, agency, other_agency):
        operator = access.elevate.open_operator(
            login="operator.bkn",
            name="Operator",
            email="",
            reason="tugas",
            until=clock.now().replace(year=2036),
            at=clock.now(),
        )
        operator.set_password(PASSWORD)
        operator.save()
        browser = Client()
        browser.force_login(operator, backend="ekinerja.access.backend.Backend")

        for address in ("/profil/", "/hak-akses/", "/hak-akses/saya/", "/pelimpahan/"):
            assert browser.get(address).headers["Location"] == "/akses-administratif/"
        assert browser.get("/keamanan/").status_code == 200
        assert browser.post("/akses-administratif/", {**self.FORM, "agency": "2"}).status_code == 302
        assert "Akses administratif aktif" in browser.get("/hak-akses/").content.decode()


class TestProfile:
    def test_shows_owner_of_the_data_and_keeps_the_own_contact(self, budi, enter):
        browser = enter(budi)
        page = browser.get("/profil/").content.decode()
        saved = browser.post("/profil/", {"email": "", "phone": "0812 3456 7890", "language": "id"})

        assert "Sumber: data kepegawaian" in page
        assert "Bidang" in page
        assert saved.status_code == 302
        assert Account.objects.get(pk=budi.pk).phone == "0812 3456 7890"

    def test_new_email_counts_only_after_its_owner_confirms(self, budi, enter):
        from ekinerja.access import tasks
        from ekinerja.kernel.jobs import RunningJob

        browser = enter(budi)
        wanted = {"email": "baru@example.go.id", "phone": "", "language": "id"}
        for password in ("", "salah"):
            refused = browser.post("/profil/", {**wanted, "password": password})
            assert refused.status_code == 422
            assert "Kata sandi Anda tidak cocok" in refused.content.decode()
        assert not ProcrastinateJob.objects.exists()
        browser.post("/profil/", {**wanted, "password": PASSWORD})
        assert ProcrastinateJob.objects.filter(task_name="access.mail_confirmation").count() == 1
        assert Account.objects.get(pk=budi.pk).email == ""
        tasks.mail_confirmation(RunningJob(None, 1), account_id=str(budi.id), email="baru@example.go.id")
        link = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
        address = "/" + link.split("/", 3)[3]

        Client().get(address)
        assert Account.objects.get(pk=budi.pk).email == ""
        Client().post(address)
        assert Account.objects.get(pk=budi.pk).email == "baru@example.go.id"
        assert Client().post(address.replace("/surel/", "/surel/x")).status_code == 409

    def test_password_change_ends_other_sessions_and_keeps_this_one(self, budi, enter):
        browser, other = enter(budi), enter(budi)
        new = "payung biru terbang 3"

        wrong = browser.post("/keamanan/kata-sandi/", {"old": "salah", "password": new, "again": new})
        right = browser.post("/keamanan/kata-sandi/", {"old": PASSWORD, "password": new, "again": new})

        assert "tidak cocok" in wrong.content.decode()
        assert right.status_code == 302
        assert browser.get("/profil/").status_code == 200
        assert other.get("/profil/").status_code == 302

    def test_guessing_the_old_password_in_an_open_session_is_stopped(self, budi, enter):
        browser, new = enter(budi), "payung biru terbang 3"
        for _ in range(5):
            browser.post("/keamanan/kata-sandi/", {"old": "salah", "password": new, "again": new})

        page = browser.post("/keamanan/kata-sandi/", {"old": PASSWORD, "password": new, "again": new})

        assert "Terlalu banyak percobaan" in page.content.decode()


def test_signed_in_pages_lead_strangers_to_sign_in(client: Any) -> None:
    for address in ("/profil/", "/keamanan/", "/hak-akses/", "/pelimpahan/", "/akses-administratif/"):
        assert client.get(address).headers["Location"].startswith("/masuk/?next=")

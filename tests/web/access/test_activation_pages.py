"""From the clerk's code to the employee's first page; and the reset by e-mail."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from ekinerja.access.models import Account, OneTimeCode
from tests.db.access.conftest import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "payung biru terbang 3"
CODE = re.compile(r"<code[^>]*>([0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3})</code>")


class TestPrintedCodes:
    def test_clerk_prints_and_the_employee_activates(self, clerk, account_factory, enter):
        account_factory("199001012015011001", password=None, name="Ani Wijaya")
        office = enter(clerk)

        before = office.get("/hak-akses/akun/kode/?unit=100.").content.decode()
        sheet = office.post("/hak-akses/akun/kode/", {"unit": "100.", "cara": "cetak"})
        code = CODE.search(sheet.content.decode()).group(1)
        browser = Client()
        step = browser.post("/aktivasi/", {"login": "199001012015011001", "code": code.lower()})
        page = browser.get(step.headers["Location"]).content.decode()
        done = browser.post("/aktivasi/kata-sandi/", {"password": NEW, "again": NEW, "email": ""})

        assert "Ani Wijaya" in before
        assert "no-store" in sheet.headers["Cache-Control"]
        assert "Ani Wijaya" in page
        assert done.status_code == 302
        assert browser.get("/profil/").status_code == 200
        assert "Semua sudah aktif" in office.get("/hak-akses/akun/kode/?unit=100.").content.decode()

    def test_a_clerk_sees_and_prints_nothing_outside_the_own_units(self, clerk, account_factory, enter):
        account_factory("199001012015011001", password=None, unit="badan", name="Beni")
        office = enter(clerk)

        for unit in ("200.", "1"):
            office.post("/hak-akses/akun/kode/", {"unit": unit, "cara": "cetak"})
        page = office.get("/hak-akses/akun/").content.decode()

        assert "Beni" not in page
        assert not OneTimeCode.objects.exists()

    def test_every_strip_says_where_it_is_used(self, clerk, account_factory, enter):
        account_factory("199001012015011001", password=None, name="Ani Wijaya")

        page = enter(clerk).post("/hak-akses/akun/kode/", {"unit": "100.", "cara": "cetak"}).content.decode()

        assert re.search(r"<tr[^>]*>(?:(?!</tr>).)*Ani Wijaya(?:(?!</tr>).)*Buka testserver/aktivasi/", page, re.DOTALL)

    def test_without_mail_does_not_say_that_nobody_has_an_address(self, clerk, account_factory, enter, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        account_factory("199001012015011001", password=None, name="Ani", email="ani@example.go.id")

        page = enter(clerk).get("/hak-akses/akun/kode/?unit=100.").content.decode()

        assert "tidak mengirim surel" in page
        assert "0 di antaranya" not in page

    def test_opening_the_page_gives_no_code(self, clerk, account_factory, enter):
        account_factory("199001012015011001", password=None)

        enter(clerk).get("/hak-akses/akun/kode/?unit=100.")

        assert not OneTimeCode.objects.exists()


class TestHandedCode:
    def test_is_shown_once_and_resets_the_password(self, clerk, budi, enter):
        office, old_session = enter(clerk), enter(budi)
        page = office.post(
            f"/hak-akses/akun/{budi.id}/serah/", {"reason": "Datang langsung, KTP cocok", "tindakan": "kode"}
        )
        code = CODE.search(page.content.decode()).group(1)
        browser = Client()
        browser.post("/aktivasi/", {"login": budi.login, "code": code})
        browser.post("/aktivasi/kata-sandi/", {"password": NEW, "again": NEW})

        assert browser.get("/profil/").status_code == 200
        assert old_session.get("/profil/").status_code == 302
        assert code not in office.get(f"/hak-akses/akun/{budi.id}/").content.decode()

    def test_short_reason_is_explained_in_the_form(self, clerk, budi, enter):
        page = enter(clerk).post(f"/hak-akses/akun/{budi.id}/serah/", {"reason": "ok", "tindakan": "kode"})

        assert page.status_code == 422
        assert "sedikitnya 10 huruf" in page.content.decode()

    @pytest.mark.parametrize("unit", ["badan", "asing"])
    def test_account_elsewhere_is_not_found(self, clerk, account_factory, enter, unit):
        other = account_factory("199001012015011001", unit=unit)
        office = enter(clerk)

        assert office.get(f"/hak-akses/akun/{other.id}/").status_code == 404

    def test_employee_may_not_open_the_pages(self, budi, enter):
        browser = enter(budi)

        for address in ("/hak-akses/akun/", "/hak-akses/akun/kode/", f"/hak-akses/akun/{budi.id}/", "/hak-akses/"):
            assert browser.get(address).status_code == 403


class TestActivationPage:
    def test_password_page_needs_a_checked_code(self, client):
        assert client.get("/aktivasi/kata-sandi/").headers["Location"] == "/aktivasi/"

    def test_keeps_the_nip_and_explains_a_typing_mistake(self, client):
        page = client.post("/aktivasi/", {"login": "199001012015011001", "code": "ABCDEFGHA"})

        assert page.status_code == 422
        assert "199001012015011001" in page.content.decode()
        assert "salah ketik" in page.content.decode()

    def test_weak_and_differing_passwords_come_back_with_reasons(self, clerk, budi, enter):
        page = enter(clerk).post(
            f"/hak-akses/akun/{budi.id}/serah/", {"reason": "Datang langsung, KTP cocok", "tindakan": "kode"}
        )
        browser = Client()
        browser.post("/aktivasi/", {"login": budi.login, "code": CODE.search(page.content.decode()).group(1)})

        differing = browser.post("/aktivasi/kata-sandi/", {"password": NEW, "again": NEW + "x"})
        weak = browser.post("/aktivasi/kata-sandi/", {"password": budi.login, "again": budi.login})

        assert "tidak sama" in differing.content.decode()
        assert "Jangan memakai NIP" in weak.content.decode()
        assert weak.status_code == 422
        assert Account.objects.get(pk=budi.pk).check_password(PASSWORD)


class TestForgot:
    def test_answers_alike_for_known_and_unknown(self, client, budi):
        Account.objects.filter(pk=budi.pk).update(email="budi@example.go.id")

        answers = [
            Client().post("/lupa-sandi/", {"login": login}).headers["Location"]
            for login in (budi.login, "000000000000000000")
        ]

        assert answers == ["/lupa-sandi/terkirim/"] * 2
        assert "Bila NIP itu terdaftar" in client.get("/lupa-sandi/terkirim/").content.decode()

    def test_makes_a_spammer_wait(self, client, budi):
        for _ in range(5):
            client.post("/lupa-sandi/", {"login": budi.login})

        assert "Terlalu banyak permintaan" in client.post("/lupa-sandi/", {"login": budi.login}).content.decode()

    def test_says_so_where_no_mail_is_sent(self, client, budi, settings):
        from procrastinate.contrib.django.models import ProcrastinateJob

        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

        page = client.post("/lupa-sandi/", {"login": budi.login}).content.decode()

        assert "belum mengirim surel" in page
        assert "Kirim kode lewat surel" not in page
        assert not ProcrastinateJob.objects.exists()


class TestManySheets:
    def test_the_next_sheet_leaves_the_codes_of_the_first_alone(self, clerk, account_factory, enter, monkeypatch):
        from ekinerja.web.access.views import accounts

        people = [account_factory(f"19900101201501100{n}", password=None, name=f"Ani {n}") for n in (1, 2)]
        monkeypatch.setattr(accounts, "MOST_PRINTED", 1)
        office = enter(clerk)

        codes = []
        for _sheet in people:
            page = office.post("/hak-akses/akun/kode/", {"unit": "100.", "cara": "cetak"}).content.decode()
            codes.append(CODE.search(page).group(1))

        for person, code in zip(people, codes, strict=True):
            answer = Client().post("/aktivasi/", {"login": person.login, "code": code})
            assert answer.status_code == 302

"""The second proof on the way in, and setting it up."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from ekinerja.access import totp
from ekinerja.access.models import AccessPolicy, SecondFactor
from ekinerja.kernel import clock
from ekinerja.kernel.tenancy import context
from tests.db.access.conftest import PASSWORD

pytestmark = pytest.mark.django_db
CODE = re.compile(r"<code[^>]*>([0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3})</code>")


@pytest.fixture
def noon() -> Any:
    with time_machine.travel("2026-11-20T05:00:00Z", tick=False) as traveller:
        yield traveller


def now_code(secret: str, shift: int = 0) -> str:
    return totp.code_at(secret, int(clock.now().timestamp()) // 30 + shift)


def enrol(browser: Client) -> tuple[str, list[str]]:
    browser.post("/keamanan/konfirmasi/?untuk=aplikasi", {"password": PASSWORD})
    browser.get("/keamanan/aplikasi/")
    secret = browser.session["totp_secret"]
    page = browser.post("/keamanan/aplikasi/", {"code": now_code(secret)})
    return secret, CODE.findall(page.content.decode())


class TestSecondStep:
    def test_password_alone_opens_nothing(self, noon, budi, enter):
        enrol(enter(budi))
        browser = Client()

        answer = browser.post("/masuk/", {"login": budi.login, "password": PASSWORD, "next": "/profil/?a=1"})

        assert answer.headers["Location"] == "/masuk/verifikasi/"
        for address in ("/profil/", "/keamanan/", "/keamanan/konfirmasi/"):
            assert browser.get(address).headers["Location"].startswith("/masuk/?next=")
        assert browser.get("/keamanan/aplikasi/").headers["Location"] == "/masuk/verifikasi/"

    def test_code_opens_and_goes_on_to_the_wanted_page(self, noon, budi, enter):
        secret, _codes = enrol(enter(budi))
        noon.shift(timedelta(seconds=60))
        browser = Client()
        browser.post("/masuk/", {"login": budi.login, "password": PASSWORD, "next": "/profil/?a=1"})
        held = browser.cookies["sessionid"].value

        answer = browser.post("/masuk/verifikasi/", {"code": now_code(secret)})

        assert answer.headers["Location"] == "/profil/?a=1"
        assert browser.cookies["sessionid"].value != held

    def test_drift_is_told_in_seconds(self, noon, budi, enter):
        secret, _codes = enrol(enter(budi))
        noon.shift(timedelta(minutes=30))
        browser = Client()
        browser.post("/masuk/", {"login": budi.login, "password": PASSWORD})

        page = browser.post("/masuk/verifikasi/", {"code": now_code(secret, -6)}).content.decode()

        assert "Jam ponsel Anda selisih ± 180 detik" in page
        assert "12.30 WIB" in page

    def test_recovery_code_opens_once(self, noon, budi, enter):
        _secret, codes = enrol(enter(budi))
        assert len(codes) == 10

        answers = []
        for _ in range(2):
            browser = Client()
            browser.post("/masuk/", {"login": budi.login, "password": PASSWORD})
            answers.append(browser.post("/masuk/verifikasi/", {"code": codes[0]}).status_code)

        assert answers == [302, 422]

    def test_waiting_too_long_starts_over(self, noon, budi, enter):
        secret, _codes = enrol(enter(budi))
        browser = Client()
        browser.post("/masuk/", {"login": budi.login, "password": PASSWORD})
        noon.shift(timedelta(minutes=11))

        assert browser.post("/masuk/verifikasi/", {"code": now_code(secret)}).headers["Location"] == "/masuk/"

    def test_setting_up_needs_the_password_again(self, budi, enter):
        browser = enter(budi)

        assert browser.get("/keamanan/aplikasi/").headers["Location"] == "/keamanan/konfirmasi/?untuk=aplikasi"
        wrong = browser.post("/keamanan/konfirmasi/?untuk=aplikasi", {"password": "salah"})
        assert "tidak cocok" in wrong.content.decode()
        assert browser.get("/keamanan/aplikasi/").status_code == 302

    def test_removing_needs_the_password_again(self, noon, budi, enter):
        enrol(enter(budi))
        secret = SecondFactor.objects.get(kind="APLIKASI")
        browser = Client()
        browser.force_login(budi, backend="ekinerja.access.backend.Backend")

        browser.post(f"/keamanan/hapus/{secret.id}/")

        assert SecondFactor.objects.filter(kind="APLIKASI").count() == 1


class TestMustEnrol:
    def test_sets_up_on_the_way_in_and_not_a_page_earlier(self, noon, budi, agency):
        with context.agency(agency):
            AccessPolicy.objects.create(second_factor="WAJIB_SEMUA", decided_at=clock.now())
        browser = Client()
        answer = browser.post("/masuk/", {"login": budi.login, "password": PASSWORD, "next": "/profil/?a=1"})

        assert answer.headers["Location"] == "/masuk/pasang/"
        assert browser.get("/profil/").status_code == 302
        assert browser.get("/masuk/pasang/").status_code == 200
        assert "Gambar QR" in browser.get("/keamanan/aplikasi/").content.decode()
        page = browser.post("/keamanan/aplikasi/", {"code": now_code(browser.session["totp_secret"])})

        assert len(CODE.findall(page.content.decode())) == 10
        assert 'href="/profil/?a=1"' in page.content.decode()
        assert browser.get("/profil/").status_code == 200

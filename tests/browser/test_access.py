# ruff: noqa: F811
"""Signing in, activation, passkeys and the account pages in a real browser, at phone and desktop width."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ekinerja.access.models import SecondFactor
from tests.browser.driving import follow, keep, shows
from tests.db.access.conftest import (  # noqa: F401
    PASSWORD,
    account_factory,
    admin,
    budi,
    clerk,
    grant,
    person_factory,
    units,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEW = "payung biru terbang 3"
PUBLIC = {
    "/masuk/": "masuk",
    "/masuk/?cara=kunci": "masuk-kunci",
    "/aktivasi/": "aktivasi",
    "/lupa-sandi/": "lupa",
    "/lupa-sandi/terkirim/": "lupa-terkirim",
}
ADMIN = {
    "/profil/": "profil",
    "/keamanan/": "keamanan",
    "/keamanan/kata-sandi/": "ganti-sandi",
    "/hak-akses/": "peran",
    "/hak-akses/beri/": "beri-peran",
    "/hak-akses/akun/": "akun",
    "/hak-akses/akun/kode/?unit=100.": "kode",
    "/hak-akses/kebijakan/": "kebijakan",
    "/hak-akses/saya/": "hak-saya",
    "/pelimpahan/": "pelimpahan",
    "/akses-administratif/": "akses-administratif",
}


@pytest.fixture(autouse=True)
def address(settings: Any, live_server: Any) -> None:
    settings.BASE_URL = live_server.url


def fill_sign_in(page: Any, login: str, password: str = PASSWORD) -> None:
    page.get_by_label("NIP atau NIPPPK").fill(login)
    page.get_by_label("Kata sandi", exact=False).first.fill(password)
    follow(page.get_by_role("button", name="Masuk", exact=True))


@pytest.mark.parametrize("scripts", [True, False])
def test_employee_activates_and_signs_in(open_page, clerk, account_factory, scripts):
    account_factory("199001012015011001", password=None, name="Ani Wijaya")
    office = open_page("/hak-akses/akun/kode/?unit=100.", account=clerk, scripts=False)
    follow(office.get_by_role("button", name="Buat lembar kode untuk dicetak"))
    code = office.locator("td code").first.inner_text()

    page = open_page("/aktivasi/", width=390, scripts=scripts)
    page.get_by_label("NIP atau NIPPPK").fill("19900101 201501 1 001")
    page.get_by_label("Kode sekali pakai").fill(code.lower())
    follow(page.get_by_role("button", name="Lanjut"))
    page.locator("#id_password").fill(NEW)
    page.locator("#id_again").fill(NEW)
    follow(page.get_by_role("button", name="Simpan kata sandi dan masuk"))
    page.goto("/profil/")
    shows(page, "Ani Wijaya")
    page.goto("/keamanan/")
    page.get_by_role("heading", name="Sesi yang sedang terbuka").wait_for()

    fresh = open_page("/masuk/", width=390, scripts=scripts)
    fill_sign_in(fresh, "199001012015011001", NEW)
    fresh.goto("/profil/")
    shows(fresh, "Ani Wijaya")


def test_sign_in_with_the_keyboard_only(open_page, budi):
    page = open_page("/masuk/?next=/profil/")
    page.locator("#id_login").focus()
    page.keyboard.type(budi.login)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    page.wait_for_url("**/profil/")


def virtual_authenticator(page: Any) -> Any:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session


def test_passkey_is_made_then_opens_the_door_twice(open_page, budi):
    page = open_page("/keamanan/konfirmasi/?untuk=kunci", account=budi, width=390)
    virtual_authenticator(page)
    page.locator("#id_password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Lanjut"))
    page.locator("#id_name").fill("HP pribadi")
    follow(page.get_by_role("button", name="Buat kunci sandi di perangkat ini"))
    page.get_by_role("heading", name="Kode pemulihan Anda").wait_for()
    codes = page.get_by_role("main").inner_text()
    assert len(re.findall(r"[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}", codes)) == 10
    assert SecondFactor.objects.get(kind="KUNCI").name == "HP pribadi"

    page.context.clear_cookies()
    page.goto("/masuk/")
    fill_sign_in(page, budi.login)
    page.wait_for_url("**/masuk/verifikasi/")
    follow(page.get_by_role("button", name="Pakai kunci sandi"))
    page.wait_for_url(lambda url: "/masuk" not in url)
    page.goto("/profil/")
    shows(page, "Budi Santoso")

    page.context.clear_cookies()
    page.goto("/masuk/")
    follow(page.get_by_role("link", name="Masuk dengan kunci sandi"))
    follow(page.get_by_role("button", name="Pakai kunci sandi"))
    page.wait_for_url(lambda url: "/masuk" not in url)
    page.goto("/profil/")
    shows(page, "Budi Santoso")


def test_public_pages_have_no_barrier(open_page, agency, assert_no_barrier):
    page = open_page("/masuk/", width=390)
    for path, name in PUBLIC.items():
        page.goto(path)
        assert_no_barrier(page, name)


def test_refusals_have_no_barrier(open_page, budi, assert_no_barrier):
    page = open_page("/masuk/", width=390)
    for number in range(6):
        fill_sign_in(page, budi.login, f"salah {number}")
        if number == 0:
            assert_no_barrier(page, "masuk-salah")
    assert_no_barrier(page, "masuk-jeda")


def test_pages_of_an_administrator_have_no_barrier(open_page, admin, clerk, account_factory, assert_no_barrier):
    account_factory(
        "199001012015011001", password=None, name="Drs. H. Muhammad Abdurrahman Wahid Al-Habsyi, S.Sos., M.M."
    )
    page = open_page("/profil/", account=admin, width=390)
    for path, name in ADMIN.items():
        page.goto(path)
        assert_no_barrier(page, name)


def test_helping_a_colleague_has_no_barrier(open_page, clerk, budi, account_factory, assert_no_barrier):
    account_factory("199001012015011001", password=None, name="Ani Wijaya")
    page = open_page(f"/hak-akses/akun/{budi.id}/", account=clerk, width=390)
    assert_no_barrier(page, "bantu")
    page.locator("#id_reason").fill("Datang langsung ke kantor, KTP dan wajah cocok")
    follow(page.get_by_role("button", name="Beri kode kata sandi baru"))
    page.get_by_role("heading", name="Kode sekali pakai").wait_for()
    assert_no_barrier(page, "kode-serah")
    page.goto("/hak-akses/akun/kode/?unit=100.")
    page.get_by_role("button", name="Buat lembar kode untuk dicetak").click()
    follow(page.get_by_role("dialog").get_by_role("button", name="Buat lembar kode untuk dicetak"))
    page.get_by_role("heading", name="Lembar kode aktivasi").wait_for()
    assert_no_barrier(page, "kode-cetak")
    page.emulate_media(media="print")
    keep(page, "kode-cetak-kertas")


def test_second_step_has_no_barrier(open_page, budi, assert_no_barrier):
    page = open_page("/keamanan/konfirmasi/?untuk=aplikasi", account=budi, width=390)
    assert_no_barrier(page, "konfirmasi")
    page.locator("#id_password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Lanjut"))
    page.get_by_role("heading", name="Pasang aplikasi autentikator").wait_for()
    assert_no_barrier(page, "aplikasi")
    from ekinerja.access import totp
    from ekinerja.kernel import clock

    secret = page.locator("[data-copy]").get_attribute("data-copy").replace(" ", "")
    page.locator("#id_code").fill(totp.code_at(secret, int(clock.now().timestamp()) // 30))
    follow(page.get_by_role("button", name="Simpan dan aktifkan"))
    page.get_by_role("heading", name="Kode pemulihan Anda").wait_for()
    assert_no_barrier(page, "kode-pemulihan")
    page.goto("/keamanan/")
    assert_no_barrier(page, "keamanan-dua-langkah")
    fresh = open_page("/masuk/", width=390)
    fill_sign_in(fresh, budi.login)
    fresh.wait_for_url("**/masuk/verifikasi/")
    fresh.locator("#id_code").fill("000000")
    follow(fresh.get_by_role("button", name="Masuk", exact=True))
    fresh.get_by_text("Kode tidak cocok.").wait_for()
    assert_no_barrier(fresh, "verifikasi")


def test_public_page_in_the_dark(open_page, agency, assert_accessible):
    page = open_page("/masuk/", width=390, dark=True)
    assert_accessible(page)
    keep(page, "masuk-gelap-390")

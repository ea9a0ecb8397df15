"""What surrounds every request: headers, language, transaction, errors."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from ekinerja.access.models import Account
from ekinerja.config import urls as real
from ekinerja.kernel.errors import Conflict, Finding, NotAllowed, NotFound, RuleNotMet
from ekinerja.web.guard import public, signed_in

pytestmark = pytest.mark.django_db


def _write(login: str) -> None:
    Account.objects.create(login=login, name="Uji")


@public
def keeps(request: Any) -> HttpResponse:
    _write("198001012005011001")
    return HttpResponse("ok")


@public
def breaks(request: Any) -> HttpResponse:
    _write("198001012005011002")
    raise ValueError("planned")


@public
def refuses(request: Any) -> HttpResponse:
    _write("198001012005011003")
    raise RuleNotMet(
        "SKP belum dapat diajukan.",
        findings=(Finding("x", "Indikator kedua kosong.", citation="Pasal 7", owner="Anda", url="/skp/1/"),),
    )


@public
def answers_503(request: Any) -> HttpResponse:
    _write("198001012005011004")
    return HttpResponse(status=503)


@public
def raises(request: Any, kind: str) -> HttpResponse:
    raise {"403": NotAllowed, "404": NotFound, "409": Conflict}[kind]()


@signed_in
def private(request: Any) -> HttpResponse:
    return HttpResponse("rahasia")


@pytest.fixture(autouse=True)
def urls(settings: Any) -> None:
    module = ModuleType("request_urls")
    module.urlpatterns = [  # type: ignore[attr-defined]
        path("uji/simpan/", keeps),
        path("uji/rusak/", breaks),
        path("uji/syarat/", refuses),
        path("uji/503/", answers_503),
        path("uji/galat/<str:kind>/", raises),
        path("uji/pribadi/", private),
        path("", include("ekinerja.web.shell.urls")),
        path("", include("ekinerja.web.access.urls")),
    ]
    for name in ("handler400", "handler403", "handler404", "handler500"):
        setattr(module, name, getattr(real, name))
    settings.ROOT_URLCONF = module


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


class TestSecurityHeaders:
    def test_allows_only_own_files_and_nothing_inline(self, browser: Client) -> None:
        policy = browser.get("/luring/").headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy

    @pytest.mark.parametrize("address", ["/luring/", "/uji/rusak/", "/tidak-ada/"])
    def test_stand_on_every_answer(self, browser: Client, address: str) -> None:
        headers = browser.get(address).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Permissions-Policy"].startswith("camera=()")
        assert len(headers["X-Request-ID"]) == 36

    def test_gives_each_request_its_own_id(self, browser: Client) -> None:
        first, second = (browser.get("/luring/").headers["X-Request-ID"] for _ in range(2))
        assert first != second

    @pytest.mark.parametrize("address", ["/luring/", "/uji/syarat/", "/bantuan/memakai-program/"])
    def test_pages_have_nothing_that_the_policy_would_block(self, browser: Client, address: str) -> None:
        body = browser.get(address).content.decode()
        assert " style=" not in body
        assert " onclick=" not in body
        assert "<script>" not in body


class TestHead:
    def test_is_answered_as_get_so_that_monitors_do_not_report_a_page_as_down(self, browser: Client) -> None:
        answer = browser.head("/masuk/")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("text/html")
        assert answer.content == b""


class TestTransaction:
    def test_keeps_what_a_good_request_wrote(self, browser: Client) -> None:
        assert browser.get("/uji/simpan/").status_code == 200
        assert Account.objects.filter(login="198001012005011001").exists()

    @pytest.mark.parametrize(
        ("address", "status", "login"),
        [
            ("/uji/rusak/", 500, "198001012005011002"),
            ("/uji/syarat/", 422, "198001012005011003"),
            ("/uji/503/", 503, "198001012005011004"),
        ],
    )
    def test_undoes_what_a_failed_request_wrote(self, browser: Client, address: str, status: int, login: str) -> None:
        assert browser.get(address).status_code == status
        assert not Account.objects.filter(login=login).exists()


class TestDomainErrors:
    @pytest.mark.parametrize("status", [403, 404, 409])
    def test_answers_with_its_status_and_what_to_do(self, browser: Client, status: int) -> None:
        answer = browser.get(f"/uji/galat/{status}/")
        assert answer.status_code == status
        assert "Ke beranda" in answer.content.decode()
        assert answer.headers["X-Request-ID"] in answer.content.decode()

    def test_knows_no_address_with_a_null_character(self, browser: Client) -> None:
        before = Account.objects.count()

        assert browser.get("/uji/simpan/?q=a%00b").status_code == 404
        assert Account.objects.count() == before

    def test_lists_findings_with_link_owner_and_article(self, browser: Client) -> None:
        body = browser.get("/uji/syarat/").content.decode()
        assert "SKP belum dapat diajukan." in body
        assert '<a href="/skp/1/">Indikator kedua kosong.</a>' in body
        assert "Pasal 7" in body

    def test_answers_a_partial_update_with_a_message_only(self, browser: Client) -> None:
        answer = browser.get("/uji/syarat/", headers={"HX-Request": "true"})
        assert answer.status_code == 422
        assert answer.headers["HX-Retarget"] == "#pesan"
        assert "<html" not in answer.content.decode()

    def test_says_nothing_of_the_cause_of_an_unexpected_error(self, browser: Client) -> None:
        body = browser.get("/uji/rusak/").content.decode()
        assert "planned" not in body
        assert "Ini bukan kesalahan Anda" in body

    def test_the_error_page_needs_no_database(self, browser: Client, django_assert_num_queries: Any) -> None:
        from django.test import RequestFactory

        from ekinerja.web.shell import errors

        with django_assert_num_queries(0):
            answer = errors.failed(RequestFactory().get("/"))
        assert answer.status_code == 500


class TestSignInFirst:
    def test_leads_back_to_the_page(self, browser: Client) -> None:
        answer = browser.get("/uji/pribadi/?hal=2")
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/masuk/?next=%2Fuji%2Fpribadi%2F%3Fhal%3D2"

    def test_leads_a_form_back_to_where_it_stood(self, browser: Client) -> None:
        answer = browser.post("/uji/pribadi/", headers={"Referer": "http://testserver/skp/1/?x=1"})
        assert answer.headers["Location"] == "/masuk/?next=%2Fskp%2F1%2F%3Fx%3D1"

    def test_ignores_a_foreign_origin(self, browser: Client) -> None:
        answer = browser.post("/uji/pribadi/", headers={"Referer": "http://jahat.example/skp/"})
        assert answer.headers["Location"] == "/masuk/?next=%2F"

    def test_tells_a_partial_update_to_leave_the_page(self, browser: Client) -> None:
        answer = browser.get(
            "/uji/pribadi/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/skp/1/"}
        )
        assert answer.status_code == 401
        assert answer.headers["HX-Redirect"] == "/masuk/?next=%2Fskp%2F1%2F"


class TestLanguageAndTheme:
    def test_is_indonesian_whatever_the_browser_prefers(self, browser: Client) -> None:
        answer = browser.get("/luring/", headers={"Accept-Language": "en-US,en;q=0.9"})
        assert '<html lang="id"' in answer.content.decode()

    def test_remembers_the_language(self, browser: Client) -> None:
        answer = browser.post("/bahasa/", {"language": "en", "next": "/luring/"})
        assert answer.headers["Location"] == "/luring/"
        assert '<html lang="en"' in browser.get("/luring/").content.decode()

    def test_refuses_an_unknown_language(self, browser: Client) -> None:
        browser.post("/bahasa/", {"language": "xx"})
        assert '<html lang="id"' in browser.get("/luring/").content.decode()

    def test_remembers_dark_and_forgets_it_again(self, browser: Client) -> None:
        browser.post("/tema/", {"tema": "dark"})
        assert 'data-bs-theme="dark"' in browser.get("/luring/").content.decode()
        browser.post("/tema/", {"tema": ""})
        assert "data-bs-theme" not in browser.get("/luring/").content.decode()

    def test_never_leads_to_another_site(self, browser: Client) -> None:
        answer = browser.post("/tema/", {"tema": "dark", "next": "https://jahat.example/"})
        assert answer.headers["Location"] == "/"

    def test_changes_nothing_on_get(self, browser: Client) -> None:
        answer = browser.get("/tema/?tema=dark")
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "POST"
        assert "hanya menerima kiriman formulir" in answer.content.decode()


class TestOwnLanguage:
    @pytest.fixture
    def account(self, agency: Any) -> Account:
        return Account.objects.create(login="198001012005011009", name="Siti", agency=agency, language="en")

    def test_uses_the_language_of_the_account(self, browser: Client, account: Account) -> None:
        browser.force_login(account)
        assert '<html lang="en"' in browser.get("/bantuan/").content.decode()

    def test_prefers_what_was_chosen_on_this_device(self, browser: Client, account: Account) -> None:
        browser.force_login(account)
        browser.post("/bahasa/", {"language": "id"})
        assert '<html lang="id"' in browser.get("/bantuan/").content.decode()

    def test_shows_the_agency_and_keeps_the_page_out_of_caches(self, browser: Client, account: Account) -> None:
        browser.force_login(account)
        answer = browser.get("/bantuan/")
        assert "Pemerintah Kabupaten Way Rajabasa" in answer.content.decode()
        assert answer.headers["Cache-Control"] == "private, no-store"

    def test_uses_the_time_zone_of_the_agency(self, browser: Client, account: Account, settings: Any) -> None:
        account.agency.time_zone = "Asia/Jayapura"
        account.agency.save(update_fields=["time_zone"])
        browser.force_login(account)
        assert " WIT<" in browser.get("/uji/galat/404/").content.decode()

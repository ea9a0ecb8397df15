"""The sign-in page: forms without scripts, sessions, redirects, what is kept in the browser."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from ekinerja.access.models import Account, Session
from tests.db.access.conftest import PASSWORD

pytestmark = pytest.mark.django_db
PAGE = "/masuk/"


def post(client: Client, login: str = "19850315 201001 1 004", password: str = PASSWORD, **more: Any) -> Any:
    return client.post(PAGE, {"login": login, "password": password, **more})


class TestSignInPage:
    def test_opens_without_signing_in(self, client):
        page = client.get(PAGE)

        assert page.status_code == 200
        assert "no-cache" in page.headers["Cache-Control"]
        assert 'autocomplete="current-password"' in page.content.decode()

    def test_leads_home_after_a_right_password(self, client, budi):
        answer = post(client)

        assert answer.status_code == 302
        assert client.get("/profil/").status_code == 200

    def test_says_what_is_left_after_a_wrong_one(self, client, budi):
        page = post(client, password="salah").content.decode()

        assert "NIP atau kata sandi salah" in page
        assert "Sisa percobaan sebelum jeda: 4" in page
        assert "198503" in page

    def test_explains_the_wait_and_the_other_ways(self, client, budi):
        for _ in range(5):
            post(client, password="salah")

        page = post(client).content.decode()

        assert "Coba lagi dalam 30 detik" in page
        assert reverse("access:forgot") in page

    def test_a_browser_that_was_in_before_is_not_touched_by_a_neighbour(self, client, budi):
        post(client)
        client.post("/keluar/")
        for number in range(80):
            post(Client(), password=f"salah {number}")

        assert post(client).status_code == 302

    def test_a_cookie_of_another_key_is_no_trust(self, client, budi):
        client.cookies["peramban"] = "eyJpZCI6ImEiLCJrbm93biI6W119:1tabc:forged"

        assert post(client).status_code == 302


class TestNext:
    @pytest.mark.parametrize(
        "target", ["https://jahat.example/", "//jahat.example", "/\\jahat.example", "javascript:alert(1)", "http:///x"]
    )
    def test_never_leads_away(self, client, budi, target):
        assert post(client, next=target).headers["Location"] == "/"

    def test_leads_back_to_our_page(self, client, budi):
        assert post(client, next="/profil/?a=1").headers["Location"] == "/profil/?a=1"


class TestSession:
    def test_gets_a_new_key_at_sign_in(self, client, budi):
        session = client.session
        session["x"] = 1
        session.save()
        before = client.cookies["sessionid"].value

        post(client)

        assert client.cookies["sessionid"].value != before
        assert not Session.objects.filter(session_key=before).exists()

    def test_refuses_a_form_without_its_token(self, budi):
        strict = Client(enforce_csrf_checks=True)

        assert post(strict).status_code == 403

    def test_cookie_is_kept_from_scripts(self, client, budi):
        answer = post(client)

        for name in ("sessionid", "peramban"):
            assert answer.cookies[name]["httponly"]
            assert answer.cookies[name]["samesite"] == "Lax"

    def test_ends_when_idle(self, client, budi):
        with time_machine.travel("2026-11-20T02:00:00Z", tick=False) as traveller:
            post(client)
            traveller.shift(timedelta(minutes=119))
            assert client.get("/profil/").status_code == 200
            traveller.shift(timedelta(minutes=121))
            assert client.get("/profil/").status_code == 302

    def test_ends_at_its_absolute_end_however_busy(self, client, budi):
        with time_machine.travel("2026-11-20T02:00:00Z", tick=False) as traveller:
            post(client)
            for _ in range(8):
                assert client.get("/profil/").status_code == 200
                traveller.shift(timedelta(minutes=100))
            assert client.get("/profil/").status_code == 302

    def test_of_a_closed_account_is_over_at_once(self, client, budi):
        post(client)
        Account.objects.filter(pk=budi.pk).update(is_active=False)

        assert client.get("/profil/").status_code == 302

    def test_personal_pages_are_not_stored(self, client, budi):
        post(client)

        for address in ("/profil/", "/keamanan/", "/hak-akses/saya/"):
            assert "no-store" in client.get(address).headers["Cache-Control"]


class TestSignOut:
    def test_needs_a_post(self, client, budi):
        post(client)

        assert client.get("/keluar/").status_code == 405

    def test_ends_the_session(self, client, budi):
        post(client)
        client.post("/keluar/")

        assert not Session.objects.filter(account=budi).exists()
        assert client.get("/profil/").status_code == 302


class TestSessionsList:
    def test_shows_the_other_device_and_ends_it(self, client, budi):
        other = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 13) Chrome/120.0 Mobile Safari/537.36")
        post(client)
        post(other)

        page = client.get("/keamanan/").content.decode()
        client.post("/keamanan/sesi/")

        assert "Chrome · Android" in page
        assert other.get("/profil/").status_code == 302
        assert client.get("/profil/").status_code == 200

    def test_one_cannot_end_a_session_of_somebody_else(self, client, budi, account_factory):
        from ekinerja.access.selectors.sessions import session_handle

        victim = Client()
        account_factory("197001011995031001", name="Ani")
        post(victim, login="197001011995031001")
        post(client)
        key = Session.objects.get(account__login="197001011995031001").session_key

        client.post("/keamanan/sesi/", {"sesi": session_handle(key)})

        assert victim.get("/profil/").status_code == 200


class TestQueries:
    def test_sign_in_stays_within_its_budget(self, client, budi, django_assert_max_num_queries):
        client.get(PAGE)
        with django_assert_max_num_queries(30):
            post(client)

    def test_a_signed_in_page_costs_three_queries_to_know_the_actor(self, client, budi, django_assert_num_queries):
        post(client)
        client.get("/hak-akses/saya/")
        with django_assert_max(client, 9):
            client.get("/hak-akses/saya/")


def django_assert_max(client: Client, number: int) -> Any:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    class Limit(CaptureQueriesContext):
        def __exit__(self, *error: Any) -> None:
            super().__exit__(*error)
            statements = [query["sql"] for query in self.captured_queries]
            real = [text for text in statements if not text.startswith(("SAVEPOINT", "RELEASE", "SET LOCAL"))]
            assert len(real) <= number, "\n".join(real)

    return Limit(connection)

"""The sign-in page: forms without scripts, sessions, redirects, what is kept in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ekinerja.access.models import Account, Session
from ekinerja.kernel import clock
from ekinerja.kernel.tenancy import context
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
    def test_sign_in_needs_this_many_statements(self, client, budi):
        client.get(PAGE)
        with statements() as made:
            post(client)

        assert len(made) <= 16, "\n".join(made)

    def test_sign_in_with_second_step_needs_this_many(self, client, budi, agency):
        from ekinerja.access import public as access
        from ekinerja.access import totp

        with context.agency(agency), time_machine.travel("2026-11-20T02:00:00Z", tick=False) as traveller:
            secret = totp.new_secret()
            at = clock.now()
            step = int(at.timestamp()) // 30
            access.enrol_factor.add_app(account_id=budi.id, secret=secret, code=totp.code_at(secret, step), at=at)
            traveller.shift(60)
            client.get(PAGE)
            with statements() as made:
                post(client)
                opened = client.post("/masuk/verifikasi/", {"code": totp.code_at(secret, step + 2)})

        assert opened.status_code == 302
        assert len(made) <= 34, "\n".join(made)

    def test_knowing_the_actor_costs_three_statements(self, client, budi):
        post(client)
        client.get("/hak-akses/saya/")
        with statements() as made:
            client.get("/hak-akses/saya/")

        knowing = [text for text in made if '"access_session"' in text or '"access_account"' in text]
        assert len(knowing) == 2, "\n".join(made)
        assert len(made) <= 8, "\n".join(made)


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect the statements that do work; savepoints and the agency's SET LOCAL are left out."""
    made: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield made
    sent = [query["sql"] for query in captured.captured_queries]
    made.extend(text for text in sent if not text.startswith(("SAVEPOINT", "RELEASE", "SET LOCAL", "SET ", "ROLLBACK")))

"""The page of personal access tokens."""

from __future__ import annotations

import pytest
from django.test import Client

from ekinerja.access.models import AccessToken
from tests.db.access.test_tokens import PASSWORD, make_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(agency):
    client = Client()
    client.force_login(make_account(agency))
    return client


def ask(browser, **more):
    values = {"name": "Rekap", "scope": "BACA", "days": "30", "password": PASSWORD, **more}
    return browser.post("/profil/token/", values)


def test_shows_the_key_once_and_uses_it(browser):
    page = ask(browser).content.decode()
    key = page.split("ekn_")[1].split("<")[0]

    assert Client().get("/api/v1/me", headers={"authorization": f"Bearer ekn_{key}"}).status_code == 200
    assert key not in browser.get("/profil/token/").content.decode()


def test_keeps_what_was_typed_when_the_password_is_wrong(browser):
    answer = ask(browser, password="salah")

    assert answer.status_code == 422
    assert 'value="Rekap"' in answer.content.decode()
    assert not AccessToken.objects.exists()


def test_takes_a_password_as_it_was_typed(agency):
    account = make_account(agency)
    account.set_password(" spasi di tepi 7 ")
    account.save()
    client = Client()
    client.force_login(account)

    assert ask(client, password=" spasi di tepi 7 ").status_code == 200
    assert AccessToken.objects.exists()


def test_revokes(browser):
    ask(browser)
    token = AccessToken.objects.get()

    assert browser.post(f"/profil/token/{token.id}/cabut/").status_code == 302
    assert "Dicabut" in browser.get("/profil/token/").content.decode()
    assert browser.post(f"/profil/token/{token.id}/cabut/").status_code == 404

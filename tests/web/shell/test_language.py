"""A person who chose English gets the frame, the menu, the search and the forms in English."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as real_settings
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, ngettext

from ekinerja.access.models import Account
from tests.web.english import english, left_in_indonesian

__all__ = ["english"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def signed_in(client: Client, agency: Any) -> Client:
    client.force_login(Account.objects.create(login="198001012005011009", name="Siti", agency=agency))
    return client


def _choose(client: Client, language: str) -> None:
    client.post("/bahasa/", {"language": language, "next": "/masuk/"})


class TestSwitch:
    def test_indonesian_until_somebody_chooses(self, client: Client) -> None:
        answer = client.get("/masuk/", headers={"accept-language": "en"})
        assert answer.headers["Content-Language"] == "id"
        assert "Kata sandi" in answer.content.decode()

    def test_changes_the_form_and_its_errors(self, client: Client) -> None:
        _choose(client, "en")
        answer = client.get("/masuk/")
        assert answer.headers["Content-Language"] == "en"
        assert '<html lang="en"' in answer.content.decode()
        assert "Forgot your password?" in answer.content.decode()
        assert "Kata sandi" not in answer.content.decode()
        assert "Enter your password." in client.post("/masuk/", {"login": "198001012005011009"}).content.decode()

    def test_changes_the_search_and_the_menu(self, signed_in: Client) -> None:
        _choose(signed_in, "en")
        body = signed_in.get("/cari/?q=help").content.decode()
        assert 'placeholder="Search people, menu, help"' in body
        assert "Notifications" in body
        assert not left_in_indonesian(body)
        assert body.count('href="/bantuan/"') > 1

    def test_goes_back_to_indonesian(self, signed_in: Client) -> None:
        _choose(signed_in, "en")
        _choose(signed_in, "id")
        body = signed_in.get("/cari/").content.decode()
        assert 'placeholder="Cari orang, menu, bantuan"' in body
        assert "Notifications" not in body

    def test_ignores_a_language_that_is_not_there(self, client: Client) -> None:
        _choose(client, "fr")
        assert real_settings.LANGUAGE_COOKIE_NAME not in client.cookies
        client.cookies[real_settings.LANGUAGE_COOKIE_NAME] = "fr"
        assert client.get("/masuk/").headers["Content-Language"] == "id"


class TestNumbers:
    @pytest.mark.parametrize(
        ("language", "number", "written"),
        [("id", 1, "1 hari"), ("id", 3, "3 hari"), ("en", 1, "1 day"), ("en", 3, "3 days")],
    )
    def test_counted_words_follow_the_language(self, language: str, number: int, written: str) -> None:
        with translation.override(language):
            assert ngettext("%(n)s hari", "%(n)s hari", number) % {"n": number} == written

    def test_a_message_without_catalogue_stays_indonesian(self) -> None:
        with translation.override("id"):
            assert gettext("SKP saya") == "SKP saya"

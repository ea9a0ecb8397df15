"""How many bytes a first and a next page cost over the wire, counted by the browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings as django_settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import Client, override_settings

from ekinerja.access.models import Account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST = 150_000
NEXT = 30_000


class Server(ThreadingMixIn, WSGIServer):
    """The program as it is served: collected files, compressed, through its own middleware."""

    daemon_threads = True


class Silent(WSGIRequestHandler):
    """Says nothing about requests."""

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def collected(built: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All files as they are served, compressed beforehand."""
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=folder):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


@pytest.fixture
def server(collected: Path, settings: Any, transactional_db: None) -> Iterator[str]:
    settings.STATIC_ROOT = collected
    httpd = make_server("localhost", 0, WSGIHandler(), Server, Silent)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()
    thread.join(5)


@pytest.fixture
def page(chromium: Any, server: str, agency: Any) -> Iterator[Any]:
    account = Account.objects.create(login="197108171995031002", name="Siti Rahmawati, S.AP.", agency=agency)
    client = Client()
    client.force_login(account)
    name = django_settings.SESSION_COOKIE_NAME
    browser = chromium.new_context(service_workers="block", base_url=server)
    browser.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server}])
    yield browser.new_page()
    browser.close()


def bytes_of(page: Any, address: str) -> int:
    """Return what the browser took from the line for this page, headers included, cache used."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    taken: list[float] = []
    line.on("Network.loadingFinished", lambda event: taken.append(event["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    line.detach()
    return int(sum(taken))


class TestPayload:
    @pytest.mark.parametrize("address", ["/komponen/", "/bantuan/memakai-program/", "/masuk/"])
    def test_first_and_next_page_stay_within_the_budget(self, page: Any, address: str) -> None:
        if address == "/masuk/":
            page.context.clear_cookies()
        first = bytes_of(page, address)
        again = bytes_of(page, address)
        print(f"\n{address:<28} first {first / 1000:6.1f} KB   next {again / 1000:5.1f} KB")
        assert 5_000 < first <= FIRST
        assert 500 < again <= NEXT

    def test_built_files_are_kept_for_a_year(self, page: Any) -> None:
        kept: list[str] = []
        page.on(
            "response", lambda answer: "/static/main-" in answer.url and kept.append(answer.headers["cache-control"])
        )
        page.goto("/bantuan/", wait_until="networkidle")
        assert len(kept) == 2
        assert all("immutable" in header for header in kept)

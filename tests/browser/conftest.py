"""A real Chromium in front of a running server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.browser.driving import keep, turn
from tests.browser.matrix_scene import scene  # noqa: F401 (a fixture)

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's own loop runs in this thread

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 15_000  # milliseconds; two busy cores may need most of it
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PHONE, DESK = 390, 1280
# Colours change at once, not over the next frames: a page that turns dark is looked at right then.
AT_ONCE = """
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { transition: none !important }");
  document.adoptedStyleSheets = [sheet];
"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """The browser, started once a file: its event loop stays set in this thread, so it must be gone for other tests."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    program = os.environ.get("EKINERJA_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.fail("Chromium tidak ditemukan: sudo apt install chromium, atau isi EKINERJA_CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def built() -> None:
    """The styles and scripts must be built: what people see is what is tested."""
    if not Path(settings.ASSETS_MANIFEST).exists():
        pytest.fail("Tampilan belum dibuat: cd frontend && npm ci && npm run build")


@pytest.fixture
def session_of(live_server: Any) -> Callable[[Any], dict[str, str]]:
    """Return the cookie of a running session of an account, without the sign-in page."""

    def make(account: Any) -> dict[str, str]:
        client = Client()
        client.force_login(account)
        name = settings.SESSION_COOKIE_NAME
        return {"name": name, "value": client.cookies[name].value, "url": live_server.url}

    return make


@pytest.fixture
def open_page(
    chromium: Any, built: None, live_server: Any, session_of: Callable[[Any], dict[str, str]]
) -> Iterator[Callable[..., Any]]:
    """
    Open a page: ``open_page("/komponen/", account=account, width=390, dark=True, scripts=False)``.

    The page fails the test when a script fails or the security policy blocks something.
    """
    troubles: list[str] = []
    with ExitStack() as stack:

        def go(
            path: str,
            *,
            account: Any = None,
            width: int = 1280,
            dark: bool = False,
            scripts: bool = True,
            workers: bool = False,
        ) -> Any:
            browser = chromium.new_context(
                viewport={"width": width, "height": 900},
                color_scheme="dark" if dark else "light",
                java_script_enabled=scripts,
                service_workers="allow" if workers else "block",
                locale="id-ID",
                timezone_id="Asia/Jakarta",
                base_url=live_server.url,
                reduced_motion="reduce",
            )
            stack.callback(browser.close)
            browser.add_init_script(AT_ONCE)
            if account is not None:
                browser.add_cookies([session_of(account)])
            page = browser.new_page()
            page.on("pageerror", lambda error: troubles.append(str(error)))
            page.on("console", lambda line: _note(troubles, line))
            page.goto(path)
            return page

        yield go
    assert not troubles, troubles


def _note(troubles: list[str], line: Any) -> None:
    if line.type == "error" and "Failed to load resource" not in line.text and "ERR_INTERNET" not in line.text:
        troubles.append(line.text)


@pytest.fixture
def assert_accessible() -> Callable[[Any], None]:
    """Run axe over the page; any violation of WCAG 2.2 AA or of its good practices fails."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def check(page: Any) -> None:
        page.wait_for_load_state()
        found = axe.run(page).response["violations"]
        assert not found, "\n".join(
            f"{rule['id']}: {rule['help']}\n  "
            + "\n  ".join(
                node["html"][:200] + " " + str(node.get("failureSummary", ""))[:300] for node in rule["nodes"][:5]
            )
            for rule in found
        )

    return check


@pytest.fixture
def assert_fits() -> Callable[[Any], None]:
    """Nothing sticks out at the side of the page."""

    def check(page: Any) -> None:
        page.wait_for_load_state()
        wide = page.evaluate(WIDER)
        assert wide == 0, f"{wide} px wider than the screen"

    return check


@pytest.fixture
def troubles_of() -> Callable[[Any], list[str]]:
    """Return what axe and the width of a page complain about, one line each, for walks over many pages."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def look(page: Any) -> list[str]:
        page.wait_for_load_state()
        found = [
            f"{rule['id']}: {node['html'][:160]}"
            for rule in axe.run(page).response["violations"]
            for node in rule["nodes"][:3]
        ]
        wide = page.evaluate(WIDER)
        return found + ([f"{wide} px wider than the screen"] if wide > 0 else [])

    return look


@pytest.fixture
def troubles_at_every_size(troubles_of: Callable[[Any], list[str]]) -> Callable[..., list[str]]:
    """Return what is wrong with a page on a phone and on a desk, and keep its pictures under a name."""

    def look(page: Any, name: str = "", *, dark_desk: bool = False) -> list[str]:
        found = []
        for width in (PHONE, DESK):
            turn(page, width=width, dark=dark_desk and width == DESK)
            found += [f"{width} px: {trouble}" for trouble in troubles_of(page)]
            if name:
                keep(page, f"{name}-{width}")
        turn(page, width=PHONE)
        return found

    return look


@pytest.fixture
def assert_no_barrier(troubles_at_every_size: Callable[..., list[str]]) -> Callable[..., None]:
    """Neither barrier nor anything that sticks out, on a phone and on a desk; keeps the pictures under a name."""

    def check(page: Any, name: str = "") -> None:
        troubles = troubles_at_every_size(page, name)
        assert not troubles, "\n".join(troubles)

    return check

"""How numbers are computed, in a browser: no barrier and nothing too wide, on a phone and on a desk."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.driving import shows
from tests.browser.test_every_page import head

__all__ = ["head"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = {
    "/cara-hitung/": "Cara hitung",
    "/cara-hitung/tp-5/": "1 alpa",
    "/cara-hitung/tl-11/": "Potensial dari unsur",
    "/ketentuan/": "Ketentuan",
    "/ketentuan/?bagian=nilai": "Ketentuan",
}


def test_pages_have_no_barrier(open_page: Any, head: Any, assert_no_barrier: Any) -> None:
    page = open_page("/cara-hitung/", account=head, width=390)
    for number, (address, title) in enumerate(PAGES.items()):
        page.goto(address)
        shows(page.get_by_role("heading", level=1), title)
        assert_no_barrier(page, f"law-{number}")

"""Page numbers from the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def page_number(request: HttpRequest) -> int:
    """Return the wanted page (parameter ``hal``), the first for anything else."""
    wanted = request.GET.get("hal", "1")
    return max(1, int(wanted)) if wanted.isdecimal() and len(wanted) < 7 else 1


class Counted(Sequence[Any]):
    """Stands for a list of which only one page was loaded, so that the pager can count."""

    def __init__(self, total: int, rows: Sequence[Any]) -> None:
        self.total, self.rows = total, rows

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, index: Any) -> Any:
        return self.rows


def page_of(rows: Sequence[Any], *, number: int, total: int, size: int) -> Page[Any]:
    """Return a Django page around rows that were already cut."""
    return Paginator(Counted(total, rows), size).get_page(number)

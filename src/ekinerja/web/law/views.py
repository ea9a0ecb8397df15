"""Show how numbers are computed and which regulations say so, to everybody who has signed in."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ekinerja.web import guard
from ekinerja.web.law import pages, words
from ekinerja.web.paging import page_number

SIZES = ("25", "50", "100")
LONGEST_SEARCH = 100


@require_GET
@guard.signed_in
def show_examples(request: guard.Request) -> HttpResponse:
    """List the worked examples, each computed now, by topic and search."""
    topic = request.GET.get("topik", "")
    found = pages.examples(topic=topic, search=_search(request))
    context = {
        "page": _page(request, found),
        "topics": list(words.TOPICS.items()),
        "topic_label": words.TOPICS.get(topic, topic),
        "agreeing": sum(item.agrees for item in found),
    }
    return render(request, "law/examples.html", context)


@require_GET
@guard.signed_in
def show_example(request: guard.Request, slug: str) -> HttpResponse:
    """Show one worked example with its steps, articles and what its source says."""
    return render(request, "law/example.html", {"example": pages.example(slug)})


@require_GET
@guard.signed_in
def show_register(request: guard.Request) -> HttpResponse:
    """Show the register of regulations, or the dated values taken from them."""
    values = request.GET.get("bagian") == "nilai"
    found: list[Any] = pages.values(search=_search(request)) if values else pages.regulations(search=_search(request))
    page = _page(request, found)
    return render(request, "law/register.html", {"page": page, "values": values})


def _search(request: guard.Request) -> str:
    return request.GET.get("q", "")[:LONGEST_SEARCH]


def _page(request: guard.Request, found: list[Any]) -> Page[Any]:
    size = request.GET.get("per", "")
    return Paginator(found, int(size if size in SIZES else SIZES[0])).get_page(page_number(request))

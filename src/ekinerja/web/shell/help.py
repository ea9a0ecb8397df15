"""The help pages and the search of the header: menu, help and, for those who may see them, people."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ekinerja.kernel.actor import Actor, Role
from ekinerja.people import public as people
from ekinerja.web.guard import public, signed_in
from ekinerja.web.shell import guide, navigation

FOUND = 8


@public
@require_GET
def index(request: Any) -> HttpResponse:
    """List the pages of the guide, those for this person's roles first, or what a search found."""
    query = request.GET.get("q", "").strip()
    every = guide.pages()
    own = [page for page in every if page.is_for(request.actor)]
    values = {
        "query": query,
        "hits": guide.search(query) if query else [],
        "own": own,
        "others": [page for page in every if page not in own],
    }
    return render(request, "shell/help.html", values)


@public
@require_GET
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Show one page of the guide."""
    found = guide.find(name)
    if found is None:
        raise Http404
    return render(request, "shell/help_page.html", {"page": found, "every": guide.pages()})


@signed_in
@require_GET
def search(request: Any) -> HttpResponse:
    """Search people, the menu and the help at once."""
    query = request.GET.get("q", "").strip()
    values = {
        "query": query,
        "links": _links(request.actor, query),
        "hits": guide.search(query, FOUND),
        "people": _people(request.actor, query),
    }
    return render(request, "shell/search.html", values)


def _links(actor: Actor, query: str) -> list[navigation.Link]:
    words = query.lower().split()
    if not words:
        return []
    every = [link for section in navigation.menu_for(actor) for link in section.links]
    return [link for link in every if all(word in link.label.lower() for word in words)]


def _people(actor: Actor, query: str) -> list[Any]:
    sees_people = actor.agency_id is not None and actor.has(*navigation.VIEWERS, Role.FINANCE)
    if len(query) < 2 or not sees_people:
        return []
    return list(people.search_people(actor=actor, text=query, limit=FOUND))

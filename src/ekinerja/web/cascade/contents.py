"""The cascade as contents: goals, and the outcomes that serve them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ekinerja.kernel import clock
from ekinerja.planning import public as planning
from ekinerja.web import guard
from ekinerja.web.cascade import labels
from ekinerja.web.cascade.views import picked_year, required_year
from ekinerja.web.paging import page_number, page_of

SIZE = planning.outcome_tree.PAGE


@require_GET
@guard.signed_in
def show_tops(request: guard.Request) -> HttpResponse:
    """Show the goals at the top, one's own outcomes and those that serve nothing above."""
    year, _years = picked_year(request)
    if year is None:
        return render(request, "planning/no_year.html", {"year": clock.today().year})
    number = page_number(request)
    top = planning.outcome_tree.tops(actor=request.actor, year=year, on=clock.today(), offset=(number - 1) * SIZE)
    pager = page_of(top.loose, number=number, total=top.loose_total, size=SIZE)
    return render(request, "cascade/contents.html", {"top": top, "pager": pager, "year": year.year, "labels": labels})


@require_GET
@guard.signed_in
def show_goal(request: guard.Request, goal_id: UUID) -> HttpResponse:
    """Show a goal with the way up and what serves it."""
    return _page(request, "cascade/knot.html", goal_id=goal_id)


@require_GET
@guard.signed_in
def goal_branch(request: guard.Request, goal_id: UUID) -> HttpResponse:
    """Answer with what serves a goal, for the tree that opens in place."""
    return _page(request, "cascade/knot_branch.html", goal_id=goal_id)


@require_GET
@guard.signed_in
def show_outcome(request: guard.Request, outcome_id: UUID) -> HttpResponse:
    """Show an outcome with the way up to a goal and the outcomes that serve it."""
    return _page(request, "cascade/knot.html", outcome_id=outcome_id)


@require_GET
@guard.signed_in
def outcome_branch(request: guard.Request, outcome_id: UUID) -> HttpResponse:
    """Answer with the outcomes that serve one, for the tree that opens in place."""
    return _page(request, "cascade/knot_branch.html", outcome_id=outcome_id)


def _page(request: guard.Request, template: str, **which: UUID) -> HttpResponse:
    year, number = required_year(request), page_number(request)
    read: Any = planning.outcome_tree.goal_page if "goal_id" in which else planning.outcome_tree.outcome_page
    page = read(actor=request.actor, year=year, on=clock.today(), offset=(number - 1) * SIZE, **which)
    pager = page_of(page.outcomes, number=number, total=page.total, size=SIZE)
    return render(request, template, {"page": page, "pager": pager, "year": year.year, "labels": labels})

"""The cascade as persons: the tree, one person's page, a branch, search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ekinerja.evaluation import public as evaluation
from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import NotFound
from ekinerja.planning import public as planning
from ekinerja.web import asked, guard
from ekinerja.web.activity.labels import period_name
from ekinerja.web.cascade import labels
from ekinerja.web.evaluation import labels as rating_labels
from ekinerja.web.paging import page_number, page_of

SHORTEST = 2


@require_GET
@guard.signed_in
def show_people(request: guard.Request) -> HttpResponse:
    """Show the tree of persons from the top, opened to one of them where the address says so."""
    year, years = picked_year(request)
    if year is None:
        return render(request, "planning/no_year.html", {"year": clock.today().year})
    wanted = request.GET.get("orang", "")
    open_to = asked.id_of(wanted)
    if wanted and open_to is None:
        raise NotFound
    size, number = planning.people_tree.SIBLINGS, page_number(request)
    tree = planning.people_tree.tree(
        actor=request.actor, year=year, years=years, open_to=open_to, offset=(number - 1) * size
    )
    pager = page_of([*tree.roots, *tree.unknown], number=number, total=tree.tops, size=size)
    context = {"tree": tree, "pager": pager, "labels": labels, "may_draw": _may_draw(request)}
    return render(request, "cascade/people.html", {**context, **_ratings([*tree.roots, *tree.unknown])})


@require_GET
@guard.signed_in
def show_person(request: guard.Request, employee_id: UUID) -> HttpResponse:
    """Show one person with the way up to the top and those directly below, a page at a time."""
    year = required_year(request)
    size, number = planning.people_tree.SIBLINGS, page_number(request)
    page = planning.people_tree.node_page(
        actor=request.actor, year=year, employee_id=employee_id, offset=(number - 1) * size
    )
    pager = page_of(page.children, number=number, total=page.total, size=size)
    context = {"page": page, "pager": pager, "labels": labels}
    return render(request, "cascade/person.html", {**context, **_ratings([page.person, *page.children])})


@require_GET
@guard.signed_in
def branch(request: guard.Request, employee_id: UUID) -> HttpResponse:
    """Answer with the people directly below one, for the tree that opens in place."""
    year = required_year(request)
    rows, total = planning.people_tree.children_of(actor=request.actor, year=year, employee_id=employee_id)
    context = {"rows": rows, "more": total - len(rows), "above_id": employee_id, "year": year.year, "labels": labels}
    return render(request, "cascade/branch.html", {**context, **_ratings(rows)})


def _ratings(branches: Sequence[planning.people_tree.Branch]) -> dict[str, Any]:
    """Return the latest rating of everybody shown whose plan the actor may read, with how it is told."""
    shown, plan_ids = list(branches), []
    while shown:
        branch = shown.pop()
        shown += branch.children
        plan_ids += [branch.plan_id] if branch.plan_id else []
    return {
        "ratings": evaluation.latest_reviews(plan_ids=plan_ids),
        "rating_labels": rating_labels,
        "period_name": period_name,
    }


@require_GET
@guard.signed_in
def search(request: guard.Request) -> HttpResponse:
    """Show who and what of the cascade bears the words that are looked for."""
    year = required_year(request)
    text = request.GET.get("q", "").strip()
    found = len(text) >= SHORTEST
    branches = planning.people_tree.find_people(actor=request.actor, year=year, text=text) if found else []
    context = {
        "year": year,
        "text": text,
        "people": branches,
        "outcomes": planning.outcome_tree.find_outcomes(actor=request.actor, year=year, text=text) if found else [],
        "goals": planning.outcome_tree.find_goals(year=year, text=text, on=clock.today()) if found else [],
        "labels": labels,
    }
    return render(request, "cascade/search.html", {**context, **_ratings(branches)})


@require_POST
@guard.role(Role.AGENCY_ADMIN)
def draw_again(request: guard.Request) -> HttpResponse:
    """Draw the tree and count the figures anew in the background."""
    run = planning.request_drawing(actor=request.actor, year=required_year(request).year, at=clock.now())
    messages.success(request, _("Kaskade sedang digambar ulang."))
    return redirect("jobs:detail", run.id)


def picked_year(request: guard.Request) -> tuple[Any, tuple[int, ...]]:
    """Return the year of the address, else the open one, and which years there are."""
    wanted = request.GET.get("tahun", "")
    number = int(wanted) if wanted.isdecimal() and len(wanted) == 4 else None  # noqa: PLR2004
    return planning.people_tree.pick_year(on=clock.today(), wanted=number)


def required_year(request: guard.Request) -> Any:
    """
    Return the year of the address, else the open one.

    :raises NotFound: the agency has opened no year
    """
    year, _years = picked_year(request)
    if year is None:
        raise NotFound(_("Tahun kinerja belum dibuka."))
    return year


def _may_draw(request: guard.Request) -> bool:
    return request.actor.has(Role.AGENCY_ADMIN)

"""The tree of goals, the page of one goal, and the forms that change them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ekinerja.kernel import clock
from ekinerja.kernel.errors import Conflict
from ekinerja.organisation import public as organisation
from ekinerja.planning import public as planning
from ekinerja.web import asked, guard, saving
from ekinerja.web.goals import files, labels
from ekinerja.web.goals.forms import FiguresForm, GoalForm, IndicatorForm


@require_GET
@guard.signed_in
def show_tree(request: guard.Request) -> HttpResponse:
    """Show the tree of goals of a year, or give it as a file."""
    on = clock.today()
    year = asked.year_of(request, on)
    as_file = request.GET.get("format") == "xlsx"
    tree = planning.goals.tree_of(
        actor=request.actor,
        year=year,
        on=on,
        unit_id=asked.id_of(request.GET.get("unit", "")),
        text=request.GET.get("q", ""),
        only=request.GET.get("hanya", ""),
        whole=as_file,
    )
    if as_file:
        return files.export(request, tree, on)
    units = organisation.units.list_units(on=on, max_depth=1)
    choices = [(str(unit.id), unit.name) for unit in units]
    chosen = request.GET.get("unit", "")
    context = {
        "tree": tree,
        "year": year,
        "years": [(str(number), str(number)) for number in tree.years],
        "units": choices,
        "unit_name": dict(choices).get(chosen, ""),
        "labels": labels,
    }
    return render(request, "goals/tree.html", context)


@require_GET
@guard.signed_in
def branch(request: guard.Request, goal_id: UUID) -> HttpResponse:
    """Answer with the goals directly below one, for the tree that opens in place."""
    on = clock.today()
    year = asked.year_of(request, on)
    rows = planning.goals.branch_of(goal_id=goal_id, year=year, on=on)
    return render(request, "goals/branch.html", {"rows": rows, "year": year, "labels": labels})


@require_GET
@guard.signed_in
def show_goal(request: guard.Request, goal_id: UUID) -> HttpResponse:
    """Show one goal with its indicators by quarter, and who carries it."""
    on = clock.today()
    year = asked.year_of(request, on)
    page = planning.goals.page_of(actor=request.actor, goal_id=goal_id, year=year, on=on)
    context = {"page": page, "goal": page.goal, "year": year, "labels": labels}
    return render(request, "goals/goal.html", context)


@require_http_methods(["GET", "POST"])
@guard.signed_in
def add_goal(request: guard.Request) -> HttpResponse:
    """Write a new goal, under another one when the address names it."""
    on = clock.today()
    initial: dict[str, Any] = {"awal": on.year, "akhir": on.year + 4}
    above = planning.goal_forms.find_goal(goal_id=asked.id_of(request.GET.get("induk", "")))
    if above is not None:
        initial = {
            "induk": str(above.id),
            "unit": str(above.unit_id or ""),
            "awal": above.first_year,
            "akhir": above.last_year,
            "jenjang": planning.goal_forms.kind_below(above.kind),
        }
    return _goal_form(request, None, initial, on)


@require_http_methods(["GET", "POST"])
@guard.signed_in
def edit_goal(request: guard.Request, goal_id: UUID) -> HttpResponse:
    """Change a goal or move it."""
    goal = planning.goals.get_goal(goal_id=goal_id)
    initial = {
        "sasaran": goal.text,
        "jenjang": goal.kind,
        "kode": goal.code,
        "induk": str(goal.parent_id or ""),
        "unit": str(goal.unit_id or ""),
        "awal": goal.first_year,
        "akhir": goal.last_year,
        "revisi": goal.revision,
    }
    return _goal_form(request, goal, initial, clock.today())


def _goal_form(request: guard.Request, goal: Any, initial: dict[str, Any], on: date) -> HttpResponse:
    reach = planning.goal_forms.require_writer(actor=request.actor, goal=goal, on=on)
    parents = planning.goal_forms.parents_for(goal=goal, year=goal.first_year if goal else on.year)
    form = GoalForm(
        request.POST or None,
        initial=initial,
        parents=[(str(row.id), f"{row.code} {row.text}".strip()[:160]) for row in parents],
        units=planning.goal_forms.units_for(
            goal=goal, reach=reach, on=on, agency_label=str(_("Seluruh instansi (pimpinan instansi)"))
        ),
    )

    def call(values: dict[str, Any]) -> Any:
        given = planning.GoalInput(
            text=values["sasaran"],
            kind=values["jenjang"],
            code=values["kode"],
            unit_id=UUID(values["unit"]) if values["unit"] else None,
            parent_id=UUID(values["induk"]) if values["induk"] else None,
            first_year=values["awal"],
            last_year=values["akhir"],
        )
        return planning.save_goal(
            actor=request.actor,
            goal_id=goal.id if goal else None,
            given=given,
            at=clock.now(),
            seen=values["revisi"],
        )

    if request.method == "POST" and saving.save(form, call):
        messages.success(request, _("Sasaran tersimpan.") if goal else _("Sasaran dibuat. Tambahkan indikatornya."))
        return redirect("goals:detail", form.saved.id)
    return render(request, "goals/goal_form.html", {"form": form, "goal": goal}, status=saving.status_of(form))


@require_http_methods(["GET", "POST"])
@guard.signed_in
def retire_goal(request: guard.Request, goal_id: UUID) -> HttpResponse:
    """Ask, then take a goal out of the tree."""
    goal = planning.goals.get_goal(goal_id=goal_id)
    planning.goal_forms.require_writer(actor=request.actor, goal=goal, on=clock.today())
    if request.method == "GET":
        return render(request, "goals/retire.html", {"goal": goal})
    try:
        planning.retire_goal(actor=request.actor, goal_id=goal_id, at=clock.now())
    except Conflict as error:
        return render(request, "goals/retire.html", {"goal": goal, "refused": error}, status=error.status)
    messages.success(request, _("Sasaran dihentikan."))
    return redirect("goals:tree")


@require_http_methods(["GET", "POST"])
@guard.signed_in
def add_indicator(request: guard.Request, goal_id: UUID) -> HttpResponse:
    """Write a new indicator of a goal, then go on to its targets."""
    return _indicator_form(request, goal_id, None)


@require_http_methods(["GET", "POST"])
@guard.signed_in
def edit_indicator(request: guard.Request, goal_id: UUID, goal_indicator_id: UUID) -> HttpResponse:
    """Change the words of an indicator."""
    return _indicator_form(request, goal_id, goal_indicator_id)


def _indicator_form(request: guard.Request, goal_id: UUID, indicator_id: UUID | None) -> HttpResponse:
    goal = planning.goals.get_goal(goal_id=goal_id)
    planning.goal_forms.require_writer(actor=request.actor, goal=goal, on=clock.today())
    row = planning.goals.get_indicator(goal_id=goal_id, indicator_id=indicator_id) if indicator_id else None
    initial = {}
    if row is not None:
        initial = {
            "indikator": row.text,
            "satuan": row.measure,
            "cara": row.accumulation,
            "arah": row.direction,
            "sumber": row.source,
            "revisi": row.revision,
        }
    form = IndicatorForm(request.POST or None, initial=initial)

    def call(values: dict[str, Any]) -> Any:
        return planning.save_goal_indicator(
            actor=request.actor,
            goal_id=goal_id,
            indicator_id=indicator_id,
            given=planning.GoalIndicatorInput(
                text=values["indikator"],
                measure=values["satuan"],
                accumulation=values["cara"],
                direction=values["arah"],
                source=values["sumber"],
            ),
            at=clock.now(),
            seen=values["revisi"],
        )

    if request.method == "POST" and saving.save(form, call):
        messages.success(request, _("Indikator tersimpan."))
        if row is None:
            return redirect("goals:figures", goal_id, form.saved.id)
        return redirect("goals:detail", goal_id)
    context = {"form": form, "goal": goal, "row": row, "labels": labels}
    return render(request, "goals/indicator_form.html", context, status=saving.status_of(form))


@require_POST
@guard.signed_in
def retire_indicator(request: guard.Request, goal_id: UUID, goal_indicator_id: UUID) -> HttpResponse:
    """Take an indicator out of a goal."""
    planning.retire_goal_indicator(actor=request.actor, goal_id=goal_id, indicator_id=goal_indicator_id, at=clock.now())
    messages.success(request, _("Indikator dihentikan. Angkanya tetap tersimpan."))
    return redirect("goals:detail", goal_id)


@require_http_methods(["GET", "POST"])
@guard.signed_in
def edit_figures(request: guard.Request, goal_id: UUID, goal_indicator_id: UUID) -> HttpResponse:
    """Write targets and achievements of an indicator for a year and its quarters."""
    on = clock.today()
    goal = planning.goals.get_goal(goal_id=goal_id)
    planning.goal_forms.require_writer(actor=request.actor, goal=goal, on=on)
    year = asked.year_of(request, on)
    measure = planning.goals.measure_of(goal_id=goal_id, indicator_id=goal_indicator_id, year=year)
    form = FiguresForm(request.POST or None, measure=measure, initial={"revisi": measure.indicator.revision})

    def call(values: dict[str, Any]) -> Any:
        return planning.save_goal_figures(
            actor=request.actor,
            indicator_id=goal_indicator_id,
            year=year,
            at=clock.now(),
            targets=form.targets(),
            achievements=form.achievements(),
            seen=values["revisi"],
        )

    if request.method == "POST" and saving.save(form, call):
        messages.success(request, _("Target dan realisasi tersimpan."))
        return redirect(reverse("goals:detail", args=[goal_id]) + f"?tahun={year}#indikator-{goal_indicator_id}")
    context = {"form": form, "goal": goal, "measure": measure, "year": year, "labels": labels}
    return render(request, "goals/figures.html", context, status=saving.status_of(form))

"""The matrix of one plan: the whole table, one member's row as a plain form, borrowed members."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ekinerja.kernel import clock
from ekinerja.kernel.errors import Conflict, DomainError, NotAllowed, NotFound
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.planning.data import CellInput
from ekinerja.web import asked, guard, saving
from ekinerja.web.matrix import words
from ekinerja.web.matrix.forms import BorrowForm, RowForm

FOUND = 10


@require_GET
@guard.signed_in
def show_mine(request: guard.Request) -> HttpResponse:
    """Show the matrices the actor leads, and those in which the actor has a row."""
    return render(
        request, "matrix/mine.html", {"lines": planning.matrix.list_for(actor=request.actor, on=clock.today())}
    )


@require_GET
@guard.signed_in
def show(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Show the whole matrix to its leader, its members and the readers of the plan."""
    matrix = planning.matrix.view_of(actor=request.actor, plan_id=plan_id, on=clock.today())
    rows = sorted(matrix.rows, key=lambda row: row.employee_id != request.actor.employee_id)
    return render(request, "matrix/show.html", {"matrix": matrix, "rows": rows, "plan": matrix.plan, "words": words})


@require_http_methods(["GET", "POST"])
@guard.signed_in
def edit_row(request: guard.Request, plan_id: UUID, employee_id: UUID) -> HttpResponse:
    """Fill one member's row with a plain form: the way that needs no scripts."""
    matrix = planning.matrix.view_of(actor=request.actor, plan_id=plan_id, on=clock.today())
    row = matrix.row_of(employee_id)
    if row is None:
        raise NotFound
    if not row.may_write:
        raise NotAllowed(_("Anda hanya dapat mengisi baris Anda sendiri."))
    form = RowForm(request.POST or None, columns=matrix.columns, row=row)
    if request.method == "POST" and form.is_valid() and _saved(request, plan_id, form, employee_id):
        messages.success(request, _("Baris %(name)s tersimpan.") % {"name": row.name})
        return redirect(f"{reverse('matrix:show', args=[plan_id])}#p-{employee_id}")
    context = {"matrix": matrix, "plan": matrix.plan, "row": row, "form": form, "words": words}
    return render(request, "matrix/row.html", context, status=saving.status_of(form))


@require_http_methods(["GET", "POST"])
@guard.signed_in
def borrow(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Find somebody of the agency and add them to the matrix."""
    matrix = planning.matrix.view_of(actor=request.actor, plan_id=plan_id, on=clock.today())
    if not matrix.leads:
        raise NotAllowed(_("Hanya pemilik matriks yang dapat menambah atau mengeluarkan anggota."))
    form = BorrowForm(request.POST or None)
    candidates: list[Any] = []
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["pegawai"]
        if chosen is None:
            typed = form.cleaned_data["cari"]
            candidates = people.search_people(actor=request.actor, text=typed, limit=FOUND, everybody=True)
            if not candidates:
                form.add_error("cari", _("Tidak ada pegawai yang cocok. Coba NIP atau ejaan lain."))
        elif _borrowed(request, plan_id, chosen, form):
            messages.success(request, _("Anggota pinjaman ditambahkan ke matriks."))
            return redirect(f"{reverse('matrix:show', args=[plan_id])}#p-{chosen}")
    context = {"matrix": matrix, "plan": matrix.plan, "form": form, "candidates": candidates}
    return render(request, "matrix/borrow.html", context, status=saving.status_of(form))


@require_POST
@guard.signed_in
def gather(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Fill the empty cells from what the members' plans already serve."""
    count = planning.gather_cells(actor=request.actor, plan_id=plan_id, at=clock.now())
    if count:
        told = ngettext("%(num)s sel terisi dari SKP anggota.", "%(num)s sel terisi dari SKP anggota.", count)
        messages.success(request, told % {"num": count})
    else:
        messages.info(request, _("Tidak ada RHK anggota yang mendukung RHK Anda dan belum ada di matriks."))
    return redirect("matrix:show", plan_id)


@require_POST
@guard.signed_in
def take_over(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Let one cell say what the member's plan says now."""
    planning.matrix.require_reader(actor=request.actor, plan_id=plan_id, on=clock.today())
    outcome_id, employee_id = (asked.id_of(request.POST.get(name, "")) for name in ("rhk", "pegawai"))
    if outcome_id is None or employee_id is None:
        raise NotFound
    try:
        planning.take_over_cell(
            actor=request.actor,
            plan_id=plan_id,
            outcome_id=outcome_id,
            employee_id=employee_id,
            at=clock.now(),
            seen=asked.seen_by(request),
            seen_in_plan=asked.seen_by(request, "versi_skp"),
        )
    except Conflict as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Sel matriks kini sama dengan SKP anggota."))
    return redirect("matrix:show", plan_id)


@require_POST
@guard.signed_in
def release(request: guard.Request, plan_id: UUID, employee_id: UUID) -> HttpResponse:
    """Take a borrowed member out of the matrix."""
    try:
        planning.release_member(actor=request.actor, plan_id=plan_id, employee_id=employee_id, at=clock.now())
    except Conflict as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Anggota pinjaman dikeluarkan dari matriks."))
    return redirect("matrix:show", plan_id)


def _saved(request: guard.Request, plan_id: UUID, form: RowForm, employee_id: UUID) -> bool:
    cells = [
        CellInput(outcome_id, employee_id, text, seen, sure=form.cleaned_data["yakin"])
        for outcome_id, text, seen in form.cells()
    ]
    try:
        planning.fill_cells(actor=request.actor, plan_id=plan_id, cells=cells, at=clock.now())
    except planning.EmptyingAsks as error:
        form.ask(error)
    except DomainError as error:
        form.refuse(error)
    else:
        return True
    return False


def _borrowed(request: guard.Request, plan_id: UUID, employee_id: UUID, form: BorrowForm) -> bool:
    try:
        planning.borrow_member(actor=request.actor, plan_id=plan_id, employee_id=employee_id, at=clock.now())
    except (Conflict, NotFound) as error:
        form.add_error("cari", error.message)
        return False
    return True

"""The list of performance agreements, one of them, and what its parties do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ekinerja.kernel import clock
from ekinerja.kernel.errors import Conflict, RuleNotMet
from ekinerja.planning import public as planning
from ekinerja.planning.data import RecordedDecision
from ekinerja.web import asked, formats, guard, saving, spreadsheet
from ekinerja.web.agreements import labels
from ekinerja.web.agreements.forms import BudgetForm, PaperForm, ReturnForm, ReturnOnPaperForm
from ekinerja.web.paging import page_number, page_of
from ekinerja.web.pdf import pdf_response

PAGE = 25


@require_GET
@guard.signed_in
def show_list(request: guard.Request) -> HttpResponse:
    """Show unit by unit how far the agreements of a year are, or give it as a file."""
    on = clock.today()
    year = asked.year_of(request, on)
    number = page_number(request)
    as_file = request.GET.get("format") == "xlsx"
    board = planning.agreements.board(
        actor=request.actor,
        year=year,
        on=on,
        text=request.GET.get("q", ""),
        state=request.GET.get("keadaan", ""),
        offset=0 if as_file else (number - 1) * PAGE,
        limit=0 if as_file else PAGE,
    )
    if as_file:
        return _export(request, board, year)
    context = {
        "board": board,
        "page": page_of(board.rows, number=number, total=board.total, size=PAGE),
        "waiting": planning.agreements.list_waiting(actor=request.actor),
        "year": year,
        "years": [(str(number), str(number)) for number in planning.agreements.list_years()],
        "labels": labels,
    }
    return render(request, "agreements/list.html", context)


def _export(request: guard.Request, board: Any, year: int) -> HttpResponse:
    rows = [
        [
            row.unit_name,
            row.head_name,
            labels.STATES[row.state],
            row.agreement.number if row.agreement else "",
            formats.tanggal_pendek(row.agreement.signed_on) if row.agreement and row.agreement.signed_on else "",
        ]
        for row in board.rows
    ]
    planning.note_export(
        actor=request.actor,
        event="planning.agreement.exported",
        subject_type="planning.agreement",
        subject_id=str(year),
        rows=len(rows),
        at=clock.now(),
    )
    headers = [_("Unit"), _("Pihak pertama"), _("Keadaan"), _("Nomor urut"), _("Tanggal ditandatangani")]
    return spreadsheet.as_xlsx(name=f"perjanjian-kinerja-{year}", headers=headers, rows=rows)


@require_POST
@guard.signed_in
def draft(request: guard.Request) -> HttpResponse:
    """Begin the agreement of a unit, or the next change of an agreed one."""
    unit, year = request.POST.get("unit", ""), request.POST.get("tahun", "")
    if not year.isdecimal() or len(year) != 4:
        raise Http404
    unit_id = asked.id_of(unit)
    if unit and unit_id is None:
        raise Http404
    agreement = planning.draft_agreement(actor=request.actor, year=int(year), unit_id=unit_id, at=clock.now())
    messages.success(request, _("Konsep perjanjian dibuat dari sasaran unit. Lengkapi program dan anggarannya."))
    return redirect("agreements:detail", agreement.id)


@require_GET
@guard.signed_in
def show(request: guard.Request, agreement_id: UUID) -> HttpResponse:
    """Show one agreement to its parties and, once agreed, to everybody."""
    return _page(request, agreement_id)


def _page(request: guard.Request, agreement_id: UUID, refused: Any = None, status: int = 200) -> HttpResponse:
    view = planning.agreements.view_of(actor=request.actor, agreement_id=agreement_id, on=clock.today())
    context = {
        "view": view,
        "agreement": view.agreement,
        "standing": view.standing,
        "labels": labels,
        "refused": refused,
    }
    return render(request, "agreements/detail.html", context, status=status)


@require_http_methods(["GET", "POST"])
@guard.signed_in
def edit_budgets(request: guard.Request, agreement_id: UUID) -> HttpResponse:
    """Write the programmes with their budgets."""
    view = planning.agreements.view_of(actor=request.actor, agreement_id=agreement_id, on=clock.today())
    form = BudgetForm(request.POST or None, budgets=view.budgets, initial={"revisi": view.agreement.revision})

    def call(values: dict[str, Any]) -> Any:
        return planning.save_budgets(
            actor=request.actor, agreement_id=agreement_id, budgets=form.given(), at=clock.now(), seen=values["revisi"]
        )

    if request.method == "POST" and saving.save(form, call):
        messages.success(request, _("Program dan anggaran tersimpan."))
        return redirect("agreements:detail", agreement_id)
    context = {"form": form, "agreement": view.agreement, "view": view}
    return render(request, "agreements/budgets.html", context, status=saving.status_of(form))


@require_POST
@guard.signed_in
def submit(request: guard.Request, agreement_id: UUID) -> HttpResponse:
    """Hand the agreement to the superior."""
    return _act(
        request,
        agreement_id,
        lambda: planning.submit_agreement(actor=request.actor, agreement_id=agreement_id, at=clock.now()),
        _("Perjanjian diajukan. Isinya dibekukan sampai ada keputusan."),
    )


@require_POST
@guard.signed_in
def withdraw(request: guard.Request, agreement_id: UUID) -> HttpResponse:
    """Take the agreement back."""
    return _act(
        request,
        agreement_id,
        lambda: planning.withdraw_agreement(actor=request.actor, agreement_id=agreement_id, at=clock.now()),
        _("Pengajuan ditarik. Perjanjian dapat diubah lagi."),
    )


@require_POST
@guard.signed_in
def agree(request: guard.Request, agreement_id: UUID) -> HttpResponse:
    """Agree what was shown."""
    return _act(
        request,
        agreement_id,
        lambda: planning.agree_agreement(
            actor=request.actor,
            agreement_id=agreement_id,
            at=clock.now(),
            seen=asked.seen_by(request),
        ),
        _("Perjanjian disepakati. Dokumen resminya dapat diunduh."),
    )


@require_http_methods(["GET", "POST"])
@guard.signed_in
def record(request: guard.Request, agreement_id: UUID) -> HttpResponse:
    """Record a signed paper of a superior without an account."""

    def call(values: dict[str, Any]) -> Any:
        return planning.agree_agreement(
            actor=request.actor,
            agreement_id=agreement_id,
            at=clock.now(),
            seen=values["versi"],
            decision=RecordedDecision(values["nomor"], values["tanggal"]),
            official=values["pejabat"],
        )

    texts = {
        "title": _("Catat perjanjian yang ditandatangani"),
        "lead": _("Pejabat ini tidak memakai program. Catat naskah yang ditandatangani; nama Anda ikut tercatat."),
        "label": _("Catat kesepakatan"),
        "done": _("Kesepakatan tercatat. Dokumen resminya dapat diunduh."),
    }
    return _decide(request, agreement_id, PaperForm, call, texts)


@require_http_methods(["GET", "POST"])
@guard.signed_in
def give_back(request: guard.Request, agreement_id: UUID) -> HttpResponse:
    """Give the agreement back with a note."""

    def call(values: dict[str, Any]) -> Any:
        paper = RecordedDecision(values["nomor"], values["tanggal"]) if "nomor" in values else None
        return planning.return_agreement(
            actor=request.actor,
            agreement_id=agreement_id,
            note=values["catatan"],
            at=clock.now(),
            seen=values["versi"],
            decision=paper,
        )

    texts = {
        "title": _("Kembalikan perjanjian"),
        "lead": _("Tulis apa yang perlu diperbaiki. Pihak pertama membaca catatan ini dan dapat mengajukan lagi."),
        "label": _("Kembalikan dengan catatan ini"),
        "done": _("Perjanjian dikembalikan beserta catatan Anda."),
    }
    return _decide(request, agreement_id, ReturnForm, call, texts, on_paper=ReturnOnPaperForm)


@require_POST
@guard.signed_in
def discard(request: guard.Request, agreement_id: UUID) -> HttpResponse:
    """Throw a draft away that was never handed in."""
    planning.discard_agreement(actor=request.actor, agreement_id=agreement_id, at=clock.now())
    messages.success(request, _("Konsep perjanjian dihapus."))
    return redirect("agreements:list")


@require_GET
@guard.signed_in
def pdf(request: guard.Request, agreement_id: UUID) -> HttpResponse:
    """Return the official form as PDF; before agreement it is marked as a draft."""
    fields = planning.agreement_documents.document_fields(
        actor=request.actor, agreement_id=agreement_id, at=clock.now()
    )
    return pdf_response(
        request,
        fields.document,
        subject_type="planning.agreement",
        subject_id=agreement_id,
        file_name=fields.file_name,
    )


def _decide(
    request: guard.Request,
    agreement_id: UUID,
    form_class: type[saving.SmallForm],
    call: Callable[[dict[str, Any]], Any],
    texts: dict[str, str],
    on_paper: type[saving.SmallForm] | None = None,
) -> HttpResponse:
    view = planning.agreements.view_of(actor=request.actor, agreement_id=agreement_id, on=clock.today())
    chosen = on_paper if on_paper is not None and view.standing.records else form_class
    form = chosen(request.POST or None, initial={"versi": view.agreement.revision})
    if request.method == "POST" and saving.save(form, call):
        messages.success(request, texts["done"])
        return redirect("agreements:detail", agreement_id)
    context = {"form": form, "agreement": view.agreement, "view": view, "texts": texts}
    return render(request, "agreements/decide.html", context, status=saving.status_of(form))


def _act(request: guard.Request, agreement_id: UUID, call: Callable[[], Any], done: str) -> HttpResponse:
    """Do it and go back to the agreement; what is missing or has changed is shown on its page."""
    try:
        call()
    except (RuleNotMet, Conflict) as error:
        return _page(request, agreement_id, error, error.status)
    messages.success(request, done)
    return redirect("agreements:detail", agreement_id)

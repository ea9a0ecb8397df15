"""Cells as JSON for the page that is open: save what was typed, and ask what changed since."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ekinerja.kernel import clock
from ekinerja.kernel.errors import DomainError, RuleNotMet
from ekinerja.planning import public as planning
from ekinerja.planning.data import CellInput
from ekinerja.web import guard
from ekinerja.web.matrix import words

TAG = 20
# What was written a moment before the page asked may have been committed a moment after.
OVERLAP = timedelta(seconds=20)


@require_GET
@guard.signed_in
def latest(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Return the cells that changed since an instant; 304 when the answer is what the page already has."""
    found = planning.matrix.cells_of(actor=request.actor, plan_id=plan_id, on=clock.today())
    since = _instant(request.GET.get("sejak", ""))
    stamps = [cell.stamp for cell in found if cell.stamp]
    after = since - OVERLAP if since is not None else None
    shown = [cell for cell in found if after is None or (cell.stamp is not None and cell.stamp > after)]
    body = {"sel": as_json(shown), "sejak": max(stamps).isoformat() if stamps else ""}
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    tag = f'"{sha256(text.encode()).hexdigest()[:TAG]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(text, content_type="application/json", headers=headers)


@require_POST
@guard.signed_in
def save(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Save one cell or a pasted block, all or none; a refusal says why and what others wrote."""
    planning.matrix.require_reader(actor=request.actor, plan_id=plan_id, on=clock.today())
    try:
        cells = _given(request.body)
        planning.fill_cells(actor=request.actor, plan_id=plan_id, cells=cells, at=clock.now())
    except DomainError as error:
        asks = isinstance(error, planning.EmptyingAsks)
        theirs = [
            {"rhk": str(row["outcome"]), "pegawai": str(row["employee"])}
            | ({} if asks else {"teks": row["text"], "versi": row["revision"], "oleh": row["writer"]})
            for row in error.fields.get("cells", ())
        ]
        body = {"pesan": str(error.message), "tanya": asks, "sel": theirs}
        return JsonResponse(body, status=error.status)
    wanted = {(cell.outcome_id, cell.employee_id) for cell in cells}
    touched = {cell.employee_id for cell in cells}
    found = planning.matrix.cells_of(actor=request.actor, plan_id=plan_id, on=clock.today())
    shown = [row for row in found if (row.outcome_id, row.employee_id) in wanted or row.employee_id in touched]
    return JsonResponse({"sel": as_json(shown)})


def as_json(cells: Iterable[planning.matrix.Cell]) -> list[dict[str, Any]]:
    """Return cells as the page reads them."""
    return [
        {
            "rhk": str(cell.outcome_id),
            "pegawai": str(cell.employee_id),
            "teks": cell.text,
            "versi": cell.revision,
            "keadaan": cell.state,
            "kata": words.state_of(cell),
            "oleh": cell.writer,
        }
        for cell in cells
    ]


def _given(body: bytes) -> list[CellInput]:
    try:
        rows = json.loads(body)["sel"]
        cells = [
            CellInput(
                UUID(row["rhk"]),
                UUID(row["pegawai"]),
                str(row["teks"]),
                int(row["versi"]) if row.get("versi") is not None else None,
                sure=row.get("yakin") is True,
            )
            for row in rows
        ]
    except (ValueError, TypeError, KeyError, AttributeError):
        cells = []
    if not cells:
        raise RuleNotMet(_("Isian tidak terbaca. Muat ulang halaman ini, lalu simpan lagi."))
    return cells


def _instant(text: str) -> datetime | None:
    try:
        found = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None

"""`hitung tunjangan`: a person's month under a scheme, every cut with its base, rate and article."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ekinerja.regulation.lawbook import load, parse_shipped_scheme
from ekinerja.regulation.lawbook.answers.allowance_input import read_case
from ekinerja.regulation.lawbook.answers.fields import Fields
from ekinerja.regulation.lawbook.answers.output import article, plain
from ekinerja.rules.allowance.engine import pay
from ekinerja.rules.allowance.ledger import PayLine, PayResult
from ekinerja.rules.allowance.parse import parse_scheme
from ekinerja.rules.allowance.scheme import Scheme
from ekinerja.rules.allowance.sheet import Column, pay_sheet


def read_scheme(found: Any) -> Scheme:
    """Return the scheme a caller names, or the one written out in full."""
    return parse_shipped_scheme(found) if isinstance(found, str) else parse_scheme(found, draft=True)


def tunjangan(document: Any) -> dict[str, Any]:
    """Return gross, cuts, net, steps and flags of one person's month."""
    fields = Fields(document)
    scheme = read_scheme(fields.raw("skema"))
    layout = fields.text("tata_letak") if fields.has("tata_letak") else None
    case = read_case(fields)
    texts = {
        "NAMA": _optional(fields, "nama"),
        "NOMOR": _optional(fields, "nomor"),
        "JABATAN": case.position or "",
        "GOLONGAN": case.rank or "",
        "KELAS": "" if case.position_class is None else str(case.position_class),
    }
    fields.done()
    result = pay(scheme=scheme, case=case)
    answer = write(result, scheme)
    if layout is not None:
        answer["lembar"] = sheet(layout, result, texts)
    return answer


def _optional(fields: Fields, key: str) -> str:
    return fields.text(key) if fields.has(key) else ""


def write(result: PayResult, scheme: Scheme) -> dict[str, Any]:
    """Write a result as JSON; ``bruto`` less every cut is ``bersih``, and the steps sum to it."""
    answer: dict[str, Any] = {
        "skema": scheme.code,
        "terkonfirmasi": scheme.confirmed and all(line.citation.confirmed for line in result.lines),
        "bruto": money(result.gross),
        "potongan": [{"kode": line.code, **_line(line, -1)} for line in result.cuts],
        "kotor": money(result.taxable),
        "bersih": f"{result.net:.2f}",
        "langkah": [_line(line, 1) for line in result.lines],
        "tanda": [{"kode": flag.code, "pesan": flag.message, "pasal": article(flag.citation)} for flag in result.flags],
    }
    if result.score is not None:
        answer["skor"] = plain(result.score)
    return answer


def money(amount: Decimal) -> str:
    """Write an amount exactly, with at least two decimals."""
    text = plain(amount)
    whole, _, rest = text.partition(".")
    return f"{whole}.{rest.ljust(2, '0')}"


def _line(line: PayLine, sign: int) -> dict[str, Any]:
    return {
        "uraian": line.label,
        "dasar": money(line.base),
        "tarif": plain(line.rate * sign),
        "jumlah": money(line.amount * sign),
        "pasal": article(line.citation),
        "terkonfirmasi": line.citation.confirmed,
    }


def sheet(key: str, result: PayResult, texts: dict[str, str]) -> list[dict[str, Any]]:
    """Write a result in the columns of a pay sheet layout."""
    columns = [
        Column(
            item["number"], item["name"], item.get("source"), tuple(item.get("plus", ())), tuple(item.get("minus", ()))
        )
        for item in load().layout(key)["columns"]
    ]
    values = pay_sheet(columns=columns, result=result, texts=texts)
    rows = []
    for column in columns:
        found = values[column.number]
        text = money(found) if isinstance(found, Decimal) else found
        rows.append({"kolom": column.number, "nama": column.name, "nilai": text})
    return rows

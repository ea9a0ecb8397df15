"""`hitung angka-kredit`: one conversion, or an accumulation with what is needed for rank and grade."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ekinerja.regulation.lawbook import load
from ekinerja.regulation.lawbook.answers.fields import Fields
from ekinerja.regulation.lawbook.answers.output import plain, steps
from ekinerja.rules.credit import CreditParameters, Grade, Standing, accumulate, convert, standing
from ekinerja.rules.explained import Explained, RuleError
from ekinerja.rules.rating import Rating
from ekinerja.rules.rounding import print_points

LIST_FIELDS = ("baris", "daftar", "konversi", "rincian", "riwayat")
"""Names under which the list of rows may stand; ``baris`` is the one of the form."""


def angka_kredit(document: Any) -> dict[str, Any]:
    """Return the points of one row, or of a list of rows with its balance."""
    fields = Fields({"baris": document} if isinstance(document, list) else document)
    parameters = load().credit()
    named = [name for name in LIST_FIELDS if fields.has(name)]
    if not named:
        row = _row(fields, parameters, _places(fields))
        fields.done()
        return row
    if len(named) > 1:
        raise RuleError(code="KOLOM_GANDA", message="Tulis daftar sekali saja.", field=named[1])
    return _accumulation(fields, named[0], parameters)


def _places(fields: Fields) -> int:
    return fields.whole("desimal_cetak", least=0, most=6) if fields.has("desimal_cetak") else 2


def _convert(fields: Fields, parameters: CreditParameters) -> Explained[Decimal]:
    return convert(
        rating=fields.member("predikat", Rating),
        grade=fields.member("jenjang", Grade),
        months=fields.whole("bulan", least=1, most=12),
        on=fields.day("tanggal"),
        parameters=parameters,
    )


def _row(fields: Fields, parameters: CreditParameters, places: int) -> dict[str, Any]:
    try:
        result = _convert(fields, parameters)
    except RuleError as problem:
        if fields.place and "." not in problem.field:
            raise RuleError(code=problem.code, message=problem.message, field=fields.name(problem.field)) from problem
        raise
    return {
        "angka_kredit": plain(result.value),
        "cetak": print_points(points=result.value, places=places),
        "langkah": steps(result.steps),
    }


def _accumulation(fields: Fields, name: str, parameters: CreditParameters) -> dict[str, Any]:
    opening = fields.decimal("saldo_awal", least=Decimal(0)) if fields.has("saldo_awal") else Decimal(0)
    places = _places(fields)
    rows, last = [], None
    for index, node in enumerate(fields.items(name)):
        inner = Fields(node, f"{name}[{index}]")
        rows.append(_row(inner, parameters, places))
        inner.done()
        last = inner
    total = accumulate(opening=opening, earned=[Decimal(row["angka_kredit"]) for row in rows])
    result: dict[str, Any] = {
        "baris": rows,
        "saldo_awal": plain(opening),
        "perolehan": plain(total.value - opening),
        "akumulasi": plain(total.value),
        "angka_kredit": plain(total.value),
        "cetak": print_points(points=total.value, places=places),
    }
    explained = list(total.steps)
    if fields.has("golongan"):
        grade = fields.member("jenjang", Grade) if fields.has("jenjang") or last is None else _grade(last)
        on = fields.day("tanggal") if fields.has("tanggal") or last is None else last.day("tanggal")
        rank = fields.text("golongan")
        found = standing(balance=total.value, grade=grade, rank=rank, on=on, parameters=parameters)
        explained += found.steps
        result.update(_standing(found.value))
    else:
        for optional in ("jenjang", "tanggal"):
            fields.has(optional)
    fields.done()
    result["langkah"] = steps(explained)
    return result


def _grade(last: Fields) -> Grade:
    return last.member("jenjang", Grade)


def _standing(found: Standing) -> dict[str, Any]:
    grade: dict[str, Any] | None = None
    if found.grade_need is not None and found.grade_surplus is not None:
        grade = {"butuh": plain(found.grade_need), "kelebihan": plain(found.grade_surplus)}
    notes = []
    if not found.in_grade_range:
        notes.append("Golongan di luar rentang jenjang ini; periksa angka kredit dasar.")
    if found.grade_met:
        notes.append("Kenaikan jenjang didahulukan; perlu lowongan, lulus uji kompetensi, predikat paling rendah Baik.")
    return {
        "pangkat": {"butuh": plain(found.rank_need), "kelebihan": plain(found.rank_surplus)},
        "jenjang": grade,
        "dapat": {"pangkat": found.rank_met, "jenjang": found.grade_met},
        "didahulukan": found.first or None,
        "catatan": notes,
    }

"""Answers the kinds of examples that `ekinerja hitung` itself does not offer, straight from the rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from ekinerja.regulation.lawbook import load, parse_shipped_scheme
from ekinerja.regulation.lawbook.answers.output import plain, steps
from ekinerja.rules import career, credit, cycle, legacy
from ekinerja.rules.rating import Rating


def _scale(node: dict[str, Any]) -> dict[str, Any]:
    scale = load().parameter("rating/legacy_scale").latest()
    found = legacy.legacy_rating(score=Decimal(node["nilai"]), new_idea=node["ide_baru"], scale=scale)
    return {"predikat": found.value.value, "langkah": steps(found.steps)}


def _objection(node: dict[str, Any]) -> dict[str, Any]:
    count = cycle.DayCount(node["hitung"]) if "hitung" in node else None
    found = cycle.objection_deadline(
        received=date.fromisoformat(node["diterima"]), parameters=load().cycle(), count=count
    )
    return {"batas": found.value.isoformat(), "langkah": steps(found.steps)}


def _deadlines(node: dict[str, Any]) -> dict[str, Any]:
    parameters, year = load().cycle(), node["tahun"]
    found = {
        "skp": cycle.plan_deadline(year=year, parameters=parameters),
        "disusun_pengelola": cycle.manager_drafts_after(year=year, parameters=parameters),
        "evaluasi_tahunan": cycle.annual_evaluation_deadline(year=year, parameters=parameters),
    }
    days: dict[str, Any] = {name: item.value.isoformat() for name, item in found.items()}
    return {**days, "langkah": steps([step for item in found.values() for step in item.steps])}


def _improvement(node: dict[str, Any]) -> dict[str, Any]:
    found = career.opens_improvement(
        annual=Rating(node["predikat"]), on=date.fromisoformat(node["tanggal"]), parameters=load().career()
    )
    due = found.value.due.isoformat() if found.value and found.value.due else None
    return {"akhir": due, "langkah": steps(found.steps)}


def _pak(node: dict[str, Any]) -> dict[str, Any]:
    rows = credit.pak_lines(old=[Decimal(x) for x in node["lama"]], new=[Decimal(x) for x in node["baru"]])
    return {"jumlah": plain(rows[-1].total)}


def _entry(node: dict[str, Any]) -> dict[str, Any]:
    found = credit.entry_credit(
        rating=Rating(node["predikat"]),
        grade=credit.Grade(node["jenjang"]),
        rank=node["golongan"],
        years_in_rank=node["masa_kepangkatan"],
        at_top_rank=node["pangkat_puncak"],
        on=date.fromisoformat(node["tanggal"]),
        parameters=load().credit(),
    )
    return {"angka_kredit": plain(found.value), "langkah": steps(found.steps)}


def _credit_table(node: dict[str, Any]) -> dict[str, Any]:
    on, parameters = date.fromisoformat(node["tanggal"]), load().credit()

    def points(grade: credit.Grade, rating: Rating, months: int) -> str:
        return plain(credit.convert(rating=rating, grade=grade, months=months, on=on, parameters=parameters).value)

    return {
        grade.value: [points(grade, rating, 12) for rating in Rating] + [points(grade, Rating.BAIK, 1)]
        for grade in credit.Grade
    }


def _education_table(node: dict[str, Any]) -> dict[str, Any]:
    on, parameters = date.fromisoformat(node["tanggal"]), load().credit()
    base = credit.EducationBase.PANGKAT
    return {
        grade.value: plain(credit.education_bonus(grade=grade, base=base, on=on, parameters=parameters).value)
        for grade in credit.Grade
    }


def _base_table(node: dict[str, Any]) -> dict[str, Any]:
    on, parameters = date.fromisoformat(node["tanggal"]), load().credit()
    ranks = parameters.base_credit.at(on).value["KEAHLIAN"]
    grade = credit.Grade.AHLI_MADYA
    return {
        rank: plain(credit.base_credit(grade=grade, rank=rank, on=on, parameters=parameters).value) for rank in ranks
    }


def _integration(node: dict[str, Any]) -> dict[str, Any]:
    found = credit.integrate_conventional(
        conventional=Decimal(node["konvensional"]),
        grade=credit.Grade(node["jenjang"]),
        on=date.fromisoformat(node["tanggal"]),
        parameters=load().credit(),
    )
    return {"angka_kredit": plain(found.value), "langkah": steps(found.steps)}


def _index(node: dict[str, Any]) -> dict[str, Any]:
    table = parse_shipped_scheme("lubuklinggau-2022").base.table
    products = {level: Decimal(amount) * Decimal(node["itpp"]) for level, amount in node["bpk"].items()}
    largest = max(abs(products[level] - table[level]) for level in products)
    return {
        "selisih_paling_besar": str(int(largest) + 1) if largest < 1 else str(largest),
        "kelas_8": str(products["8"].quantize(Decimal(1))),
    }


def _ladder(node: dict[str, Any]) -> dict[str, Any]:
    rows: list[Any] = []
    explained: list[Any] = []
    for days in node["hari"]:
        found = career.absence_sanction(
            days_in_year=days,
            longest_run=node.get("beruntun", 0),
            on=date(2026, 6, 1),
            parameters=load().career(),
        )
        rows.append(found.value.sanction if found.value else None)
        explained += found.steps
    return {"hukuman": rows, "langkah": steps(explained)}


ANSWERS = {
    "skala-lama": _scale,
    "keberatan": _objection,
    "batas-skp": _deadlines,
    "perbaikan": _improvement,
    "pak": _pak,
    "masuk-jf": _entry,
    "tabel-ak": _credit_table,
    "tabel-pendidikan": _education_table,
    "tabel-dasar": _base_table,
    "integrasi": _integration,
    "besaran-indeks": _index,
    "tangga-absen": _ladder,
}

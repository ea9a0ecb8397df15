"""The fields of an example in words: labels from their keys, values as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ekinerja.regulation import public as regulation
from ekinerja.web import formats

TOPICS = {
    "predikat": gettext_lazy("Predikat kinerja"),
    "distribusi": gettext_lazy("Distribusi predikat"),
    "siklus": gettext_lazy("Tenggat dan keberatan"),
    "angka-kredit": gettext_lazy("Angka kredit"),
    "tunjangan": gettext_lazy("Tunjangan dan TPP"),
    "talenta": gettext_lazy("Talenta"),
    "pensiun": gettext_lazy("Pensiun"),
    "disiplin": gettext_lazy("Disiplin"),
}
TOPIC_OF = {
    "skala-lama": "predikat",
    "keberatan": "siklus",
    "batas-skp": "siklus",
    "perbaikan": "siklus",
    "pak": "angka-kredit",
    "masuk-jf": "angka-kredit",
    "tabel-ak": "angka-kredit",
    "tabel-pendidikan": "angka-kredit",
    "tabel-dasar": "angka-kredit",
    "integrasi": "angka-kredit",
    "besaran-indeks": "tunjangan",
    "tangga-absen": "disiplin",
}
"""Kinds of examples that are not a topic by themselves."""

SHORT = {"PLT": "Plt.", "PLH": "Plh.", "PJ": "Pj.", "CPNS": "CPNS", "PNS": "PNS"}
KEPT = frozenset({"BUP", "SKP", "JF", "JPT", "TPP", "PNS", "BKN", "TL1", "TL2", "TL3", "TL4", "S1", "S2", "S3"})
"""Abbreviations that stay in capitals."""
LABELS = {
    "bup": "Batas usia pensiun",
    "tmt_pensiun": "TMT pensiun",
    "tmt_pns": "TMT PNS",
    "tanggal_bup": "Tanggal mencapai batas usia pensiun",
    "tanggal": "Pada tanggal",
    "skp": "Batas penetapan SKP",
    "itpp": "Indeks TPP",
    "bpk": "Besaran BPK",
    "plt": "Plt.",
    "dasar": "Besaran",
    "bruto": "Sebelum potongan",
    "bersih": "Diterima",
    "tanda": "Catatan",
    "batas": "Batas",
    "from_days": "Mulai hari ke",
    "sanction": "Hukuman",
    "label": "Nama",
    "level": "Tingkat",
    "ranks": "Golongan",
    "rank": "Golongan",
    "for_rank": "Kenaikan pangkat",
    "for_grade": "Kenaikan jenjang",
    "kind": "Jenis batas",
    "ratings": "Predikat",
    "rating": "Predikat",
    "share": "Bagian",
    "bands": "Rentang",
    "least": "Paling sedikit",
    "highest": "Paling tinggi",
    "status": "Status",
}
AMOUNTS = frozenset({"dasar", "jumlah", "bruto", "bersih", "kotor", "besaran_jabatan", "bpk", "kelas_8"})
NUMBER = re.compile(r"-?\d+(\.\d+)?\Z")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
MONTH = re.compile(r"\d{4}-\d{2}\Z")
CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*\Z")
OWN = frozenset({"citation", "confirmed"})
"""Fields of a record that stand in columns of their own."""
HIDDEN = frozenset({"langkah", "terkonfirmasi", "potongan"})


def topic_of(kind: str) -> str:
    """Return the topic under which a kind of example is listed."""
    return TOPIC_OF.get(kind, kind)


def label(key: str) -> str:
    """Return the words of a field: ``tanggal_lahir`` is Tanggal lahir."""
    if key in LABELS:
        return _(LABELS[key])
    if "." in key:
        return ", ".join(label(part) for part in key.split("."))
    if CODE.match(key):
        return code_words(key)
    text = key.replace("_", " ")
    return _(text[:1].upper() + text[1:])


def code_words(code: str) -> str:
    """Return the words of a stored code: ``BUTUH_PERBAIKAN`` is Butuh Perbaikan."""
    words = " ".join(part if part in KEPT else part.capitalize() for part in code.split("_"))
    return SHORT.get(code) or _(words)


def value(found: Any, key: str = "") -> str:
    """Return one value as people write it: dates, rupiah, numbers with a comma, codes in words."""
    if found is None or isinstance(found, bool):
        return "–" if found is None else _("ya") if found else _("tidak")
    text = str(found)
    if key == "skema":
        return str(regulation.lawbook().scheme_document(text)["title"])
    if DAY.match(text):
        return str(formats.tanggal(date.fromisoformat(text)))
    if MONTH.match(text):
        return str(formats.bulan(date.fromisoformat(f"{text}-01")))
    if NUMBER.match(text):
        return number(text, money=key in AMOUNTS)
    return code_words(text) if CODE.match(text) else text


def number(text: str, *, money: bool = False) -> str:
    """Return an exact number with points and a comma, nothing rounded: 4595150.00 is 4.595.150."""
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _point, rest = digits.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".") if money or len(whole) > 4 else whole
    rest = "" if money and not rest.strip("0") else rest
    currency = "Rp\N{NO-BREAK SPACE}" if money else ""
    return f"{currency}{sign}{grouped}{',' + rest if rest else ''}"


def lines(node: Any, *, before: str = "", key: str = "") -> Iterator[tuple[str, str]]:
    """Yield label and value of everything in an input or an answer, without its steps."""
    if isinstance(node, dict):
        for name, inner in node.items():
            if name not in HIDDEN:
                yield from lines(inner, before=f"{before}, {label(name)}" if before else label(name), key=name)
    elif isinstance(node, list) and any(isinstance(inner, (dict, list)) for inner in node):
        for index, inner in enumerate(node, start=1):
            yield from _row(inner, f"{before} {index}".strip(), key)
    elif isinstance(node, list):
        yield before, "; ".join(value(inner, key) for inner in node) or "–"
    else:
        yield before, value(node, key)


def _row(node: Any, before: str, key: str) -> Iterator[tuple[str, str]]:
    if not isinstance(node, dict):
        yield from lines(node, before=before, key=key)
        return
    yield before, "; ".join(f"{name}: {text}" for name, text in lines(node))


def path_words(path: str) -> str:
    """Return the words of a place in an answer: ``potongan.0.jumlah`` is Potongan 1, jumlah."""
    words = ""
    for part in path.split("."):
        if part.isdecimal():
            words += f" {int(part) + 1}"
        else:
            words += f", {label(part).lower()}" if words else label(part)
    return words


def data(node: Any) -> Any:
    """Return a value of the law as plain mappings and lists, whatever record it is kept in."""
    if is_dataclass(node) and not isinstance(node, type):
        return {field.name: data(getattr(node, field.name)) for field in fields(node) if field.name not in OWN}
    if isinstance(node, Mapping):
        return {str(name): data(inner) for name, inner in node.items()}
    if isinstance(node, (list, tuple, set, frozenset)):
        return [data(inner) for inner in node]
    return node

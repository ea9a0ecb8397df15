"""What a plan still lacks (findings that hold it back) and hints that never do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Protocol

from django.utils.translation import gettext as _

from ekinerja.kernel.errors import Finding
from ekinerja.kernel.numbers import write_number
from ekinerja.planning.data import Accumulation, Approach, OutcomeKind

CITATION = "PermenPANRB 6/2022"
ACTIVITY_WORDS = frozenset(
    (
        "melaksanakan",
        "membuat",
        "menulis",
        "menyusun",
        "mengikuti",
        "menghadiri",
        "mengerjakan",
        "menyiapkan",
        "mengetik",
        "melakukan",
        "membantu",
        "mengumpulkan",
        "mengolah",
        "menginput",
        "memeriksa",
        "mengelola",
        "memberikan",
        "melayani",
        "mendampingi",
        "menyampaikan",
        "menyelenggarakan",
        "mengoordinasikan",
        "mengkoordinasikan",
        "memfasilitasi",
        "mempersiapkan",
        "merekap",
        "merekapitulasi",
        "mencatat",
        "mengarsipkan",
        "mendistribusikan",
        "memantau",
        "memonitor",
        "mengawasi",
        "mengevaluasi",
        "melaporkan",
        "menghimpun",
        "memproses",
        "mengentri",
        "mengajar",
        "membimbing",
        "mendata",
        "mendokumentasikan",
        "menerima",
        "mengirim",
        "menghitung",
        "menganalisis",
        "memverifikasi",
        "pelaksanaan",
        "penyusunan",
        "pembuatan",
        "penyiapan",
        "pengumpulan",
        "pengolahan",
    )
)
RESULTS = {
    "menyusun": "Tersusunnya",
    "penyusunan": "Tersusunnya",
    "membuat": "Tersedianya",
    "pembuatan": "Tersedianya",
    "melayani": "Terlayaninya",
    "melaksanakan": "Terlaksananya",
    "pelaksanaan": "Terlaksananya",
    "mengelola": "Terkelolanya",
    "menyiapkan": "Tersedianya",
    "mengajar": "Meningkatnya",
    "membimbing": "Meningkatnya",
    "memverifikasi": "Terverifikasinya",
}
PERCENT = frozenset({"%", "persen", "persentase"})
MONTHLY = re.compile(r"\b(bulanan|tiap bulan|setiap bulan|per bulan)\b")
QUARTERLY = re.compile(r"\b(triwulanan|tiap triwulan|setiap triwulan|per triwulan|triwulan)\b")
GROWTH = re.compile(r"\b(pertumbuhan|kenaikan|peningkatan|tumbuh|terhadap)\b")
HUNDRED = Decimal(100)
MANY_OUTCOMES = 20
YEARLY = {MONTHLY: 12, QUARTERLY: 4}


class IndicatorLike(Protocol):
    """What the checks need of an indicator."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def has_target(self) -> bool:
        """Whether it has a target."""


class OutcomeLike(Protocol):
    """What the checks need of an outcome."""

    @property
    def number(self) -> int:
        """Its place in the plan."""

    @property
    def kind(self) -> str:
        """UTAMA or TAMBAHAN."""


Content = Sequence[tuple[OutcomeLike, Sequence[IndicatorLike]]]


def check_plan(*, content: Content) -> tuple[Finding, ...]:
    """Return what keeps the plan from being submitted, in the order in which it is mended."""
    findings: list[Finding] = []
    if not any(outcome.kind == OutcomeKind.MAIN for outcome, _rows in content):
        findings.append(
            Finding(
                "planning.no_main_outcome",
                _("Isi paling sedikit satu rencana hasil kerja utama."),
                field="outcomes",
                citation=CITATION,
            )
        )
    for outcome, indicators in content:
        findings.extend(_check_outcome(outcome, indicators))
    return tuple(findings)


def hints_for_outcome(*, text: str, count: int = 0) -> tuple[str, ...]:
    """
    Return advice on the wording of an outcome; nothing here ever holds a plan back.

    ``count`` is how many outcomes the plan holds.
    """
    first = text.strip().split(" ", 1)[0].lower().strip(",.;:")
    hints = []
    if first in ACTIVITY_WORDS:
        example = RESULTS.get(first, "")
        hints.append(
            _("Kalimat ini terbaca sebagai kegiatan. Tulis hasilnya, misalnya “%(word)s …”.") % {"word": example}
            if example
            else _(
                "Kalimat ini terbaca sebagai kegiatan. Tulis hasilnya, misalnya “Tersusunnya …” atau “Meningkatnya …”."
            )
        )
    if count > MANY_OUTCOMES:
        hints.append(
            _("SKP ini memuat %(n)s RHK. Kebanyakan SKP cukup dengan 3 sampai 10; gabungkan yang hasilnya sama.")
            % {"n": count}
        )
    return tuple(hints)


def hints_for_indicator(
    *,
    approach: str,
    target_unit: str,
    has_number: bool,
    text: str = "",
    target_number: Decimal | None = None,
    accumulation: str = "",
    days: tuple[date, date] | None = None,
) -> tuple[str, ...]:
    """
    Return advice on an indicator; nothing here ever holds a plan back. ``days`` is the plan's period, half-open.
    """
    hints = []
    if approach == Approach.QUANTITATIVE and has_number and not target_unit.strip():
        hints.append(_("Sebutkan satuan targetnya, misalnya dokumen, persen, atau orang."))
    if target_number is not None:
        hints.extend(_unreachable(f"{text} {target_unit}".casefold(), target_unit, target_number, accumulation, days))
    return tuple(hints)


def _unreachable(
    words: str, unit: str, number: Decimal, accumulation: str, days: tuple[date, date] | None
) -> Iterator[str]:
    """Return why a target cannot be reached in the plan's period as it is written."""
    plain, percent = " ".join(unit.casefold().split()), is_percentage(text=words, unit=unit)
    if percent and number > HUNDRED and not GROWTH.search(words):
        yield _(
            "Target %(number)s persen melebihi 100 persen. Periksa angkanya, atau jelaskan terhadap apa dibandingkan."
        ) % {"number": write_number(number)}
    if number <= 0 and not percent:
        yield _("Targetnya nol atau kurang. Bila itu memang yang dituju, abaikan saran ini.")
    if days is None or accumulation not in ("", Accumulation.SUM):
        return
    months = months_in(*days)
    for pattern, most, lasts, name in (
        (MONTHLY, months, "bulan", _("bulan")),
        (QUARTERLY, -(-months // 3), "triwulan", _("triwulan")),
    ):
        often = pattern.search(words) and most < number <= YEARLY[pattern] and not percent
        if often or (plain == lasts and number > most):
            yield _(
                "SKP ini mencakup %(most)s %(name)s, sedangkan targetnya %(number)s. Sesuaikan dengan periodenya."
            ) % {
                "most": most,
                "name": name,
                "number": write_number(number),
            }


def is_percentage(*, text: str, unit: str) -> bool:
    """Tell whether an indicator is a percentage, by its unit or its first word."""
    return " ".join(unit.casefold().split()) in PERCENT or text.strip().casefold().startswith("persentase")


def months_in(first: date, end: date) -> int:
    """Return how many calendar months a half-open period touches."""
    last = end - timedelta(days=1)
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _check_outcome(outcome: OutcomeLike, indicators: Sequence[IndicatorLike]) -> list[Finding]:
    place = f"outcome-{outcome.number}"
    name = _("RHK %(number)s") % {"number": outcome.number}
    if not indicators:
        return [
            Finding(
                "planning.no_indicator",
                _("%(name)s belum punya indikator.") % {"name": name},
                field=place,
                citation=CITATION,
            )
        ]
    return [
        Finding(
            "planning.no_target",
            _("%(name)s: indikator “%(text)s” belum punya target.") % {"name": name, "text": indicator.text[:60]},
            field=place,
            citation=CITATION,
        )
        for indicator in indicators
        if not indicator.has_target
    ]

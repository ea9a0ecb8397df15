"""What a plan still lacks (findings that hold it back) and hints that never do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django.utils.translation import gettext as _

from ekinerja.kernel.errors import Finding
from ekinerja.planning.data import Approach, OutcomeKind

CITATION = "PermenPANRB 6/2022"
ACTIVITY_WORDS = (
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
)


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


def hints_for_outcome(*, text: str) -> tuple[str, ...]:
    """Return advice on the wording of an outcome; nothing here ever holds a plan back."""
    first = text.strip().split(" ", 1)[0].lower().strip(",.;:")
    if first in ACTIVITY_WORDS:
        return (
            _("Kalimat ini terbaca sebagai kegiatan. Tulis hasilnya, misalnya “Tersusunnya …” atau “Meningkatnya …”."),
        )
    return ()


def hints_for_indicator(*, approach: str, target_unit: str, has_number: bool) -> tuple[str, ...]:
    """Return advice on an indicator; nothing here ever holds a plan back."""
    if approach == Approach.QUANTITATIVE and has_number and not target_unit.strip():
        return (_("Sebutkan satuan targetnya, misalnya dokumen, persen, atau orang."),)
    return ()


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

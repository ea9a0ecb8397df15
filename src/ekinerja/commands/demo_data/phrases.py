"""What people of the demo agency write, by their post; read from ``content.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

# Who leads the agencies of the example and where documents are signed, by the title of the head.
HEADS = {"Bupati": "H. Rahmat Hidayat, S.E., M.M.", "Wali Kota": "Hj. Siti Aminah Lubis, S.Sos., M.Si."}
SEATS = {"Bupati": "Kalianda", "Wali Kota": "Teluk Semangka"}


@dataclass(frozen=True)
class IndicatorPhrase:
    """One indicator with its target."""

    aspect: str
    text: str
    target: Decimal
    unit: str

    @property
    def counts(self) -> bool:
        """Whether the target is a number of things that months add up to."""
        return self.aspect == "KUANTITAS" and self.target >= 12


@dataclass(frozen=True)
class OutcomePhrase:
    """One outcome with its indicators."""

    text: str
    indicators: tuple[IndicatorPhrase, ...]


@cache
def content() -> dict[str, Any]:
    """Return the whole of ``content.yaml``."""
    with (Path(__file__).parent / "content.yaml").open(encoding="utf-8") as stream:
        loaded: dict[str, Any] = yaml.safe_load(stream)
    return loaded


@cache
def outcomes_for(title: str) -> tuple[OutcomePhrase, ...]:
    """Return the outcomes of a post; the first family whose beginning fits."""
    for family in content()["families"]:
        fits = any(title.startswith(start) for start in family["posts"])
        if fits and not any(title.startswith(start) for start in family.get("unless", ())):
            return tuple(_outcome(item) for item in family["outcomes"])
    raise LookupError(title)


@cache
def additional() -> tuple[OutcomePhrase, ...]:
    """Return the outcomes outside one's main task."""
    return tuple(_outcome(item) for item in content()["additional"])


def _outcome(item: dict[str, Any]) -> OutcomePhrase:
    rows = (IndicatorPhrase(row[0], row[1], Decimal(row[2]), row[3]) for row in item["indicators"])
    return OutcomePhrase(item["text"], tuple(rows))

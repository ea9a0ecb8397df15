"""How the parts of a yearly target read on screens."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ekinerja.planning import public as planning
from ekinerja.planning.data import Accumulation

MADE: Final[dict[str, str | Promise]] = {
    Accumulation.SUM: _("Jumlah rincian"),
    Accumulation.LAST: _("Nilai akhir rincian"),
    Accumulation.AVERAGE: _("Rata-rata rincian"),
}


def made_json() -> str:
    """Return the same words for the script that tells the total while somebody types."""
    return json.dumps({str(key): str(words) for key, words in MADE.items()})


@dataclass(frozen=True)
class Told:
    """What parts make together, and by how much that misses the target (none where there is no number)."""

    label: str
    total: Decimal
    difference: Decimal | None

    @property
    def is_short(self) -> bool:
        """Whether the parts make less than the target."""
        return self.difference is not None and self.difference < 0

    @property
    def gap(self) -> Decimal:
        """The difference without its sign."""
        return abs(self.difference or Decimal(0))


def told(target: Decimal | None, parts: Mapping[int, Decimal], accumulation: str) -> Told | None:
    """Return what parts make of a target; none without parts."""
    total = planning.target_parts.told_by(parts=parts, accumulation=accumulation)
    if total is None:
        return None
    missed = planning.target_parts.difference(parts=parts, accumulation=accumulation, target=target)
    return Told(str(MADE[accumulation]), total, missed)


def told_of(indicator: Any) -> Told | None:
    """Return the same for an indicator that came with its parts."""
    parts = planning.target_parts.parts_of(indicator)
    return told(indicator.target_number, parts, indicator.accumulation)


def part_of(indicator: Any, period_number: int) -> Decimal | None:
    """Return the part of one period, if the target is divided."""
    return planning.target_parts.parts_of(indicator).get(period_number)

"""Who is outside performance planning on a day, and why; counted apart from those who have not filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ekinerja.rules.explained import Citation, Explained, Step


@dataclass(frozen=True, slots=True)
class Exemption:
    """A status that puts somebody outside the cycle. Statutory term: dikecualikan dari perencanaan."""

    status: str
    label: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Why somebody is outside the cycle on a day."""

    code: str
    label: str


NEAR_RETIREMENT = "MENJELANG_PENSIUN"
PAST_RETIREMENT = "PENSIUN"


def months_before(*, day: date, months: int) -> date:
    """Return the first day of the month that lies ``months`` months before the month of ``day``."""
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def exclusion_on(
    *,
    status: str,
    on: date,
    retirement: date | None,
    exemptions: Sequence[Exemption],
    months: int,
    months_citation: Citation,
) -> Explained[Exclusion | None]:
    """
    Say whether somebody is outside the cycle on a day: by status, or because retirement is near.

    ``retirement`` is the first day of retirement (TMT); ``months`` the agency's dated setting, 0 switches it
    off.
    """
    for item in exemptions:
        if item.status == status:
            step = Step("Status pegawai", (("status", status),), item.label, item.citation)
            return Explained(Exclusion(item.status, item.label), (step,))
    if retirement is not None and on >= retirement:
        step = Step("TMT pensiun", (("pada", on.isoformat()),), retirement.isoformat(), months_citation)
        return Explained(Exclusion(PAST_RETIREMENT, "Sudah pensiun"), (step,))
    if retirement is not None and months > 0 and on >= months_before(day=retirement, months=months):
        step = Step(
            "Menjelang pensiun",
            (("TMT pensiun", retirement.isoformat()), ("bulan sebelum pensiun", months)),
            "dikecualikan",
            months_citation,
        )
        return Explained(Exclusion(NEAR_RETIREMENT, f"Pensiun dalam {months} bulan"), (step,))
    return Explained(None, (Step("Tidak dikecualikan", (("status", status),), "wajib menyusun SKP"),))

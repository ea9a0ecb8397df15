"""How the ratings of a unit may be distributed (SE MenPANRB 3/2023): check, whole-person limits, curve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

from ekinerja.rules.explained import Citation, Finding, RuleError, Severity
from ekinerja.rules.rating import LABELS, OrganisationLevel, Rating

ORDER: tuple[Rating, ...] = tuple(reversed(Rating))
"""The axis of the official curve, worst first."""


class LimitKind(StrEnum):
    """What a limit asks: a largest group, a highest share, a least share, or presence."""

    LARGEST = "TERBESAR"
    MAX = "MAKS"
    MIN = "MIN"
    PRESENT = "ADA"


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit on the share of one or several ratings together."""

    kind: LimitKind
    ratings: tuple[Rating, ...]
    share: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class DistributionRules:
    """The limits for each level of the unit, from ``law/``. Statutory term: pola distribusi."""

    limits: Mapping[OrganisationLevel, tuple[Limit, ...]]
    curve: Mapping[OrganisationLevel, tuple[int, ...]]
    small_unit: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit in whole persons for a unit of a given size; ``None`` means no bound on that side."""

    kind: LimitKind
    ratings: tuple[Rating, ...]
    share: Decimal
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class DistributionResult:
    """The outcome of a check; findings warn and never block."""

    conforms: bool
    findings: tuple[Finding, ...]
    bounds: tuple[Bound, ...]


def largest_remainder(*, shares: Sequence[Decimal], total: int) -> tuple[int, ...]:
    """Split ``total`` persons by shares into whole persons; left-over seats go to the largest remainders."""
    weight = sum(shares, Decimal(0))
    if weight <= 0 or total < 0:
        raise RuleError(code="POLA_TIDAK_SAH", message="Pola distribusi tidak boleh kosong.", field="jumlah")
    exact = [share * total / weight for share in shares]
    seats = [int(value.to_integral_value(ROUND_FLOOR)) for value in exact]
    by_remainder = sorted(range(len(shares)), key=lambda i: (seats[i] - exact[i], i))
    for index in by_remainder[: total - sum(seats)]:
        seats[index] += 1
    return tuple(seats)


def curve(*, level: OrganisationLevel, rules: DistributionRules, total: int | None = None) -> tuple[int, ...]:
    """Return the official curve from Sangat Kurang to Sangat Baik, scaled to ``total`` persons if given."""
    points = rules.curve[level]
    if total is None:
        return points
    return largest_remainder(shares=[Decimal(point) for point in points], total=total)


def bounds_for(*, level: OrganisationLevel, total: int, rules: DistributionRules) -> tuple[Bound, ...]:
    """Turn the percentages of a level into whole persons for a unit of ``total`` people."""
    return tuple(_bound(limit, total, small=total <= rules.small_unit) for limit in rules.limits[level])


def _bound(limit: Limit, total: int, *, small: bool) -> Bound:
    least: int | None = None
    most: int | None = None
    exact = limit.share * total
    whole = int(exact.to_integral_value(ROUND_FLOOR))
    if small and 0 < limit.share < 1:
        whole = largest_remainder(shares=(limit.share, 1 - limit.share), total=total)[0]
    if limit.kind is LimitKind.MAX:
        most = whole
    elif limit.kind is LimitKind.MIN:
        least = whole if small or whole == exact else whole + 1
    elif limit.kind is LimitKind.PRESENT:
        least = 0 if total <= 1 else 1
    return Bound(limit.kind, limit.ratings, limit.share, least, most)


def check_distribution(
    *, level: OrganisationLevel, counts: Mapping[Rating, int], rules: DistributionRules
) -> DistributionResult:
    """
    Compare a unit's ratings with the pattern for its level; every finding is a warning, never a block.

    Units up to ``rules.small_unit`` people cannot meet percentages exactly: their limits are whole persons by
    largest remainder.

    :raises RuleError: if a count is negative or nobody is rated
    """
    for rating, count in counts.items():
        if count < 0:
            raise RuleError(
                code="JUMLAH_NEGATIF",
                message="Jumlah pegawai tidak boleh negatif.",
                field=f"jumlah.{rating.value}",
            )
    full = {rating: counts.get(rating, 0) for rating in Rating}
    total = sum(full.values())
    if total == 0:
        raise RuleError(code="JUMLAH_KOSONG", message="Belum ada pegawai yang dinilai.", field="jumlah")
    bounds = bounds_for(level=level, total=total, rules=rules)
    found = [finding for bound in bounds if (finding := _violation(bound, full, total, rules.citation))]
    conforms = not found
    if total <= rules.small_unit:
        found.append(_small_unit(total, rules.citation))
    return DistributionResult(conforms, tuple(found), bounds)


def _small_unit(total: int, citation: Citation) -> Finding:
    message = (
        f"Unit ini hanya {total} pegawai sehingga persentase tidak dapat dipenuhi persis; "
        "batas dihitung dalam orang utuh (sisa terbesar)."
    )
    return Finding("UNIT_KECIL", message, citation, Severity.INFO)


def _violation(bound: Bound, counts: Mapping[Rating, int], total: int, citation: Citation) -> Finding | None:
    names = " atau ".join(LABELS[rating.value] for rating in bound.ratings)
    have = sum(counts[rating] for rating in bound.ratings)
    suffix = "_".join(rating.value for rating in bound.ratings)
    percent = f"{(bound.share * 100).normalize():f}%"
    if bound.kind is LimitKind.LARGEST and have < max(counts.values()):
        message = f"Predikat {names} harus menjadi kelompok terbesar; sekarang {have} dari {total} pegawai."
        return Finding(f"BUKAN_TERBESAR_{suffix}", message, citation)
    if bound.most is not None and have > bound.most:
        message = f"Predikat {names} paling banyak {percent} ({bound.most} dari {total} pegawai); sekarang {have}."
        return Finding(f"MELEBIHI_MAKS_{suffix}", message, citation)
    if bound.least is not None and have < bound.least:
        if bound.kind is LimitKind.PRESENT:
            message = f"Harus ada pegawai dengan predikat {names}; sekarang belum ada."
            return Finding(f"HARUS_ADA_{suffix}", message, citation)
        message = f"Predikat {names} paling sedikit {percent} ({bound.least} dari {total} pegawai); sekarang {have}."
        return Finding(f"KURANG_DARI_MIN_{suffix}", message, citation)
    return None

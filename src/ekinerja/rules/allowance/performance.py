"""Step 3: what the performance part pays."""

from __future__ import annotations

from decimal import Decimal

from ekinerja.rules.allowance.base import ONE, ZERO, Shares
from ekinerja.rules.allowance.case import PersonMonth
from ekinerja.rules.allowance.ledger import Ledger, LineKind
from ekinerja.rules.allowance.scheme import (
    BY_RATING,
    Base,
    MappingMode,
    Missing,
    Performance,
    Role,
    Source,
)
from ekinerja.rules.explained import RuleError
from ekinerja.rules.rating import LABELS, Rating

SHARE_UNIT = Decimal("0.000001")
"""Shares that come from a division are kept to six decimals, half up."""


def apply_performance(rule: Performance, case: PersonMonth, shares: Shares, ledger: Ledger) -> None:
    """Write the performance lines."""
    part = shares.by_role[Role.PERFORMANCE]
    share, label = _measure(rule, case, ledger)
    if rule.mode is MappingMode.DEDUCT_TOTAL:
        ledger.cut("KINERJA", f"Potongan kinerja: {label}", shares.total, share, rule.citation)
    elif share > 1:
        ledger.add(LineKind.ADDITION, "KINERJA", f"Tambahan kinerja: {label}", part, share - 1, rule.citation)
    else:
        ledger.cut("KINERJA", f"Potongan kinerja: {label}", part, ONE - share, rule.citation)
    carry = rule.carry
    if carry is not None and case.carry_month is not None and case.carry_month <= carry.months:
        base = part if carry.base is Base.COMPONENT else shares.total
        text = f"Rencana aksi tanpa realisasi yang dinilai, bulan ke-{case.carry_month} dari {carry.months}"
        ledger.cut("PENALTI_LANJUTAN", text, base, carry.pct, carry.citation)


def _measure(rule: Performance, case: PersonMonth, ledger: Ledger) -> tuple[Decimal, str]:
    if rule.source in BY_RATING:
        if case.rating is not None:
            return rule.shares[case.rating.value], f"predikat {LABELS[case.rating.value]}"
        return _without_rating(rule, case, ledger)
    if rule.source is Source.SCORE:
        if case.score is None:
            return _without_rating(rule, case, ledger, field="skor")
        return case.score.scaleb(-2), f"skor {case.score}"
    if rule.source is Source.ACTIVITY_MINUTES:
        return _activity(rule, case)
    return _reports(rule, case)


def _without_rating(
    rule: Performance, case: PersonMonth, ledger: Ledger, field: str = "predikat"
) -> tuple[Decimal, str]:
    if rule.missing is Missing.SCORE:
        ledger.flag("PREDIKAT_BELUM_ADA", "Predikat belum ada; dipakai nilai pengganti.", rule.citation)
        return rule.missing_share, "predikat belum ada, nilai pengganti"
    if rule.missing is Missing.ZERO:
        ledger.flag("PREDIKAT_BELUM_ADA", "Predikat belum ada; bagian kinerja tidak dibayar.", rule.citation)
        return _nothing(rule), "predikat belum ada"
    if rule.missing is Missing.HOLD:
        ledger.flag("DITAHAN", "Bagian kinerja ditahan sampai predikat ditetapkan.", rule.citation)
        return _nothing(rule), "ditahan, predikat belum ada"
    if rule.missing is Missing.PREVIOUS and case.previous_rating is not None:
        ledger.flag("PREDIKAT_SEBELUMNYA", "Predikat belum ada; dipakai predikat sebelumnya.", rule.citation)
        rating: Rating = case.previous_rating
        return rule.shares[rating.value], f"predikat sebelumnya {LABELS[rating.value]}"
    raise RuleError(code="WAJIB", message=f"Isi '{field}'.", field=field)


def _nothing(rule: Performance) -> Decimal:
    return max(rule.shares.values()) if rule.mode is MappingMode.DEDUCT_TOTAL else ZERO


def _activity(rule: Performance, case: PersonMonth) -> tuple[Decimal, str]:
    if case.activity_minutes is None:
        raise RuleError(code="WAJIB", message="Isi 'menit_aktivitas'.", field="menit_aktivitas")
    if not case.working_days:
        raise RuleError(code="WAJIB", message="Isi 'hari_kerja', paling sedikit 1.", field="hari_kerja")
    effective = case.working_days * rule.minutes_per_day
    limit = effective
    if rule.subtract_absence:
        limit -= sum(_lost(rule, day.absent, day.late + day.early + day.out) for day in case.days)
    done = min(case.activity_minutes, max(0, limit)) if rule.cap_activity else case.activity_minutes
    share = (Decimal(done) / Decimal(effective)).quantize(SHARE_UNIT, rounding="ROUND_HALF_UP")
    return share, f"{done} dari {effective} menit efektif"


def _lost(rule: Performance, absent: bool, minutes: int) -> int:
    return rule.minutes_per_day if absent else min(minutes, rule.minutes_per_day)


def _reports(rule: Performance, case: PersonMonth) -> tuple[Decimal, str]:
    if not case.reported and rule.no_report is not None:
        return ONE - rule.no_report, "tanpa laporan"
    if case.bad_reports is None:
        raise RuleError(code="WAJIB", message="Isi 'laporan_buruk'.", field="laporan_buruk")
    count = case.bad_reports
    band = next(row for row in rule.report_bands if row.past is None or count < row.past)
    return band.pct, f"{count} laporan harian buruk"

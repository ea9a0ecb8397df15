"""Step 5: leave; it takes the place of other cuts only when that reduces the pay."""

from __future__ import annotations

from decimal import Decimal

from ekinerja.rules.allowance.base import ZERO, Shares
from ekinerja.rules.allowance.case import LeaveTaken, PersonMonth
from ekinerja.rules.allowance.ledger import Ledger
from ekinerja.rules.allowance.scheme import Base, LeaveRule, LeaveUnit, Role, Scheme
from ekinerja.rules.explained import RuleError


def apply_leave(scheme: Scheme, case: PersonMonth, shares: Shares, ledger: Ledger, *, cut_so_far: Decimal) -> None:
    """
    Apply the leave that costs most; if it costs less than what was cut already, nothing changes.

    :raises RuleError: if a leave is not in the scheme or its month is past the table
    """
    strongest: tuple[Decimal, str, LeaveRule, Decimal, Decimal] | None = None
    for index, taken in enumerate(case.leaves):
        rule = _rule(scheme, taken, index)
        share = _share(rule, taken, index)
        name = rule.kind.replace("_", " ").lower()
        _check(rule, taken, share, name, ledger)
        base = shares.total if rule.base is Base.TOTAL else shares.by_role[Role.ATTENDANCE]
        label = f"Cuti {name}{_when(taken)}"
        if share == ZERO:
            ledger.cut(f"CUTI_{rule.kind}", f"{label}: tanpa potongan", base, ZERO, rule.citation)
        elif not scheme.leave_overrides:
            ledger.cut(f"CUTI_{rule.kind}", label, base, share, rule.citation)
        elif strongest is None or base * share > strongest[0]:
            strongest = (base * share, label, rule, base, share)
    if strongest is None:
        return
    amount, label, rule, base, share = strongest
    if amount <= cut_so_far:
        text = f"{label}: potongan lain sudah lebih besar"
        ledger.cut(f"CUTI_{rule.kind}", text, base, ZERO, rule.citation)
        return
    if cut_so_far > ZERO:
        text = "Potongan kinerja dan kehadiran digantikan oleh potongan cuti"
        ledger.offset("DIGANTI_CUTI", text, cut_so_far, rule.citation)
    ledger.cut(f"CUTI_{rule.kind}", label, base, share, rule.citation)


def _rule(scheme: Scheme, taken: LeaveTaken, index: int) -> LeaveRule:
    if taken.kind in scheme.leave:
        return scheme.leave[taken.kind]
    known = ", ".join(scheme.leave) or "tidak ada"
    raise RuleError(
        code="CUTI_TIDAK_DIATUR",
        message=f"Cuti '{taken.kind}' tidak diatur dalam skema. Pilihan: {known}.",
        field=f"cuti[{index}].jenis",
    )


def _share(rule: LeaveRule, taken: LeaveTaken, index: int) -> Decimal:
    if rule.unit is LeaveUnit.FLAT:
        return rule.deduct
    if rule.unit is LeaveUnit.MONTH_STEP:
        month = taken.month or 1
        if month <= len(rule.steps):
            return rule.steps[month - 1]
        if rule.beyond is not None:
            return rule.beyond
        message = f"Skema hanya mengatur sampai bulan ke-{len(rule.steps)}."
        raise RuleError(code="BULAN_CUTI_TIDAK_DIATUR", message=message, field=f"cuti[{index}].bulan_ke")
    if taken.days is None:
        raise RuleError(code="WAJIB", message="Isi 'hari' cuti ini.", field=f"cuti[{index}].hari")
    if rule.max_days is not None and taken.days > rule.max_days:
        message = f"Skema hanya mengatur sampai {rule.max_days} hari."
        raise RuleError(code="HARI_CUTI_TIDAK_DIATUR", message=message, field=f"cuti[{index}].hari")
    counted = max(0, taken.days - rule.free_days)
    return min(Decimal(1), rule.pct_per_day * counted)


def _check(rule: LeaveRule, taken: LeaveTaken, share: Decimal, name: str, ledger: Ledger) -> None:
    by_day = taken.days is not None and rule.unit is not LeaveUnit.DAY
    if by_day and (share > 0 or rule.unit is LeaveUnit.MONTH_STEP):
        message = f"Cuti {name} {taken.days} hari: pasal tidak mengatur hitungan per hari; periksa oleh petugas."
        ledger.flag("PERIKSA_MANUAL", message, rule.citation)


def _when(taken: LeaveTaken) -> str:
    parts = []
    if taken.month is not None:
        parts.append(f"bulan ke-{taken.month}")
    if taken.days is not None:
        parts.append(f"{taken.days} hari")
    return f" {' '.join(parts)}" if parts else ""

"""The order of evaluation: entitlement, performance, attendance, leave, sanctions, status, additions, tax, rounding."""

from __future__ import annotations

from decimal import Decimal, localcontext

from ekinerja.rules.allowance.additions import apply_acting, apply_correction, apply_profession, apply_status
from ekinerja.rules.allowance.attendance import apply_attendance
from ekinerja.rules.allowance.base import ONE, ZERO, Shares, entitlement
from ekinerja.rules.allowance.case import PersonMonth
from ekinerja.rules.allowance.deductions import apply_bpjs, apply_tax
from ekinerja.rules.allowance.leave import apply_leave
from ekinerja.rules.allowance.ledger import Ledger, LineKind, PayResult
from ekinerja.rules.allowance.performance import apply_performance
from ekinerja.rules.allowance.sanctions import apply_sanctions
from ekinerja.rules.allowance.scheme import MappingMode, Scheme
from ekinerja.rules.explained import RuleError
from ekinerja.rules.rounding import EXACT, round_to

SCORE_UNIT = Decimal("0.0001")


def pay(*, scheme: Scheme, case: PersonMonth) -> PayResult:
    """
    Return the allowance of one person for one month; the lines sum exactly to the net amount.

    :raises RuleError: if the scheme is not in force in that month, a day lies outside it, or an input is missing
    """
    check_month(scheme, case)
    with localcontext(EXACT):
        ledger = Ledger()
        shares = entitlement(scheme, case, ledger)
        score = _work(scheme, case, shares, ledger)
        apply_sanctions(scheme, case, shares, ledger)
        ledger.floor("Tunjangan tidak kurang dari nol", scheme.citation)
        apply_status(scheme, case, ledger)
        apply_acting(scheme, case, shares, ledger)
        apply_profession(scheme, case, ledger)
        apply_correction(scheme, case, ledger)
        ledger.floor("Koreksi tidak melebihi tunjangan bulan ini", scheme.citation)
        taxable = ledger.running
        apply_bpjs(scheme, case, ledger)
        apply_tax(scheme, case, taxable, ledger)
        rounded = round_to(amount=ledger.running, unit=scheme.rounding_unit, mode=scheme.rounding_mode)
        difference = rounded - ledger.running
        if difference != 0:
            label = f"Pembulatan ke {scheme.rounding_unit} rupiah"
            ledger.add(LineKind.ROUNDING, "PEMBULATAN", label, difference, ONE, scheme.rounding_citation)
        return ledger.close(taxable=taxable, score=score)


def _work(scheme: Scheme, case: PersonMonth, shares: Shares, ledger: Ledger) -> Decimal | None:
    """Steps 3 to 5: performance, attendance, and the leave that may take their place."""
    before = ledger.running
    if scheme.performance is not None:
        apply_performance(scheme.performance, case, shares, ledger)
    if scheme.attendance is not None:
        apply_attendance(scheme.attendance, case, shares, ledger)
    score = None
    scored = scheme.performance is not None and scheme.performance.mode is MappingMode.SCORE
    if scored and shares.total > ZERO:
        score = (ledger.running * 100 / shares.total).quantize(SCORE_UNIT, rounding="ROUND_HALF_UP")
    apply_leave(scheme, case, shares, ledger, cut_so_far=before - ledger.running)
    return score


def check_month(scheme: Scheme, case: PersonMonth) -> None:
    """
    Refuse a month in which the scheme was not in force, and days outside the month.

    :raises RuleError: naming the field
    """
    month = case.month
    if month < scheme.since.replace(day=1) or (scheme.until is not None and month > scheme.until):
        span = f"sejak {scheme.since.isoformat()}"
        if scheme.until is not None:
            span += f" sampai {scheme.until.isoformat()}"
        message = f"Skema '{scheme.code}' berlaku {span}, bukan pada {month:%Y-%m}."
        raise RuleError(code="BELUM_BERLAKU", message=message, field="bulan")
    for index, item in enumerate(case.days):
        same = item.day.year == month.year and item.day.month == month.month
        if scheme.quarterly:
            same = item.day.year == month.year and (item.day.month - 1) // 3 == (month.month - 1) // 3
        if not same:
            message = f"Tanggal {item.day.isoformat()} di luar bulan {month:%Y-%m}."
            raise RuleError(code="DI_LUAR_BULAN", message=message, field=f"hari[{index}].tanggal")

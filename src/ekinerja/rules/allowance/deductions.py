"""Steps 12 and 13: health insurance with its capped base, and income tax."""

from __future__ import annotations

from decimal import Decimal

from ekinerja.rules.allowance.base import ZERO
from ekinerja.rules.allowance.case import PersonMonth
from ekinerja.rules.allowance.ledger import Ledger, LineKind
from ekinerja.rules.allowance.scheme import Bpjs, Scheme, Tax, TaxMethod, TaxOn
from ekinerja.rules.explained import RuleError


def bpjs_base(rule: Bpjs, salary: Decimal, allowance: Decimal) -> Decimal:
    """Return the part of the allowance that still fits under the cap after the salary."""
    return max(ZERO, min(rule.cap, salary + allowance) - salary)


def apply_bpjs(scheme: Scheme, case: PersonMonth, ledger: Ledger) -> None:
    """
    Take the employee's contribution; the employer's goes in and out when the pay sheet shows it.

    :raises RuleError: if the salary base is needed and missing
    """
    rule = scheme.bpjs
    if rule is None:
        return
    salary = ZERO
    if rule.includes_salary:
        if case.salary_base is None:
            message = "Isi 'gaji_dasar_bpjs': gaji yang sudah menjadi dasar iuran."
            raise RuleError(code="WAJIB", message=message, field="gaji_dasar_bpjs")
        salary = case.salary_base
    base = bpjs_base(rule, salary, max(ledger.running, ZERO))
    if rule.employer_in_gross:
        text = "BPJS Kesehatan bagian pemberi kerja"
        ledger.add(LineKind.ADDITION, "BPJS_PEMBERI_KERJA", text, base, rule.employer, rule.citation)
        ledger.cut("BPJS_PEMBERI_KERJA", f"{text}, disetor", base, rule.employer, rule.citation)
    ledger.cut("BPJS_PEGAWAI", "BPJS Kesehatan bagian pegawai", base, rule.employee, rule.citation)


def apply_tax(scheme: Scheme, case: PersonMonth, taxable: Decimal, ledger: Ledger) -> None:
    """
    Take income tax by the scheme's method.

    :raises RuleError: if the rank or the income it depends on is missing
    """
    rule = scheme.tax
    if rule is None or rule.method is TaxMethod.NONE:
        return
    base = max(ledger.running if rule.on is TaxOn.NET_AFTER_BPJS else taxable, ZERO)
    if rule.method is TaxMethod.BORNE_BY_GOV:
        ledger.cut("PPH21", "PPh Pasal 21 ditanggung pemerintah", base, ZERO, rule.citation)
        return
    rate, label = _final(rule, case) if rule.method is TaxMethod.FINAL_BY_GOL else _effective(rule, case, base)
    ledger.cut("PPH21", f"PPh Pasal 21 {label}", base, rate, rule.citation)


def _final(rule: Tax, case: PersonMonth) -> tuple[Decimal, str]:
    if case.rank is None:
        raise RuleError(code="WAJIB", message="Isi 'golongan', misalnya III/b.", field="golongan")
    group = case.rank.split("/")[0]
    if group not in rule.rates:
        message = f"Golongan '{case.rank}' tidak dikenal. Tulis misalnya III/b."
        raise RuleError(code="GOLONGAN_TIDAK_DIKENAL", message=message, field="golongan")
    return rule.rates[group], f"final golongan {group}"


def _effective(rule: Tax, case: PersonMonth, base: Decimal) -> tuple[Decimal, str]:
    if case.ter_category is None:
        raise RuleError(code="WAJIB", message="Isi 'kategori_ter'.", field="kategori_ter")
    if case.ter_category not in rule.ter:
        message = f"Kategori '{case.ter_category}' tidak ada. Pilihan: {', '.join(rule.ter)}."
        raise RuleError(code="TER_TIDAK_DIKENAL", message=message, field="kategori_ter")
    if case.other_income is None:
        message = "Isi 'penghasilan_lain': penghasilan bruto lain bulan ini."
        raise RuleError(code="WAJIB", message=message, field="penghasilan_lain")
    income = base + case.other_income
    row = next(row for row in rule.ter[case.ter_category] if row.past is None or income < row.past)
    return row.pct, f"TER {case.ter_category}"

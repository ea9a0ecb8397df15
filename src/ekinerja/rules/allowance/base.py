"""Step 1 and 2: the amount before cuts and its components."""

from __future__ import annotations

from decimal import Decimal

from ekinerja.rules.allowance.case import PersonMonth
from ekinerja.rules.allowance.ledger import Ledger, LineKind
from ekinerja.rules.allowance.scheme import BaseMode, Criterion, Role, Scheme
from ekinerja.rules.explained import RuleError

ZERO, ONE = Decimal(0), Decimal(1)


class Shares:
    """The whole amount and how much of it belongs to each role."""

    def __init__(self) -> None:
        self.total = ZERO
        self.by_role = dict.fromkeys(Role, ZERO)


def pay_class(scheme: Scheme, case: PersonMonth) -> int | None:
    """Return the class that counts: the own one, or the lower one a sanction puts in its place."""
    if scheme.class_replacement:
        lower = [item.replacement_class for item in case.sanctions if item.replacement_class is not None]
        if lower:
            return min(lower)
    return case.position_class


def basic_amount(scheme: Scheme, case: PersonMonth) -> Decimal:
    """
    Return the amount of the table, or the one handed in.

    :raises RuleError: if neither is there, or the class is not in the table
    """
    replaced = pay_class(scheme, case) != case.position_class
    if case.amount is not None and not replaced:
        return case.amount * scheme.base.index
    by_position = scheme.base.mode is BaseMode.POSITION_TABLE
    field = "jabatan" if by_position else "kelas"
    key = case.position if by_position else pay_class(scheme, case)
    if key is None:
        message = f"Isi 'dasar' (besaran tunjangan) atau '{field}'."
        raise RuleError(code="WAJIB", message=message, field="dasar")
    if str(key) not in scheme.base.table:
        if not scheme.base.table:
            message = "Skema ini tidak memuat tabel besaran; isi 'dasar'."
            raise RuleError(code="TABEL_TIDAK_ADA", message=message, field="dasar")
        known = ", ".join(scheme.base.table)
        message = f"'{key}' tidak ada dalam tabel besaran. Pilihan: {known}."
        raise RuleError(code=f"{field.upper()}_TIDAK_ADA", message=message, field=field)
    return scheme.base.table[str(key)] * scheme.base.index


def applies(criterion: Criterion, position_class: int | None, case: PersonMonth) -> bool:
    """Tell whether a criterion pays this person; a fact that is not given counts as not so."""
    if criterion.classes is not None and position_class not in criterion.classes:
        return False
    return all(case.facts.get(name, False) == wanted for name, wanted in criterion.when)


def entitlement(scheme: Scheme, case: PersonMonth, ledger: Ledger) -> Shares:
    """Write the lines of what the person is entitled to, and return the amount split by role."""
    basic = basic_amount(scheme, case)
    shares = Shares()
    level = pay_class(scheme, case)
    where = f" kelas {level}" if level is not None else ""
    if level != case.position_class:
        ledger.flag("KELAS_PENGGANTI", f"Dibayar menurut kelas {level} karena hukuman disiplin.", scheme.citation)
    if scheme.base.mode is not BaseMode.CRITERIA_SUM:
        for part in scheme.components:
            label = f"Komponen {part.label} {_percent(part.weight)} dari besaran{where}"
            amount = ledger.add(LineKind.ENTITLEMENT, part.code, label, basic, part.weight, scheme.base.citation)
            shares.by_role[part.role] += amount
        shares.total = basic
        return shares
    for criterion in scheme.base.criteria:
        if not applies(criterion, level, case):
            continue
        pct = criterion.pct_for(level)
        label = f"{criterion.label} {_percent(pct)} dari besaran dasar{where}"
        amount = ledger.add(LineKind.ENTITLEMENT, criterion.code, label, basic, pct, criterion.citation)
        shares.total += amount
        for part in criterion.components or scheme.components:
            shares.by_role[part.role] += amount * part.weight
    return shares


def _percent(share: Decimal) -> str:
    text = f"{share * 100:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",") + "%"

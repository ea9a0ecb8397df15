"""Step 6: cuts while a disciplinary sanction is served."""

from __future__ import annotations

from ekinerja.rules.allowance.base import Shares
from ekinerja.rules.allowance.case import PersonMonth
from ekinerja.rules.allowance.ledger import Ledger
from ekinerja.rules.allowance.scheme import Base, Role, Scheme
from ekinerja.rules.explained import RuleError


def apply_sanctions(scheme: Scheme, case: PersonMonth, shares: Shares, ledger: Ledger) -> None:
    """
    Cut for every sanction still running; one that has ended leaves a flag and no cut.

    :raises RuleError: if the scheme does not know the sanction
    """
    for index, served in enumerate(case.sanctions):
        rule = scheme.sanctions.get(served.key)
        if rule is None:
            if scheme.class_replacement and served.replacement_class is not None:
                continue
            known = ", ".join(scheme.sanctions) or "tidak ada"
            message = f"Hukuman '{served.key}' tidak diatur dalam skema. Pilihan: {known}."
            raise RuleError(code="HUKUMAN_TIDAK_DIATUR", message=message, field=f"hukuman[{index}].jenis")
        if rule.months is not None and served.month > rule.months:
            message = f"Hukuman {rule.label} berlaku {rule.months} bulan; bulan ke-{served.month} tidak dipotong."
            ledger.flag("HUKUMAN_SELESAI", message, rule.citation)
            continue
        base = shares.total if rule.base is Base.TOTAL else shares.by_role[Role.ATTENDANCE]
        label = f"Hukuman disiplin {rule.label}, bulan ke-{served.month}"
        ledger.cut(f"HUKUMAN_{served.key}", label, base, rule.pct, rule.citation)

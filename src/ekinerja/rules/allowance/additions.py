"""Steps 7 to 10: status, acting posts, the profession allowance and the correction of last month."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from ekinerja.rules.allowance.base import ONE, ZERO, Shares
from ekinerja.rules.allowance.case import ActingPost, PersonMonth
from ekinerja.rules.allowance.ledger import Ledger, LineKind
from ekinerja.rules.allowance.scheme import Acting, Scheme
from ekinerja.rules.explained import RuleError

WITHOUT_PAY = frozenset({"CLTN", "MPP", "DIBERHENTIKAN_SEMENTARA"})


def apply_status(scheme: Scheme, case: PersonMonth, ledger: Ledger) -> None:
    """Multiply by what the status leaves; a stale CPNS mark is flagged and not applied."""
    rule = scheme.status.get(case.status)
    if rule is None:
        if case.status in WITHOUT_PAY:
            message = f"Skema tidak mengatur pembayaran untuk status {case.status}; periksa oleh petugas."
            ledger.flag("STATUS_TANPA_ATURAN", message, scheme.citation)
        return
    if case.status == "CPNS" and case.permanent_since is not None and case.permanent_since <= case.month:
        message = f"Tercatat CPNS, padahal sudah PNS sejak {case.permanent_since.isoformat()}; dibayar penuh."
        ledger.flag("CPNS_KEDALUWARSA", message, rule.citation)
        return
    name = case.status.replace("_", " ")
    ledger.cut(f"STATUS_{case.status}", f"Status {name}", ledger.running, ONE - rule.share, rule.citation)


def month_before(day: date, months: int) -> date:
    """Return the first day of the month ``months`` before."""
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def month_end(first: date) -> date:
    """Return the last day of a month."""
    return month_before(first, -1) - timedelta(days=1)


def apply_acting(scheme: Scheme, case: PersonMonth, shares: Shares, ledger: Ledger) -> None:
    """
    Add pay for acting posts held over whole calendar months, the scheme's months later.

    :raises RuleError: if posts are given and the scheme does not pay them
    """
    for index, post in enumerate(case.acting):
        rule = scheme.acting
        if rule is None:
            raise RuleError(code="PLT_TIDAK_DIATUR", message="Skema tidak mengatur PLT/PLH.", field=f"plt[{index}]")
        earned = month_before(case.month, rule.lag_months)
        name = f"{post.kind} bulan {earned:%Y-%m}"
        if post.kind not in rule.kinds or not _counts(rule, post, earned):
            ledger.flag("PLT_BELUM_DIBAYAR", f"{name}: belum satu masa penuh, tidak dibayar.", rule.citation)
        elif post.one_below:
            more = max(ZERO, post.amount - shares.total) if rule.one_below_difference else ZERO
            ledger.add(LineKind.ADDITION, post.kind, f"{name}: selisih jabatan", more, ONE, rule.citation)
        else:
            pct = rule.same_level_pct or ZERO
            ledger.add(LineKind.ADDITION, post.kind, f"{name}: jabatan setara", post.amount, pct, rule.citation)


def _counts(rule: Acting, post: ActingPost, earned: date) -> bool:
    began = month_before(earned, rule.min_months - 1)
    return post.start <= began and (post.end is None or post.end >= month_end(earned))


def apply_profession(scheme: Scheme, case: PersonMonth, ledger: Ledger) -> None:
    """Pay only what exceeds the profession allowance, if the scheme says so."""
    if case.profession_allowance == ZERO:
        return
    if not scheme.profession_difference:
        ledger.flag("TUNJANGAN_PROFESI", "Skema tidak memperhitungkan tunjangan profesi.", scheme.citation)
        return
    taken = min(max(ledger.running, ZERO), case.profession_allowance)
    text = "Diperhitungkan dengan tunjangan profesi"
    ledger.cut("TUNJANGAN_PROFESI", text, taken, ONE, scheme.citation)


def apply_correction(scheme: Scheme, case: PersonMonth, ledger: Ledger) -> None:
    """
    Add or take the correction of last month; a paid month itself never changes.

    :raises RuleError: if there is a correction and the scheme has none
    """
    if case.correction == ZERO:
        return
    if not scheme.corrections:
        raise RuleError(
            code="KOREKSI_TIDAK_DIATUR", message="Skema tidak mengatur koreksi bulan lalu.", field="koreksi"
        )
    kind = LineKind.ADDITION if case.correction > ZERO else LineKind.CUT
    ledger.add(kind, "KOREKSI", "Koreksi bulan lalu", case.correction, ONE, scheme.citation)
    if ledger.running < ZERO:
        rest: Decimal = -ledger.running
        ledger.flag("KOREKSI_BERSISA", f"Sisa koreksi {rest} dibawa ke bulan berikutnya.", scheme.citation)

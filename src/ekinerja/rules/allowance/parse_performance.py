"""Reads how a scheme measures and pays performance."""

from __future__ import annotations

from decimal import Decimal

from ekinerja.rules.allowance.document import Node
from ekinerja.rules.allowance.scheme import (
    BY_RATING,
    Base,
    CarryPenalty,
    MappingMode,
    Missing,
    Performance,
    ReportBand,
    Source,
)
from ekinerja.rules.rating import Rating


def read_performance(node: Node) -> Performance:
    """Return the performance rules; a better rating may never be worth less than a worse one."""
    source = node.member("source", Source, Source.PREDIKAT_BULANAN)
    mode = node.member("mapping_mode", MappingMode, MappingMode.PAY_PCT)
    shares = _shares(node, mode) if source in BY_RATING or node.has("map") else {}
    missing, share = _missing(node, mode)
    minutes, cap, subtract = 300, True, True
    if node.has("activity"):
        part = node.child("activity")
        minutes = part.whole("minutes_per_day", 300, least=1)
        cap = part.flag("cap", default=True)
        subtract = part.flag("subtract_absence", default=True)
        part.close()
    bands = _report_bands(node)
    if source is Source.DAILY_REPORT and not bands:
        node.report("report_bands", "WAJIB", "sumber DAILY_REPORT perlu pita jumlah laporan buruk")
    performance = Performance(
        source=source,
        mode=mode,
        shares=shares,
        missing=missing,
        missing_share=share,
        minutes_per_day=minutes,
        cap_activity=cap,
        subtract_absence=subtract,
        report_bands=bands,
        no_report=node.share("no_report") if node.has("no_report") else None,
        carry=_carry(node),
        citation=node.citation(),
    )
    node.close()
    return performance


def _shares(node: Node, mode: MappingMode) -> dict[str, Decimal]:
    part = node.child("map")
    shares = {}
    for rating in Rating:
        if not part.has(rating.value):
            part.report(rating.value, "WAJIB", f"nilai untuk predikat {rating.value} wajib diisi")
            continue
        shares[rating.value] = part.number(rating.value)
    part.close()
    if mode is MappingMode.SCORE and any(share > 1 for share in shares.values()):
        shares = {name: share.scaleb(-2) for name, share in shares.items()}
    ordered = [shares[rating.value] for rating in Rating if rating.value in shares]
    if mode is MappingMode.DEDUCT_TOTAL:
        ordered = [-share for share in ordered]
    for better, worse in zip(ordered, ordered[1:], strict=False):
        if worse > better:
            message = "predikat yang lebih baik tidak boleh dibayar lebih rendah daripada yang lebih buruk"
            node.report("map", "TIDAK_MENURUN", message)
            break
    if any(abs(share) > 2 for share in ordered):
        node.report("map", "BUKAN_BAGIAN", 'nilai lebih dari 2; tulis 85% sebagai "0.85"')
    return shares


def _missing(node: Node, mode: MappingMode) -> tuple[Missing | None, Decimal]:
    if not node.has("missing"):
        return None, Decimal(0)
    part = node.child("missing")
    policy = part.member("policy", Missing, Missing.HOLD)
    value = part.number("value")
    if policy is Missing.SCORE and not part.has("value"):
        part.report("value", "WAJIB", "isi nilai pengganti bila predikat belum ada")
    if mode is MappingMode.SCORE and value > 1:
        value = value.scaleb(-2)
    if value > 1:
        part.report("value", "BUKAN_BAGIAN", "nilai pengganti lebih dari 1")
    part.close()
    return policy, value


def _report_bands(node: Node) -> tuple[ReportBand, ...]:
    rows = []
    for part in node.children("report_bands"):
        past = part.whole("to", least=1) if part.has("to") else None
        rows.append(ReportBand(part.whole("from"), past, part.share("pct")))
        part.close()
    edge = 0
    for index, row in enumerate(rows):
        last = index == len(rows) - 1
        if row.least != edge or (row.past is None) != last:
            message = "pita harus mulai dari 0, bersambung, dan yang terakhir tanpa batas atas"
            node.report("report_bands", "PITA_TIDAK_BERSAMBUNG", message)
            break
        edge = row.past or 0
    return tuple(rows)


def _carry(node: Node) -> CarryPenalty | None:
    if not node.has("carry_penalty"):
        return None
    part = node.child("carry_penalty")
    carry = CarryPenalty(
        part.text("trigger"),
        part.share("pct"),
        part.whole("months", 1, least=1),
        part.member("base", Base, Base.COMPONENT),
        part.citation(),
    )
    part.close()
    return carry

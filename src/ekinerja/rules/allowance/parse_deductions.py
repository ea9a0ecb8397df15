"""Reads acting posts, health insurance and income tax of a scheme."""

from __future__ import annotations

from decimal import Decimal

from ekinerja.rules.allowance.document import Node
from ekinerja.rules.allowance.scheme import Acting, Bpjs, Tax, TaxMethod, TaxOn, TerBand


def read_acting(node: Node) -> Acting:
    """Return how acting posts are paid."""
    pct = None
    if node.has("same_level"):
        part = node.child("same_level")
        pct = part.share("pct_of_post")
        part.close()
    below = node.text("one_below", "NONE")
    if below not in {"NONE", "DIFFERENCE"}:
        node.report("one_below", "KODE_TIDAK_DIKENAL", "pilihan: NONE, DIFFERENCE")
    kinds = frozenset(node.texts("kinds")) or frozenset({"PLT", "PLH"})
    if not kinds <= {"PLT", "PLH", "PJ"}:
        node.report("kinds", "KODE_TIDAK_DIKENAL", "pilihan: PLT, PLH, PJ")
    acting = Acting(
        kinds,
        node.whole("min_calendar_months", 1, least=1),
        node.whole("lag_months"),
        pct,
        below == "DIFFERENCE",
        node.citation(),
    )
    node.close()
    return acting


def read_bpjs(node: Node) -> Bpjs | None:
    """Return the health insurance rule, or nothing."""
    if not node.has("bpjs_kes"):
        return None
    part = node.child("bpjs_kes")
    if not part.has("cap"):
        part.report("cap", "WAJIB", "isi batas atas dasar iuran")
    bpjs = Bpjs(
        part.share("employee"),
        part.share("employer"),
        part.number("cap"),
        part.flag("base_includes_salary"),
        part.flag("employer_in_gross"),
        part.citation(),
    )
    part.close()
    return bpjs


def read_tax(node: Node) -> Tax | None:
    """Return the income tax rule, or nothing."""
    if not node.has("pph21"):
        return None
    part = node.child("pph21")
    method = part.member("method", TaxMethod, TaxMethod.NONE)
    rates: dict[str, Decimal] = {}
    if part.has("rates"):
        inner = part.child("rates")
        rates = {group: inner.share(group) for group in ("I", "II", "III", "IV") if inner.has(group)}
        inner.close()
    if method is TaxMethod.FINAL_BY_GOL and len(rates) != 4:
        part.report("rates", "WAJIB", "isi tarif untuk golongan I, II, III, dan IV")
    ter = _ter(part)
    if method is TaxMethod.TER and not ter:
        part.report("ter", "WAJIB", "isi tabel tarif efektif rata-rata per kategori")
    tax = Tax(method, rates, ter, part.member("on", TaxOn, TaxOn.GROSS), part.citation())
    part.close()
    return tax


def _ter(node: Node) -> dict[str, tuple[TerBand, ...]]:
    if not node.has("ter"):
        return {}
    part = node.child("ter")
    table = {}
    for name in part.value:
        rows = []
        for row in part.children(name):
            past = row.number("to") if row.has("to") else None
            rows.append(TerBand(row.number("from"), past, row.share("pct")))
            row.close()
        edge: Decimal | None = Decimal(0)
        for row_band in rows:
            if row_band.least != edge:
                part.report(name, "PITA_BOLONG", f"tabel TER {name} bolong atau bertumpuk pada {row_band.least}")
                break
            edge = row_band.past
        if not rows or rows[-1].past is not None:
            part.report(name, "PITA_TANPA_AKHIR", f"baris terakhir TER {name} harus tanpa batas atas")
        table[name] = tuple(rows)
    return table

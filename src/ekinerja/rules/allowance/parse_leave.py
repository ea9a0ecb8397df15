"""Reads leave, sanctions and status multipliers of a scheme."""

from __future__ import annotations

from decimal import Decimal

from ekinerja.rules.allowance.document import Node, as_decimal
from ekinerja.rules.allowance.scheme import Base, LeaveRule, LeaveUnit, SanctionRule, StatusRule
from ekinerja.rules.explained import Citation

LEAVES = (
    "TAHUNAN",
    "BESAR",
    "BESAR_LT_1M",
    "SAKIT",
    "SAKIT_GUGUR",
    "MELAHIRKAN_1_3",
    "MELAHIRKAN_4",
    "ALASAN_PENTING",
    "CLTN",
    "MPP",
    "BERSAMA",
)

SANCTIONS = (
    "TEGURAN_LISAN",
    "TEGURAN_TERTULIS",
    "TIDAK_PUAS_TERTULIS",
    "POTONG_TUKIN_6",
    "POTONG_TUKIN_9",
    "POTONG_TUKIN_12",
    "TUNDA_KGB",
    "TUNDA_KP",
    "TURUN_PANGKAT_1_TAHUN",
    "TURUN_PANGKAT_3_TAHUN",
    "TURUN_JABATAN",
    "PEMBEBASAN_JABATAN",
    "PEMBERHENTIAN",
    "PEMBERHENTIAN_BANDING",
)

STATUSES = (
    "PNS",
    "PPPK",
    "CPNS",
    "TUGAS_BELAJAR",
    "CLTN",
    "MPP",
    "DIBERHENTIKAN_SEMENTARA",
)


def read_leave(node: Node) -> tuple[dict[str, LeaveRule], bool]:
    """Return leave rules by kind, and whether leave replaces other cuts only when it reduces pay."""
    overrides = True
    holder, key = node, "leave"
    if node.has("leave") and isinstance(node.value["leave"], dict):
        holder, key = node.child("leave"), "rules"
        overrides = _mode(holder)
    if node.has("leave_apply_mode"):
        overrides = _mode(node, "leave_apply_mode")
    rules: dict[str, LeaveRule] = {}
    for part in holder.children(key):
        kinds = part.text("type").split("|")
        unit = part.member("unit", LeaveUnit, LeaveUnit.FLAT)
        rule = _rule(part, unit)
        for kind in kinds:
            if kind not in LEAVES:
                part.report("type", "KODE_TIDAK_DIKENAL", f"'{kind}' tidak dikenal; pilihan: {', '.join(LEAVES)}")
            if kind in rules:
                part.report("type", "KODE_GANDA", f"cuti '{kind}' ditulis dua kali")
            rules[kind] = LeaveRule(kind, *rule)
        part.close()
    if holder is not node:
        holder.close()
    return rules, overrides


def _mode(node: Node, key: str = "apply_mode") -> bool:
    found = node.text(key, "OVERRIDE_IF_REDUCES")
    if found not in {"OVERRIDE_IF_REDUCES", "ADD"}:
        node.report(key, "KODE_TIDAK_DIKENAL", "pilihan: OVERRIDE_IF_REDUCES, ADD")
    return found == "OVERRIDE_IF_REDUCES"


def _rule(
    part: Node, unit: LeaveUnit
) -> tuple[LeaveUnit, Decimal, tuple[Decimal, ...], Decimal | None, int, Decimal, int | None, Base, Citation]:
    steps: list[Decimal] = []
    if unit is LeaveUnit.MONTH_STEP:
        found = part.value.get("steps") if part.has("steps") else None
        for item in found if isinstance(found, list) else []:
            steps.append(part.as_number(item, "steps"))
        if not steps or any(step > 1 for step in steps) or steps != sorted(steps):
            part.report("steps", "ANAK_TANGGA_TIDAK_SAH", "isi potongan per bulan, naik, paling besar 1")
    return (
        unit,
        part.share("deduct"),
        tuple(steps),
        part.share("beyond") if part.has("beyond") else None,
        part.whole("free_days"),
        part.share("pct_per_day"),
        part.whole("max_days", least=1) if part.has("max_days") else None,
        part.member("base", Base, Base.TOTAL),
        part.citation(),
    )


def read_sanctions(node: Node) -> tuple[dict[str, SanctionRule], bool]:
    """Return sanction rules by statutory code or SIASN id, and whether a lower class replaces the base."""
    holder, key = node, "discipline_sanction"
    replacement = False
    if node.has(key) and isinstance(node.value[key], dict):
        holder, key = node.child(key), "rules"
        replacement = holder.flag("class_replacement")
    rules: dict[str, SanctionRule] = {}
    for part in holder.children(key):
        names = [str(number) for number in sorted(part.wholes("ids"))] + list(part.texts("codes"))
        for name in names:
            if not name.isdigit() and name not in SANCTIONS:
                part.report("codes", "KODE_TIDAK_DIKENAL", f"'{name}' tidak dikenal; pilihan: {', '.join(SANCTIONS)}")
        if not names and not part.has("class_replacement"):
            part.report("codes", "WAJIB", "isi kode hukuman (codes) atau id SIASN (ids)")
        replacement = replacement or part.flag("class_replacement")
        months = _months(part, len(names))
        pct, base, citation = part.share("pct"), part.member("base", Base, Base.TOTAL), part.citation()
        for name, length in zip(names, months, strict=True):
            label = name.replace("_", " ").lower() if not name.isdigit() else f"jenis {name}"
            rules[name] = SanctionRule(name, label, pct, length, base, citation)
        part.close()
    if holder is not node:
        holder.close()
    return rules, replacement


def _months(part: Node, count: int) -> list[int | None]:
    if not part.has("months"):
        return [None] * count
    found = part.value["months"]
    numbers = [as_decimal(item) for item in found] if isinstance(found, list) else [as_decimal(found)] * count
    if len(numbers) != count or any(item is None or item < 1 or item != int(item) for item in numbers):
        part.report("months", "BULAN_TIDAK_SAH", "isi lama hukuman dalam bulan, satu untuk setiap kode")
        return [None] * count
    return [int(item) for item in numbers if item is not None]


def read_status(node: Node) -> dict[str, StatusRule]:
    """Return what each status leaves of the allowance."""
    if not node.has("status_multiplier"):
        return {}
    part = node.child("status_multiplier")
    rules = {}
    for name in STATUSES:
        if not part.has(name):
            continue
        found = part.value[name]
        if isinstance(found, dict):
            inner = part.child(name)
            rules[name] = StatusRule(inner.share("pct"), inner.citation())
            inner.close()
        else:
            rules[name] = StatusRule(part.share(name), node.cite("", True))
    part.close()
    return rules

"""Reads the base amount, its criteria and the weighted components of a scheme."""

from __future__ import annotations

from decimal import Decimal

from ekinerja.rules.allowance.document import Node
from ekinerja.rules.allowance.scheme import BaseAmount, BaseMode, Component, Criterion, Override, Role

ROLES = {
    "KINERJA": Role.PERFORMANCE,
    "PRESTASI": Role.PERFORMANCE,
    "PRESTASI_KERJA": Role.PERFORMANCE,
    "PRODUKTIVITAS": Role.PERFORMANCE,
    "DISIPLIN": Role.ATTENDANCE,
    "KEHADIRAN": Role.ATTENDANCE,
    "PERILAKU_KERJA": Role.ATTENDANCE,
    "TETAP": Role.FIXED,
}

CRITERIA = {
    "BEBAN_KERJA": "Beban kerja",
    "PRESTASI_KERJA": "Prestasi kerja",
    "TEMPAT_BERTUGAS": "Tempat bertugas",
    "KONDISI_KERJA": "Kondisi kerja",
    "KELANGKAAN_PROFESI": "Kelangkaan profesi",
    "OBJEKTIF_LAIN": "Pertimbangan objektif lainnya",
}


def read_base(node: Node) -> BaseAmount:
    """Return the base amount; a table is needed unless every amount is handed in by the payer."""
    mode = node.member("mode", BaseMode, BaseMode.CLASS_TABLE)
    table: dict[str, Decimal] = {}
    name = "position_table" if mode is BaseMode.POSITION_TABLE else "class_table"
    if node.has(name):
        part = node.child(name)
        for key in part.value:
            part.has(key)
            if mode is not BaseMode.POSITION_TABLE and not str(key).isdigit():
                part.report(str(key), "KELAS_TIDAK_SAH", f"'{key}' bukan kelas jabatan")
                continue
            table[str(key)] = part.number(key)
    index = _index(node, mode)
    criteria = tuple(_criterion(part) for part in node.children("criteria"))
    if mode is BaseMode.CRITERIA_SUM and not criteria:
        node.report("criteria", "WAJIB", "cara CRITERIA_SUM perlu paling sedikit satu kriteria")
    if len({item.code for item in criteria}) != len(criteria):
        node.report("criteria", "KODE_GANDA", "kode kriteria ditulis dua kali")
    citation = node.citation()
    node.close()
    return BaseAmount(mode, table, index, criteria, citation)


def _index(node: Node, mode: BaseMode) -> Decimal:
    if not node.has("index"):
        if mode is BaseMode.BASIC_TIMES_INDEX:
            node.report("index.itpp", "WAJIB", "cara BASIC_TIMES_INDEX perlu indeks TPP (itpp)")
        return Decimal(1)
    part = node.child("index")
    index = part.number("itpp", Decimal(1))
    part.close(also=("ikfd", "ikk", "ippd"))
    return index if mode is BaseMode.BASIC_TIMES_INDEX else Decimal(1)


def _criterion(node: Node) -> Criterion:
    code = node.text("code")
    if code not in CRITERIA:
        node.report("code", "KODE_TIDAK_DIKENAL", f"'{code}' tidak dikenal; pilihan: {', '.join(CRITERIA)}")
    if not node.has("pct"):
        node.report("pct", "WAJIB", "persentase kriteria wajib diisi")
    pct = node.number("pct")
    overrides = []
    for part in node.children("override"):
        overrides.append(Override(part.wholes("classes"), part.number("pct")))
        part.close()
    taken: set[int] = set()
    for override in overrides:
        if taken & override.classes:
            node.report("override", "KELAS_GANDA", "satu kelas tercantum pada dua pengecualian")
        taken |= override.classes
    classes, when = _when(node)
    components = read_components(node, "components") if node.has("components") else ()
    criterion = Criterion(
        code, CRITERIA.get(code, code), pct, tuple(overrides), classes, when, components, node.citation()
    )
    node.close()
    return criterion


def _when(node: Node) -> tuple[frozenset[int] | None, tuple[tuple[str, bool | str], ...]]:
    if not node.has("when"):
        return None, ()
    part = node.child("when")
    classes = part.wholes("classes") if part.has("classes") else None
    conditions: list[tuple[str, bool | str]] = []
    for key, wanted in part.value.items():
        if key == "classes":
            continue
        part.has(key)
        if not isinstance(wanted, (bool, str)):
            part.report(key, "SYARAT_TIDAK_SAH", "isi true, false, atau teks")
            continue
        conditions.append((key, wanted))
    return classes, tuple(conditions)


def read_components(node: Node, key: str) -> tuple[Component, ...]:
    """Return weighted components; their weights must sum to exactly 1."""
    components = []
    for part in node.children(key):
        code = part.text("code")
        if not code:
            part.report("code", "WAJIB", "kode komponen wajib diisi")
        role = part.member("role", Role, ROLES.get(code, Role.FIXED))
        if code and code not in ROLES and not part.has("role"):
            known = ", ".join(ROLES)
            part.report("code", "KODE_TIDAK_DIKENAL", f"'{code}' tidak dikenal; pakai {known}, atau isi role")
        weight = part.number("weight")
        components.append(Component(code, part.text("label", code.replace("_", " ").lower()), weight, role))
        part.close()
    total = sum((item.weight for item in components), Decimal(0))
    if components and total != 1:
        node.report(key, "BOBOT_TIDAK_SATU", f"jumlah bobot komponen {total}, harus tepat 1")
    if len({item.code for item in components}) != len(components):
        node.report(key, "KODE_GANDA", "kode komponen ditulis dua kali")
    return tuple(components)

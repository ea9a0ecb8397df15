"""Reads the attendance rules of a scheme: bands, rates, absence, exclusivity, caps."""

from __future__ import annotations

from decimal import Decimal

from ekinerja.rules.allowance.document import Node
from ekinerja.rules.allowance.scheme import (
    COUNTED_EVENTS,
    MINUTE_EVENTS,
    Aggregation,
    Alpa,
    AlpaStep,
    Attendance,
    Band,
    Base,
    Event,
    Rate,
    Stand,
)


def read_attendance(node: Node) -> Attendance:
    """Return the attendance rules; bands may have no gap and no overlap."""
    base = node.member("base", Base, Base.COMPONENT)
    node.whole("tolerance_minutes")  # applied where punches become minutes, never to minutes of lateness
    aggregation = node.member("aggregation", Aggregation, Aggregation.PER_EVENT)
    bands = _bands(node)
    alpa = _alpa(node, base)
    if aggregation is Aggregation.ACCUMULATE_TO_DAYS and alpa is None:
        node.report("alpa", "WAJIB", "cara ACCUMULATE_TO_DAYS perlu potongan per hari tidak masuk")
    exempt = node.child("exempt") if node.has("exempt") else None
    attendance = Attendance(
        aggregation=aggregation,
        minutes_per_day=node.whole("minutes_per_day", 450, least=1),
        bands=bands,
        per_minute=_rates(node, "per_minute", MINUTE_EVENTS, base),
        per_event=_rates(node, "per_event", COUNTED_EVENTS, base),
        stands_for=_stands(node),
        alpa=alpa,
        base=base,
        drops=_drops(node),
        exempt_groups=frozenset(exempt.texts("groups")) if exempt else frozenset(),
        cap=node.share("cap", Decimal(1)),
        citation=node.citation(),
    )
    if exempt:
        exempt.flag("record_only")
        exempt.close()
    node.close()
    return attendance


def _bands(node: Node) -> tuple[Band, ...]:
    rows: list[Band] = []
    for part in node.children("bands"):
        event = part.member("event", Event, Event.LATE)
        if event not in MINUTE_EVENTS:
            part.report("event", "KODE_TIDAK_DIKENAL", "pita menit hanya untuk LATE, EARLY, LEAVE_OFFICE")
        least = part.whole("from", 1, least=1)
        past = part.whole("to", least=1) if part.has("to") else None
        if not part.has("pct"):
            part.report("pct", "WAJIB", "potongan pita wajib diisi")
        code = part.text("code", f"{event.value}_{least}")
        rows.append(Band(event, least, past, part.share("pct"), code, part.citation()))
        part.close()
    for event in MINUTE_EVENTS:
        _check_bands(node, event, sorted((row for row in rows if row.event is event), key=lambda row: row.least))
    return tuple(rows)


def _check_bands(node: Node, event: Event, rows: list[Band]) -> None:
    if not rows:
        return
    words = {Event.LATE: "terlambat", Event.EARLY: "pulang cepat", Event.LEAVE_OFFICE: "keluar kantor"}[event]
    edge, pct = 1, Decimal(0)
    for index, row in enumerate(rows):
        if row.least > edge:
            gap = f"menit {edge} sampai {row.least - 1}"
            message = f"pita {words} bolong: {gap} tidak punya potongan; isi pita dengan potongan 0 bila memang bebas"
            node.report("bands", "PITA_BOLONG", message)
        if row.least < edge:
            node.report("bands", "PITA_BERTUMPUK", f"pita {words} bertumpuk mulai menit {row.least}")
        if row.past is not None and row.past <= row.least:
            node.report("bands", "PITA_TERBALIK", f"pita {words} {row.code}: 'to' harus lebih dari 'from'")
        if (row.past is None) != (index == len(rows) - 1):
            message = f"pita {words} terakhir harus tanpa batas atas (to: null), dan hanya yang terakhir"
            node.report("bands", "PITA_TANPA_AKHIR", message)
        if row.pct < pct:
            message = f"pita {words} {row.code}: lebih lama tidak boleh dipotong lebih sedikit"
            node.report("bands", "PITA_MENURUN", message)
        edge, pct = row.past or row.least + 1, row.pct


def _rates(node: Node, key: str, events: tuple[Event, ...], base: Base) -> dict[Event, Rate]:
    if not node.has(key):
        return {}
    part = node.child(key)
    rates = {}
    for event in events:
        if not part.has(event.value):
            continue
        found = part.value[event.value]
        if isinstance(found, dict):
            inner = part.child(event.value)
            rates[event] = Rate(inner.share("pct"), inner.member("base", Base, base), inner.citation())
            inner.close()
        else:
            rates[event] = Rate(part.share(event.value), base, node.citation())
    part.close()
    return rates


def _stands(node: Node) -> dict[Event, Stand]:
    stands = {}
    for key, event in (("missing_in", Event.MISSING_IN), ("missing_out", Event.MISSING_OUT)):
        if not node.has(key):
            continue
        part = node.child(key)
        target = part.member("as", Event, Event.LATE)
        if target not in MINUTE_EVENTS:
            part.report("as", "KODE_TIDAK_DIKENAL", "pilihan: LATE, EARLY")
        stands[event] = Stand(target, part.whole("minutes", 1, least=1))
        part.close()
    return stands


def _alpa(node: Node, base: Base) -> Alpa | None:
    if not node.has("alpa"):
        return None
    part = node.child("alpa")
    if not part.has("per_day"):
        part.report("per_day", "WAJIB", "potongan per hari tidak masuk wajib diisi")
    steps = []
    for row in part.children("steps"):
        steps.append(AlpaStep(row.whole("days", 1, least=1), row.share("total")))
        row.close()
    run = None
    if part.has("consecutive"):
        row = part.child("consecutive")
        run = AlpaStep(row.whole("days", 1, least=1), row.share("total"))
        row.close()
    over = part.whole("when_minutes_over", least=1) if part.has("when_minutes_over") else None
    own = part.member("base", Base, base)
    alpa = Alpa(part.share("per_day"), own, tuple(steps), run, over, part.citation())
    part.close()
    return alpa


def _drops(node: Node) -> dict[Event, frozenset[Event]]:
    drops: dict[Event, frozenset[Event]] = {}
    for part in node.children("exclusivity"):
        when = part.member("when", Event, Event.ALPA)
        dropped = set()
        for name in part.texts("drop"):
            if name in Event.__members__:
                dropped.add(Event(name))
            else:
                part.report("drop", "KODE_TIDAK_DIKENAL", f"'{name}' tidak dikenal")
        drops[when] = drops.get(when, frozenset()) | frozenset(dropped)
        part.close()
    return drops

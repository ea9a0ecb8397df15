"""Step 4: cuts for attendance, gathered per kind of event and capped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from ekinerja.rules.allowance.base import ZERO, Shares
from ekinerja.rules.allowance.case import AttendanceDay, PersonMonth, merge_days
from ekinerja.rules.allowance.ledger import Ledger
from ekinerja.rules.allowance.scheme import (
    COUNTED_EVENTS,
    MINUTE_EVENTS,
    Aggregation,
    Attendance,
    Base,
    Event,
    Role,
)
from ekinerja.rules.explained import Citation

NAMES = {
    Event.ALPA: "tidak masuk tanpa alasan sah",
    Event.LATE: "terlambat",
    Event.EARLY: "pulang cepat",
    Event.LEAVE_OFFICE: "keluar kantor",
    Event.MISSING_IN: "tanpa absen masuk",
    Event.MISSING_OUT: "tanpa absen pulang",
    Event.NO_APEL: "tidak ikut apel",
    Event.NO_CEREMONY: "tidak ikut upacara",
    Event.LEAVE_REFUSED: "cuti tertunda ditolak otomatis",
}
FIELDS = {Event.LATE: "late", Event.EARLY: "early", Event.LEAVE_OFFICE: "out"}
FLAGS = {
    Event.MISSING_IN: "missing_in",
    Event.MISSING_OUT: "missing_out",
    Event.NO_APEL: "no_rollcall",
    Event.NO_CEREMONY: "no_ceremony",
    Event.LEAVE_REFUSED: "leave_refused",
}


class Tally:
    """How often one rule was met, with its rate, base and days."""

    __slots__ = ("base", "citation", "count", "days", "label", "rate", "unit")

    def __init__(self, label: str, rate: Decimal, base: Base, citation: Citation, unit: str) -> None:
        self.label, self.rate, self.base, self.citation, self.unit = label, rate, base, citation, unit
        self.count = 0
        self.days: list[int] = []

    def meet(self, day: date, count: int = 1) -> None:
        """Count the rule once more, or so many minutes more."""
        self.count += count
        self.days.append(day.day)


def apply_attendance(rule: Attendance, case: PersonMonth, shares: Shares, ledger: Ledger) -> None:
    """Write the attendance lines, one per kind of event, and give back what goes over the cap."""
    counter = _Counter(rule, ledger)
    for day in merge_days(case.days):
        counter.take(day)
    exempt = case.group is not None and case.group in rule.exempt_groups
    bases = {Base.COMPONENT: shares.by_role[Role.ATTENDANCE], Base.TOTAL: shares.total}
    taken = dict.fromkeys(Base, ZERO)
    for code, tally, rate in counter.rows(case.holidays):
        days = ", ".join(str(day) for day in sorted(set(tally.days)))
        label = f"{tally.label}: {tally.count} {tally.unit} (tanggal {days})"
        if exempt:
            ledger.cut(code, f"{label}, dicatat tanpa potongan", bases[tally.base], ZERO, tally.citation)
            continue
        ledger.cut(code, label, bases[tally.base], rate, tally.citation)
        taken[tally.base] += rate
    for base, rates in taken.items():
        if rates > rule.cap:
            over = (rates - rule.cap) * bases[base]
            ledger.offset("BATAS_POTONGAN", "Potongan kehadiran melebihi batas paling banyak", over, rule.citation)
    if exempt and counter.tallies:
        message = "Kelompok ini dicatat tanpa potongan kehadiran; laporkan kepada pimpinan."
        ledger.flag("DIKECUALIKAN", message, rule.citation)


class _Counter:
    """Turns days into tallies by the rules of a scheme."""

    def __init__(self, rule: Attendance, ledger: Ledger) -> None:
        self.rule = rule
        self.ledger = ledger
        self.tallies: dict[str, Tally] = {}
        self.absent: list[date] = []
        self.minutes = 0
        self.minute_days: list[date] = []
        self._unruled: set[Event] = set()
        self._bands = {
            event: sorted((row for row in rule.bands if row.event is event), key=lambda row: row.least)
            for event in MINUTE_EVENTS
        }

    def take(self, day: AttendanceDay) -> None:
        """Count one day."""
        minutes = {event: count for event in MINUTE_EVENTS if (count := getattr(day, FIELDS[event]))}
        events = [event for event in COUNTED_EVENTS if getattr(day, FLAGS[event])]
        if not day.absent and not minutes and not events:
            return
        alpa = self.rule.alpa
        over = alpa.when_minutes_over if alpa else None
        absent = day.absent or (over is not None and sum(minutes.values()) > over)
        dropped = self.rule.drops.get(Event.ALPA, frozenset()) if absent else frozenset()
        if absent and not day.absent:
            minutes = {}
        for event in (*events, *minutes):
            dropped |= self.rule.drops.get(event, frozenset())
        if absent:
            self._absent(day.day)
            if day.late and Event.LATE not in dropped:
                self.ledger.flag("DATA_GANJIL", f"Tanggal {day.day.isoformat()}: alpa sekaligus terlambat.")
        self._stand(events, minutes, dropped)
        for event in events:
            if event not in dropped:
                self._counted(event, day.day)
        for event, count in minutes.items():
            if event not in dropped:
                self._minutes(event, count, day.day)

    def _absent(self, day: date) -> None:
        self.absent.append(day)
        if self.rule.alpa is None:
            self._no_rule(Event.ALPA)

    def _stand(self, events: list[Event], minutes: dict[Event, int], dropped: frozenset[Event]) -> None:
        for event, stand in self.rule.stands_for.items():
            if event in events and event not in dropped and event not in self.rule.per_event:
                events.remove(event)
                minutes[stand.event] = max(minutes.get(stand.event, 0), stand.minutes)

    def _counted(self, event: Event, day: date) -> None:
        rate = self.rule.per_event.get(event)
        if rate is None:
            self._no_rule(event)
            return
        self._tally(event.value, NAMES[event], rate.pct, rate.base, rate.citation, "kali").meet(day)

    def _minutes(self, event: Event, count: int, day: date) -> None:
        rule = self.rule
        if rule.aggregation is Aggregation.ACCUMULATE_TO_DAYS:
            self.minutes += count
            self.minute_days.append(day)
            return
        bands = self._bands[event] if rule.aggregation is Aggregation.PER_EVENT else []
        for row in bands:
            if row.past is None or count < row.past:
                label = f"{row.code} {NAMES[event]} {_range(row.least, row.past)} menit"
                self._tally(row.code, label, row.pct, rule.base, row.citation, "kali").meet(day)
                return
        rate = rule.per_minute.get(event)
        if rate is None:
            self._no_rule(event)
            return
        label = f"{NAMES[event]} per menit"
        self._tally(event.value, label, rate.pct, rate.base, rate.citation, "menit").meet(day, count)

    def _tally(self, code: str, label: str, pct: Decimal, base: Base, citation: Citation, unit: str) -> Tally:
        if code not in self.tallies:
            self.tallies[code] = Tally(label, pct, base, citation, unit)
        return self.tallies[code]

    def _no_rule(self, event: Event) -> None:
        if event not in self._unruled:
            self._unruled.add(event)
            message = f"Ada kejadian '{NAMES[event]}', tetapi skema tidak memuat potongannya."
            self.ledger.flag("KEJADIAN_TANPA_ATURAN", message)

    def rows(self, holidays: frozenset[date]) -> list[tuple[str, Tally, Decimal]]:
        """Return every tally with its whole rate, absence first."""
        rows: list[tuple[str, Tally, Decimal]] = []
        alpa = self.rule.alpa
        if alpa is not None:
            extra = self.minutes // self.rule.minutes_per_day
            tally = Tally(NAMES[Event.ALPA], alpa.per_day, alpa.base, alpa.citation, "hari")
            for day in self.absent:
                tally.meet(day)
            if extra:
                tally.count += extra
                tally.days += [day.day for day in self.minute_days]
                tally.label += f", termasuk {extra} hari dari {self.minutes} menit"
            if tally.count:
                rows.append((Event.ALPA.value, tally, self._alpa_rate(tally, holidays)))
        rows += [(code, tally, tally.rate * tally.count) for code, tally in self.tallies.items()]
        return rows

    def _alpa_rate(self, tally: Tally, holidays: frozenset[date]) -> Decimal:
        alpa = self.rule.alpa
        if alpa is None:
            return ZERO
        rates = [alpa.per_day * tally.count]
        rates += [step.total for step in alpa.steps if tally.count >= step.days]
        if alpa.consecutive is not None and longest_run(self.absent, holidays) >= alpa.consecutive.days:
            rates.append(alpa.consecutive.total)
        return max(rates)


def longest_run(days: Sequence[date], holidays: frozenset[date]) -> int:
    """Return the longest run of absent working days; weekends and holidays between do not break it."""
    longest = run = 0
    previous: date | None = None
    for day in sorted(set(days)):
        run = run + 1 if previous is not None and _adjacent(previous, day, holidays) else 1
        longest = max(longest, run)
        previous = day
    return longest


def _adjacent(previous: date, day: date, holidays: frozenset[date]) -> bool:
    between = previous + timedelta(days=1)
    while between < day:
        if between.weekday() < 5 and between not in holidays:
            return False
        between += timedelta(days=1)
    return True


def _range(least: int, past: int | None) -> str:
    return f"{least} ke atas" if past is None else f"{least}-{past - 1}"

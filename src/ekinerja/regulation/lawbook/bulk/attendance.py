"""Attendance of a scheme as one grouped query over the days on which something happened."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ekinerja.regulation.lawbook.bulk.expression import (
    ZERO,
    Exact,
    add,
    aligned,
    case,
    column,
    constant,
    greatest,
    multiply,
)
from ekinerja.rules.allowance.scheme import (
    COUNTED_EVENTS,
    MINUTE_EVENTS,
    Aggregation,
    Attendance,
    Base,
    Event,
)

FLAGS = {
    Event.MISSING_IN: "missing_in",
    Event.MISSING_OUT: "missing_out",
    Event.NO_APEL: "no_rollcall",
    Event.NO_CEREMONY: "no_ceremony",
    Event.LEAVE_REFUSED: "leave_refused",
}
MINUTES = {Event.LATE: "late", Event.EARLY: "early", Event.LEAVE_OFFICE: "out"}
DAY_BOUND = 1440
MONTH_BOUND = 100


@dataclass(frozen=True, slots=True)
class AttendanceQuery:
    """The query (columns id, component, total) and the two rates it yields, already capped."""

    sql: str
    component: Exact
    total: Exact


class _Day:
    """Expressions over one row of ``sim_day``."""

    def __init__(self, rule: Attendance) -> None:
        self.rule = rule
        over = rule.alpa.when_minutes_over if rule.alpa else None
        self.by_minutes = "false" if over is None else f"(NOT absent AND late + early + out > {over})"
        self.absent = "absent" if over is None else f"(absent OR late + early + out > {over})"

    def dropped(self, event: Event) -> str:
        """Return the condition under which an event of the day is not counted."""
        tests = []
        for when, drops in self.rule.drops.items():
            if event not in drops:
                continue
            if when is Event.ALPA:
                tests.append(self.absent)
            elif when in FLAGS:
                tests.append(FLAGS[when])
            else:
                tests.append(f"({MINUTES[when]} > 0 AND NOT {self.by_minutes})")
        return "(" + " OR ".join(tests) + ")" if tests else "false"

    def stands(self, event: Event) -> bool:
        """Tell whether a missing punch counts as minutes of another event."""
        return event in self.rule.stands_for and event not in self.rule.per_event

    def minutes(self, event: Event) -> str:
        """Return the minutes that count, missing punches included."""
        name = MINUTES[event]
        plain = name if self.by_minutes == "false" else f"(CASE WHEN {self.by_minutes} THEN 0 ELSE {name} END)"
        for missing, stand in self.rule.stands_for.items():
            if stand.event is event and self.stands(missing):
                test = f"{FLAGS[missing]} AND NOT {self.dropped(missing)}"
                plain = f"GREATEST({plain}, CASE WHEN {test} THEN {stand.minutes} ELSE 0 END)"
        dropped = self.dropped(event)
        return plain if dropped == "false" else f"(CASE WHEN {dropped} THEN 0 ELSE {plain} END)"

    def columns(self) -> str:
        """Return the select list that works out one day once: absent, minutes and events that count."""
        parts = [f"{self.absent} AS gone"]
        parts += [f"({self.minutes(event)})::bigint AS m_{name}" for event, name in MINUTES.items()]
        for event, name in FLAGS.items():
            if event in self.rule.per_event:
                dropped = self.dropped(event)
                test = name if dropped == "false" else f"({name} AND NOT {dropped})"
                parts.append(f"{test} AS e_{name}")
        return ", ".join(parts)

    def minute_rate(self, event: Event) -> tuple[Base, Exact]:
        """Return the rate of the minutes of one event on this day, with its base."""
        rule = self.rule
        rows = sorted((row for row in rule.bands if row.event is event), key=lambda row: row.least)
        if rule.aggregation is Aggregation.PER_EVENT and rows:
            minutes = f"m_{MINUTES[event]}"
            branches = [(f"{minutes} <= 0", ZERO)]
            branches += [(f"{minutes} < {row.past}", constant(row.pct)) for row in rows if row.past is not None]
            return rule.base, case(branches, constant(rows[-1].pct))
        rate = rule.per_minute.get(event)
        if rate is None or rule.aggregation is Aggregation.ACCUMULATE_TO_DAYS:
            return rule.base, ZERO
        count = column(f"m_{MINUTES[event]}", scale=0, bound=DAY_BOUND)
        return rate.base, multiply(count, constant(rate.pct))

    def counted_rate(self, event: Event) -> tuple[Base, Exact]:
        """Return the rate of an event that happens or not."""
        rate = self.rule.per_event.get(event)
        if rate is None:
            return self.rule.base, ZERO
        return rate.base, case([(f"e_{FLAGS[event]}", constant(rate.pct))], ZERO)


def attendance_query(rule: Attendance) -> AttendanceQuery:
    """Return the grouped query with the capped rates for the attendance part and for the whole."""
    day = _Day(rule)
    parts: dict[Base, list[Exact]] = {Base.COMPONENT: [], Base.TOTAL: []}
    for event in MINUTE_EVENTS:
        base, rate = day.minute_rate(event)
        parts[base].append(rate)
    for event in COUNTED_EVENTS:
        base, rate = day.counted_rate(event)
        parts[base].append(rate)
    selected, rates = [], {}
    for base, found in parts.items():
        total = add(*found)
        name = f"r_{base.value.lower()}"
        if total.bound:
            selected.append(f"SUM({total.sql})::bigint AS {name}")
            rates[base] = column(name, scale=total.scale, bound=total.bound * MONTH_BOUND)
        else:
            rates[base] = ZERO
    return _grouped(rule, day, selected, rates)


def _grouped(rule: Attendance, day: _Day, selected: list[str], rates: dict[Base, Exact]) -> AttendanceQuery:
    alpa = rule.alpa
    runs = ""
    if alpa is not None:
        selected.append("COUNT(*) FILTER (WHERE gone) AS n_absent")
        if rule.aggregation is Aggregation.ACCUMULATE_TO_DAYS:
            minutes = " + ".join(f"m_{MINUTES[event]}" for event in MINUTE_EVENTS)
            selected.append(f"SUM({minutes})::bigint AS n_minutes")
        if alpa.consecutive is not None:
            runs = _runs(day)
            selected.append("MAX(runs.longest) AS longest")
        rates[alpa.base] = add(rates[alpa.base], _alpa(rule))
    one_day = f"(SELECT id, {day.columns()} FROM sim_day OFFSET 0)"  # noqa: S608
    inner = f"SELECT d.id, {', '.join(selected) or '0 AS nothing'} FROM {one_day} d"  # noqa: S608
    if runs:
        inner += f" LEFT JOIN ({runs}) runs ON runs.id = d.id"
    inner += " GROUP BY d.id"
    capped = {base: _capped(rate, rule.cap) for base, rate in rates.items()}
    columns = ", ".join(f"{rate.sql} AS {base.value.lower()}" for base, rate in capped.items())
    sql = f"SELECT id, {columns} FROM ({inner}) per_person"  # noqa: S608
    return AttendanceQuery(sql, capped[Base.COMPONENT], capped[Base.TOTAL])


def _capped(rate: Exact, cap: Decimal) -> Exact:
    same = aligned((rate, constant(cap)))
    bound = min(same[0].bound, same[1].bound)
    return Exact(f"LEAST({same[0].sql}, {same[1].sql})", same[0].scale, bound)


def _alpa(rule: Attendance) -> Exact:
    alpa = rule.alpa
    if alpa is None:
        return ZERO
    days = "n_absent"
    if rule.aggregation is Aggregation.ACCUMULATE_TO_DAYS:
        days = f"(n_absent + n_minutes / {rule.minutes_per_day})"
    count = column(days, scale=0, bound=MONTH_BOUND)
    rates = [multiply(count, constant(alpa.per_day))]
    rates += [case([(f"{days} >= {step.days}", constant(step.total))], ZERO) for step in alpa.steps]
    if alpa.consecutive is not None:
        test = f"COALESCE(longest, 0) >= {alpa.consecutive.days}"
        rates.append(case([(test, constant(alpa.consecutive.total))], ZERO))
    return case([(f"{days} > 0", greatest(*rates))], ZERO) if len(rates) > 1 else rates[0]


def _runs(day: _Day) -> str:
    """Return the longest run of absent working days per person; weekends and holidays do not break it."""
    between = (
        "(SELECT COUNT(*) FROM generate_series(before + 1, day - 1, interval '1 day') g "
        "WHERE EXTRACT(isodow FROM g) < 6 AND g::date NOT IN (SELECT day FROM sim_holiday))"
    )
    return (
        "SELECT id, MAX(length) AS longest FROM (SELECT id, block, COUNT(*) AS length FROM ("  # noqa: S608
        f"SELECT id, day, SUM(CASE WHEN before IS NOT NULL AND {between} = 0 THEN 0 ELSE 1 END) "
        "OVER (PARTITION BY id ORDER BY day) AS block FROM ("
        f"SELECT id, day, LAG(day) OVER (PARTITION BY id ORDER BY day) AS before FROM sim_day WHERE {day.absent}"
        ") lagged) blocks GROUP BY id, block) lengths GROUP BY id"
    )

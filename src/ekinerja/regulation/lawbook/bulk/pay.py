"""A scheme as one SQL statement that gives the same amounts as the engine, to the last digit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ekinerja.regulation.lawbook.bulk import sparse
from ekinerja.regulation.lawbook.bulk.attendance import attendance_query
from ekinerja.regulation.lawbook.bulk.expression import (
    ZERO,
    Exact,
    add,
    case,
    column,
    constant,
    greatest,
    least,
    multiply,
    rounded,
    subtract,
)
from ekinerja.rules.allowance.scheme import (
    BY_RATING,
    Base,
    BaseMode,
    Bpjs,
    Component,
    MappingMode,
    Missing,
    Performance,
    Role,
    Scheme,
    Source,
    TaxMethod,
    TaxOn,
)

ONE = constant(Decimal(1))
SOURCE_COLUMNS = frozenset(
    ("id", "month", "class", "amount", "rating", "score", "status", "permanent_since", "grp", "budget_user")
    + ("carry_month", "profession", "correction", "salary", "rank_group", "rate_component", "rate_total")
    + ("leave_wrong", "sanction_wrong", *sparse.COLUMNS)
)


class Unsupported(ValueError):
    """A part of a scheme that the bulk path does not compute; the engine does, person by person."""


@dataclass(frozen=True, slots=True)
class BulkQuery:
    """The statement and, for each output column, the power of ten it is scaled by."""

    sql: str
    scales: dict[str, int]


class _Stages:
    """
    A chain of subqueries: each stage may use the columns of the one before, and carries on only what is still needed.

    OFFSET 0 keeps the planner from pulling a stage up, which would compute its expressions again in every later one.
    """

    def __init__(self, source: str, columns: frozenset[str]) -> None:
        self.source = source
        self.columns = columns
        self.stages: list[dict[str, str]] = []

    def keep(self, **values: Exact) -> list[Exact]:
        """Add columns, each computed once, and return them as plain column references."""
        self.stages.append({name: value.sql for name, value in values.items()})
        return [Exact(name, value.scale, value.bound) for name, value in values.items()]

    def finish(self, head: str) -> str:
        """Return the whole statement, ending with the select list given."""
        known = self.columns | {name for stage in self.stages for name in stage}
        needed = _words(head) & known
        lists = []
        for stage in reversed(self.stages):
            computed = {name: text for name, text in stage.items() if name in needed}
            passed = sorted(needed - set(computed))
            lists.append(", ".join([*passed, *(f"{text} AS {name}" for name, text in computed.items())]))
            needed = set(passed).union(*(_words(text) & known for text in computed.values()))
        sql = f"SELECT {', '.join(sorted(needed))} FROM ({self.source}) source OFFSET 0"  # noqa: S608
        for number, columns in enumerate(reversed(lists)):
            sql = f"SELECT {columns} FROM ({sql}) s{number} OFFSET 0"  # noqa: S608
        return f"SELECT {head} FROM ({sql}) last"  # noqa: S608


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z_]+", text))


def compile_scheme(scheme: Scheme, *, largest: int, decimals: int = 0, stages: bool = True) -> BulkQuery:
    """
    Return the statement over the tables of :mod:`tables`.

    ``largest`` is the largest amount of money in the data, scaled like all of it by ``10**decimals``. With ``stages``
    the result also says what every step changed.

    :raises Unsupported: naming the part that only the engine computes
    """
    _refuse(scheme)
    query = _Query(scheme, largest, decimals)
    return query.build(stages)


def _refuse(scheme: Scheme) -> None:
    performance = scheme.performance
    if performance is not None:
        if performance.source not in BY_RATING and performance.source is not Source.SCORE:
            raise Unsupported(f"sumber kinerja {performance.source.value}")
        if performance.missing is Missing.PREVIOUS:
            raise Unsupported("predikat sebelumnya (PREVIOUS)")
    if scheme.base.mode is BaseMode.POSITION_TABLE:
        raise Unsupported("tabel jabatan (POSITION_TABLE)")
    if scheme.tax is not None and scheme.tax.method is TaxMethod.TER:
        raise Unsupported("PPh 21 TER")
    for criterion in scheme.base.criteria:
        if any(name != "is_budget_user" for name, _ in criterion.when):
            raise Unsupported(f"syarat kriteria {criterion.code}")


class _Query:
    def __init__(self, scheme: Scheme, largest: int, decimals: int) -> None:
        self.scheme = scheme
        self.decimals = decimals
        table = [int((amount * scheme.base.index).scaleb(decimals)) + 1 for amount in scheme.base.table.values()]
        self.bound = max([largest, *table])
        self.scales: dict[str, int] = {}

    def money(self, name: str) -> Exact:
        return column(name, scale=self.decimals, bound=self.bound)

    def build(self, with_stages: bool) -> BulkQuery:
        scheme = self.scheme
        source, component, total = self._source()
        stages = _Stages(source, SOURCE_COLUMNS)
        (amount,) = stages.keep(basic=self._basic())
        hak, work, presence = stages.keep(**self._shares(amount))
        present = add(multiply(presence, component), multiply(hak, total)) if scheme.attendance else ZERO
        kinerja, kehadiran, hukuman = stages.keep(
            kinerja=self._performance(hak, work),
            kehadiran=self._exempt(present),
            hukuman=self._sanctions(hak, presence),
        )
        (cuti,) = stages.keep(cuti=self._leave(hak, presence, add(kinerja, kehadiran)))
        after = subtract(subtract(hak, add(kinerja, kehadiran)), add(cuti, hukuman))
        (run,) = stages.keep(run_sanction=greatest(after, ZERO))
        (run,) = stages.keep(run_status=self._status(run))
        (run,) = stages.keep(run_profession=self._profession(run))
        (kotor,) = stages.keep(kotor=greatest(add(run, self._correction()), ZERO))
        (bpjs,) = stages.keep(bpjs=self._bpjs(kotor))
        (pph,) = stages.keep(pph=self._tax(kotor, bpjs))
        (net,) = stages.keep(net=subtract(subtract(kotor, bpjs), pph))
        bersih = rounded(net, unit=scheme.rounding_unit, mode=scheme.rounding_mode.value)
        names = {"hak": hak, "kinerja": kinerja, "kehadiran": kehadiran, "cuti": cuti, "hukuman": hukuman}
        names |= {"setelah_hukuman": Exact("run_sanction", after.scale, after.bound)}
        names |= {"setelah_status": Exact("run_status", self.scales["run_status"], 0)}
        names |= {"setelah_profesi": run, "kotor": kotor, "bpjs": bpjs, "pph": pph}
        self.scales = {name: value.scale for name, value in names.items()} | {"bersih": 2}
        chosen = [f"{value.sql} AS {name}" for name, value in names.items()] if with_stages else []
        wrong = " OR ".join(f"COALESCE({test}, false)" for test in self._wrong())
        head = ", ".join(["id", *chosen, f"{bersih.sql} AS bersih", f"({wrong}) AS ditolak"])
        return BulkQuery(stages.finish(head), self.scales)

    def _wrong(self) -> list[str]:
        since = self.scheme.since.replace(day=1).isoformat()
        tests = ["basic IS NULL", f"month < DATE '{since}'"]
        if self.scheme.until is not None:
            tests.append(f"month > DATE '{self.scheme.until.isoformat()}'")
        performance = self.scheme.performance
        if performance is not None and performance.missing is None:
            tests.append("rating IS NULL" if performance.source in BY_RATING else "score IS NULL")
        tests += ["leave_wrong", "sanction_wrong"]
        if self.scheme.tax is not None and self.scheme.tax.method is TaxMethod.FINAL_BY_GOL:
            tests.append("rank_group IS NULL OR rank_group NOT IN ('I', 'II', 'III', 'IV')")
        if self.scheme.bpjs is not None and self.scheme.bpjs.includes_salary:
            tests.append("salary IS NULL")
        if not self.scheme.corrections:
            tests.append("correction <> 0")
        return tests

    def _source(self) -> tuple[str, Exact, Exact]:
        joins, extra = [], []
        component = total = ZERO
        if self.scheme.attendance is not None:
            query = attendance_query(self.scheme.attendance)
            joins.append(f"LEFT JOIN ({query.sql}) att ON att.id = m.id")
            extra.append("COALESCE(att.component, 0)::bigint AS rate_component")
            extra.append("COALESCE(att.total, 0)::bigint AS rate_total")
            component = column("rate_component", scale=query.component.scale, bound=query.component.bound)
            total = column("rate_total", scale=query.total.scale, bound=query.total.bound)
        joins.append(f"LEFT JOIN ({sparse.leave_query(self.scheme)}) lv ON lv.id = m.id")
        joins.append(f"LEFT JOIN ({sparse.sanction_query(self.scheme)}) sn ON sn.id = m.id")
        extra += [f"COALESCE({name}, 0)::bigint AS {name}" for name in sparse.COLUMNS]
        extra += ["COALESCE(lv.wrong, false) AS leave_wrong", "COALESCE(sn.wrong, false) AS sanction_wrong"]
        return f"SELECT m.*, {', '.join(extra)} FROM sim_month m {' '.join(joins)}", component, total  # noqa: S608

    def _basic(self) -> Exact:
        base = self.scheme.base
        given = multiply(self.money("amount"), constant(base.index))
        rows = [(f"class = {level}", constant(amount * base.index)) for level, amount in base.table.items()]
        if not rows:
            return given
        table = case(rows, ZERO)
        known = f"class IN ({', '.join(base.table)})"
        found = case([("amount IS NOT NULL", given), (known, table)], ZERO)
        return Exact(
            f"(CASE WHEN amount IS NULL AND NOT COALESCE({known}, false) THEN NULL ELSE {found.sql} END)",
            found.scale,
            found.bound,
        )  # noqa: E501

    def _shares(self, basic: Exact) -> dict[str, Exact]:
        scheme = self.scheme
        if scheme.base.mode is not BaseMode.CRITERIA_SUM:
            return {
                "hak": multiply(basic, ONE),
                "work": multiply(basic, constant(_weight(scheme.components, Role.PERFORMANCE))),
                "presence": multiply(basic, constant(_weight(scheme.components, Role.ATTENDANCE))),
            }
        sums: dict[str, list[Exact]] = {"hak": [], "work": [], "presence": []}
        for criterion in scheme.base.criteria:
            tests = [f"budget_user = {'true' if wanted is True else 'false'}" for _, wanted in criterion.when]
            if criterion.classes is not None:
                tests.append(f"COALESCE(class IN ({_numbers(criterion.classes)}), false)")
            overrides = [
                (f"class IN ({_numbers(item.classes)})", constant(item.pct))
                for item in criterion.overrides
                if item.classes
            ]
            pct = case(overrides, constant(criterion.pct))
            paid = multiply(basic, case([(" AND ".join(tests), pct)], ZERO) if tests else pct)
            parts = criterion.components or scheme.components
            sums["hak"].append(paid)
            sums["work"].append(multiply(paid, constant(_weight(parts, Role.PERFORMANCE))))
            sums["presence"].append(multiply(paid, constant(_weight(parts, Role.ATTENDANCE))))
        return {name: add(*rows) for name, rows in sums.items()}

    def _performance(self, hak: Exact, work: Exact) -> Exact:
        rule = self.scheme.performance
        if rule is None:
            return ZERO
        share = self._share(rule)
        cut = multiply(hak, share) if rule.mode is MappingMode.DEDUCT_TOTAL else multiply(work, subtract(ONE, share))
        carry = rule.carry
        if carry is None:
            return cut
        base = work if carry.base is Base.COMPONENT else hak
        test = f"COALESCE(carry_month <= {carry.months}, false)"
        return add(cut, case([(test, multiply(base, constant(carry.pct)))], ZERO))

    def _share(self, rule: Performance) -> Exact:
        missing = constant(rule.missing_share)
        if rule.missing in {Missing.ZERO, Missing.HOLD, None}:
            worst = max(rule.shares.values()) if rule.mode is MappingMode.DEDUCT_TOTAL else Decimal(0)
            missing = constant(worst)
        if rule.source is Source.SCORE:
            score = column("score", scale=self.decimals + 2, bound=10 ** (self.decimals + 2))
            return case([("score IS NOT NULL", score)], missing)
        rows = [(f"rating = '{name}'", constant(share)) for name, share in rule.shares.items()]
        return case(rows, missing)

    def _exempt(self, cut: Exact) -> Exact:
        rule = self.scheme.attendance
        if rule is None or not rule.exempt_groups:
            return cut
        groups = ", ".join(_text(name) for name in sorted(rule.exempt_groups))
        return case([(f"COALESCE(grp IN ({groups}), false)", ZERO)], cut)

    def _leave(self, hak: Exact, presence: Exact, cut: Exact) -> Exact:
        """What leave takes on top of the cuts so far; where it replaces them, only the rest."""
        scale, bound = sparse.leave_scale(self.scheme)
        shares = [column(name, scale=scale, bound=bound) for name in ("lv_total", "lv_component")]
        amounts = [multiply(hak, shares[0]), multiply(presence, shares[1])]
        if not self.scheme.leave_overrides:
            return add(*amounts)
        strongest = greatest(*amounts)
        more = subtract(strongest, greatest(cut, ZERO))
        a, b = strongest.at(max(strongest.scale, cut.scale)), cut.at(max(strongest.scale, cut.scale))
        return case([(f"{a.sql} > {b.sql}", more)], ZERO)

    def _sanctions(self, hak: Exact, presence: Exact) -> Exact:
        scale, bound = sparse.sanction_scale(self.scheme)
        shares = [column(name, scale=scale, bound=bound) for name in ("sn_total", "sn_component")]
        return add(multiply(hak, shares[0]), multiply(presence, shares[1]))

    def _status(self, run: Exact) -> Exact:
        rows = []
        for name, rule in self.scheme.status.items():
            test = f"status = {_text(name)}"
            if name == "CPNS":
                test += " AND NOT COALESCE(permanent_since <= month, false)"
            rows.append((test, constant(rule.share)))
        result = multiply(run, case(rows, ONE)) if rows else run
        self.scales["run_status"] = result.scale
        return result

    def _profession(self, run: Exact) -> Exact:
        if not self.scheme.profession_difference:
            return run
        return subtract(run, least(run, self.money("profession")))

    def _correction(self) -> Exact:
        return self.money("correction") if self.scheme.corrections else ZERO

    def _bpjs(self, kotor: Exact) -> Exact:
        rule: Bpjs | None = self.scheme.bpjs
        if rule is None:
            return ZERO
        salary = self.money("salary") if rule.includes_salary else ZERO
        room = subtract(least(constant(rule.cap), add(salary, kotor)), salary)
        return multiply(greatest(room, ZERO), constant(rule.employee))

    def _tax(self, kotor: Exact, bpjs: Exact) -> Exact:
        rule = self.scheme.tax
        if rule is None or rule.method is not TaxMethod.FINAL_BY_GOL:
            return ZERO
        base = subtract(kotor, bpjs) if rule.on is TaxOn.NET_AFTER_BPJS else kotor
        rate = case([(f"rank_group = '{group}'", constant(pct)) for group, pct in rule.rates.items()], ZERO)
        return multiply(base, rate)


def _weight(parts: tuple[Component, ...], role: Role) -> Decimal:
    return sum((part.weight for part in parts if part.role is role), Decimal(0))


def _numbers(classes: frozenset[int]) -> str:
    return ", ".join(str(level) for level in sorted(classes)) or "NULL"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"

"""Copies people, days, leave and sanctions into the temporary tables of the bulk path."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from psycopg import sql

from ekinerja.commands.simulasi_data import Person, SimulationData
from ekinerja.commands.simulasi_database import Connection
from ekinerja.regulation.lawbook.bulk import TABLES
from ekinerja.rules.allowance.case import merge_days

DECIMALS = 2
"""Money stands in the tables in hundredths of a rupiah."""

DAY_FIELDS = (
    "absent",
    "late",
    "early",
    "out",
    "missing_in",
    "missing_out",
    "no_rollcall",
    "no_ceremony",
    "leave_refused",
)
MONTH_COLUMNS = (
    "id",
    "month",
    "class",
    "amount",
    "rating",
    "score",
    "status",
    "permanent_since",
    "grp",
    "budget_user",
) + ("carry_month", "profession", "correction", "salary", "rank_group")


def cents(amount: Decimal | None) -> int | None:
    """Return an amount as whole hundredths; the reader allows no more decimals that matter."""
    return None if amount is None else int(amount.scaleb(DECIMALS))


def exact(person: Person) -> bool:
    """Tell whether every amount of a row fits hundredths."""
    case = person.case
    amounts = (case.amount, case.profession_allowance, case.correction, case.salary_base, case.score)
    return all(amount is None or amount == amount.quantize(Decimal("0.01")) for amount in amounts)


def load(connection: Connection, data: SimulationData) -> None:
    """Fill the temporary tables."""
    connection.execute(TABLES.encode())
    _copy(connection, "sim_month", MONTH_COLUMNS, [_month(person) for person in data.people])
    days = [
        (person.id, item.day, *(getattr(item, name) for name in DAY_FIELDS))
        for person in data.people
        for item in merge_days(person.case.days)
    ]
    _copy(connection, "sim_day", ("id", "day", *DAY_FIELDS), days)
    leaves = [(p.id, item.kind, item.month, item.days) for p in data.people for item in p.case.leaves]
    _copy(connection, "sim_leave", ("id", "kind", "month", "days"), leaves)
    sanctions = [(p.id, item.key, item.month) for p in data.people for item in p.case.sanctions]
    _copy(connection, "sim_sanction", ("id", "key", "month"), sanctions)
    _copy(connection, "sim_holiday", ("day",), [(day,) for day in sorted(data.holidays)])
    connection.execute("ANALYZE sim_month, sim_day, sim_leave, sim_sanction")


def _month(person: Person) -> tuple[Any, ...]:
    case = person.case
    return (
        person.id,
        case.month,
        case.position_class,
        cents(case.amount),
        case.rating.value if case.rating else None,
        cents(case.score),
        case.status,
        case.permanent_since,
        case.group,
        bool(case.facts.get("is_budget_user", False)),
        case.carry_month,
        cents(case.profession_allowance),
        cents(case.correction),
        cents(case.salary_base),
        case.rank.split("/")[0] if case.rank else None,
    )


def _copy(connection: Connection, table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)

"""Give a person a new dated fact: the present one ends, the next begins, what is later stays."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.journal import Journal
from ekinerja.people.models import Employee


def put_dated(
    model: type[Any],
    old: Any | None,
    employee: Employee,
    on: date,
    journal: Journal,
    line: int,
    *,
    since: date | None = None,
    until: date | None = None,
    values: dict[str, Any],
) -> Any:
    """
    Put a new record of a history into the journal and return it.

    ``since`` is the day the source states; it is used when it lies after the present record began and
    not after ``on``. A record that began that very day is corrected instead. ``until`` is the start of a
    record already known for later.
    """
    start = since if since is not None and since <= on else on
    if old is not None:
        start = start if old.period.lower is not None and start > old.period.lower else on
        if old.period.lower == start:
            journal.change(old, line, **values)
            return old
        until = old.period.upper
        journal.change(old, line, period=DateRange(old.period.lower, start))
    record = model(
        id=uuid7(),
        agency_id=employee.agency_id,
        employee_id=employee.id,
        period=DateRange(start, until),
        **values,
    )
    journal.insert(record, line)
    return record

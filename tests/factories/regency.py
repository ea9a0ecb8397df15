"""A small regency taken in through the real import, for tests of lists and changes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from ekinerja.kernel.actor import Actor
from ekinerja.people import public as people
from tests.factories.people_files import as_csv, make_people, make_units

FROM = date(2026, 1, 1)
TODAY = date(2026, 6, 15)
AT = datetime(2026, 6, 15, 3, 0, tzinfo=UTC)


def take_in(actor: Actor, content: bytes, name: str = "berkas.csv", on: date = FROM, **options: Any) -> Any:
    """Upload, confirm the columns as recognised, run; return the batch."""
    batch = preview(actor, content, name, on, **options)
    return people.imports.run_import(actor=actor, batch_id=batch.id, at=AT, on=TODAY)


def preview(actor: Actor, content: bytes, name: str = "berkas.csv", on: date = FROM, **options: Any) -> Any:
    """Upload and confirm the columns as recognised; return the batch."""
    batch = people.imports.upload_file(actor=actor, name=name, content=content, effective_on=on, at=AT, **options)
    return people.imports.choose_columns(
        actor=actor, batch_id=batch.id, columns=batch.columns, kind=batch.kind, effective_on=on, at=AT
    )


def make_regency(actor: Actor, total: int = 60) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Take in an invented regency of this many people; return the rows of both files."""
    units = make_units()
    persons = make_people(units, total)
    take_in(actor, as_csv(units), "ref-unor.csv")
    take_in(actor, as_csv(persons), "data-utama.csv")
    return units, persons

"""The two agencies of the demo: their units and people, imported as an agency imports them, and their accounts."""

from __future__ import annotations

import csv
import io
import lzma
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from ekinerja.access import public as access
from ekinerja.kernel import actor as actors
from ekinerja.kernel.tenancy import context
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people

FILES = Path(__file__).parent / "berkas"
MAIN = ("WAY-RAJABASA", "Pemerintah Kabupaten Way Rajabasa", "KABUPATEN", "Lampung")
SMALL = ("TELUK-SEMANGKA", "Pemerintah Kota Teluk Semangka", "KOTA", "Lampung")
SINCE = date(2018, 1, 1)
SMALL_UNITS = 12
Progress = Callable[[str], None]


def ensure_agency(code: str, name: str, kind: str, province: str, *, at: datetime) -> int:
    """Take the agency into the program unless it is there, and return its number."""
    found = [agency for agency in organisation.list_agencies() if agency.code == code]
    if found:
        return int(found[0].id)
    agency = organisation.create_agency(
        actor=actors.system(None),
        code=code,
        name=name,
        kind=kind,
        time_zone="Asia/Jakarta",
        province=province,
        at=at,
    )
    return int(agency.id)


def import_files(agency_id: int, *, small: bool, at: datetime, on: date, progress: Progress) -> None:
    """Import units, then people, then let the units name their leaders; run again, it changes nothing."""
    units, persons = read("ref-unor.csv"), read("data-utama.csv")
    if small:
        units, persons = shrink(units, persons)
    actor = actors.system(agency_id)
    with context.agency(agency_id):
        for name, content in (("ref-unor.csv", units), ("data-utama.csv", persons), ("ref-unor.csv", units)):
            progress(f"  {name}")
            _import(actor, name, content.encode(), at, on)
        access.sync_accounts(actor=actor, at=at)


def _import(actor: actors.Actor, name: str, content: bytes, at: datetime, on: date) -> None:
    imports = people.imports
    batch = imports.upload_file(actor=actor, name=name, content=content, effective_on=SINCE, at=at)
    columns = {key: int(place) for key, place in batch.columns.items()}
    imports.choose_columns(actor=actor, batch_id=batch.id, columns=columns, kind=batch.kind, effective_on=SINCE, at=at)
    imports.run_import(actor=actor, batch_id=batch.id, at=at, on=on)


def read(name: str) -> str:
    """Return one of the sample files as text."""
    with lzma.open(FILES / f"{name}.xz", "rt", encoding="utf-8") as stream:
        return stream.read()


def shrink(units: str, persons: str) -> tuple[str, str]:
    """
    Return the files of the small agency: the first units and their people under names of its own.

    NIP and ids differ from those of the main agency, because a person works in one agency only.
    """
    unit_rows = list(csv.DictReader(io.StringIO(units)))[:SMALL_UNITS]
    kept = {row["Id"] for row in unit_rows}
    person_rows = [row for row in csv.DictReader(io.StringIO(persons)) if row["unorId"] in kept]
    for row in unit_rows:
        for key in ("Id", "DiatasanId", "IndukUnorId", "PemimpinPnsId", "InstansiId"):
            row[key] = _other(row[key])
        row["NamaUnor"] = row["NamaUnor"].replace(MAIN[1], SMALL[1])
        row["NamaJabatan"] = row["NamaJabatan"].replace("Bupati", "Wali Kota")
    for row in person_rows:
        for key in ("id", "unorId", "unorIndukId", "instansiIndukId"):
            row[key] = _other(row[key])
        row["nipBaru"] = row["nipBaru"][:15] + f"{(int(row['nipBaru'][15:]) + 500) % 1000:03d}"
        row["email"] = f"{row['nipBaru']}@contoh.go.id"
        row["nama"] = " ".join(reversed(row["nama"].split()))
        row["instansiIndukNama"] = SMALL[1]
    return _text(unit_rows), _text(person_rows)


def _other(key: str) -> str:
    return f"{int(key[0], 16) ^ 0xA:x}{key[1:]}" if key else ""


def _text(rows: list[dict[str, str]]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()

"""
How long an import takes, and how fast people are listed and found at 1,000, 10,000 and 100,000.

Run by hand: ``python -m bench.people`` (needs nothing; starts its own server under ``$EKINERJA_HOME/uji``).
Imports the sample regency when it lies beside the repository, else an invented one of the same size.
Prints Markdown tables for ``docs/benchmarks.md``; ``python -m bench.people lists`` leaves the imports out.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT / "src"), str(PROJECT)]

DATABASE = "ekinerja_bench_people"
SAMPLE = PROJECT.parent / "shared" / "data" / "kabupaten-way-rajabasa"
FROM, TODAY = date(2026, 1, 1), date(2026, 6, 15)
AT = datetime(2026, 6, 15, tzinfo=UTC)
SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", "1000,10000,100000").split(","))
ROUNDS = 20


def main() -> None:
    """Make a database, measure, print."""
    _django()
    from django.db import connection

    from tests.plugins import testdb

    testdb.copy_template(testdb.ensure_template(afresh=False), DATABASE)
    connection.settings_dict["NAME"] = DATABASE
    try:
        if "lists" not in sys.argv:
            _imports()
        _lists()
    finally:
        connection.close()
        with testdb.owner_connection("postgres") as owner:
            testdb.drop(owner, DATABASE)


def _django() -> None:
    from ekinerja.commands import postgres

    home = Path(os.environ.setdefault("EKINERJA_HOME", str(PROJECT / ".ekinerja")))
    os.environ.update(postgres.ensure_running(home / "uji", durable=False).environment())
    os.environ["DJANGO_SETTINGS_MODULE"] = "ekinerja.config.settings.test"
    import django

    django.setup()


def _admin(agency_id: int) -> Any:
    from ekinerja.kernel.actor import Actor, Grant, Role
    from ekinerja.kernel.ids import uuid7

    return Actor(uuid7(), agency_id, None, "Uji", (Grant(Role.AGENCY_ADMIN),))


def _agency(number: int) -> None:
    from ekinerja.organisation.models import Agency

    Agency.objects.create(id=number, code=f"UJI-{number}", name=f"Instansi {number}")


def _files() -> tuple[bytes, bytes]:
    if SAMPLE.exists():
        return (SAMPLE / "ref-unor.csv").read_bytes(), (SAMPLE / "data-utama.csv").read_bytes()
    from tests.factories.people_files import as_csv, make_people, make_units

    units = make_units(offices=40, parts=6, schools=335)
    people = make_people(units, 7_362)
    return as_csv(units), as_csv(people)


def _imports() -> None:
    from django.db import transaction

    from ekinerja.kernel.tenancy import context
    from ekinerja.people import public as people

    _agency(1)
    actor = _admin(1)
    print("| import | wall s | processor s |\n| --- | --- | --- |")
    with context.agency(1):
        for again in ("", " once more, nothing changes"):
            for name, content in zip(("units", "people"), _files(), strict=True):
                steps: list[tuple[str, Callable[[], Any]]] = []
                batch: list[Any] = []

                def upload(name: str = name, content: bytes = content, batch: list[Any] = batch) -> None:
                    batch.append(
                        people.imports.upload_file(
                            actor=actor, name=f"{name}.csv", content=content, effective_on=FROM, at=AT
                        )
                    )

                def preview(batch: list[Any] = batch) -> None:
                    made = batch[0]
                    people.imports.choose_columns(
                        actor=actor, batch_id=made.id, columns=made.columns, kind=made.kind, effective_on=FROM, at=AT
                    )

                def run(batch: list[Any] = batch) -> None:
                    done = people.imports.run_import(actor=actor, batch_id=batch[0].id, at=AT, on=TODAY)
                    batch.append(done)

                steps += [("upload", upload), ("preview", preview), ("run", run)]
                for step, action in steps:
                    wall, cpu = time.perf_counter(), time.process_time()
                    with transaction.atomic():
                        action()
                    print(
                        f"| {name}{again}: {step} | {time.perf_counter() - wall:.2f} "
                        f"| {time.process_time() - cpu:.2f} |"
                    )


def _fill(agency_id: int, size: int) -> None:
    """Make people straight in the tables: the lists read the directory only."""
    from django.db import transaction

    from ekinerja.kernel.ids import uuid7
    from ekinerja.kernel.journal import insert_rows
    from ekinerja.kernel.tenancy import context
    from ekinerja.organisation import public as organisation
    from ekinerja.people.fold_name import name_words, sort_key
    from ekinerja.people.models import DirectoryEntry, Employee, NameWord
    from tests.factories.people_files import as_csv, make_units
    from tests.factories.regency import take_in

    first = [
        "Muhammad",
        "Ahmad",
        "Siti",
        "Budi",
        "Dewi",
        "Eko",
        "Fitri",
        "Gunawan",
        "Hartini",
        "Indah",
        "Joko",
        "Kartika",
        "Lestari",
        "Mulyadi",
        "Nur",
        "Oki",
        "Putri",
        "Rahmat",
        "Sri",
        "Teguh",
        "Umar",
        "Wahyu",
        "Yanti",
        "Zainal",
    ]
    last = [
        "Suharto",
        "Rahmawati",
        "Wijaya",
        "Nurhayati",
        "Effendi",
        "Syarifuddin",
        "Hidayat",
        "Lestari",
        "Zainal",
        "Putri",
        "Nasution",
        "Siregar",
        "Harahap",
        "Santoso",
        "Purnomo",
        "Setiawan",
        "Kusuma",
        "Anggraini",
        "Saputra",
        "Maulana",
    ]
    chance = random.Random(size)
    with transaction.atomic():
        take_in(_admin(agency_id), as_csv(make_units(offices=40, parts=5, schools=300)), "unit.csv")
        units = organisation.units.list_units(on=TODAY)
        for start in range(0, size, 10_000):
            employees, entries = [], []
            for number in range(start, min(size, start + 10_000)):
                name = f"{chance.choice(first)} {chance.choice(last)} {chance.choice(last)}"
                nip, unit = f"19{number % 90 + 10:02d}01012010{number:06d}", chance.choice(units)
                person = Employee(id=uuid7(), agency_id=agency_id, nip=nip, name=name, kind="PNS")
                employees.append(person)
                entries.append(
                    DirectoryEntry(
                        id=person.id, agency_id=agency_id, employee_id=person.id, nip=nip, name_sort=sort_key(name),
                        display_name=f"{name}, S.E.", kind="PNS", civil_status="PNS", status="AKTIF", rank="III/c",
                        unit_id=unit.id, unit_name=unit.name, unit_path=unit.path, position_title="Analis",
                        position_kind="FUNGSIONAL", position_class=number % 8 + 5,
                    )
                )  # fmt: skip
            insert_rows(Employee, employees)
            insert_rows(DirectoryEntry, entries)
            insert_rows(
                NameWord,
                (
                    NameWord(id=uuid7(), agency_id=agency_id, employee_id=e.id, word=word, skeleton=bones)
                    for e in employees
                    for word, bones in name_words(e.name)
                ),
            )
    assert context.current_or_none() == agency_id


def _lists() -> None:
    from ekinerja.kernel.tenancy import context
    from tests.plugins import testdb

    print("\n| people | what | queries | p50 ms | p95 ms |\n| --- | --- | --- | --- | --- |")
    for number, size in enumerate(SIZES, start=10):
        _agency(number)
        with context.agency(number):
            _fill(number, size)
            with testdb.owner_connection(DATABASE) as owner:
                owner.execute("VACUUM ANALYZE people_directoryentry, people_nameword")
            _measure(number, size)


def _measure(agency_id: int, size: int) -> None:
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from ekinerja.organisation import public as organisation
    from ekinerja.people import public as people

    actor = _admin(agency_id)
    with transaction.atomic():
        office = organisation.units.list_units(on=TODAY, max_depth=1)[5].path
    asked = people.DirectoryFilter
    cases: dict[str, Callable[[], Any]] = {
        "first page": lambda: people.list_directory(actor=actor, chosen=asked()),
        "page in the middle": lambda: people.list_directory(actor=actor, chosen=asked(), offset=size // 2),
        "last page": lambda: people.list_directory(actor=actor, chosen=asked(), offset=size - 25),
        "one office": lambda: people.list_directory(actor=actor, chosen=asked(path=office)),
        "name, other spelling": lambda: people.list_directory(
            actor=actor, chosen=asked(text="Mohamad Soeharto Wijaya")
        ),
        "one common name": lambda: people.list_directory(actor=actor, chosen=asked(text="siti")),
        "part of a NIP": lambda: people.list_directory(actor=actor, chosen=asked(text="012010000777")),
        "filter by class, sorted by unit": lambda: people.list_directory(
            actor=actor, chosen=asked(position_class=9, sort="unit")
        ),
        "tree of units with counts": lambda: people.units_tree(parent_id=None, on=TODAY),
    }
    for name, case in cases.items():
        took = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            with transaction.atomic():
                case()
            took.append((time.perf_counter() - start) * 1_000)
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            case()
        took.sort()
        p95 = took[int(len(took) * 0.95) - 1]
        print(f"| {size:,} | {name} | {len(queries)} | {statistics.median(took):.1f} | {p95:.1f} |", flush=True)


if __name__ == "__main__":
    main()

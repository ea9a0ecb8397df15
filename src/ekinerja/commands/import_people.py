"""`ekinerja import`: units and people from SIASN-shaped CSV or XLSX; shows what would change, then does it."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from ekinerja.commands import console, environment

REASONS_SHOWN = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which files, for which agency, from which day."""
    parser.add_argument("berkas", nargs="+", type=Path, help="berkas unit dan pegawai, dalam urutan impor")
    parser.add_argument("--instansi", type=int, required=True, help="nomor instansi (lihat: instansi daftar)")
    parser.add_argument(
        "--sejak", type=date.fromisoformat, help="berlaku sejak YYYY-MM-DD (bawaan hari ini; impor pertama 1 Januari)"
    )
    parser.add_argument("--jalankan", action="store_true", help="simpan; tanpa ini hanya pratinjau")


def run(options: argparse.Namespace) -> int:
    """Preview or import every file in turn."""
    missing = [file for file in options.berkas if not file.is_file()]
    if missing:
        raise console.Failure(f"Berkas {missing[0]} tidak ada.")
    prepared = environment.prepare()
    try:
        environment.django()
        from ekinerja.organisation import public as organisation

        organisation.get_agency(options.instansi)
        options.sejak = options.sejak or usual_day(options.instansi)
        kinds = [take_in(file, options) for file in options.berkas]
        if options.jalankan:
            for file in leaders_to_name(options.berkas, kinds):
                take_in(file, options)
            make_accounts(options.instansi)
    finally:
        prepared.close()
    if not options.jalankan:
        console.say("  Ini pratinjau. Ulangi dengan --jalankan untuk menyimpan.")
    return 0


def usual_day(agency_id: int) -> date:
    """Return from which day this agency's next import should count."""
    from ekinerja.kernel import clock
    from ekinerja.people import public as people

    with clock.in_agency(agency_id):
        return people.import_reading.suggest_effective_on(today=clock.today())


def leaders_to_name(files: list[Path], kinds: list[str]) -> list[Path]:
    """Return the unit files to read again after the people: units name their leaders, who were not there before."""
    if "PEGAWAI" not in kinds:
        return []
    last = len(kinds) - kinds[::-1].index("PEGAWAI")
    return [file for file, kind in zip(files[:last], kinds[:last], strict=True) if kind == "UNIT"]


def take_in(file: Path, options: argparse.Namespace) -> str:
    """Read one file, show the outcome, import it if asked to, and return its kind (UNIT or PEGAWAI)."""
    from ekinerja.kernel import actor, clock
    from ekinerja.people import public as people

    with clock.in_agency(options.instansi):
        at, on, system = clock.now(), clock.today(), actor.system(options.instansi)
        since = options.sejak
        batch = people.imports.upload_file(
            actor=system, name=file.name, content=file.read_bytes(), effective_on=since, at=at
        )
        columns = {key: int(place) for key, place in batch.columns.items()}
        batch = people.imports.choose_columns(
            actor=system, batch_id=batch.id, columns=columns, kind=batch.kind, effective_on=since, at=at
        )
        if options.jalankan:
            batch = people.imports.run_import(actor=system, batch_id=batch.id, at=at, on=on)
        failed = list(people.import_reading.iterate_failed(batch=batch))
    report(file, batch, failed)
    return str(batch.kind)


def report(file: Path, batch: Any, failed: list[tuple[int, list[Any], str]]) -> None:
    """Print the counts, and the reasons of the first rows that cannot be imported; never the row itself."""
    counts = ", ".join(f"{count} {name.lower()}" for name, count in sorted(batch.counts.items()) if count)
    console.step(f"{file.name} ({batch.kind.lower()}, {batch.total} baris): {counts or 'tidak ada'}.")
    for line, _, reason in failed[:REASONS_SHOWN]:
        console.say(f"    baris {line}: {reason}")
    if len(failed) > REASONS_SHOWN:
        console.say(f"    … dan {len(failed) - REASONS_SHOWN} baris lain; lihat di halaman Impor.")


def make_accounts(agency_id: int) -> None:
    """See that every imported employee has an account, not yet activated."""
    from ekinerja.access import public as access
    from ekinerja.kernel import actor, clock
    from ekinerja.kernel.tenancy import context

    with context.agency(agency_id):
        result = access.sync_accounts(actor=actor.system(agency_id), at=clock.now())
    console.step(f"Akun: {result.created} baru, {result.updated} diperbarui.")

"""`ekinerja doctor`: looks at everything the program depends on and says how to mend what is wrong."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from ekinerja.commands import console, environment, postgres_binaries
from ekinerja.commands.checkup import database, machine, operation
from ekinerja.commands.checkup.finding import Finding, State, broken, fine

OF_DATABASE: dict[str, Callable[[], Finding]] = {
    "Basis data": database.version,
    "Peran aplikasi": database.role,
    "Tabel": database.tables,
    "Jam": database.clock,
    "Pekerjaan latar": database.queue,
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to look with the eyes of production."""
    parser.add_argument("--produksi", action="store_true", help="periksa dengan setelan produksi")


def run(options: argparse.Namespace) -> int:
    """Print one line per check; exit code 1 when something is wrong."""
    settings = environment.PRODUCTION if options.produksi else environment.LOCAL
    findings = examine(settings)
    for finding in findings:
        console.say(f"  {finding.state:<9}  {finding.subject:<16} {finding.detail}")
        if finding.mend:
            console.say(f"             {'':<16} → " + finding.mend.replace("\n", f"\n{' ' * 32}"))
    wrong = sum(finding.state == State.BROKEN for finding in findings)
    look = sum(finding.state == State.NOTICE for finding in findings)
    console.say()
    console.say(f"  {len(findings)} pemeriksaan: {wrong} gagal, {look} perlu perhatian.")
    return 1 if wrong else 0


def examine(settings: str) -> list[Finding]:
    """Return all findings; the database is looked at only when it answers."""
    home = environment.home()
    findings = [machine.python(), machine.disk(home), machine.memory(), machine.data_folder(home)]
    findings += [machine.front_end(), machine.translations(), machine.browser()]
    findings += of_program(home, settings)
    return findings


def of_program(home: Path, settings: str) -> list[Finding]:
    """Return the findings that need the database and Django."""
    try:
        prepared = environment.prepare(settings=settings)
    except (console.Failure, postgres_binaries.PostgresUnavailable) as error:
        return [broken("Basis data", "tidak dapat dijalankan atau dihubungi", str(error))]
    try:
        try:
            environment.django()
        except RuntimeError as error:
            return [broken("Setelan", os.environ["DJANGO_SETTINGS_MODULE"].rpartition(".")[2], str(error))]
        findings = [fine("Setelan", os.environ["DJANGO_SETTINGS_MODULE"].rpartition(".")[2])]
        findings += [guarded(subject, check) for subject, check in OF_DATABASE.items()]
        return [*findings, operation.time_zone(), operation.mail(), operation.backups(home)]
    finally:
        prepared.close()


def guarded(subject: str, check: Callable[[], Finding]) -> Finding:
    """Return the finding of a check of the database, also when the database refuses the question."""
    from django.db import DatabaseError

    try:
        return check()
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        mend = "Periksa DATABASE_URL dan server basis data, lalu jalankan ./ekinerja migrate."
        return broken(subject, reason, mend)

"""`ekinerja audit-verify`: recomputes every agency's chain of audit entries and reports each difference."""

from __future__ import annotations

import argparse

from ekinerja.commands import console, environment


def arguments(parser: argparse.ArgumentParser) -> None:
    """One agency, or all of them."""
    parser.add_argument("--instansi", type=int, help="nomor satu instansi saja")


def run(options: argparse.Namespace) -> int:
    """Verify; exit code 1 when something was changed, added or removed."""
    prepared = environment.prepare()
    try:
        environment.django()
        intact = verify_all(options.instansi)
    finally:
        prepared.close()
    return 0 if intact else 1


def verify_all(only: int | None = None) -> bool:
    """Print one line per agency and return whether every chain is intact; Django must be running."""
    from django.db import transaction

    from ekinerja.audit import public as audit
    from ekinerja.kernel.tenancy import context
    from ekinerja.organisation import public as organisation

    agencies = [agency for agency in organisation.list_agencies() if only in (None, agency.id)]
    if not agencies:
        console.step("Belum ada instansi." if only is None else f"Tidak ada instansi nomor {only}.")
        return only is None
    intact = True
    for agency in agencies:
        with context.agency(agency.id), transaction.atomic():
            report = audit.verify()
        state = "utuh" if report.intact else "TIDAK UTUH"
        console.step(
            f"Audit {agency.name}: {state}. {report.seals} segel, {report.entries} catatan tersegel, "
            f"{report.unsealed} menunggu segel. Kepala rantai: {report.head[:16]}"
        )
        for problem in report.problems:
            console.say(f"    {problem}")
        intact = intact and report.intact
    return intact

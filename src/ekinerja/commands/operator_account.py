"""
`ekinerja operator`: make a national operator, who enters an agency only for minutes, with a reason.

Prints a one-time code that is handed over in person; the operator sets a password and a second proof with it.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, timedelta

from ekinerja.commands import console, environment


def arguments(parser: argparse.ArgumentParser) -> None:
    """Who becomes operator, why and until when."""
    parser.add_argument("nama_masuk", help="nama untuk masuk, misalnya operator.bkn (bukan NIP)")
    parser.add_argument("--nama", required=True, help="nama lengkap")
    parser.add_argument("--dasar", required=True, help="dasar penugasan, misalnya nomor surat tugas")
    parser.add_argument("--sampai", required=True, help="hari terakhir, TTTT-BB-HH")
    parser.add_argument("--surel", default="", help="alamat surel")


def run(options: argparse.Namespace) -> int:
    """Make the account and print its code."""
    try:
        until = datetime.strptime(options.sampai, "%Y-%m-%d").replace(tzinfo=UTC) + timedelta(days=1)
    except ValueError:
        raise console.Failure("--sampai harus berupa tanggal, misalnya 2027-06-30.") from None
    prepared = environment.prepare()
    try:
        environment.django()
        _make(options, until)
    finally:
        prepared.close()
    return 0


def _make(options: argparse.Namespace, until: datetime) -> None:
    from ekinerja.access import public as access
    from ekinerja.kernel import clock
    from ekinerja.kernel.errors import DomainError

    try:
        handed = access.elevate.appoint_operator(
            login=options.nama_masuk,
            name=options.nama,
            email=options.surel,
            reason=options.dasar,
            until=until,
            at=clock.now(),
        )
    except DomainError as error:
        raise console.Failure(error.message) from None
    console.step(f"{handed.name} menjadi operator nasional.")
    console.say(f"  Nama masuk: {handed.login}")
    console.say(f"  Kode sekali pakai: {access.codes.printed(handed.code)}      berlaku 24 jam")
    console.say("  Serahkan langsung kepada orangnya; kode ini tidak ditampilkan lagi.")

"""`ekinerja run`: the program for production; refuses to start when something would be unsafe."""

from __future__ import annotations

import argparse
import os

from ekinerja.commands import console, demo, environment, parts
from ekinerja.commands.supervisor import Supervisor, ensure_port_is_free, only_run


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and whether to bring the tables up to date first."""
    parts.add_arguments(parser)
    parser.add_argument("--migrasi", action="store_true", help="perbarui susunan basis data sebelum mulai")


def run(options: argparse.Namespace) -> int:
    """Check, then serve until SIGTERM."""
    home = environment.home()
    with only_run(home):
        ensure_port_is_free(options.host, options.port, "run")
        prepared = environment.prepare(settings=environment.PRODUCTION, dies_with_parent=True)
        supervisor = Supervisor(prepared, [])
        try:
            if options.migrasi:
                demo.child("ekinerja.commands.main", "migrate")
            demo.child("ekinerja.commands.preflight")
            demo.collect_static(home)
            supervisor.services = parts.services(host=options.host, port=options.port, home=home)
            supervisor.start()
            if supervisor.wait_until_ready(options.port):
                console.step(f"e-Kinerja melayani {os.environ.get('EKINERJA_BASE_URL', '')} dari porta {options.port}.")
            supervisor.begin_background_work()
            return supervisor.watch()
        finally:
            supervisor.stop()

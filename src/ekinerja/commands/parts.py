"""The parts of a running program: pages, events, background work."""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import sys
from pathlib import Path

from ekinerja.commands.supervisor import DEFAULT_PORT, Service

EVENTS = "ekinerja.config.asgi_events"
# Jobs get this long to finish when the program stops; later they are taken up again by the next worker.
JOBS_MAY_TAKE_SECONDS = 15


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add where to listen and how many processes to use."""
    default = int(os.environ.get("EKINERJA_PORT") or DEFAULT_PORT)
    parser.add_argument("--port", type=int, default=default, help=f"porta (EKINERJA_PORT, bawaan {DEFAULT_PORT})")
    parser.add_argument("--host", default=os.environ.get("EKINERJA_HOST") or "127.0.0.1", help="alamat pendengar")


def workers() -> int:
    """Return the number of page processes: one per processor, at most four unless set."""
    return int(os.environ.get("EKINERJA_WORKERS") or min(os.cpu_count() or 1, 4))


def threads() -> int:
    """Return the number of threads in each page process; the connection pool has one more."""
    return int(os.environ.get("EKINERJA_THREADS") or 4)


def services(*, host: str, port: int, home: Path) -> list[Service]:
    """Return the parts to supervise."""
    os.environ["EKINERJA_THREADS"] = str(threads())
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_fresh(home / "metrik"))
    pages = granian("ekinerja.config.wsgi:application", "wsgi", host, port, workers())
    found = [Service("web", pages, loads_ahead=True)]
    if importlib.util.find_spec(EVENTS) is not None:
        found.append(Service("peristiwa", granian(f"{EVENTS}:application", "asgi", host, port + 1, 1)))
    found.append(Service("pekerja", worker(), waits_for_pages=True))
    return found


def granian(target: str, interface: str, host: str, port: int, count: int) -> list[str]:
    """Return the command of one server."""
    server = "ekinerja.commands.serve" if interface == "wsgi" else "granian"
    command = [sys.executable, "-m", server, "--interface", interface, "--host", host, "--port", str(port)]
    command += ["--workers", str(count), "--no-ws", "--log-level", "warning", "--respawn-failed-workers"]
    if interface == "wsgi":
        command += ["--blocking-threads", str(threads()), "--blocking-threads-idle-timeout", "600"]
    return [*command, "--workers-kill-timeout", "15", target]


def worker() -> list[str]:
    """Return the command of the background worker."""
    command = [sys.executable, "-m", "ekinerja.commands.worker"]
    return [*command, str(JOBS_MAY_TAKE_SECONDS)]


def _fresh(folder: Path) -> Path:
    """Return an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder

"""The program as `ekinerja run` starts it, with a database server of its own, to be killed and started again."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from ekinerja.commands import postgres

PROJECT = Path(__file__).resolve().parents[3]
FOREIGN = ("DATABASE_", "DJANGO_", "EKINERJA_", "PYTEST_", "PROMETHEUS_")
START_SECONDS = 240  # a machine that is busy with other things needs half of it


class Program:
    """One data folder and the processes that serve it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def environment(self) -> dict[str, str]:
        """Return the variables of this program, without those of the test run."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        return kept | {
            "EKINERJA_HOME": str(self.home),
            "EKINERJA_BASE_URL": self.url,
            "EKINERJA_HOSTS": "127.0.0.1",
            "EKINERJA_ALLOW_HTTP": "1",
            "EKINERJA_WORKERS": "1",
            "PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}",
        }

    def start(self) -> None:
        """Start it as an administrator of the machine does, and wait until it is ready."""
        command = [sys.executable, "-m", "ekinerja.commands.main", "run", "--migrasi", "--port", str(self.port)]
        with (self.home.parent / "jalan.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=PROJECT, env=self.environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Wait until pages and database answer."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            assert self.process is None or self.process.poll() is None, self.said()
            if self.is_ready():
                return
            time.sleep(0.05)
        raise AssertionError(f"not ready after {START_SECONDS} seconds: {self.said()}")

    def is_ready(self) -> bool:
        """Whether the program says so."""
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def said(self) -> str:
        """Return the end of what it wrote."""
        return (self.home.parent / "jalan.log").read_text(errors="replace")[-3000:]

    def run(self, *words: str) -> str:
        """Run a step with the program's variables; return what it wrote."""
        done = subprocess.run(
            [sys.executable, "-m", *words], cwd=PROJECT, env=self.environment(), capture_output=True, text=True,
            timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def make_people(self) -> dict[str, Any]:
        """Make the small agency in it; returns who can sign in and which plan is theirs."""
        return dict(json.loads(self.run("tests.browser.journeys.seed")))

    def parts(self) -> list[int]:
        """Return the processes that serve and work for this data folder."""
        wanted = f"EKINERJA_SUPERVISED={self.home}".encode()
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if wanted in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
        return found

    def database(self) -> int:
        """Return the process of the database server."""
        (data,) = self.home.glob("pg[0-9][0-9]")
        return int((data / "postmaster.pid").read_text().splitlines()[0])

    def kill_pages(self) -> None:
        """Kill what serves the pages; its supervisor stays."""
        _kill(self.parts())

    def kill_database(self) -> None:
        """Kill the database server; everything else stays."""
        _kill([self.database()])

    def kill_everything(self) -> None:
        """Kill supervisor, pages, worker and database server at once, as when the power fails."""
        assert self.process is not None
        _kill([self.process.pid, *self.parts(), self.database()])
        self.process.wait()
        self.process = None

    def remove(self) -> None:
        """End everything and delete the data."""
        if self.process is not None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=40)
            if self.process.poll() is None:
                self.kill_everything()
        _kill(self.parts())
        postgres.remove_data(self.home)


def _kill(numbers: list[int]) -> None:
    for number in numbers:
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)

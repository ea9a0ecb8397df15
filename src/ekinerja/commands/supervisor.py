"""Starts the parts of the program, starts them again when they die, stops them cleanly; one run per data folder."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import http.client
import math
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ekinerja.commands import console, environment, postgres, postgres_binaries

MARK = "EKINERJA_SUPERVISED"
STOP_SECONDS = 20
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0
DATABASE_CHECK_SECONDS = 3.0
DEFAULT_PORT = 8000


@dataclass
class Service:
    """One part: how to start it, and what became of it."""

    name: str
    command: list[str]
    # Background work begins when the pages answer, so that the first page comes sooner.
    waits_for_pages: bool = False
    # Loads the program on its own and begins to serve at the end of its standard input.
    loads_ahead: bool = False
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    started_at: float = 0.0
    next_start: float = 0.0
    pause: float = 0.5


@dataclass
class Supervisor:
    """Keeps services and the own database server alive until a signal says stop."""

    prepared: environment.Prepared
    services: list[Service]
    log_folder: Path | None = None
    report: Callable[[str], None] = console.step
    _stop: threading.Event = field(default_factory=threading.Event, repr=False)
    _database_checked: float = 0.0

    def load_ahead(self) -> None:
        """Let the parts that can load the program now, while the database is still getting ready."""
        for service in self.services:
            if service.loads_ahead:
                self._start(service, is_held=True)

    def start(self) -> None:
        """Start everything; from here on SIGINT and SIGTERM mean: stop."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self._stop.set())
        for service in self.services:
            if service.waits_for_pages:
                service.next_start = math.inf
            elif service.process is None:
                self._start(service)
            elif service.process.stdin is not None:
                service.process.stdin.close()

    def wait_until_ready(self, port: int, *, seconds: float = 60.0) -> bool:
        """Whether the program answered that it is ready within the time; ends early when told to stop."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not self._stop.is_set():
            if answers(port):
                break
            self._tend()
            self._stop.wait(0.05)
        return time.monotonic() < deadline and not self._stop.is_set()

    def complete(self, command: list[str]) -> bool:
        """Run one step beside the parts; return whether it succeeded. Told to stop, the step is ended."""
        step = subprocess.Popen(command, cwd=environment.PROJECT, start_new_session=True)  # noqa: S603
        try:
            while step.poll() is None and not self._stop.wait(0.1):
                self._tend()
        finally:
            if step.poll() is None:
                os.killpg(step.pid, signal.SIGKILL)
            step.wait()
        return step.returncode == 0

    @property
    def is_stopping(self) -> bool:
        """Whether a signal said stop."""
        return self._stop.is_set()

    def begin_background_work(self) -> None:
        """Start the parts that wait for the pages."""
        for service in self.services:
            if service.process is None:
                service.next_start = 0.0

    def watch(self) -> int:
        """Tend to the parts until told to stop, then stop them all."""
        try:
            while not self._stop.wait(0.25):
                self._tend()
        finally:
            self.stop()
        return 0

    def stop(self) -> None:
        """Stop the parts, those that do not obey after twenty seconds by force, and the database last."""
        running = [one for one in self.services if one.process is not None]
        for service in running:
            _signal_group(service, signal.SIGTERM, whole=False)
        deadline = time.monotonic() + STOP_SECONDS
        for service in running:
            assert service.process is not None
            with contextlib.suppress(subprocess.TimeoutExpired):
                service.process.wait(timeout=max(0.1, deadline - time.monotonic()))
            _signal_group(service, signal.SIGKILL, whole=True)
            service.process.wait()
            service.process = None
        cluster = self.prepared.cluster
        if cluster is not None:
            cluster.stop_when_unused()

    def _tend(self) -> None:
        """Look at every part once."""
        self._tend_database()
        for service in self.services:
            self._tend_service(service)

    def _tend_service(self, service: Service) -> None:
        now = time.monotonic()
        if service.process is None:
            if now >= service.next_start:
                self._start(service)
            return
        code = service.process.poll()
        if code is None:
            return
        _signal_group(service, signal.SIGKILL, whole=True)
        service.process = None
        service.pause = 0.5 if now - service.started_at > STEADY_SECONDS else min(service.pause * 2, LONGEST_PAUSE)
        service.next_start = now + service.pause
        where = f" Catatan: {self.log_folder / service.name}.log" if self.log_folder else ""
        self.report(f"{service.name} berhenti (kode {code}); dijalankan lagi dalam {service.pause:.0f} detik.{where}")

    def _tend_database(self) -> None:
        """Start the own database server again when it is gone."""
        cluster, now = self.prepared.cluster, time.monotonic()
        if cluster is None:
            return
        gone = cluster.process is not None and cluster.process.poll() is not None
        if not gone and now - self._database_checked < DATABASE_CHECK_SECONDS:
            return
        self._database_checked = now
        if gone or not cluster.answers():
            self.report("Basis data berhenti; dijalankan lagi.")
            try:
                self.prepared.cluster = postgres.ensure_running(self.prepared.home, dies_with_parent=True)
            except postgres_binaries.PostgresUnavailable as error:
                self.report(str(error))

    def _start(self, service: Service, *, is_held: bool = False) -> None:
        mark = {MARK: str(self.prepared.home)}
        with contextlib.ExitStack() as stack:
            output = None
            if self.log_folder is not None:
                self.log_folder.mkdir(parents=True, exist_ok=True)
                output = stack.enter_context((self.log_folder / f"{service.name}.log").open("ab"))
            service.process = subprocess.Popen(  # noqa: S603
                service.command,
                stdin=subprocess.PIPE if is_held else subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=environment.PROJECT,
                env=os.environ | mark,
                start_new_session=True,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
            )
        service.started_at = time.monotonic()


def _end_with_parent() -> None:
    """Ask Linux for SIGTERM when the supervisor is killed."""
    parent_death_signal = 1
    ctypes.CDLL(None).prctl(parent_death_signal, signal.SIGTERM)


def _signal_group(service: Service, number: signal.Signals, *, whole: bool) -> None:
    """Send a signal to the part, or to all processes it started."""
    assert service.process is not None
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if whole:
            os.killpg(service.process.pid, number)
        else:
            os.kill(service.process.pid, number)


@contextlib.contextmanager
def only_run(home: Path) -> Iterator[None]:
    """
    Hold the data folder for this run, and end what a killed earlier run left behind.

    :raises Failure: when the program runs already with this data folder
    """
    descriptor = os.open(home / "jalan.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = os.pread(descriptor, 32, 0).decode() or "?"
            raise console.Failure(
                f"Program sudah berjalan dengan folder data {home} (pid {pid}). Hentikan dengan Ctrl+C di "
                "terminalnya, atau isi EKINERJA_HOME dengan folder lain untuk menjalankan yang kedua."
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        end_leftovers(home)
        yield
    finally:
        os.close(descriptor)


def end_leftovers(home: Path) -> int:
    """End processes of a supervisor that is no more (they carry its mark); return how many there were."""
    wanted = f"{MARK}={home}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if wanted in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
    for number, patience in ((signal.SIGTERM, 5.0), (signal.SIGKILL, 2.0)):
        for pid in found:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, number)
        deadline = time.monotonic() + patience
        while any(_lives(pid) for pid in found) and time.monotonic() < deadline:
            time.sleep(0.05)
        if not any(_lives(pid) for pid in found):
            break
    return len(found)


def _lives(pid: int) -> bool:
    """Whether the process is there and not a zombie."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def ensure_port_is_free(host: str, port: int, command: str) -> None:
    """
    See that the program can listen there.

    :raises Failure: with the way out
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise console.Failure(
                f"Porta {port} hanya untuk root. Pilih porta lain, misalnya: ./ekinerja {command} --port 8000"
            ) from None
        except (OSError, OverflowError) as error:
            reason = error.strerror if isinstance(error, OSError) else "di luar 0–65535"
            raise console.Failure(
                f"Porta {port} pada {host} tidak dapat dipakai ({reason}). "
                f"Pilih porta lain, misalnya: ./ekinerja {command} --port {DEFAULT_PORT + 1}"
            ) from None


def answers(port: int, host: str = "127.0.0.1") -> bool:
    """Whether the program says that it is ready."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()

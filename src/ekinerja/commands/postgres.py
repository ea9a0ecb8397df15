"""
Our own PostgreSQL server under the data folder: made once, started when needed, stopped cleanly.

Reached through a socket in a private folder only (no TCP), passwords by scram-sha-256, data checksums on.
Its accounts are those of ``postgres_roles``.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg

from ekinerja.commands import postgres_binaries as binaries
from ekinerja.commands import postgres_roles as roles
from ekinerja.commands.postgres_binaries import PostgresUnavailable
from ekinerja.commands.postgres_roles import ADMIN, APP, OWNER

DATABASE = "ekinerja"
PORT = 5432
SOCKET_PATH_LIMIT = 107
START_SECONDS = 300
STOP_SECONDS = 60
LOG_BYTES = 20_000_000
DURABLE = {"wal_compression": "on"}
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
COMMON = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    # A restore drops every table in one transaction; with partitions there are thousands.
    "max_locks_per_transaction": "512",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "password_encryption": "scram-sha-256",
    # The content of statements may hold personal data: it stays out of the log.
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}


@dataclass
class Cluster:
    """A running server: where it is, and the addresses for each account."""

    home: Path
    data: Path
    sockets: Path
    installation: binaries.Installation
    account: binaries.Account
    passwords: dict[str, str] = field(repr=False)
    started_here: bool = False
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def url(self, role: str = APP, dbname: str = DATABASE) -> str:
        """Return the address of a database for one account."""
        password = quote(self.passwords[role], safe="")
        host = quote(str(self.sockets), safe="/")
        return f"postgresql://{role}:{password}@/{quote(dbname)}?host={host}&port={PORT}"

    def environment(self, dbname: str = DATABASE) -> dict[str, str]:
        """Return the variables that children of the launcher need."""
        return {"DATABASE_URL": self.url(APP, dbname), "DATABASE_OWNER_URL": self.url(OWNER, dbname)}

    def answers(self) -> bool:
        """Whether this very server answers on its socket; the process table is never trusted."""
        if not self.sockets.is_dir():
            return False
        try:
            with psycopg.connect(self.url(ADMIN, "postgres"), connect_timeout=5) as connection:
                row = connection.execute("SHOW data_directory").fetchone()
        except psycopg.OperationalError:
            return False
        return row is not None and Path(row[0]).resolve() == self.data

    def other_clients(self) -> int:
        """Return how many client connections there are besides the one that asks."""
        statement = (
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        with psycopg.connect(self.url(ADMIN, "postgres")) as connection:
            row = connection.execute(statement).fetchone()
        return int(row[0]) if row else 0

    def stop_when_unused(self) -> bool:
        """Stop the server unless somebody else is connected; connections that just ended get a second to go."""
        for _ in range(20):
            if not self.answers():
                return True
            if self.other_clients() == 0:
                self.stop()
                return True
            time.sleep(0.05)
        return False

    def stop(self) -> None:
        """Stop the server; open transactions are rolled back, everything committed is on disk."""
        command = [self.installation.program("pg_ctl"), "stop", "-D", str(self.data), "-m", "fast"]
        binaries.run([*command, "-w", "-t", str(STOP_SECONDS)], self.account)
        if self.process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=STOP_SECONDS)
            self.process = None
        self.started_here = False

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *exception: object) -> None:
        if self.started_here:
            self.stop()


def ensure_running(
    home: Path, *, located: Cluster | None = None, durable: bool = True, dies_with_parent: bool = False
) -> Cluster:
    """
    Return the server of this data folder, made and started when it is not there yet.

    ``located`` is what ``locate`` said a moment ago: looking for the programs again runs several of them.
    ``durable=False`` is for tests: a killed machine may lose its data. ``dies_with_parent`` stops the server
    when the calling process is killed (Linux).

    :raises PostgresUnavailable: with how to mend it
    """
    home = home.resolve()
    home.mkdir(parents=True, exist_ok=True)
    with _only_one(home / "pg.lock"):
        cluster = located or _locate(home)
        if not cluster.answers():
            if not (cluster.data / "PG_VERSION").exists():
                _create(cluster)
            _clear_leftovers(cluster)
            _start(cluster, DURABLE if durable else THROWAWAY, dies_with_parent=dies_with_parent)
        _ensure_roles(cluster, may_create_databases=not durable)
    return cluster


def locate(home: Path) -> Cluster:
    """
    Return the server of this data folder, running or not; its addresses are known before it runs.

    :raises PostgresUnavailable: with how to mend it
    """
    home = home.resolve()
    home.mkdir(parents=True, exist_ok=True)
    with _only_one(home / "pg.lock"):
        return _locate(home)


def remove_data(home: Path) -> None:
    """Stop the server of this data folder if it runs, and delete its data, passwords and log."""
    for data in home.glob("pg[0-9][0-9]"):
        if (data / "PG_VERSION").exists():
            cluster = _locate(home.resolve())
            if cluster.answers():
                cluster.stop()
        place = data.resolve()
        shutil.rmtree(place, ignore_errors=True)
        shutil.rmtree(_socket_folder(place), ignore_errors=True)
        if data.is_symlink():
            data.unlink()
            shutil.rmtree(place.parent, ignore_errors=True)
    for leftover in home.glob("pg[0-9][0-9].*"):
        if leftover.is_file():
            leftover.unlink()


@contextlib.contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Hold a file lock: two programs that start at once make one server."""
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _locate(home: Path) -> Cluster:
    """Return the cluster of the data folder, not yet running; pins the major version of existing data."""
    account = binaries.account()
    existing = sorted(int(path.name[2:]) for path in home.glob("pg[0-9][0-9]") if (path / "PG_VERSION").exists())
    chosen = binaries.choose(pinned=existing[-1] if existing else None)
    installation = binaries.reachable(chosen, account)
    data = _data_folder(home, installation.major, account)
    return Cluster(
        home=home,
        data=data,
        sockets=_socket_folder(data),
        installation=installation,
        account=account,
        passwords=_passwords(home / f"pg{installation.major}.sandi", fresh=not existing),
    )


def _data_folder(home: Path, major: int, account: binaries.Account) -> Path:
    """
    Return the real place of the data.

    When the server's account cannot pass through the home folder (a clone under /root), the data lies in a
    shared place and the home folder holds a symbolic link to it: permissions of others stay as they are.
    """
    data = home / f"pg{major}"
    if data.is_symlink() and not data.exists():
        data.unlink()
    if data.exists() or account.can_enter(home):
        return data.resolve()
    place = binaries.shared_folder() / f"data-{secrets.token_hex(6)}"
    place.mkdir(mode=0o711)
    real = place / data.name
    real.mkdir(mode=0o700)
    account.own(real)
    data.symlink_to(real)
    return real


def _socket_folder(data: Path) -> Path:
    """Return the folder of the socket: beside the data, or a short one when the path would be too long."""
    beside = data.with_name(f"{data.name}.soket")
    if len(os.fsencode(beside / f".s.PGSQL.{PORT}.lock")) <= SOCKET_PATH_LIMIT:
        return beside
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"ekinerja-{digest}"


def _passwords(file: Path, *, fresh: bool) -> dict[str, str]:
    """Return the generated passwords, kept in a file that only its owner can read."""
    if not file.exists():
        if not fresh:
            raise PostgresUnavailable(f"Berkas sandi {file} hilang; pulihkan berkas itu dari cadangan.")
        generated = {role: secrets.token_urlsafe(24) for role in (ADMIN, OWNER, APP)}
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump(generated, stream)
            stream.flush()
            os.fsync(stream.fileno())
    return dict(json.loads(file.read_text(encoding="utf-8")))


def _create(cluster: Cluster) -> None:
    """Make the data folder; an interrupted earlier try is thrown away, a finished one appears by renaming."""
    fresh = cluster.data.with_name(f"{cluster.data.name}.baru")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    cluster.account.own(fresh)
    with tempfile.NamedTemporaryFile("w", prefix="ekinerja-", encoding="utf-8") as password:
        password.write(cluster.passwords[ADMIN] + "\n")
        password.flush()
        cluster.account.own(Path(password.name))
        options = ["-U", ADMIN, "-A", "scram-sha-256", f"--pwfile={password.name}", "--data-checksums"]
        options += ["--encoding=UTF8", "--no-instructions", "-D", str(fresh), *_locale(cluster)]
        done = binaries.run([cluster.installation.program("initdb"), *options], cluster.account)
    if done.returncode != 0:
        shutil.rmtree(fresh, ignore_errors=True)
        raise PostgresUnavailable(f"Folder data PostgreSQL gagal dibuat: {done.stderr.strip()}")
    # Takes the place of the empty folder in one step, so a kill leaves either nothing or everything.
    fresh.rename(cluster.data)


def _locale(cluster: Cluster) -> list[str]:
    """Return the locale options: the same order of text on every machine."""
    if cluster.installation.major >= 17:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C.UTF-8"]


def _clear_leftovers(cluster: Cluster) -> None:
    """
    Remove the pid and lock files of a server that is no more, so that a zombie or a reused number blocks nothing.

    Waits until no process of the old server is left: PostgreSQL's own guard (shared memory) stays in force.
    """
    pid_file = cluster.data / "postmaster.pid"
    deadline = time.monotonic() + 30
    while pid_file.exists() and (alive := _processes_of(cluster.data)):
        if time.monotonic() > deadline:
            raise PostgresUnavailable(
                f"Server PostgreSQL lama (pid {', '.join(map(str, alive))}) masih berjalan tetapi tidak "
                "menjawab. Tunggu sebentar lalu coba lagi, atau hentikan proses itu."
            )
        if cluster.answers():
            return
        time.sleep(0.1)
    if Path("/proc/self/stat").exists():
        pid_file.unlink(missing_ok=True)
        for name in (f".s.PGSQL.{PORT}.lock", f".s.PGSQL.{PORT}"):
            (cluster.sockets / name).unlink(missing_ok=True)


def _processes_of(data: Path) -> list[int]:
    """Return the live processes (zombies left out) whose working folder is this data folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            state = (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
            if state != "Z" and Path(os.readlink(entry / "cwd")) == data:
                found.append(int(entry.name))
    return found


def _start(cluster: Cluster, settings: dict[str, str], *, dies_with_parent: bool) -> None:
    """Start the server and wait until it answers; crash recovery may take its time."""
    _prepare_sockets(cluster)
    log_file = cluster.home / f"pg{cluster.installation.major}.log"
    if log_file.exists() and log_file.stat().st_size > LOG_BYTES:
        log_file.replace(log_file.with_suffix(".log.1"))
    command = [cluster.installation.program("postgres"), "-D", str(cluster.data)]
    for name, value in (COMMON | settings | {"unix_socket_directories": str(cluster.sockets)}).items():
        command += ["-c", f"{name}={value}"]
    with log_file.open("ab") as log:
        process = subprocess.Popen(  # type: ignore[call-overload] # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=binaries.environment(),
            start_new_session=True,
            preexec_fn=_die_with_parent if dies_with_parent and sys.platform == "linux" else None,
            **cluster.account.options(),
        )
    deadline = time.monotonic() + START_SECONDS
    while not cluster.answers():
        if process.poll() is not None or time.monotonic() > deadline:
            tail = "\n".join(log_file.read_text(encoding="utf-8", errors="replace").splitlines()[-8:])
            raise PostgresUnavailable(f"PostgreSQL tidak mau berjalan. Catatan terakhirnya:\n{tail}")
        time.sleep(0.03)
    cluster.process, cluster.started_here = process, True


def _die_with_parent() -> None:
    """Ask Linux to send a fast-shutdown signal when the process that started the server is gone."""
    parent_death_signal = 1
    ctypes.CDLL(None).prctl(parent_death_signal, signal.SIGINT)


def _prepare_sockets(cluster: Cluster) -> None:
    """Make the socket folder, private to the server's account; refuse one that somebody else made."""
    folder = cluster.sockets
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        cluster.account.own(folder)
    status = folder.lstat()
    expected = os.geteuid() if cluster.account.uid is None else cluster.account.uid
    if folder.is_symlink() or status.st_uid != expected:
        raise PostgresUnavailable(f"Folder soket {folder} milik akun lain; hapus folder itu lalu coba lagi.")
    folder.chmod(0o700)


def _ensure_roles(cluster: Cluster, *, may_create_databases: bool) -> None:
    """Make the accounts, the database and the default rights; done once, repeated after an interruption."""
    stamp = cluster.home / f"pg{cluster.installation.major}.siap"
    if not stamp.exists():
        roles.make(cluster.url, cluster.passwords, database=DATABASE, may_create_databases=may_create_databases)
        stamp.touch(mode=0o600)

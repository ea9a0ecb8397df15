"""Checks of the machine: Python, disk, memory, the built front end, Chromium, the data folder."""

from __future__ import annotations

import os
import platform
import shutil
import stat
from pathlib import Path

from ekinerja.commands import chromium, environment
from ekinerja.commands.checkup.finding import Finding, broken, fine, notice

GIGABYTE = 1_000_000_000
LEAST_FREE = 1 * GIGABYTE
COMFORTABLE_FREE = 5 * GIGABYTE
LEAST_MEMORY = 2 * GIGABYTE


def python() -> Finding:
    """Name the Python in use; `./ekinerja` has refused one that is too old already."""
    return fine("Python", f"{platform.python_version()} pada {platform.system()} {platform.machine()}")


def disk(home: Path) -> Finding:
    """There is room to write."""
    free = shutil.disk_usage(home).free
    detail = f"{free / GIGABYTE:.1f} GB kosong pada {home}"
    if free < LEAST_FREE:
        return broken("Ruang disk", detail, "Kosongkan ruang; basis data berhenti bila disk penuh.")
    if free < COMFORTABLE_FREE:
        return notice("Ruang disk", detail, "Sediakan paling sedikit 5 GB untuk data dan cadangan.")
    return fine("Ruang disk", detail)


def memory() -> Finding:
    """There is enough memory for the database and the pages."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    detail = f"{total / GIGABYTE:.1f} GB, {os.cpu_count()} prosesor"
    if total < LEAST_MEMORY:
        return notice("Memori", detail, "Sediakan paling sedikit 2 GB, atau isi EKINERJA_WORKERS=1.")
    return fine("Memori", detail)


def data_folder(home: Path) -> Finding:
    """The folder can be written, and its secrets are closed to others."""
    if not os.access(home, os.W_OK | os.X_OK):
        return broken("Folder data", str(home), f"Beri akun ini hak tulis: chown -R $(id -un) {home}.")
    files = [*home.glob("pg*.sandi"), *home.glob("kunci"), *home.glob("sandi-*")]
    unsafe = [file for file in files if stat.S_IMODE(file.stat().st_mode) & 0o077]
    if unsafe:
        names = " ".join(str(file) for file in unsafe)
        return broken("Folder data", f"{len(unsafe)} berkas rahasia terbuka bagi akun lain", f"chmod 600 {names}")
    return fine("Folder data", str(home))


def front_end() -> Finding:
    """Styles and scripts are built."""
    manifest = environment.PROJECT / "frontend" / "dist" / "manifest.json"
    if not manifest.exists():
        return broken("Tampilan", "belum dibangun", "Jalankan ./ekinerja siapkan.")
    return fine("Tampilan", "sudah dibangun")


def translations() -> Finding:
    """Every translation source has its compiled catalogue."""
    sources = list((environment.PROJECT / "src" / "ekinerja" / "locale").rglob("*.po"))
    missing = [source for source in sources if not source.with_suffix(".mo").exists()]
    if missing:
        return notice("Terjemahan", f"{len(missing)} belum disusun", "Jalankan ./ekinerja siapkan.")
    return fine("Terjemahan", f"{len(sources)} katalog")


def browser() -> Finding:
    """Chromium is there for the tests; the program itself does not need it."""
    if found := chromium.find():
        return fine("Chromium", found)
    return notice("Chromium", "tidak ada", "Hanya untuk ./ekinerja test: sudo apt install chromium-headless-shell.")

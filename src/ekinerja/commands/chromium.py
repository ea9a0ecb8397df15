"""Finds Chromium for the browser tests, and installs it from the system's own packages where that is allowed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from ekinerja.commands import console

# The same browser without a window of its own, which would take as much of the processor as the pages in it.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PATIENCE = ("-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=10", "-o", "Acquire::https::Timeout=10")


def find() -> str:
    """Return the path of a Chromium that starts, the chosen one first, or nothing."""
    for name in (os.environ.get("EKINERJA_CHROMIUM", ""), *NAMES):
        program = shutil.which(name) if name else None
        if program and _starts(program):
            return program
    return ""


def ensure() -> str:
    """
    Return the path of a working Chromium; as root the fastest one there is gets installed, unless one was chosen.

    :raises Failure: with the command that installs it
    """
    found = find()
    if not os.environ.get("EKINERJA_CHROMIUM") and Path(found).name != SHELL:
        found = _install(SHELL) or found
    found = found or _install("chromium")
    if found:
        return found
    raise console.Failure(
        "Chromium tidak ditemukan; pengujian peramban memerlukannya dan tidak dilewati diam-diam. Pasang dengan: "
        f"sudo apt install {SHELL} (Debian) atau Google Chrome (Ubuntu), atau isi EKINERJA_CHROMIUM dengan letaknya."
    )


def _install(package: str) -> str:
    """Return the path of what was installed; nothing without the right to, without a network or without the package."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return ""
    console.step(f"Memasang {package} untuk pengujian peramban …")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", package]):
        subprocess.call(  # noqa: S603
            ["apt-get", *PATIENCE, *words],  # noqa: S607
            env=os.environ | quiet,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    return find()


def _starts(program: str) -> bool:
    """Whether the program answers; Ubuntu's placeholder for the snap package does not."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0

"""Finds Chromium for the browser tests, and installs it from the system's own packages where that is allowed."""

from __future__ import annotations

import os
import shutil
import subprocess

from ekinerja.commands import console

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def find() -> str:
    """Return the path of a Chromium that starts, or nothing."""
    for name in (os.environ.get("EKINERJA_CHROMIUM", ""), *NAMES):
        program = shutil.which(name) if name else None
        if program and _starts(program):
            return program
    return ""


def ensure() -> str:
    """
    Return the path of a working Chromium; as root it is installed when missing.

    :raises Failure: with the command that installs it
    """
    if found := find():
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        console.step("Memasang Chromium untuk pengujian peramban …")
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            subprocess.call(["apt-get", *words], env=os.environ | quiet, stdout=subprocess.DEVNULL)  # noqa: S603, S607
        if found := find():
            return found
    raise console.Failure(
        "Chromium tidak ditemukan; pengujian peramban memerlukannya dan tidak dilewati diam-diam. Pasang dengan: "
        "sudo apt install chromium (Debian) atau Google Chrome (Ubuntu), atau isi EKINERJA_CHROMIUM dengan letaknya."
    )


def _starts(program: str) -> bool:
    """Whether the program answers; Ubuntu's placeholder for the snap package does not."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0

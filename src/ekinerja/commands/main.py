"""
`ekinerja PERINTAH`: finds the command's own module and runs only that.

A command module has ``arguments(parser)`` and ``run(options) -> int``. Modules are imported when called, so that
`hitung` needs no Django and a faulty command never stops the others.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from dataclasses import dataclass

from ekinerja.commands import console


@dataclass(frozen=True)
class Command:
    """Where a command lives and what it does, in one line."""

    module: str
    summary: str
    passes_arguments: bool = False


COMMANDS = {
    "demo": Command("demo", "jalankan program dengan instansi contoh yang hidup"),
    "run": Command("run", "jalankan program untuk produksi"),
    "test": Command("test", "periksa gaya, jenis, arah impor, lalu jalankan semua pengujian", True),
    "migrate": Command("migrate", "perbarui susunan basis data (sebagai peran pemilik)", True),
    "doctor": Command("doctor", "periksa mesin ini dan tunjukkan cara memperbaikinya"),
    "backup": Command("backup", "buat cadangan basis data dan berkas"),
    "restore": Command("restore", "pulihkan cadangan"),
    "audit-verify": Command("audit_verify", "periksa keutuhan rantai jejak audit"),
    "instansi": Command("instansi", "daftar, tambah, atau beri admin kepada instansi"),
    "operator": Command("operator_account", "tunjuk operator nasional yang membantu instansi"),
    "import": Command("import_people", "impor unit dan pegawai dari berkas CSV atau XLSX"),
    "hitung": Command("hitung", "hitung dari baris perintah, dengan langkah dan pasalnya"),
    "simulasi": Command("simulasi", "simulasikan akibat suatu aturan atas data yang ada"),
    "manage": Command("manage", "perintah Django, misalnya: manage shell", True),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    if not words or words[0] in {"-h", "--help", "bantuan"}:
        return overview()
    name, rest = words[0], words[1:]
    if name not in COMMANDS:
        console.fail(f"perintah {name!r} tidak dikenal. Daftar perintah: ./ekinerja bantuan")
        return 2
    command = COMMANDS[name]
    parser = argparse.ArgumentParser(prog=f"ekinerja {name}", description=command.summary)
    try:
        module = importlib.import_module(f"ekinerja.commands.{command.module}")
        module.arguments(parser)
        if command.passes_arguments:
            options, options_left = parser.parse_known_args(rest)
            options.rest = options_left
        else:
            options = parser.parse_args(rest)
        return int(module.run(options))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our lines has seen enough (for example `head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:
        if not isinstance(error, _expected()):
            raise
        findings = getattr(error, "findings", ())
        console.fail("\n  - ".join([str(error), *(finding.message for finding in findings)]))
        return 1


def _expected() -> tuple[type[Exception], ...]:
    """Return the errors that explain themselves; only those of modules that were imported can have happened."""
    found: list[type[Exception]] = [console.Failure]
    for module, name in (
        ("ekinerja.commands.postgres_binaries", "PostgresUnavailable"),
        ("ekinerja.config.settings.env", "SettingError"),
        ("ekinerja.kernel.errors", "DomainError"),
    ):
        if module in sys.modules:
            found.append(getattr(sys.modules[module], name))
    return tuple(found)


def overview() -> int:
    """Print every command with its line."""
    console.say("Pemakaian: ./ekinerja PERINTAH [pilihan]      (./ekinerja PERINTAH --help)\n")
    for name, command in COMMANDS.items():
        console.say(f"  {name:<14} {command.summary}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

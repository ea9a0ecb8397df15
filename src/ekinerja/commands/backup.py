"""`ekinerja backup`: database and files in one file, with a manifest that a restore checks."""

from __future__ import annotations

import argparse
import io
import os
import tarfile
import tempfile
from pathlib import Path

from ekinerja import __version__
from ekinerja.commands import archive, console, environment
from ekinerja.kernel import clock

PATTERN = "ekinerja-*.tar"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to put it, and how many to keep."""
    parser.add_argument("--ke", type=Path, help="folder tujuan (bawaan: folder data/cadangan)")
    parser.add_argument("--simpan", type=int, default=0, help="sisakan sekian cadangan terbaru di folder tujuan")


def run(options: argparse.Namespace) -> int:
    """Make a backup while the program goes on working."""
    prepared = environment.prepare()
    try:
        folder = options.ke or prepared.home / "cadangan"
        file = make(prepared, folder)
    finally:
        prepared.close()
    console.step(f"Cadangan dibuat: {file} ({file.stat().st_size / 1_000_000:.1f} MB)")
    if options.simpan > 0:
        for old in sorted(folder.glob(PATTERN))[: -options.simpan]:
            old.unlink()
            console.step(f"Cadangan lama dihapus: {old.name}")
    console.say("  Salin berkas itu ke mesin lain. Simpan kunci (EKINERJA_SECRET_KEY) terpisah dari cadangan:")
    console.say("  tanpa kunci yang sama, faktor kedua dan kode aktivasi harus diatur ulang.")
    return 0


def make(prepared: environment.Prepared, folder: Path) -> Path:
    """Write the backup and return its file; a name without ``.baru`` is complete."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    now = clock.now()
    target = folder / f"ekinerja-{now:%Y%m%d-%H%M%S}.tar"
    fresh = target.with_name(f"{target.name}.baru")
    fresh.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".sementara-") as work:
        dump = Path(work) / archive.DUMP
        facts = dump_database(prepared, dump)
        files = media_files(prepared.home)
        digests = {archive.DUMP: archive.digest(dump)}
        with os.fdopen(archive.private_file(fresh), "wb") as stream:
            with tarfile.open(fileobj=stream, mode="w") as tar:
                tar.add(dump, archive.DUMP)
                for path in files:
                    name = f"{archive.FILES}/{path.relative_to(prepared.home / 'files')}"
                    digests[name] = archive.digest(path)
                    tar.add(path, name, recursive=False)
                made = archive.Manifest(
                    format=archive.FORMAT,
                    made_at=now.isoformat(timespec="seconds"),
                    program=__version__,
                    key_fingerprint=archive.key_fingerprint(),
                    digests=digests,
                    **facts,  # type: ignore[arg-type]
                )
                entry = tarfile.TarInfo(archive.MANIFEST)
                content = made.to_bytes()
                entry.size, entry.mode, entry.mtime = len(content), 0o600, int(now.timestamp())
                tar.addfile(entry, io.BytesIO(content))
            stream.flush()
            os.fsync(stream.fileno())
    fresh.rename(target)
    return target


def dump_database(prepared: environment.Prepared, target: Path) -> dict[str, object]:
    """Dump the database and return its facts, both of the same moment (one snapshot)."""
    with archive.connect_as_owner() as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot(), current_setting('server_version')").fetchone()
        snapshot, version = row if row else ("", "")
        facts: dict[str, object] = {
            "postgres": version,
            "migrations": archive.applied_migrations(connection),
            "rows": archive.count_rows(connection),
            "rights": archive.program_rights(connection),
        }
        options = ["--format=custom", "--compress=6", "--no-owner", "--no-privileges", "--enable-row-security"]
        options += ["--schema=public", f"--snapshot={snapshot}", f"--file={target}"]
        archive.client("pg_dump", options, prepared)
    return facts


def media_files(home: Path) -> list[Path]:
    """Return the files; they are only ever added, so those of the snapshot are all there."""
    return sorted(path for path in (home / "files").rglob("*") if path.is_file() and not path.is_symlink())

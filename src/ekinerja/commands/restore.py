"""`ekinerja restore FILE`: checks a backup, puts it back whole or not at all, and proves the result."""

from __future__ import annotations

import argparse
import contextlib
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from ekinerja.commands import archive, console, demo, environment
from ekinerja.commands.supervisor import only_run
from ekinerja.kernel import clock

ASIDE = "sebelum_pemulihan"
RIGHTS = {"SELECT", "INSERT", "UPDATE", "DELETE", "USAGE", "REFERENCES", "TRIGGER", "TRUNCATE", "MAINTAIN"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which backup, and whether what is there may be replaced."""
    parser.add_argument("berkas", type=Path, help="berkas cadangan (ekinerja-….tar)")
    parser.add_argument("--ganti", action="store_true", help="hapus isi basis data yang ada lebih dahulu")


def run(options: argparse.Namespace) -> int:
    """Restore while the program does not run."""
    home = environment.home()
    with only_run(home):
        prepared = environment.prepare()
        try:
            restore(prepared, options.berkas, replace=options.ganti)
            demo.child("ekinerja.commands.main", "migrate")
            demo.child("ekinerja.commands.main", "audit-verify")
        finally:
            prepared.close()
    console.step("Pemulihan selesai; rantai audit utuh.")
    return 0


def restore(prepared: environment.Prepared, file: Path, *, replace: bool) -> None:
    """
    Put database and files back.

    :raises Failure: when the backup is damaged or newer than the program, or the database is not empty
    """
    if not file.is_file():
        raise console.Failure(f"Berkas {file} tidak ada.")
    with tempfile.TemporaryDirectory(dir=prepared.home, prefix=".pulih-") as work:
        folder = Path(work)
        try:
            with tarfile.open(file) as tar:
                manifest = archive.read_manifest(tar)
                tar.extractall(folder, filter="data")
        except (tarfile.TarError, OSError, EOFError) as error:
            raise console.Failure(f"Cadangan tidak dapat dibaca: {error}") from error
        verify(folder, manifest)
        refuse_newer(manifest)
        with old_kept_aside(replace=replace):
            console.step("Memulihkan basis data …")
            restore_database(prepared, folder / archive.DUMP)
            with archive.connect_as_owner() as connection:
                give_rights(connection, manifest)
                compare(connection, manifest)
                connection.execute("ANALYZE")
        restore_files(prepared.home / "files", folder / archive.FILES)
    warn_about_key(manifest)


def verify(folder: Path, manifest: archive.Manifest) -> None:
    """Compare every file of the backup with its digest."""
    console.step(f"Memeriksa cadangan dari {manifest.made_at} ({len(manifest.digests)} berkas) …")
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {archive.MANIFEST}
    if there != set(manifest.digests):
        raise console.Failure("Isi cadangan tidak sama dengan daftarnya; pakai salinan cadangan yang lain.")
    for name, expected in manifest.digests.items():
        if archive.digest(folder / name) != expected:
            raise console.Failure(f"{name} dalam cadangan rusak (SHA-256 berbeda); pakai salinan cadangan yang lain.")


def refuse_newer(manifest: archive.Manifest) -> None:
    """Refuse a backup whose tables this version of the program does not know."""
    environment.django()
    from ekinerja.kernel import health

    unknown = sorted(set(manifest.migrations) - set(health.known_migrations()))
    if unknown:
        raise console.Failure(
            f"Cadangan dibuat oleh versi program yang lebih baru ({manifest.program}; {unknown[0]}). "
            "Pasang versi program itu lebih dahulu."
        )


@contextlib.contextmanager
def old_kept_aside(*, replace: bool) -> Iterator[None]:
    """
    Put the present tables aside while the backup is restored; they come back when that fails.

    :raises Failure: when there are tables and they may not be replaced
    """
    with archive.connect_as_owner() as connection:
        count = len(connection.execute(archive.TABLES).fetchall())
        if count and not replace:
            raise console.Failure(
                f"Basis data tujuan berisi {count} tabel. Pemulihan hanya ke basis data kosong; dengan --ganti "
                "isi yang sekarang dihapus setelah pemulihan berhasil."
            )
        connection.execute(f"DROP SCHEMA IF EXISTS {ASIDE} CASCADE")
        connection.execute(f"ALTER SCHEMA public RENAME TO {ASIDE}")
    try:
        yield
    except BaseException:
        with archive.connect_as_owner() as connection:
            connection.execute("DROP SCHEMA IF EXISTS public CASCADE")
            connection.execute(f"ALTER SCHEMA {ASIDE} RENAME TO public")
        console.step("Pemulihan gagal; isi yang lama dikembalikan.")
        raise
    with archive.connect_as_owner() as connection:
        connection.execute(f"DROP SCHEMA {ASIDE} CASCADE")


def restore_database(prepared: environment.Prepared, dump: Path) -> None:
    """Restore tables and rows in one transaction."""
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--enable-row-security"]
    name = unquote(urlsplit(environment.owner_url()).path.lstrip("/"))
    archive.client("pg_restore", [*options, "--dbname", name, str(dump)], prepared)


def give_rights(connection: psycopg.Connection[Any], manifest: archive.Manifest) -> None:
    """Give the program's role exactly the rights it had; the audit trail stays append-only."""
    app = sql.Identifier(archive.program_role())
    connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(app))
    for kind in ("TABLES", "SEQUENCES"):
        statement = sql.SQL("REVOKE ALL ON ALL {} IN SCHEMA public FROM {}")
        connection.execute(statement.format(sql.SQL(kind), app))
    for name, column, rights in manifest.rights:
        if not set(rights.split(",")) <= RIGHTS:
            raise console.Failure(f"Hak {rights} dalam cadangan tidak dikenal.")
        where = sql.SQL(" ({})").format(sql.Identifier(column)) if column else sql.SQL("")
        words = sql.SQL(", ").join(sql.SQL(right) + where for right in rights.split(","))
        connection.execute(sql.SQL("GRANT {} ON {} TO {}").format(words, sql.Identifier("public", name), app))


def compare(connection: psycopg.Connection[Any], manifest: archive.Manifest) -> None:
    """Compare the number of rows of every table with the backup's."""
    found = archive.count_rows(connection)
    different = sorted(
        name for name in found.keys() | manifest.rows.keys() if found.get(name) != manifest.rows.get(name)
    )
    if different:
        raise console.Failure(f"Jumlah baris berbeda pada {', '.join(different[:5])}; pemulihan tidak utuh.")
    console.step(f"{sum(found.values()):,} baris dalam {len(found)} tabel sama dengan cadangan.".replace(",", "."))


def restore_files(target: Path, source: Path) -> None:
    """Put the files in place; what was there before is kept beside them."""
    if target.exists() and any(target.iterdir()):
        aside = target.with_name(f"{target.name}.sebelum-{clock.now():%Y%m%d-%H%M%S}")
        target.rename(aside)
        console.step(f"Berkas yang lama disimpan di {aside}.")
    target.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)


def warn_about_key(manifest: archive.Manifest) -> None:
    """Say so when the secret key is not the one of the backup."""
    if manifest.key_fingerprint != archive.key_fingerprint():
        console.step(
            "PERHATIAN: EKINERJA_SECRET_KEY berbeda dari saat cadangan dibuat. Faktor kedua tidak terbaca dan "
            "kode aktivasi tidak berlaku. Isi EKINERJA_SECRET_KEY dengan kunci lama, atau terbitkan ulang."
        )

"""`ekinerja demo`: the program with a living example agency, on its own database, ready to sign in."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg

from ekinerja.commands import console, environment, parts, postgres, stamps
from ekinerja.commands.supervisor import Supervisor, ensure_port_is_free, only_run

ACCOUNTS_SHOWN = 20
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and whether to begin anew."""
    parts.add_arguments(parser)
    parser.add_argument("--ulang", action="store_true", help="hapus data contoh yang ada, mulai dari awal")


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl+C."""
    started = time.monotonic()
    home = environment.home()
    with only_run(home):
        ensure_port_is_free(options.host, options.port, "demo")
        if options.ulang:
            forget(home)
        address(options.host, options.port)
        prepared = environment.describe()
        collect_static(home)
        services = parts.services(host=options.host, port=options.port, home=home)
        supervisor = Supervisor(prepared, services, log_folder=home / "catatan")
        try:
            supervisor.load_ahead()
            prepared.start_database(dies_with_parent=True)
            is_loaded = make_tables_ready(home)
            supervisor.start()
            if supervisor.wait_until_ready(options.port) and (is_loaded or load_example(supervisor, home)):
                welcome(home, seconds=time.monotonic() - started)
            supervisor.begin_background_work()
            return supervisor.watch()
        finally:
            supervisor.stop()
            console.step("Berhenti. Data tetap tersimpan; ./ekinerja demo melanjutkannya.")


def address(host: str, port: int) -> None:
    """Tell Django under which names the program is reached."""
    names = ["localhost", "127.0.0.1", "[::1]"]
    if host in EVERYWHERE:
        names += [socket.gethostname(), *socket.gethostbyname_ex(socket.gethostname())[2]]
    elif host not in names:
        names.append(host)
    os.environ.setdefault("EKINERJA_HOSTS", ",".join(dict.fromkeys(names)))
    os.environ.setdefault("EKINERJA_BASE_URL", f"http://localhost:{port}")


def make_tables_ready(home: Path) -> bool:
    """Bring the tables up to date and return whether the example is loaded; free when nothing changed."""
    found = recorded(home)
    if found.get("sources") == stamps.of_database() and found.get("database") == identity():
        return True
    console.step("Menyusun tabel …")
    child("ekinerja.commands.main", "migrate")
    return False


def load_example(supervisor: Supervisor, home: Path) -> bool:
    """
    Load the example while the pages answer already, and return whether that was finished.

    :raises Failure: when loading fails
    """
    console.step(f"Halaman sudah terbuka di {os.environ['EKINERJA_BASE_URL']}. Instansi contoh dimuat (sekali saja) …")
    sources, answer = stamps.of_database(), home / "demo.akun.json"
    if not supervisor.complete([sys.executable, "-m", "ekinerja.commands.demo_load", str(answer)]):
        if supervisor.is_stopping:
            return False
        raise console.Failure("Instansi contoh gagal dimuat (pesan di atas). Ulangi dengan ./ekinerja demo --ulang.")
    accounts = json.loads(answer.read_text(encoding="utf-8"))
    answer.unlink()
    record = {"sources": sources, "database": identity(), "accounts": accounts}
    (home / "demo.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return True


def recorded(home: Path) -> dict[str, Any]:
    """Return what was noted when the example was loaded."""
    file = home / "demo.json"
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}


def collect_static(home: Path) -> None:
    """Put styles, scripts and images, compressed, where the pages' server finds them."""
    wanted = stamps.of_static()
    file = home / "static.stempel"
    if file.exists() and file.read_text(encoding="utf-8") == wanted:
        return
    console.step("Mengumpulkan berkas tampilan …")
    child("django", "collectstatic", "--noinput", "--clear", "--verbosity", "0")
    file.write_text(wanted, encoding="utf-8")


def child(*words: str) -> None:
    """
    Run one step as a process of its own, so that this one stays small.

    :raises Failure: when it fails; what it said is on the terminal
    """
    # A session of its own: Ctrl+C reaches this process only, which then ends the step.
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, cwd=environment.PROJECT, check=False, start_new_session=True)  # noqa: S603
    if done.returncode != 0:
        raise console.Failure("Langkah di atas gagal. Periksa dengan ./ekinerja doctor, lalu ulangi.")


def identity() -> list[str]:
    """Return what tells this database and its state of tables from any other."""
    statement = (
        "SELECT current_database(), (SELECT oid FROM pg_database WHERE datname = current_database()),"
        " (SELECT system_identifier FROM pg_control_system()), to_regclass('django_migrations')"
    )
    with psycopg.connect(environment.variable("DATABASE_URL")) as connection:
        found = [str(value) for value in connection.execute(statement).fetchone() or ()]
        if found and found[-1] != "None":
            row = connection.execute("SELECT count(*) FROM django_migrations").fetchone()
            found.append(str(row[0]) if row else "")
    return found


def forget(home: Path) -> None:
    """Delete the example's own database and files; a server given by DATABASE_URL is never emptied."""
    if environment.variable("DATABASE_URL"):
        raise console.Failure(
            "--ulang hanya untuk basis data milik demo. Kosongkan basis data pada DATABASE_URL sendiri."
        )
    console.step("Menghapus data contoh yang lama …")
    postgres.remove_data(home)
    (home / "demo.json").unlink(missing_ok=True)
    shutil.rmtree(home / "files", ignore_errors=True)


def welcome(home: Path, *, seconds: float) -> None:
    """Print the address and who can sign in."""
    accounts = recorded(home).get("accounts", [])
    console.say()
    console.say(f"  e-Kinerja siap: {os.environ['EKINERJA_BASE_URL']}      ({seconds:.1f} detik)")
    console.say()
    if accounts:
        rows = [(str(role), str(name), str(login), str(how)) for role, name, login, how in accounts[:ACCOUNTS_SHOWN]]
        console.table(rows, heads=("Peran", "Nama", "NIP / nama masuk", "Cara masuk"))
        console.say()
    console.say(f"  Catatan: {home / 'catatan'}      Berhenti: Ctrl+C")
    console.say()

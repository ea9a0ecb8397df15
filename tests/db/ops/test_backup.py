"""Backup and restore through the command line, on databases of their own beside the test database."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings

from tests.plugins import testdb

SOURCE, TARGET = "ekinerja_uji_cadangan", "ekinerja_uji_pulih"
EVERY = "-c app.agency_id=*"


def url(role: str, dbname: str) -> str:
    account = settings.DATABASE_OWNER if role == "owner" else settings.DATABASES["default"]
    login = f"{quote(account['USER'])}:{quote(account['PASSWORD'], safe='')}"
    return f"postgresql://{login}@/{dbname}?host={account['HOST']}&port={account['PORT']}"


@pytest.fixture
def databases(django_db_setup, django_db_blocker):
    """Two databases: one with the tables of the template, one empty."""
    suffix = os.environ.get("PYTEST_XDIST_WORKER", "")
    names = (SOURCE + suffix, TARGET + suffix)
    with django_db_blocker.unblock():
        testdb.copy_template(testdb.ensure_template(afresh=False), names[0])
        with testdb.owner_connection("postgres") as owner:
            testdb.drop(owner, names[1])
            owner.execute(f'CREATE DATABASE "{names[1]}"')
        yield names
        with testdb.owner_connection("postgres") as owner:
            for name in names:
                testdb.drop(owner, name)


@pytest.fixture
def command(tmp_path):
    """Run a command of the program against one of the databases, with a data folder of its own for each."""

    def run(dbname: str, *words: str) -> subprocess.CompletedProcess[str]:
        variables = {
            "EKINERJA_HOME": str(tmp_path / dbname),
            "EKINERJA_SECRET_KEY": "k" * 64,
            "DATABASE_URL": url("app", dbname),
            "DATABASE_OWNER_URL": url("owner", dbname),
            "DJANGO_SETTINGS_MODULE": "ekinerja.config.settings.test",
            "PYTHONPATH": "src",
        }
        return subprocess.run(
            [sys.executable, "-m", "ekinerja.commands.main", *words],
            env=os.environ | variables,
            capture_output=True,
            text=True,
            timeout=110,
        )

    return run


def fill(dbname: str) -> None:
    """Two agencies, one audit entry each, written as the program."""
    code = (
        "import django; django.setup()\n"
        "from django.db import transaction\n"
        "from ekinerja.audit import public as audit\n"
        "from ekinerja.kernel import actor, clock\n"
        "from ekinerja.kernel.tenancy import context\n"
        "from ekinerja.organisation import public as organisation\n"
        "for n in (1, 2):\n"
        "    made = organisation.create_agency(actor=actor.system(None), code=f'I{n}', name=f'Instansi {n}',"
        " kind='KOTA', time_zone='Asia/Jakarta', at=clock.now())\n"
        "    with context.agency(made.id), transaction.atomic():\n"
        "        audit.seal(at=clock.now())\n"
    )
    variables = {
        "DATABASE_URL": url("app", dbname),
        "EKINERJA_SECRET_KEY": "k" * 64,
        "DJANGO_SETTINGS_MODULE": "ekinerja.config.settings.test",
        "PYTHONPATH": "src",
    }
    subprocess.run([sys.executable, "-c", code], env=os.environ | variables, check=True, timeout=60)


def counts(dbname: str) -> dict[str, int]:
    with psycopg.connect(url("owner", dbname), options=EVERY) as owner:
        names = [row[0] for row in owner.execute(testdb.TABLES)]
        return {name: owner.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def rights(dbname: str) -> list[tuple[str, ...]]:
    statement = (
        "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
        " WHERE grantee = %s AND table_schema = 'public' ORDER BY 1, 2"
    )
    with psycopg.connect(url("owner", dbname)) as owner:
        return owner.execute(statement, [settings.DATABASES["default"]["USER"]]).fetchall()


def policies(dbname: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url("owner", dbname)) as owner:
        return owner.execute("SELECT tablename, policyname, qual, with_check FROM pg_policies ORDER BY 1, 2").fetchall()


class TestRoundTrip:
    def test_rows_rights_policies_files_and_audit_come_back(self, databases, command, tmp_path):
        source, target = databases
        fill(source)
        evidence = tmp_path / source / "files" / "ab" / "bukti.pdf"
        evidence.parent.mkdir(parents=True)
        evidence.write_bytes(b"%PDF bukti")

        made = command(source, "backup")
        assert made.returncode == 0, made.stderr
        (file,) = (tmp_path / source / "cadangan").glob("*.tar")
        assert file.stat().st_mode & 0o777 == 0o600

        restored = command(target, "restore", str(file))

        assert restored.returncode == 0, restored.stdout + restored.stderr
        assert "rantai audit utuh" in restored.stdout
        assert counts(target) == counts(source)
        assert counts(target)["audit_auditentry"] == 2
        assert policies(target) == policies(source) != []
        assert rights(target) == rights(source)
        assert ("audit_auditentry", "DELETE") not in rights(target)
        assert (tmp_path / target / "files" / "ab" / "bukti.pdf").read_bytes() == b"%PDF bukti"

        # What is there is not overwritten by mistake.
        again = command(target, "restore", str(file))
        assert again.returncode == 1
        assert "--ganti" in again.stderr
        assert counts(target) == counts(source)

    def test_a_damaged_backup_is_refused_and_nothing_is_touched(self, databases, command, tmp_path):
        source, target = databases
        assert command(source, "backup").returncode == 0
        (file,) = (tmp_path / source / "cadangan").glob("*.tar")
        damaged = tmp_path / "rusak.tar"
        with tarfile.open(file) as old, tarfile.open(damaged, "w") as new:
            for member in old:
                content = bytearray(old.extractfile(member).read())
                if member.name == "basisdata.dump":
                    content[len(content) // 2] ^= 1
                new.addfile(member, io.BytesIO(bytes(content)))

        done = command(target, "restore", str(damaged))

        assert done.returncode == 1
        assert "SHA-256" in done.stderr
        assert counts(target) == {}

    def test_a_failed_restore_brings_the_old_content_back(self, databases, command, tmp_path):
        source, _ = databases
        fill(source)
        before = counts(source)
        assert command(source, "backup").returncode == 0
        (file,) = (tmp_path / source / "cadangan").glob("*.tar")
        lying = tmp_path / "bohong.tar"
        with tarfile.open(file) as old, tarfile.open(lying, "w") as new:
            for member in old:
                content = old.extractfile(member).read()
                if member.name == "manifest.json":
                    manifest = json.loads(content)
                    manifest["rows"]["organisation_agency"] += 1
                    content = json.dumps(manifest).encode()
                    member.size = len(content)
                new.addfile(member, io.BytesIO(content))

        done = command(source, "restore", str(lying), "--ganti")

        assert done.returncode == 1
        assert "organisation_agency" in done.stderr
        assert "isi yang lama dikembalikan" in done.stdout
        assert counts(source) == before

    def test_something_else_is_not_a_backup(self, databases, command, tmp_path):
        other = tmp_path / "lain.tar"
        with tarfile.open(other, "w") as tar:
            tar.addfile(tarfile.TarInfo("x"), io.BytesIO(b""))
        done = command(databases[1], "restore", str(other))
        assert done.returncode == 1
        assert "bukan cadangan" in done.stderr


class TestKeeping:
    def test_only_the_newest_are_kept(self, databases, command, tmp_path):
        folder = tmp_path / "simpan"
        folder.mkdir()
        for day in ("20260101", "20260102", "20260103"):
            (folder / f"ekinerja-{day}-000000.tar").write_bytes(b"")
        done = command(databases[0], "backup", "--ke", str(folder), "--simpan", "2")
        assert done.returncode == 0, done.stderr
        left = sorted(path.name for path in folder.glob("*.tar"))
        assert len(left) == 2
        assert left[0] == "ekinerja-20260103-000000.tar"

"""Our own server: started twice, killed, with leftovers of every kind; nothing acknowledged is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest

from ekinerja.commands import postgres, postgres_roles
from ekinerja.commands import postgres_binaries as binaries


def postmaster_pid(cluster: postgres.Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().splitlines()[0])


class Writer(threading.Thread):
    """Writes one row per commit until the server is gone, and remembers which were acknowledged."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url, self.acknowledged = url, 0

    def run(self) -> None:
        try:
            with psycopg.connect(self.url, autocommit=True) as connection:
                for number in range(1, 1_000_000):
                    connection.execute("INSERT INTO catatan (nomor) VALUES (%s)", [number])
                    self.acknowledged = number
        except psycopg.OperationalError:
            return


class TestKill:
    def test_nothing_acknowledged_is_lost_and_the_next_start_needs_no_repair(self, own_home):
        cluster = postgres.ensure_running(own_home)
        with psycopg.connect(cluster.url(postgres_roles.OWNER), autocommit=True) as owner:
            owner.execute("CREATE TABLE catatan (nomor integer PRIMARY KEY)")
        for _ in range(3):
            with psycopg.connect(cluster.url(postgres_roles.OWNER), autocommit=True) as owner:
                owner.execute("DELETE FROM catatan")
            writer = Writer(cluster.url())
            writer.start()
            deadline = time.monotonic() + 10
            while writer.acknowledged < 200 and time.monotonic() < deadline:
                time.sleep(0.01)
            os.kill(postmaster_pid(cluster), signal.SIGKILL)
            writer.join(timeout=10)
            assert writer.acknowledged >= 200

            cluster = postgres.ensure_running(own_home)

            with psycopg.connect(cluster.url()) as app:
                row = app.execute("SELECT count(*), max(nomor) FROM catatan").fetchone()
            # One more may have been committed than we were told; never one fewer, and none is missing between.
            assert row[0] == row[1]
            assert row[1] - writer.acknowledged in (0, 1)
        cluster.stop()

    def test_a_zombie_postmaster_does_not_look_alive(self, own_home):
        cluster = postgres.ensure_running(own_home)
        pid = postmaster_pid(cluster)
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.2)
        # This process is its parent and has not waited for it: it is a zombie now.
        assert Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
        again = postgres.ensure_running(own_home)
        assert again.started_here
        assert again.answers()
        again.stop()
        cluster.process.wait()


class TestLeftovers:
    def test_a_reused_process_number_blocks_nothing(self, own_home):
        cluster = postgres.ensure_running(own_home)
        content = (cluster.data / "postmaster.pid").read_text().splitlines()
        cluster.stop()
        stranger = subprocess.Popen(["sleep", "60"], **cluster.account.options())
        try:
            pid_file = cluster.data / "postmaster.pid"
            pid_file.write_text("\n".join([str(stranger.pid), *content[1:]]) + "\n")
            cluster.account.own(pid_file)
            again = postgres.ensure_running(own_home)
            assert again.answers()
            assert stranger.poll() is None
            again.stop()
        finally:
            stranger.kill()
            stranger.wait()

    def test_an_interrupted_creation_is_begun_anew(self, fresh_home):
        first = postgres.ensure_running(fresh_home)
        first.stop()
        half = first.data.with_name(f"{first.data.name}.baru")
        first.data.rename(half)
        (half / "PG_VERSION").unlink()
        first.data.mkdir(mode=0o700)
        first.account.own(first.data)
        (fresh_home / f"pg{first.installation.major}.siap").unlink()
        again = postgres.ensure_running(fresh_home)
        assert again.answers()
        assert not half.exists()
        again.stop()


class TestStart:
    def test_a_second_caller_finds_the_running_server_and_leaves_it_alone(self, own_home):
        with postgres.ensure_running(own_home) as first:
            second = postgres.ensure_running(own_home)
            assert not second.started_here
            with second:
                pass
            assert first.answers()
        assert not first.answers()

    def test_two_processes_at_once_make_one_server(self, own_home):
        code = (
            "import sys; from pathlib import Path; from ekinerja.commands import postgres;"
            "c = postgres.ensure_running(Path(sys.argv[1])); print(int(c.started_here), flush=True)"
        )
        command = [sys.executable, "-c", code, str(own_home)]
        both = [
            subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": "src"})
            for _ in range(2)
        ]
        answers = [process.communicate(timeout=60)[0].strip() for process in both]
        assert sorted(answers) == ["0", "1"]
        cluster = postgres.ensure_running(own_home)
        assert not cluster.started_here
        cluster.stop()

    def test_it_stops_only_when_nobody_is_connected(self, own_home):
        cluster = postgres.ensure_running(own_home)
        with psycopg.connect(cluster.url()) as app:
            app.execute("SELECT 1")
            assert not cluster.stop_when_unused()
            assert cluster.answers()
        assert cluster.stop_when_unused()
        assert not cluster.answers()

    def test_a_deep_folder_gets_a_short_socket(self, tmp_path):
        deep = tmp_path.joinpath(*["folder-yang-sangat-panjang"] * 5)
        folder = postgres._socket_folder(deep / "pg18")
        assert len(str(folder / ".s.PGSQL.5432.lock")) <= postgres.SOCKET_PATH_LIMIT

    def test_what_was_located_is_not_looked_for_again(self, own_home, monkeypatch):
        located = postgres.locate(own_home)
        monkeypatch.setattr(binaries, "installations", lambda: pytest.fail("looked for again"))

        with postgres.ensure_running(own_home, located=located) as cluster:
            assert cluster is located
            assert cluster.answers()

    def test_a_folder_of_another_major_version_is_not_touched(self, tmp_path):
        old = tmp_path / "pg14"
        old.mkdir()
        (old / "PG_VERSION").write_text("14")
        with pytest.raises(binaries.PostgresUnavailable, match="PostgreSQL 14"):
            postgres.ensure_running(tmp_path)
        assert (old / "PG_VERSION").read_text() == "14"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["pg.lock", "pg14"]


class TestSafety:
    def test_roles_passwords_and_folders(self, own_home):
        with postgres.ensure_running(own_home) as cluster:
            secrets = own_home / f"pg{cluster.installation.major}.sandi"
            assert secrets.stat().st_mode & 0o777 == 0o600
            assert cluster.sockets.stat().st_mode & 0o777 == 0o700
            assert cluster.data.stat().st_mode & 0o777 == 0o700
            with psycopg.connect(cluster.url(postgres_roles.ADMIN)) as admin:
                settings = dict(
                    admin.execute(
                        "SELECT name, setting FROM pg_settings WHERE name IN"
                        " ('listen_addresses', 'data_checksums', 'fsync', 'password_encryption')"
                    ).fetchall()
                )
                roles = admin.execute(
                    "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles"
                    " WHERE rolname IN ('ekinerja_owner', 'ekinerja_app') ORDER BY 1"
                ).fetchall()
                weak = admin.execute(
                    "SELECT count(*) FROM pg_authid WHERE rolcanlogin AND rolpassword NOT LIKE 'SCRAM-SHA-256%'"
                ).fetchone()
            assert settings == {
                "listen_addresses": "",
                "data_checksums": "on",
                "fsync": "on",
                "password_encryption": "scram-sha-256",
            }
            assert roles == [("ekinerja_app", *[False] * 4), ("ekinerja_owner", *[False] * 4)]
            assert weak == (0,)

    def test_the_program_reads_and_writes_rows_but_no_structure(self, own_home):
        with postgres.ensure_running(own_home) as cluster:
            with psycopg.connect(cluster.url(postgres_roles.OWNER), autocommit=True) as owner:
                owner.execute("DROP TABLE IF EXISTS a")
                owner.execute("CREATE TABLE a (id integer GENERATED BY DEFAULT AS IDENTITY, isi text)")
            with psycopg.connect(cluster.url(), autocommit=True) as app:
                app.execute("INSERT INTO a (isi) VALUES ('x')")
                app.execute("UPDATE a SET isi = 'y'")
                for statement in (
                    "CREATE TABLE b (id integer)",
                    "ALTER TABLE a ADD x text",
                    "DROP TABLE a",
                    "TRUNCATE a",
                ):
                    with pytest.raises(psycopg.errors.InsufficientPrivilege):
                        app.execute(statement)

    def test_a_wrong_password_is_refused(self, own_home):
        with postgres.ensure_running(own_home) as cluster:
            wrong = cluster.url().replace(cluster.passwords[postgres_roles.APP], "salah")
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(wrong)

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another account")
    def test_a_closed_folder_of_root_stays_closed(self, tmp_path):
        home = tmp_path / "tertutup"
        home.mkdir(mode=0o700)
        before = [path.stat().st_mode for path in (home, tmp_path, tmp_path.parent)]
        try:
            with postgres.ensure_running(home) as cluster:
                assert (home / f"pg{cluster.installation.major}").is_symlink()
                assert cluster.data.stat().st_uid != 0
            assert [path.stat().st_mode for path in (home, tmp_path, tmp_path.parent)] == before
        finally:
            place = cluster.data.parent
            postgres.remove_data(home)
        assert not place.exists()

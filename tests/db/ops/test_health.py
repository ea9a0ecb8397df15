"""Health pages, metrics, the check of the database role, and what `doctor` finds."""

from __future__ import annotations

import json
import re

import pytest
from django.core import checks
from django.db import connection

from ekinerja.commands.checkup import database, machine, operation
from ekinerja.commands.checkup.finding import State
from ekinerja.kernel import health
from ekinerja.kernel.checks import database_role
from ekinerja.web.ops import tables
from tests.plugins import testdb

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forget_current():
    tables._once_current.cache_clear()
    yield
    tables._once_current.cache_clear()


class TestHealthz:
    def test_answers_without_the_database(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            response = client.get("/healthz")
        assert (response.status_code, response.content) == (200, b"ok\n")

    def test_refuses_to_be_posted_to(self, client):
        assert client.post("/healthz").status_code == 405


class TestReadyz:
    def test_ready_with_current_tables_then_one_query(self, client, django_assert_num_queries):
        assert client.get("/readyz").json() == {"ready": True}
        with django_assert_num_queries(1):
            assert client.get("/readyz").status_code == 200

    def test_not_ready_when_a_migration_is_missing(self, client):
        with testdb.owner_connection(connection.settings_dict["NAME"]) as owner:
            row = owner.execute(
                "DELETE FROM django_migrations WHERE app = 'audit' AND name = '0001_initial' RETURNING *"
            ).fetchone()
            try:
                response = client.get("/readyz")
            finally:
                owner.execute("INSERT INTO django_migrations VALUES (%s, %s, %s, %s)", row)
        assert response.status_code == 503
        assert response.json()["reason"] == "migrations"
        # A negative answer is not remembered.
        assert client.get("/readyz").status_code == 200

    def test_not_ready_without_the_database(self, client, monkeypatch):
        monkeypatch.setattr(health, "answers", lambda: False)
        response = client.get("/readyz")
        assert (response.status_code, response.json()["reason"]) == (503, "database")


class TestMetrics:
    def test_counts_by_route_and_never_by_address(self, client):
        client.get("/masuk/?next=/pegawai/198001012005011001/")
        text = client.get("/metrics").content.decode()
        assert re.search(r'ekinerja_requests_total\{method="GET",route="access:sign-in",status="200"\} [1-9]', text)
        assert "198001012005011001" not in text
        assert "ekinerja_database_up 1.0" in text
        assert 'ekinerja_jobs{state="failed"}' in text

    @pytest.mark.parametrize(
        "headers",
        [{"REMOTE_ADDR": "203.0.113.5"}, {"HTTP_X_FORWARDED_FOR": "203.0.113.5"}, {"HTTP_FORWARDED": "for=x"}],
    )
    def test_hidden_from_others(self, client, headers):
        assert client.get("/metrics", **headers).status_code == 404

    def test_token_opens_from_anywhere_and_closes_loopback(self, client, settings):
        settings.METRICS_TOKEN = "rahasia"
        far = {"REMOTE_ADDR": "203.0.113.5"}
        assert client.get("/metrics", HTTP_AUTHORIZATION="Bearer rahasia", **far).status_code == 200
        assert client.get("/metrics", HTTP_AUTHORIZATION="Bearer salah", **far).status_code == 404
        assert client.get("/metrics").status_code == 404


class TestLogLine:
    def test_carries_ids_and_the_route_but_not_what_was_typed(self, client, caplog):
        with caplog.at_level("INFO", logger="ekinerja.request"):
            response = client.get("/masuk/?next=/rahasia/198001012005011001/")
        (line,) = [record for record in caplog.records if record.name == "ekinerja.request"]
        written = line.msg if isinstance(line.msg, dict) else json.loads(line.getMessage())
        assert written["route"] == "access:sign-in"
        assert written["request_id"] == response.headers["X-Request-ID"]
        assert "198001012005011001" not in json.dumps(written, default=str)


class TestRole:
    def test_the_role_of_the_program_is_safe(self):
        assert health.role().is_safe
        assert database_role(databases=["default"]) == []

    @pytest.mark.django_db(transaction=True)
    def test_the_owner_is_refused(self):
        with testdb.as_owner(connection.settings_dict["NAME"]):
            found = database_role(databases=["default"])
            assert [error.id for error in found] == ["ekinerja.E002"]
            assert database.role().state == State.BROKEN

    def test_runs_only_when_the_database_is_asked_for(self):
        assert database_role(databases=None) == []

    def test_is_part_of_the_deployment_checks(self):
        assert database_role in checks.registry.registry.deployment_checks


class TestDoctor:
    def test_everything_of_the_database_is_fine(self):
        all_checks = (database.role, database.tables, database.clock, database.queue)
        assert {check().state for check in all_checks} == {State.FINE}
        # A server given by DATABASE_URL may run without checksums.
        assert database.version().state in (State.FINE, State.NOTICE)

    def test_before_the_first_migration_the_queue_says_what_to_do(self, monkeypatch) -> None:
        monkeypatch.setattr(type(connection.introspection), "table_names", lambda self: [])

        finding = database.queue()

        assert (finding.state, finding.mend) == (State.BROKEN, "Jalankan ./ekinerja migrate.")

    def test_missing_migrations_are_named_with_the_command(self, monkeypatch):
        monkeypatch.setattr(health, "unapplied_migrations", lambda: ["people.0002_x"])
        finding = database.tables()
        assert finding.state == State.BROKEN
        assert "./ekinerja migrate" in finding.mend

    @pytest.mark.parametrize(("drift", "state"), [(0.1, State.FINE), (-5.0, State.NOTICE), (90.0, State.BROKEN)])
    def test_clock_drift(self, monkeypatch, drift, state):
        facts = health.ServerFacts("18.4", 180004, True, "UTF8", drift, 1)
        monkeypatch.setattr(health, "server", lambda: facts)
        assert database.clock().state == state

    def test_an_old_server_and_missing_checksums(self, monkeypatch):
        old = health.ServerFacts("14.1", 140001, True, "UTF8", 0.0, 1)
        bare = health.ServerFacts("16.1", 160001, False, "UTF8", 0.0, 1)
        monkeypatch.setattr(health, "server", lambda: old)
        assert database.version().state == State.BROKEN
        monkeypatch.setattr(health, "server", lambda: bare)
        assert database.version().state == State.NOTICE

    def test_backup_age(self, tmp_path, monkeypatch):
        assert operation.backups(tmp_path).state == State.NOTICE
        folder = tmp_path / "cadangan"
        folder.mkdir()
        (folder / "ekinerja-20260101-000000.tar").write_bytes(b"")
        assert operation.backups(tmp_path).state == State.FINE
        later = operation.time.time() + 3 * operation.DAY_SECONDS
        monkeypatch.setattr(operation.time, "time", lambda: later)
        assert operation.backups(tmp_path).state == State.NOTICE

    def test_mail_server_that_does_not_answer(self, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_SSL = "127.0.0.1", 1, False
        finding = operation.mail()
        assert finding.state == State.BROKEN
        assert "EKINERJA_SMTP_HOST" in finding.mend

    def test_secrets_that_others_can_read(self, tmp_path):
        assert machine.data_folder(tmp_path).state == State.FINE
        file = tmp_path / "kunci"
        file.write_text("x")
        file.chmod(0o644)
        finding = machine.data_folder(tmp_path)
        assert finding.state == State.BROKEN
        assert f"chmod 600 {file}" in finding.mend

    @pytest.mark.parametrize(("free", "state"), [(10, State.FINE), (3, State.NOTICE), (0.5, State.BROKEN)])
    def test_disk(self, tmp_path, monkeypatch, free, state):
        usage = type("Usage", (), {"free": free * machine.GIGABYTE})
        monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: usage)
        assert machine.disk(tmp_path).state == state

"""Typed settings, and what production refuses."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from ekinerja.config.settings import env, safety

GOOD = {
    "secret": "k3Yx9-QpLm2vRt7_wZs4HdNc8BfJg6XaUe1oTi5Vy0CrEbWqSnPl",
    "hosts": ["ekinerja.contoh.go.id"],
    "base_url": "https://ekinerja.contoh.go.id",
    "http_allowed": False,
    "debug": False,
}


class TestRefusals:
    def test_accepts_safe_settings(self):
        assert safety.refusals(**GOOD) == []

    @pytest.mark.parametrize(
        ("change", "names"),
        [
            ({"debug": True}, "EKINERJA_DEBUG"),
            ({"secret": "short"}, "EKINERJA_SECRET_KEY"),
            ({"secret": "a" * 80}, "EKINERJA_SECRET_KEY"),
            ({"secret": "django-insecure-" + GOOD["secret"]}, "EKINERJA_SECRET_KEY"),
            ({"hosts": []}, "EKINERJA_HOSTS"),
            ({"hosts": ["*"]}, "EKINERJA_HOSTS"),
            ({"hosts": [".contoh.go.id", "ekinerja.contoh.go.id"]}, "EKINERJA_HOSTS"),
            ({"base_url": "http://ekinerja.contoh.go.id"}, "EKINERJA_ALLOW_HTTP"),
            ({"base_url": "https://lain.go.id"}, "EKINERJA_BASE_URL"),
            ({"base_url": "ekinerja.contoh.go.id"}, "EKINERJA_BASE_URL"),
        ],
    )
    def test_refuses_and_names_the_variable(self, change, names):
        (found,) = safety.refusals(**(GOOD | change))
        assert names in found

    def test_http_only_when_explicitly_allowed(self):
        assert safety.refusals(**(GOOD | {"base_url": "http://ekinerja.contoh.go.id", "http_allowed": True})) == []


class TestProductionModule:
    def load(self, **variables):
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        code = (
            "from ekinerja.config.settings import production as p;"
            "print(p.SECURE_SSL_REDIRECT, p.DEBUG, p.ALLOWED_HOSTS)"
        )
        return subprocess.run(
            [sys.executable, "-c", code],
            env=kept | {"PYTHONPATH": "src", "DATABASE_URL": "postgresql://app:x@db/e"} | variables,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def test_starts_with_safe_settings(self):
        done = self.load(
            EKINERJA_SECRET_KEY=GOOD["secret"], EKINERJA_HOSTS="e.go.id", EKINERJA_BASE_URL="https://e.go.id"
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("True False ['e.go.id'")

    def test_lists_every_reason_at_once(self):
        done = self.load(EKINERJA_SECRET_KEY="x", EKINERJA_HOSTS="*", EKINERJA_DEBUG="1")
        assert done.returncode == 1
        for name in ("EKINERJA_SECRET_KEY", "EKINERJA_HOSTS", "EKINERJA_DEBUG", "EKINERJA_BASE_URL"):
            assert name in done.stderr

    def test_a_missing_secret_is_named(self):
        done = self.load(EKINERJA_HOSTS="e.go.id", EKINERJA_BASE_URL="https://e.go.id")
        assert "EKINERJA_SECRET_KEY" in done.stderr


class TestTypedReading:
    def test_file_variant(self, monkeypatch, tmp_path):
        file = tmp_path / "rahasia"
        file.write_text("isi\n")
        monkeypatch.setenv("EKINERJA_UJI_FILE", str(file))
        assert env.text("EKINERJA_UJI") == "isi"

    @pytest.mark.parametrize(("reader", "value"), [(env.flag, "mungkin"), (env.number, "tiga")])
    def test_malformed_value_names_the_variable(self, monkeypatch, reader, value):
        monkeypatch.setenv("EKINERJA_UJI", value)
        with pytest.raises(env.SettingError, match="EKINERJA_UJI"):
            reader("EKINERJA_UJI")

    def test_missing_value_names_the_variable(self):
        with pytest.raises(env.SettingError, match="EKINERJA_TIDAK_ADA"):
            env.text("EKINERJA_TIDAK_ADA")

    def test_socket_address(self, monkeypatch):
        monkeypatch.setenv("EKINERJA_UJI", "postgresql://app:p%40ss@/nama?host=/run/x&port=5432")
        found = env.database("EKINERJA_UJI")
        assert (found["HOST"], found["PORT"], found["PASSWORD"], found["NAME"]) == ("/run/x", "5432", "p@ss", "nama")

    def test_statements_are_prepared_unless_a_pooler_cannot(self, monkeypatch):
        monkeypatch.setenv("EKINERJA_UJI", "postgresql://a:b@c/d?sslmode=require")
        wanted = env.prepared(env.database("EKINERJA_UJI"))["OPTIONS"]
        monkeypatch.setenv("EKINERJA_PREPARED", "0")
        without = env.prepared(env.database("EKINERJA_UJI"))["OPTIONS"]
        assert (wanted["prepare_threshold"], wanted["sslmode"]) == (5, "require")
        assert without["prepare_threshold"] is None

    def test_pool_has_one_connection_more_than_threads(self, monkeypatch):
        monkeypatch.setenv("EKINERJA_THREADS", "6")
        monkeypatch.setenv("EKINERJA_UJI", "postgresql://a:b@c/d?sslmode=require")
        options = env.pooled(env.database("EKINERJA_UJI"))["OPTIONS"]
        assert options["pool"]["max_size"] == 7
        assert options["sslmode"] == "require"

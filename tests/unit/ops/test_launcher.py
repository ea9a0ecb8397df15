"""The executable `ekinerja` at the root: stamps, settings handed to uv, messages; without installing anything."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture
def launcher(tmp_path):
    """The launcher as a module, working on a small project of its own."""
    loader = importlib.machinery.SourceFileLoader("launcher_under_test", str(PROJECT / "ekinerja"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    sys.dont_write_bytecode, before = True, sys.dont_write_bytecode
    loader.exec_module(module)
    sys.dont_write_bytecode = before
    module.PROJECT, module.VENV = tmp_path, tmp_path / ".venv"
    module.PYTHON = module.VENV / "bin" / "python"
    module.STAMPS = module.VENV / "ekinerja-stamps.json"
    module.FRONTEND = tmp_path / "frontend"
    module.LOCALE = tmp_path / "locale"
    module.TEMPLATES = tmp_path / "web"
    files = {
        "requirements/uv.txt": "uv==1",
        "requirements/base.txt": "django==5",
        "requirements/dev.txt": "pytest==9",
        "frontend/package.json": "{}",
        "frontend/src/main.js": "1",
        "frontend/dist/manifest.json": "{}",
        "frontend/node_modules/a/index.js": "1",
        "web/page.html": "<p>",
        "locale/en/LC_MESSAGES/django.po": 'msgid ""',
        ".venv/bin/python": "",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    return module


def record_all(launcher) -> None:
    launcher.record("base", launcher.packages_stamp("base"))
    launcher.record("frontend", launcher.frontend_stamp())
    po = next(launcher.LOCALE.rglob("*.po"))
    po.with_suffix(".mo").write_bytes(b"")
    launcher.record("translations", launcher.digest(launcher.catalogues()))


class TestStamps:
    def test_ready_when_nothing_changed(self, launcher):
        assert not launcher.is_ready("base", "demo")
        record_all(launcher)
        assert launcher.is_ready("base", "demo")

    @pytest.mark.parametrize(
        "name", ["requirements/base.txt", "requirements/uv.txt", "frontend/src/main.js", "web/page.html"]
    )
    def test_not_ready_when_a_source_changed(self, launcher, name):
        record_all(launcher)
        (launcher.PROJECT / name).write_text("changed")
        assert not launcher.is_ready("base", "demo")

    def test_not_ready_when_a_source_is_new(self, launcher):
        record_all(launcher)
        (launcher.FRONTEND / "src" / "more.js").write_text("2")
        assert not launcher.is_ready("base", "demo")

    def test_built_and_fetched_files_do_not_count(self, launcher):
        record_all(launcher)
        (launcher.FRONTEND / "node_modules" / "a" / "index.js").write_text("2")
        (launcher.FRONTEND / "dist" / "main.css").write_text("2")
        assert launcher.is_ready("base", "demo")

    def test_commands_without_pages_need_no_front_end(self, launcher):
        record_all(launcher)
        (launcher.FRONTEND / "src" / "main.js").write_text("2")
        assert launcher.is_ready("base", "hitung")
        assert not launcher.is_ready("base", "demo")

    def test_lost_results_are_made_again(self, launcher):
        record_all(launcher)
        next(launcher.LOCALE.rglob("*.mo")).unlink()
        assert not launcher.is_ready("base", "demo")

    def test_tools_of_the_tests_are_not_there_for_the_program_alone(self, launcher):
        record_all(launcher)
        assert not launcher.is_ready("dev", "test")

    def test_a_damaged_stamp_file_means_do_it_again(self, launcher):
        record_all(launcher)
        launcher.STAMPS.write_text("{")
        assert not launcher.is_ready("base", "demo")
        launcher.record("base", "x")
        assert json.loads(launcher.STAMPS.read_text()) == {"base": "x"}


class TestIndexSettings:
    def test_pip_settings_become_those_of_uv(self, launcher, monkeypatch):
        for name in (
            "UV_DEFAULT_INDEX",
            "UV_INDEX",
            "SSL_CERT_FILE",
            "UV_FIND_LINKS",
            "UV_NO_INDEX",
            "UV_HTTP_TIMEOUT",
        ):
            monkeypatch.delenv(name, raising=False)
        given = {
            "index-url": "https://index.example/simple",
            "extra-index-url": "https://one.example/simple\nhttps://two.example/simple",
            "cert": "/etc/ca.pem",
            "find-links": "/wheels /more",
            "no-index": "true",
            "default-timeout": "60",
        }
        found = launcher.uv_settings(given)
        assert found["UV_DEFAULT_INDEX"] == "https://index.example/simple"
        assert found["UV_INDEX"] == "https://one.example/simple https://two.example/simple"
        assert found["SSL_CERT_FILE"] == "/etc/ca.pem"
        assert found["UV_FIND_LINKS"] == "/wheels,/more"
        assert found["UV_NO_INDEX"] == "1"
        assert found["UV_HTTP_TIMEOUT"] == "60"
        assert found["UV_PYTHON_DOWNLOADS"] == "never"

    def test_what_the_user_set_for_uv_wins(self, launcher, monkeypatch):
        monkeypatch.setenv("UV_DEFAULT_INDEX", "https://own.example/simple")
        assert "UV_DEFAULT_INDEX" not in launcher.uv_settings({"index-url": "https://index.example/simple"})

    def test_a_variable_wins_over_the_file_and_broken_lines_do_no_harm(self, launcher, monkeypatch):
        broken = "extra-index-url"
        output = f"global.cert='/file.pem'\n:env:.cert='/variable.pem'\nglobal.{broken}='a\\nb'\nglobal.empty=\n"
        done = subprocess.CompletedProcess([], 0, stdout=output)
        monkeypatch.setattr(launcher.subprocess, "run", lambda *_, **__: done)
        assert launcher.pip_settings()["cert"] == "/variable.pem"
        assert launcher.pip_settings()["empty"] == ""


class TestMessages:
    def run(self, *words, env=None):
        return subprocess.run(
            [sys.executable, str(PROJECT / "ekinerja"), *words], capture_output=True, text=True, timeout=60, env=env
        )

    def test_without_a_command_it_explains_itself_and_installs_nothing(self):
        done = self.run()
        assert done.returncode == 0
        assert "./ekinerja PERINTAH" in done.stdout

    def test_an_old_python_is_told_what_to_install(self, launcher, monkeypatch):
        monkeypatch.setattr(launcher.sys, "version_info", (3, 9, 2))
        monkeypatch.setattr(launcher.shutil, "which", lambda name: None)
        with pytest.raises(SystemExit, match="apt install python3"):
            launcher.find_python()

    def test_a_read_only_folder_is_explained(self, launcher, monkeypatch):
        monkeypatch.setattr(launcher.os, "access", lambda *_: False)
        with pytest.raises(launcher.Stop, match="siapkan"):
            launcher.prepare("demo")

    def test_missing_node_is_explained(self, launcher, monkeypatch):
        monkeypatch.setattr(launcher, "pip_settings", dict)
        monkeypatch.setattr(launcher.shutil, "which", lambda name: None)
        with pytest.raises(launcher.Stop, match=r"Node\.js"):
            launcher.find_npm()

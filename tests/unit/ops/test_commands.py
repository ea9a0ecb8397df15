"""The command line: every command is there, loads alone, and says clearly what is wrong."""

from __future__ import annotations

import argparse
import importlib
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ekinerja.commands import console, environment, main, supervisor, test

PROJECT = Path(__file__).resolve().parents[3]


class TestRegistry:
    @pytest.mark.parametrize("name", sorted(main.COMMANDS))
    def test_every_command_has_a_module_with_the_two_functions(self, name):
        module = importlib.import_module(f"ekinerja.commands.{main.COMMANDS[name].module}")
        module.arguments(argparse.ArgumentParser())
        assert callable(module.run)

    def test_hitung_needs_no_django(self):
        code = "import sys, ekinerja.commands.hitung; sys.exit('django' in sys.modules or 'psycopg' in sys.modules)"
        assert subprocess.call([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": "src"}, cwd=PROJECT) == 0

    def test_unknown_command_is_refused(self, capsys):
        assert main.main(["entahlah"]) == 2
        assert "bantuan" in capsys.readouterr().err

    def test_a_failure_is_one_sentence_without_a_trace(self, capsys, monkeypatch, tmp_path):
        monkeypatch.setenv("EKINERJA_HOME", str(tmp_path / "berkas" / "x"))
        (tmp_path / "berkas").write_text("")
        assert main.main(["doctor"]) == 1
        err = capsys.readouterr().err
        assert "EKINERJA_HOME" in err
        assert "Traceback" not in err


class TestPort:
    def test_a_busy_port_names_the_way_out(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            with pytest.raises(console.Failure, match="--port"):
                supervisor.ensure_port_is_free("127.0.0.1", taken.getsockname()[1], "demo")

    @pytest.mark.parametrize("port", [-1, 70_000])
    def test_an_impossible_port_is_explained(self, port):
        with pytest.raises(console.Failure, match="0–65535"):
            supervisor.ensure_port_is_free("127.0.0.1", port, "demo")


def wait_for_environment(pid):
    """A program that has just begun does not show what it was given yet."""
    deadline = time.monotonic() + 10
    while supervisor.MARK.encode() not in Path(f"/proc/{pid}/environ").read_bytes():
        assert time.monotonic() < deadline
        time.sleep(0.01)


class TestOnlyOneRun:
    def test_a_second_run_on_the_same_data_is_refused(self, tmp_path):
        with supervisor.only_run(tmp_path), pytest.raises(console.Failure, match="sudah berjalan"):
            with supervisor.only_run(tmp_path):
                pass

    def test_what_a_killed_run_left_behind_is_ended(self, tmp_path):
        left = subprocess.Popen(["sleep", "60"], env={"PATH": os.environ["PATH"], supervisor.MARK: str(tmp_path)})
        other = subprocess.Popen(["sleep", "60"], env={"PATH": os.environ["PATH"], supervisor.MARK: "/elsewhere"})
        try:
            for begun in (left, other):
                wait_for_environment(begun.pid)
            assert supervisor.end_leftovers(tmp_path) == 1
            assert left.wait(timeout=5) == -15
            assert other.poll() is None
        finally:
            other.kill()
            other.wait()


class TestSecrets:
    def test_a_secret_is_made_once_and_closed_to_others(self, tmp_path):
        file = environment.secret(tmp_path / "kunci")
        first = file.read_text()
        assert len(first) == 64
        assert file.stat().st_mode & 0o777 == 0o600
        assert environment.secret(file).read_text() == first

    def test_the_program_gets_its_own_login_on_the_same_address(self):
        url = environment.with_login("postgresql://owner:a@db:5433/x?sslmode=require", "x_app", "p/w")
        assert url == "postgresql://x_app:p%2Fw@db:5433/x?sslmode=require"


class TestClosingLine:
    def test_counts_tests_and_names_reasons_for_skipping(self, tmp_path):
        file = tmp_path / "hasil.xml"
        file.write_text(
            '<testsuites><testsuite tests="12" failures="1" errors="1" skipped="1">'
            '<testcase name="a"><skipped message="tanpa server"/></testcase></testsuite></testsuites>'
        )
        assert test.counted(file) == "12 pengujian, 2 gagal; dilewati 1: tanpa server"

    def test_a_run_without_results_is_not_a_success(self, capsys, tmp_path):
        note = test.counted(tmp_path / "tidak-ada.xml")
        assert test.close([test.Outcome("pengujian", False, 1.0, note)], 61) == 1
        assert "Belum lulus: pengujian. (1 menit 1 detik)" in capsys.readouterr().out


class TestSideBySide:
    def test_tells_each_outcome_in_order_with_what_it_wrote(self, capfd, monkeypatch):
        slow = [sys.executable, "-c", "import time; time.sleep(0.3); print('lama')"]
        wrong = [sys.executable, "-c", "import os, sys; sys.exit('salah ' + os.environ['EKINERJA_TENANCY'])"]
        monkeypatch.setattr(test, "CHECKS", (("lambat", slow), ("gagal", wrong)))
        monkeypatch.setattr(test, "TEMPLATE", [sys.executable, "-c", "pass"])

        outcomes = list(test.side_by_side(2))

        assert [(one.name, one.passed) for one in outcomes] == [
            ("lambat", True),
            ("gagal", False),
            ("basis data uji (plain)", True),
            ("basis data uji (emulate)", True),
        ]
        written = capfd.readouterr().out
        assert "· lambat:\nlama\n" in written
        assert "· gagal:\nsalah plain\n" in written

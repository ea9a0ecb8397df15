"""The supervisor with harmless parts: what dies comes back, what must stop stops, nothing outlives it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ekinerja.commands import environment, supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(300)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(300)",
]


def wait_for(condition, seconds: float = 15.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def lives(pid: int) -> bool:
    return supervisor._lives(pid)


@pytest.fixture
def said():
    return []


@pytest.fixture
def make(tmp_path, said):
    made = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def build(*services: supervisor.Service) -> supervisor.Supervisor:
        prepared = environment.Prepared(home=tmp_path, cluster=None)
        one = supervisor.Supervisor(prepared, list(services), log_folder=tmp_path / "catatan", report=said.append)
        made.append(one)
        one.start()
        return one

    yield build
    for one in made:
        one.stop()
    for number, handler in before.items():
        signal.signal(number, handler)


class TestRestart:
    def test_a_killed_part_comes_back_and_is_reported(self, make, said):
        part = supervisor.Service("web", SLEEP)
        one = make(part)
        first = part.process.pid
        os.kill(first, signal.SIGKILL)
        assert wait_for(lambda: one._tend() or (part.process is not None and part.process.pid != first))
        assert lives(part.process.pid)
        assert "web berhenti (kode -9)" in said[0]

    def test_a_part_that_keeps_dying_is_given_longer_pauses(self, make):
        part = supervisor.Service("web", [sys.executable, "-c", "raise SystemExit(3)"])
        one = make(part)
        pauses = []
        for _ in range(3):
            assert wait_for(lambda: one._tend() or part.process is None)
            pauses.append(part.pause)
            part.next_start = 0.0
            one._tend()
        assert pauses == [1.0, 2.0, 4.0]

    def test_its_children_are_ended_before_it_starts_again(self, make, tmp_path):
        note = tmp_path / "anak"
        code = (
            "import subprocess, sys, time;"
            "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)']);"
            f"open({str(note)!r}, 'a').write(f'{{child.pid}} '); time.sleep(300)"
        )
        part = supervisor.Service("web", [sys.executable, "-c", code])
        one = make(part)
        assert wait_for(lambda: note.exists() and note.read_text().endswith(" "))
        child = int(note.read_text())
        os.kill(part.process.pid, signal.SIGKILL)
        assert wait_for(lambda: one._tend() or not lives(child))

    def test_background_work_waits_for_the_pages(self, make):
        part = supervisor.Service("pekerja", SLEEP, waits_for_pages=True)
        one = make(part)
        one._tend()
        assert part.process is None
        one.begin_background_work()
        one._tend()
        assert part.process is not None


class TestStop:
    def test_a_part_that_ignores_the_signal_is_ended_by_force(self, make, monkeypatch, tmp_path):
        monkeypatch.setattr(supervisor, "STOP_SECONDS", 0.5)
        part = supervisor.Service("web", STUBBORN)
        one = make(part)
        assert wait_for(lambda: "ready" in (tmp_path / "catatan" / "web.log").read_text())
        pid = part.process.pid
        one.stop()
        assert not lives(pid)

    def test_a_step_is_ended_when_told_to_stop(self, make):
        one = make()
        os.kill(os.getpid(), signal.SIGTERM)
        started = time.monotonic()
        assert not one.complete(SLEEP)
        assert time.monotonic() - started < 10
        assert one.is_stopping

    def test_a_step_that_succeeds(self, make):
        assert make().complete([sys.executable, "-c", "pass"])

    @pytest.mark.skipif(sys.platform != "linux", reason="the signal on a parent's death exists on Linux only")
    def test_parts_end_when_the_supervisor_is_killed(self, tmp_path):
        code = (
            "import sys, time; from pathlib import Path; from ekinerja.commands import environment, supervisor as s;"
            "home = Path(sys.argv[1]);"
            "part = s.Service('web', [sys.executable, '-c', 'import time; time.sleep(300)']);"
            "one = s.Supervisor(environment.Prepared(home, None), [part], log_folder=home); one.start();"
            "print(part.process.pid, flush=True); one.watch()"
        )
        project = Path(__file__).resolve().parents[3]
        parent = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path)],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(project / "src")},
        )
        child = int(parent.stdout.readline())
        assert lives(child)
        parent.kill()
        parent.wait()
        assert wait_for(lambda: not lives(child))


def test_a_part_that_loads_ahead_begins_when_everything_is_started(make, tmp_path):
    begun = tmp_path / "begun"
    code = f"import sys, time; sys.stdin.buffer.read(); open({str(begun)!r}, 'w').close(); time.sleep(300)"
    part = supervisor.Service("early", [sys.executable, "-c", code], loads_ahead=True)
    one = supervisor.Supervisor(environment.Prepared(tmp_path, None), [part], log_folder=tmp_path)
    try:
        one.load_ahead()
        held = part.process
        assert held is not None
        time.sleep(0.5)
        assert held.poll() is None
        assert not begun.exists()
        one.start()
        assert wait_for(begun.exists)
        assert part.process is held
        os.kill(held.pid, signal.SIGKILL)
        begun.unlink()
        assert wait_for(lambda: one._tend() is None and begun.exists())
    finally:
        one.stop()

"""A worker that is killed in the middle of a job: the job is taken up again and its user sees the result."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from ekinerja.kernel import jobs
from ekinerja.kernel.models import JobRun, JobState
from ekinerja.kernel.tenancy import context

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
PROJECT = Path(__file__).resolve().parents[3]
PATIENCE = 90
WORKER = """
import sys, django
django.setup()
import tests.db.kernel.test_kill
from procrastinate.contrib.django import app
with app.replace_connector(app.connector.get_worker_connector()):
    app.run_worker(concurrency=1, wait=sys.argv[1] == "stay", fetch_job_polling_interval=0.2)
"""


@jobs.task(name="test.kill")
def slow(job: jobs.RunningJob, *, folder: str) -> dict[str, Any]:
    """Stand still the first time, as a long import does; be done the second time."""
    begun = Path(folder) / "begun"
    if begun.exists():
        return {"count": 1}
    begun.touch()
    time.sleep(PATIENCE)
    raise AssertionError("was not killed")


@pytest.fixture
def start_worker() -> Iterator[Callable[[str], subprocess.Popen[bytes]]]:
    """Start a worker of the test database as a process of its own."""
    started = []

    def start(mode: str) -> subprocess.Popen[bytes]:
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
        process = subprocess.Popen(
            [sys.executable, "-c", WORKER, mode],
            cwd=PROJECT,
            env=os.environ
            | {
                "DATABASE_URL": urlunsplit(url),
                "DJANGO_SETTINGS_MODULE": "ekinerja.config.settings.test",
                "PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}",
            },
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert process.poll() is None, "the worker ended"
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.05)


class TestKilledWorker:
    def test_its_job_is_done_by_the_next_one(
        self, agency: Any, actor_factory: Any, start_worker: Any, tmp_path: Path
    ) -> None:
        with transaction.atomic(), context.agency(agency):
            run = jobs.request(
                actor=actor_factory(), name="test.kill", title="Impor", arguments={"folder": str(tmp_path)}
            )
        first = start_worker("stay")
        wait_for((tmp_path / "begun").exists, first)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        assert self.state(agency, run) == JobState.RUNNING

        silent_for_two_minutes()
        with suppress(AlreadyEnqueued):  # the first worker may have queued it by the timetable
            app.configure_task("kernel.retry_stalled").defer(timestamp=0)
        start_worker("leave").wait(timeout=PATIENCE)

        assert self.state(agency, run) == JobState.DONE
        with context.agency(agency):
            done = JobRun.objects.get(id=run.id)
        assert (done.attempt_count, done.result) == (2, {"count": 1})

    @staticmethod
    def state(agency: Any, run: JobRun) -> str:
        with context.agency(agency):
            return str(JobRun.objects.get(id=run.id).state)


def silent_for_two_minutes() -> None:
    """Let the killed worker's last sign of life lie two minutes back."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '2 minutes'")
        assert cursor.rowcount == 1

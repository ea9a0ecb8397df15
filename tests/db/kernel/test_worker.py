"""What a job queues belongs to the transaction of the job, also inside a real worker."""

import threading

import pytest
from django.db import connections, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from ekinerja.kernel import jobs

pytestmark = pytest.mark.django_db(transaction=True)


@jobs.task(name="test.follows")
def follows(job):
    """Would follow."""


@jobs.task(name="test.queues", attempts=1)
def queues(job, *, fails):
    """Queue another task in its transaction, see whether others see it already, and perhaps fail."""
    with transaction.atomic():
        jobs.defer("test.follows")
        seen.append(from_outside())
        if fails:
            raise ValueError("undone")


seen: list[bool] = []


@pytest.fixture(autouse=True)
def nothing_seen():
    seen.clear()


def from_outside():
    """Tell whether a connection of its own sees the queued task, as the worker's next look would."""
    found = []

    def look():
        found.append(ProcrastinateJob.objects.filter(task_name="test.follows").exists())
        connections.close_all()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join(30)
    return found[0]


def work():
    """Let a worker with its own connection do what is queued."""

    def run():
        with app.replace_connector(app.connector.get_worker_connector()):
            app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(60)


class TestQueuedInAJob:
    def test_is_seen_by_others_only_after_the_commit(self):
        jobs.defer("test.queues", fails=False)

        work()

        assert seen == [False]
        assert ProcrastinateJob.objects.filter(task_name="test.follows", status="succeeded").exists()

    def test_is_gone_when_the_job_is_undone(self):
        jobs.defer("test.queues", fails=True)

        work()

        assert not ProcrastinateJob.objects.filter(task_name="test.follows").exists()

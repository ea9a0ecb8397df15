"""A job whose worker was killed is done by another one."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from ekinerja.kernel import clock, jobs

pytestmark = pytest.mark.django_db(transaction=True)


@jobs.task(name="test.slow")
def slow(job):
    """Would take long."""


def begun_by_a_worker(silent_for):
    """Queue a job that a worker has taken and begun, and that was last heard some time ago."""
    number = app.configure_task(name="test.slow").defer(agency_id=None)
    with connection.cursor() as cursor:
        heard = clock.now() - silent_for
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id", [heard])
        worker = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", [worker, number])
    return number


def status_of(number):
    return ProcrastinateJob.objects.get(id=number).status


def sweep():
    """Run the task as a worker does, in a thread and an event loop of its own."""

    async def run():
        await app.tasks["kernel.retry_stalled"].func(SimpleNamespace(app=app), timestamp=0)
        await sync_to_async(connections.close_all)()

    with ThreadPoolExecutor(1) as worker:
        worker.submit(asyncio.run, run()).result(30)


class TestRetryStalled:
    def test_takes_up_what_a_silent_worker_left(self):
        number = begun_by_a_worker(timedelta(minutes=5))

        sweep()

        assert status_of(number) == "todo"

    def test_leaves_what_a_living_worker_does(self):
        number = begun_by_a_worker(timedelta(seconds=5))

        sweep()

        assert status_of(number) == "doing"

    def test_takes_up_what_a_pruned_worker_left(self):
        number = begun_by_a_worker(timedelta(minutes=5))
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_workers")

        sweep()

        assert status_of(number) == "todo"

"""
Background work: tasks run by procrastinate in the agency's context, with progress that users see.

A task is deferred in the transaction that needs it, so a rollback removes it. It may run more than once
(after an error, or when the worker was killed), so every task is written to be repeatable.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.manager import JobManager

from ekinerja.kernel import clock
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, DomainError, NotFound
from ekinerja.kernel.models import OPEN_STATES, JobRun, JobState
from ekinerja.kernel.tenancy import context

log = structlog.get_logger(__name__)
MAX_ATTEMPTS = 5
PROGRESS_EVERY_SECONDS = 0.5
STALLED_AFTER_SECONDS = 60
KEEP_DONE_FOR = timedelta(days=30)

Body = Callable[..., Any]
# A worker's own connection commits at once; what a job queues must go through the connection of its transaction.
_in_transaction = JobManager(DjangoConnector(alias="default"))


class RunningJob:
    """What a task gets of its own run: the place to report progress to."""

    def __init__(self, run_id: UUID | None, agency_id: int | None) -> None:
        self.run_id = run_id
        self.agency_id = agency_id
        self._reported_at = 0.0

    def advance(self, done: int, total: int | None = None, message: str = "") -> None:
        """Report progress; seen by users at once, also from inside a long transaction; at most twice a second."""
        finished = total is not None and done >= total
        if self.run_id is None or (not finished and time.monotonic() - self._reported_at < PROGRESS_EVERY_SECONDS):
            return
        self._reported_at = time.monotonic()
        _report(self, done, total, message)


def _report(job: RunningJob, done: int, total: int | None, message: str) -> None:
    """Write the progress through a connection of its own, so that it does not wait for the task's commit."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(f"SET LOCAL app.agency_id = '{int(job.agency_id or 0)}'")
            cursor.execute(
                "UPDATE kernel_jobrun SET done_count = %s, total_count = coalesce(%s, total_count), message = %s"
                " WHERE agency_id = %s AND id = %s",
                [done, total, message[:500], job.agency_id, job.run_id],
            )
            cursor.execute("COMMIT")
    finally:
        own.close()


def task(*, name: str, queue: str = "default", attempts: int = MAX_ATTEMPTS) -> Callable[[Body], Body]:
    """
    Register a task ``body(job: RunningJob, **arguments)`` under a dotted name.

    The body runs in its agency's context, outside any transaction: it opens its own. An anticipated
    ``DomainError`` fails the run at once with its message; anything else is tried again with growing pauses.
    """

    def decorate(body: Body) -> Body:
        def run(job_context: Any, /, agency_id: int | None = None, run_id: str | None = None, **arguments: Any) -> None:
            made = job_context.job.attempts
            job = RunningJob(UUID(run_id) if run_id else None, agency_id)
            with nullcontext() if agency_id is None else clock.in_agency(agency_id):
                if made >= attempts:
                    _give_up(job, made)
                _run(body, job, arguments, made + 1 >= attempts)

        retry = RetryStrategy(max_attempts=attempts - 1, exponential_wait=4)
        app.task(name=name, queue=queue, retry=retry, pass_context=True)(run)
        return body

    return decorate


def _give_up(job: RunningJob, made: int) -> None:
    """
    End a run whose worker was killed again and again, perhaps by the run itself.

    :raises RuntimeError: always, so that the queue keeps the job as failed
    """
    _end(job.run_id, JobState.FAILED, "Pekerjaan ini berulang kali terhenti di tengah jalan. Hubungi admin sistem.")
    raise RuntimeError(f"given up after {made} attempts")


def _run(body: Body, job: RunningJob, arguments: dict[str, Any], last_attempt: bool) -> None:
    if job.run_id and not _begin(job.run_id):
        return
    try:
        result = body(job, **arguments)
    except DomainError as error:
        _end(job.run_id, JobState.FAILED, error.message)
        log.warning("job.refused", run_id=str(job.run_id), code=error.code)
        return
    except Exception as error:
        state = JobState.FAILED if last_attempt else JobState.WAITING
        ending = "Ulangi nanti, atau hubungi admin sistem." if last_attempt else "Dicoba lagi otomatis."
        _end(job.run_id, state, f"Terjadi gangguan ({type(error).__name__}). {ending}")
        raise
    _end(job.run_id, JobState.DONE, "", result if isinstance(result, dict) else {})


@transaction.atomic
def _begin(run_id: UUID) -> bool:
    started = JobRun.objects.select_for_update().filter(id=run_id, state__in=OPEN_STATES).first()
    if started is None:
        return False
    started.state = JobState.RUNNING
    started.attempt_count += 1
    started.started_at = started.started_at or clock.now()
    started.save(update_fields=["state", "attempt_count", "started_at"])
    return True


@transaction.atomic
def _end(run_id: UUID | None, state: JobState, message: str, result: dict[str, Any] | None = None) -> None:
    if run_id is None:
        return
    changes: dict[str, Any] = {"state": state, "message": message[:500]}
    if state in (JobState.DONE, JobState.FAILED):
        changes["finished_at"] = clock.now()
    if result:
        changes["result_url"] = str(result.pop("url", ""))
        changes["result"] = result
    JobRun.objects.filter(id=run_id).update(**changes)


def defer(name: str, *, lock: str | None = None, once: str | None = None, **arguments: Any) -> int | None:
    """
    Queue a task in the present transaction for the present agency and return its number in the queue.

    ``lock``: tasks with the same word run one after the other; ``once``: not queued when one waits already
    (then the number is ``None``).
    """
    configured = app.configure_task(name=name, lock=lock, queueing_lock=once)
    configured.job_manager = _in_transaction
    agency_id = context.current_or_none()
    try:
        with transaction.atomic() if once else nullcontext():
            return int(configured.defer(agency_id=agency_id, **arguments))
    except AlreadyEnqueued:
        return None


def request(
    *, actor: Actor, name: str, title: str, arguments: dict[str, Any] | None = None, lock: str | None = None
) -> JobRun:
    """Queue a task that its requester can follow on the page "Pekerjaan", and return its run."""
    run = JobRun(
        agency_id=context.current_or_none(),
        task=name,
        title=title[:250],
        requested_by_id=actor.account_id,
        requested_at=clock.now(),
        arguments=arguments or {},
    )
    with transaction.atomic():
        run.save(force_insert=True)
        run.queue_id = defer(name, lock=lock, run_id=str(run.id), **(arguments or {}))
        run.save(update_fields=["queue_id"])
    return run


@transaction.atomic
def cancel(*, run_id: UUID) -> JobRun:
    """
    Cancel a run that still waits; the caller has checked the right.

    :raises NotFound: no such run in this agency
    :raises Conflict: it has begun or ended
    """
    run = _locked(run_id)
    if run.state != JobState.WAITING:
        raise Conflict(_("Pekerjaan ini sudah berjalan atau sudah berakhir, jadi tidak dapat dibatalkan."))
    if run.queue_id:
        app.job_manager.cancel_job_by_id(run.queue_id)
    run.state, run.finished_at = JobState.CANCELLED, clock.now()
    run.save(update_fields=["state", "finished_at"])
    return run


@transaction.atomic
def retry(*, run_id: UUID, actor: Actor) -> JobRun:
    """
    Queue a failed or cancelled run again with the same arguments and lock; the caller has checked the right.

    It runs with the rights of whoever repeats it.

    :raises NotFound: no such run in this agency
    :raises Conflict: it waits, runs or is done
    """
    run = _locked(run_id)
    if run.state not in (JobState.FAILED, JobState.CANCELLED):
        raise Conflict(_("Hanya pekerjaan yang gagal atau dibatalkan yang dapat diulang."))
    run.state, run.finished_at, run.message = JobState.WAITING, None, ""
    run.requested_by_id = actor.account_id or run.requested_by_id
    lock = ProcrastinateJob.objects.filter(id=run.queue_id).values_list("lock", flat=True).first()
    run.queue_id = defer(run.task, lock=lock, run_id=str(run.id), **run.arguments)
    run.save(update_fields=["state", "finished_at", "message", "queue_id", "requested_by_id"])
    return run


def _locked(run_id: UUID) -> JobRun:
    run = JobRun.objects.select_for_update().filter(id=run_id).first()
    if run is None:
        raise NotFound
    return run


@app.periodic(cron="* * * * *")
@app.task(name="kernel.retry_stalled", queue="default", queueing_lock="kernel.retry_stalled", pass_context=True)
async def retry_stalled(job_context: Any, timestamp: int) -> None:
    """Put jobs of killed workers back into the queue: their worker has not been heard for a minute."""
    manager = job_context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        log.warning("job.stalled", job_id=job.id, task=job.task_name)
        await manager.retry_job(job)
    await manager.prune_stalled_workers(STALLED_AFTER_SECONDS)


@app.periodic(cron="17 2 * * *")
@app.task(name="kernel.clear_queue", queue="default", queueing_lock="kernel.clear_queue", pass_context=True)
async def clear_queue(job_context: Any, timestamp: int) -> None:
    """Remove finished jobs from the queue after thirty days; their runs stay."""
    await job_context.app.job_manager.delete_old_jobs(
        nb_hours=int(KEEP_DONE_FOR.total_seconds() // 3600), include_failed=True
    )

"""Background work: queued with its change, repeated when it fails, visible to whom it concerns."""

import uuid
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from ekinerja.kernel import clock, job_reading, jobs, outbox
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import Conflict, NotFound, RuleNotMet
from ekinerja.kernel.models import JobRun, JobState
from ekinerja.kernel.tenancy import context

pytestmark = pytest.mark.django_db
calls = []


@jobs.task(name="test.note", attempts=2)
def note(job, *, value):
    """Note what it was given, in which agency, or fail as asked."""
    if value == "refuse":
        raise RuleNotMet("Berkas kosong.")
    if value == "break":
        raise ValueError(value)
    calls.append((context.current(), value))
    job.advance(1, 1)
    return {"count": 1, "url": "/unit/"}


@pytest.fixture(autouse=True)
def no_calls():
    calls.clear()


def work(attempts=0):
    """Do what a worker does with the queued jobs."""
    for row in list(ProcrastinateJob.objects.filter(status="todo").order_by("id")):
        task = app.tasks[row.task_name]
        task.func(SimpleNamespace(job=SimpleNamespace(attempts=attempts)), **row.args)


class TestRequest:
    def test_runs_in_its_agency_and_tells_the_outcome(self, in_agency, actor_factory):
        run = jobs.request(actor=actor_factory(), name="test.note", title="Impor", arguments={"value": "x"})

        work()

        run.refresh_from_db()
        assert calls == [(1, "x")]
        assert (run.state, run.result, run.result_url) == (JobState.DONE, {"count": 1}, "/unit/")

    def test_leaves_nothing_when_its_change_is_undone(self, in_agency, actor_factory):
        with pytest.raises(RuntimeError, match="boom"), transaction.atomic():
            jobs.request(actor=actor_factory(), name="test.note", title="Impor", arguments={"value": "x"})
            raise RuntimeError("boom")

        assert JobRun.objects.count() == ProcrastinateJob.objects.count() == 0

    def test_fails_with_the_words_of_an_anticipated_error(self, in_agency, actor_factory):
        run = jobs.request(actor=actor_factory(), name="test.note", title="Impor", arguments={"value": "refuse"})

        work()

        run.refresh_from_db()
        assert (run.state, run.message) == (JobState.FAILED, "Berkas kosong.")

    @pytest.mark.parametrize(("attempts", "state"), [(0, JobState.WAITING), (1, JobState.FAILED)])
    def test_waits_again_after_a_disturbance_until_the_last_attempt(self, in_agency, actor_factory, attempts, state):
        run = jobs.request(actor=actor_factory(), name="test.note", title="Impor", arguments={"value": "break"})

        with pytest.raises(ValueError, match="break"):
            work(attempts)

        run.refresh_from_db()
        assert run.state == state

    def test_a_cancelled_run_does_nothing(self, in_agency, actor_factory):
        run = jobs.request(actor=actor_factory(), name="test.note", title="Impor", arguments={"value": "x"})
        jobs.cancel(run_id=run.id)

        work()

        assert calls == []
        with pytest.raises(Conflict):
            jobs.cancel(run_id=run.id)

    def test_a_failed_run_is_repeated_with_the_same_arguments(self, in_agency, actor_factory):
        run = jobs.request(actor=actor_factory(), name="test.note", title="Impor", arguments={"value": "x"})
        JobRun.objects.filter(id=run.id).update(state=JobState.FAILED)

        jobs.retry(run_id=run.id, actor=actor_factory())
        work()

        run.refresh_from_db()
        assert run.state == JobState.DONE
        with pytest.raises(Conflict):
            jobs.retry(run_id=run.id, actor=actor_factory())

    def test_a_repeated_run_keeps_its_lock(self, in_agency, actor_factory):
        run = jobs.request(actor=actor_factory(), name="test.note", title="x", arguments={"value": "x"}, lock="one")
        JobRun.objects.filter(id=run.id).update(state=JobState.FAILED)

        jobs.retry(run_id=run.id, actor=actor_factory())

        assert list(ProcrastinateJob.objects.values_list("lock", flat=True)) == ["one", "one"]

    def test_says_that_it_is_over_after_the_last_attempt(self, in_agency, actor_factory):
        run = jobs.request(actor=actor_factory(), name="test.note", title="Impor", arguments={"value": "break"})

        with pytest.raises(ValueError, match="break"):
            work(attempts=1)

        run.refresh_from_db()
        assert "otomatis" not in run.message

    def test_gives_a_run_up_whose_worker_is_killed_every_time(self, in_agency, actor_factory):
        run = jobs.request(actor=actor_factory(), name="test.note", title="Impor", arguments={"value": "x"})

        with pytest.raises(RuntimeError, match="given up"):
            work(attempts=2)

        run.refresh_from_db()
        assert (calls, run.state) == ([], JobState.FAILED)


class TestDefer:
    def test_a_task_that_waits_already_is_left_alone_and_the_change_goes_on(self, in_agency):
        first = jobs.defer("test.note", once="only", value="a")
        second = jobs.defer("test.note", once="only", value="b")

        assert first
        assert second is None
        assert ProcrastinateJob.objects.count() == 1

    def test_every_agency_is_served_when_one_still_waits(self, in_agency, other_agency):
        from ekinerja.config.schedule import for_each_agency

        for_each_agency("test.note")
        ProcrastinateJob.objects.exclude(args__agency_id=in_agency.pk).delete()
        for_each_agency("test.note")

        assert set(ProcrastinateJob.objects.values_list("args__agency_id", flat=True)) >= {1, other_agency.pk}

    @pytest.mark.parametrize(("zone", "day"), [("Asia/Jakarta", 30), ("Asia/Jayapura", 31)])
    def test_a_task_counts_days_in_the_time_zone_of_its_agency(self, in_agency, monkeypatch, zone, day):
        type(in_agency).objects.filter(pk=in_agency.pk).update(time_zone=zone)
        monkeypatch.setattr(clock, "now", lambda: datetime(2026, 10, 30, 16, 30, tzinfo=UTC))

        with clock.in_agency(in_agency.pk):
            assert clock.today() == date(2026, 10, day)


class TestReading:
    def test_one_sees_the_own_runs_and_an_administrator_all(self, in_agency, actor_factory):
        owner, stranger = actor_factory(), actor_factory()
        run = jobs.request(actor=owner, name="test.note", title="Impor", arguments={"value": "x"})

        assert job_reading.get_job(actor=owner, run_id=run.id) == run
        assert job_reading.get_job(actor=actor_factory(Role.AGENCY_ADMIN), run_id=run.id) == run
        with pytest.raises(NotFound):
            job_reading.get_job(actor=stranger, run_id=run.id)
        assert job_reading.list_jobs(actor=stranger, everybody=True).total == 0

    def test_the_other_agency_does_not(self, in_agency, other_agency, actor_factory):
        run = jobs.request(actor=actor_factory(), name="test.note", title="Impor", arguments={"value": "x"})

        with context.agency(other_agency), pytest.raises(NotFound):
            job_reading.get_job(actor=actor_factory(Role.AGENCY_ADMIN, agency=other_agency), run_id=run.id)


class TestOutbox:
    def test_tells_every_handler_in_the_agency(self, in_agency):
        import dataclasses
        from typing import ClassVar

        @dataclasses.dataclass(frozen=True)
        class Happened(outbox.Event):
            name: ClassVar[str] = "test.thing.happened"
            thing_id: uuid.UUID
            count: int

        told = []
        outbox.subscribe(Happened, lambda event: told.append((context.current(), event)))
        event = Happened(uuid.uuid4(), 3)

        outbox.publish(event)
        assert told == []
        work()

        assert told == [(1, event)]

    def test_a_handler_that_is_gone_is_not_taken_for_done(self, in_agency):
        jobs.defer("kernel.handle_event", event="test.gone", handler="nobody", payload={})

        with pytest.raises(LookupError, match="nobody"):
            work()

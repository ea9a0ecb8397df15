"""Verifying the chain is background work: asked for by a reader, recorded, and its outcome kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ekinerja.audit import public as audit
from ekinerja.audit import tasks
from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import NotAllowed
from ekinerja.kernel.jobs import RunningJob
from ekinerja.kernel.models import JobRun

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 15, 3, 0, tzinfo=UTC)


def test_the_run_tells_what_was_found_with_progress(in_agency, actor_factory, monkeypatch):
    for day in range(3):
        audit.record(actor=actor_factory(), event="a.b.c", subject_type="x", at=AT.replace(day=15 + day))
        audit.seal(at=AT)
    seen = []
    monkeypatch.setattr(RunningJob, "advance", lambda self, done, total=None, message="": seen.append((done, total)))

    result = tasks.verify(RunningJob(None, 1))

    assert (result["seals"], result["entries"], result["problems"], result["found"]) == (3, 3, 0, [])
    assert seen == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    assert AuditEntry.objects.get(event="audit.chain.verified").data == {"seals": 3, "entries": 3, "problems": 0}


def test_only_those_who_read_the_trail_may_ask(in_agency, actor_factory):
    with pytest.raises(NotAllowed):
        audit.request_verification(actor=actor_factory(Role.UNIT_CLERK), title="Periksa")
    run = audit.request_verification(actor=actor_factory(Role.INSPECTORATE), title="Periksa")

    assert JobRun.objects.get().id == run.id


def test_the_trail_is_narrowed_to_some_events(in_agency, actor_factory):
    for event in ("a.b.exported", "a.b.c", "x.y.exported"):
        audit.record(actor=actor_factory(), event=event, subject_type="x", at=AT)

    page = audit.list_trail(
        actor=actor_factory(Role.INSPECTORATE),
        wanted=audit.TrailFilter(events=("a.b.exported",)),
        time_zone="Asia/Jakarta",
    )

    assert [entry.event for entry in page.entries] == ["a.b.exported"]

"""Take the list of the control room along: noted on the trail, and made in the background when it is large."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from ekinerja.audit import public as audit
from ekinerja.kernel import jobs
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound
from ekinerja.kernel.models import JobRun
from ekinerja.reporting import policies
from ekinerja.reporting.models import ExportFile
from ekinerja.reporting.selectors.planning_room import PlannerFilter

TASK = "config.export_planners"
ROWS_AT_ONCE = 5_000
KEPT_FOR = timedelta(days=7)


@transaction.atomic
def note_planning_export(*, actor: Actor, at: datetime, rows: int, data: dict[str, Any]) -> None:
    """
    Put on the trail that the control room's tables were taken along.

    :raises NotAllowed: the actor holds no role that reads counts
    """
    policies.readable_paths(actor)
    audit.record(
        actor=actor,
        event="reporting.planners.exported",
        subject_type="reporting.list",
        at=at,
        data={"rows": rows, **data},
        sensitive=True,
    )


@transaction.atomic
def request_planning_export(*, actor: Actor, wanted: PlannerFilter, rows: int, at: datetime, title: str) -> JobRun:
    """
    Queue a large list as background work that its requester can follow and fetch.

    :raises NotAllowed: the actor holds no role that reads counts
    """
    note_planning_export(actor=actor, at=at, rows=rows, data={"list": "people", "standing": wanted.standing})
    arguments = {key: str(value) if isinstance(value, UUID) else value for key, value in asdict(wanted).items()}
    return jobs.request(actor=actor, name=TASK, title=title, arguments=arguments)


@transaction.atomic
def keep_export(*, run_id: UUID, name: str, content: bytes, at: datetime) -> None:
    """Keep a table for whoever asked for it, and drop those older than seven days; safe to repeat."""
    ExportFile.objects.filter(made_at__lt=at - KEPT_FOR).delete()
    ExportFile.objects.update_or_create(run_id=run_id, defaults={"name": name, "content": content, "made_at": at})


def get_export(*, actor: Actor, run_id: UUID) -> ExportFile:
    """
    Return a table made in the background.

    :raises NotFound: there is none (any more), or somebody else asked for it
    """
    asked = JobRun.objects.filter(id=run_id, task=TASK, requested_by_id=actor.account_id)
    file = ExportFile.objects.filter(run_id=run_id).first() if actor.account_id and asked.exists() else None
    if file is None:
        raise NotFound
    return file

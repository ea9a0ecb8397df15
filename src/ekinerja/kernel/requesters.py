"""On whose behalf background work runs: its requester with the rights held when it runs, not when it was asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.kernel import clock
from ekinerja.kernel.actor import Actor, system
from ekinerja.kernel.errors import NotAllowed
from ekinerja.kernel.jobs import RunningJob
from ekinerja.kernel.models import JobRun

Resolver = Callable[[UUID, int | None, datetime], Actor | None]
_resolvers: list[Resolver] = []


def resolve_with(resolver: Resolver) -> None:
    """Name who turns an account of an agency into an actor; the wiring does so once per process."""
    _resolvers[:] = [resolver]


@transaction.atomic
def requester_of(job: RunningJob) -> Actor:
    """
    Return the actor of a run with today's rights; the program itself for work that nobody asked for.

    :raises NotAllowed: the requester's account was closed, or has left the agency
    """
    run = JobRun.objects.filter(id=job.run_id).first() if job.run_id else None
    if run is None or run.requested_by_id is None:
        return system(job.agency_id)
    actor = _resolvers[0](run.requested_by_id, job.agency_id, clock.now()) if _resolvers else None
    if actor is None:
        raise NotAllowed(_("Akun yang meminta pekerjaan ini sudah ditutup. Minta orang lain mengulanginya."))
    return actor

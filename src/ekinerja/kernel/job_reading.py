"""Read background work: one's own, or all of the agency's."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotFound
from ekinerja.kernel.models import OPEN_STATES, JobRun, JobState

PAGE = 25


@dataclass(frozen=True)
class JobPage:
    """A page of runs, newest first."""

    runs: tuple[JobRun, ...]
    number: int
    total: int
    failed_count: int
    open_count: int


def may_see_all_jobs(actor: Actor) -> bool:
    """Whether the actor sees everybody's background work."""
    return actor.covers("", Role.AGENCY_ADMIN)


def list_jobs(*, actor: Actor, page: int = 1, state: str = "", text: str = "", everybody: bool = False) -> JobPage:
    """Return a page of the actor's runs, or of everybody's for an administrator; ``text`` narrows by title."""
    rows = JobRun.objects.order_by("-requested_at", "-id")
    if not (everybody and may_see_all_jobs(actor)):
        rows = rows.filter(requested_by_id=actor.account_id)
    failed = rows.filter(state=JobState.FAILED).count()
    waiting = rows.filter(state__in=OPEN_STATES).count()
    if state in JobState.values:
        rows = rows.filter(state=state)
    for word in text.split():
        rows = rows.filter(title__icontains=word)
    total = rows.count()
    number = min(max(1, page), max(1, -(-total // PAGE)))
    return JobPage(tuple(rows[(number - 1) * PAGE : number * PAGE]), number, total, failed, waiting)


def count_failed(*, actor: Actor) -> int:
    """Return how many runs of the agency failed, for an administrator; zero for anybody else."""
    return JobRun.objects.filter(state=JobState.FAILED).count() if may_see_all_jobs(actor) else 0


def get_job(*, actor: Actor, run_id: UUID) -> JobRun:
    """
    Return one run that the actor may see: the own ones, for an administrator all.

    :raises NotFound: otherwise
    """
    run = JobRun.objects.filter(id=run_id).first()
    if run is None or not (run.requested_by_id == actor.account_id or may_see_all_jobs(actor)):
        raise NotFound(_("Pekerjaan ini tidak ditemukan."))
    return run

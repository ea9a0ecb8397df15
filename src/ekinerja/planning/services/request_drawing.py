"""Ask for the pictures of a year to be drawn anew, in the background."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel import jobs
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed
from ekinerja.kernel.models import JobRun

TASK = "planning.draw_pictures"


@transaction.atomic
def request_drawing(*, actor: Actor, year: int, at: datetime) -> JobRun:
    """
    Queue the drawing of the cascade and the counting of its alignment, and return the run to follow.

    :raises NotAllowed: the actor administers nothing of the agency
    """
    if not actor.has(Role.AGENCY_ADMIN, Role.SYSTEM):
        raise NotAllowed
    lock = f"{TASK}.{actor.agency_id}"
    title = _("Gambar ulang kaskade %(year)s") % {"year": year}
    run = jobs.request(actor=actor, name=TASK, title=title, arguments={"year": year}, lock=lock)
    audit.record(
        actor=actor,
        event="planning.pictures.requested",
        subject_type="kernel.job",
        subject_id=run.id,
        at=at,
        data={"year": year},
    )
    return run

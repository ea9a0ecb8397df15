"""Ask for a verification of the chain in the background."""

from __future__ import annotations

from ekinerja.audit.reading import may_read_trail
from ekinerja.kernel import jobs
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotAllowed
from ekinerja.kernel.models import JobRun

VERIFICATION = "audit.verify"


def request_verification(*, actor: Actor, title: str) -> JobRun:
    """
    Queue a verification of the present agency's chain that its requester can follow.

    :raises NotAllowed: for anybody but inspectorate and agency administrators
    """
    if not may_read_trail(actor):
        raise NotAllowed
    return jobs.request(actor=actor, name=VERIFICATION, title=title, lock=f"{VERIFICATION}.{actor.agency_id}")

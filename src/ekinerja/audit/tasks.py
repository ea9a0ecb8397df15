"""Background work of the audit trail: verifying the whole chain on request."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from ekinerja.audit import public as audit
from ekinerja.kernel import clock, jobs, requesters

SHOWN_PROBLEMS = 200


@jobs.task(name=audit.VERIFICATION)
def verify(job: jobs.RunningJob) -> dict[str, Any]:
    """Recompute the chain, put the verification on the trail and keep its outcome with the run."""
    actor = requesters.requester_of(job)
    report = audit.verify(advance=job.advance)
    numbers = {"seals": report.seals, "entries": report.entries, "problems": len(report.problems)}
    with transaction.atomic():
        audit.record(
            actor=actor,
            event="audit.chain.verified",
            subject_type="audit.chain",
            at=clock.now(),
            data=numbers,
        )
    return {
        **numbers,
        "unsealed": report.unsealed,
        "head": report.head,
        "found": list(report.problems[:SHOWN_PROBLEMS]),
        "url": f"/audit/periksa/{job.run_id}/",
    }

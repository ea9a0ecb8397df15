"""Why somebody without a plan needs none, for the pages that would otherwise ask for one."""

from __future__ import annotations

from ekinerja.evaluation import public as evaluation
from ekinerja.kernel import clock
from ekinerja.people import public as people
from ekinerja.web import guard


def why_outside(request: guard.Request, cycle: evaluation.CycleView) -> str:
    """Return the reason and the article why the actor is outside the cycle today; empty when a plan is due or there."""
    if cycle.year is None or cycle.plan is not None or request.actor.employee_id is None:
        return ""
    why = people.exemption_of(employee_id=request.actor.employee_id, on=clock.today())
    if why.value is None:
        return ""
    citation = str(why.steps[0].citation or "") if why.steps else ""
    return f"{why.value.label} ({citation})." if citation else f"{why.value.label}."

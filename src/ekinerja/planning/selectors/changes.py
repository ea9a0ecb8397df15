"""Agreed contents of a plan beside each other, and what a plan opened again differs from what was agreed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound
from ekinerja.planning.data import PlanAction, PlanState
from ekinerja.planning.models import Goal, Outcome, Plan, PlanVersion
from ekinerja.planning.selectors import contents, differences, plans

NOW = 0


@dataclass(frozen=True)
class Changes:
    """
    Statutory term: perubahan SKP antarversi. Two contents of a plan and what differs.

    ``before`` and ``after`` are numbers of versions; ``after`` is 0 for the content as it stands now. Without a
    ``difference`` there is nothing to compare yet.
    """

    standing: plans.Standing
    versions: tuple[PlanVersion, ...]
    before: int | None = None
    after: int | None = None
    difference: differences.PlanDifference | None = None

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.standing.plan

    @property
    def is_open(self) -> bool:
        """Whether what stands now may differ from what was agreed last."""
        return self.plan.state not in (PlanState.AGREED, PlanState.CLOSED)


def changes_of(
    *, actor: Actor, plan_id: UUID, on: date, before: int | None = None, after: int | None = None
) -> Changes:
    """
    Return two contents of a plan compared; without numbers the latest agreed one with what stands now or before.

    :raises NotFound: the actor may not know of the plan, or it has no such version
    """
    view = plans.view_of(actor=actor, plan_id=plan_id, on=on)
    versions = tuple(PlanVersion.objects.filter(plan_id=plan_id))
    known = [row.number for row in versions]
    found = Changes(view.standing, versions)
    if not known or (len(known) == 1 and not found.is_open and before is None):
        return found
    last = after if after is not None else (NOW if found.is_open else known[-1])
    first = before if before is not None else _before(known, last)
    if first not in known or (last not in known and last != NOW):
        raise NotFound
    content = {row.number: row.content for row in versions} | {NOW: _now(view)}
    told = _readable(content[first]), _readable(content[last])
    return Changes(view.standing, versions, first, last, differences.compare(*told))


def since_agreed(view: plans.PlanView) -> differences.PlanDifference | None:
    """Return what a plan that was opened again differs from what was agreed last; none for any other plan."""
    agreed_once = any(step.action == PlanAction.AGREE for step in view.history)
    if not agreed_once or view.plan.state in (PlanState.AGREED, PlanState.CLOSED):
        return None
    version = PlanVersion.objects.filter(plan_id=view.plan.id).order_by("-number").first()
    return differences.compare(_readable(version.content), _now(view)) if version else None


def _before(known: list[int], last: int) -> int:
    return known[-1] if last == NOW else known[max(0, known.index(last) - 1)] if last in known else known[0]


def _now(view: plans.PlanView) -> dict[str, Any]:
    return contents.content_from(plan=view.plan, outcomes=view.outcomes, behaviours=view.behaviours, notes=view.notes)


def _readable(content: dict[str, Any]) -> dict[str, Any]:
    """Return an older content with the words of what its outcomes served, which newer ones keep themselves."""
    rows = content.get("outcomes", [])
    if all("serves" in row for row in rows):
        return content
    names = _words(row.get("intervened_outcome") or row.get("goal") for row in rows)
    told = [
        row | {"serves": names.get(row.get("intervened_outcome") or row.get("goal") or "", row["intervened_text"])}
        for row in rows
    ]
    return content | {"outcomes": told}


def _words(ids: Iterable[str | None]) -> dict[str, str]:
    wanted = {key for key in ids if key}
    if not wanted:
        return {}
    found = {str(key): text for key, text in Outcome.objects.filter(id__in=wanted).values_list("id", "text")}
    if missing := wanted - set(found):
        found |= {str(key): text for key, text in Goal.objects.filter(id__in=missing).values_list("id", "text")}
    return found

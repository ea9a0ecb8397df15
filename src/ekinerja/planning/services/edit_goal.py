"""Write, change, move and retire goals of the organisation."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, Finding, NotFound, RuleNotMet
from ekinerja.kernel.tenancy.constraints import overlap_refused
from ekinerja.organisation import public as organisation
from ekinerja.planning import goal_policies
from ekinerja.planning.data import GoalKind
from ekinerja.planning.models import Goal
from ekinerja.planning.selectors import goals
from ekinerja.planning.selectors.plans import day_of
from ekinerja.planning.services import editing

EARLIEST, LATEST = 2000, 2100


@dataclass(frozen=True)
class GoalInput:
    """Statutory term: isian sasaran organisasi. No unit means the whole agency, that is its head."""

    text: str
    kind: str = GoalKind.STRATEGIC
    code: str = ""
    unit_id: UUID | None = None
    parent_id: UUID | None = None
    first_year: int = 0
    last_year: int = 0


@transaction.atomic
def save_goal(*, actor: Actor, goal_id: UUID | None, given: GoalInput, at: datetime, seen: int | None = None) -> Goal:
    """
    Add a goal (``goal_id`` empty), or change or move one; ``seen`` is the revision the actor had before them.

    :raises NotFound: there is no such goal or unit in this agency
    :raises NotAllowed: neither admin, nor clerk or head of the unit the goal has or shall have
    :raises Conflict: it was retired
    :raises EditConflict: somebody else changed it meanwhile
    :raises RuleNotMet: words or years are missing, the code is taken, or the place in the tree is impossible
    """
    reach = goal_policies.reach_of(actor, day_of(at))
    if goal_id is not None and not Goal.objects.filter(id=goal_id, parent_id=given.parent_id).exists():
        lock_tops()
    goal = lock_goal(goal_id=goal_id, reach=reach) if goal_id is not None else None
    values = _values(goal, given, reach, at)
    if goal is not None:
        theirs = {key: getattr(goal, key) for key in values}
        editing.refuse_if_changed(seen=seen, revision=goal.revision, theirs=theirs, mine=values)
        if theirs == values:
            return goal
    kept = _keep(goal, given, values)
    record(actor=actor, goal_id=kept.id, event="planning.goal.saved", at=at, data=asdict(given))
    return kept


def _keep(goal: Goal | None, given: GoalInput, values: dict[str, Any]) -> Goal:
    """
    Store a goal as written.

    :raises RuleNotMet: somebody else took the code since it was looked for
    """
    try:
        with transaction.atomic(), overlap_refused():
            if goal is None:
                latest = Goal.objects.filter(parent_id=values["parent_id"]).aggregate(top=Max("number"))["top"] or 0
                return Goal.objects.create(number=min(latest + 1, 32000), **values)
            for key, value in values.items():
                setattr(goal, key, value)
            goal.revision += 1
            goal.save()
            return goal
    except Conflict as taken:
        raise RuleNotMet(findings=tuple(_code(goal, given))) from taken


@transaction.atomic
def retire_goal(*, actor: Actor, goal_id: UUID, at: datetime) -> Goal:
    """
    Take a goal out of the tree; plans and agreements that tell of it keep it.

    :raises NotFound: there is no such goal in this agency
    :raises NotAllowed: neither admin, nor clerk or head of its unit
    :raises Conflict: it was retired already, or has goals below
    """
    goal = lock_goal(goal_id=goal_id, reach=goal_policies.reach_of(actor, day_of(at)))
    below = Goal.objects.filter(parent=goal, retired_at=None).count()
    if below:
        raise Conflict(
            _("Sasaran ini masih punya %(n)s turunan. Pindahkan atau hentikan turunannya lebih dahulu.") % {"n": below}
        )
    goal.retired_at = at
    goal.revision += 1
    goal.save(update_fields=["retired_at", "revision"])
    record(actor=actor, goal_id=goal.id, event="planning.goal.retired", at=at, data={"text": goal.text})
    return goal


def lock_goal(*, goal_id: UUID, reach: goal_policies.Reach) -> Goal:
    """
    Lock a goal for a change.

    :raises NotFound: there is no such goal in this agency
    :raises NotAllowed: the actor does not write for its unit
    :raises Conflict: it was retired
    """
    goal = Goal.objects.select_for_update().filter(id=goal_id).first()
    if goal is None:
        raise NotFound
    goal_policies.require_reach(reach, goal.unit_path)
    if goal.retired_at is not None:
        raise Conflict(_("Sasaran ini sudah dihentikan dan tidak dapat diubah lagi."))
    return goal


def lock_tops() -> None:
    """Let moves in the tree happen one after the other, so that two at once cannot put goals below each other."""
    list(Goal.objects.select_for_update().filter(parent=None).order_by("id").values_list("id"))


def record(*, actor: Actor, goal_id: UUID, event: str, at: datetime, data: dict[str, Any]) -> None:
    """Write the audit row of a change to a goal, its indicators or targets."""
    audit.record(actor=actor, event=event, subject_type="planning.goal", subject_id=goal_id, at=at, data=data)


def _values(goal: Goal | None, given: GoalInput, reach: goal_policies.Reach, at: datetime) -> dict[str, Any]:
    path = _path(goal, given.unit_id, at)
    goal_policies.require_reach(reach, path)
    values = {
        "text": given.text.strip(),
        "kind": GoalKind(given.kind).value,
        "code": given.code.strip(),
        "unit_id": given.unit_id,
        "unit_path": path,
        "parent_id": given.parent_id,
        "first_year": given.first_year,
        "last_year": given.last_year,
    }
    findings = (*_words_and_years(given), *_code(goal, given), *_place(goal, given))
    if findings:
        raise RuleNotMet(findings=findings)
    return values


def _path(goal: Goal | None, unit_id: UUID | None, at: datetime) -> str:
    """Return where the unit stands in the tree; a goal keeps its unit also after that was closed."""
    if unit_id is None:
        return ""
    if goal is not None and goal.unit_id == unit_id:
        return goal.unit_path
    return organisation.units.subtree_path(unit_id=unit_id, on=day_of(at))


def _words_and_years(given: GoalInput) -> list[Finding]:
    found = []
    if not given.text.strip():
        found.append(Finding("planning.goal_empty", _("Tulis sasarannya."), field="text"))
    if not EARLIEST <= given.first_year <= LATEST:
        found.append(Finding("planning.goal_year", _("Tulis tahun awal, misalnya 2025."), field="first_year"))
    elif not given.first_year <= given.last_year <= LATEST:
        found.append(
            Finding("planning.goal_years", _("Tahun akhir tidak boleh sebelum tahun awal."), field="last_year")
        )
    return found


def _code(goal: Goal | None, given: GoalInput) -> list[Finding]:
    code = given.code.strip()
    if not code:
        return []
    rows = Goal.objects.filter(
        code=code, retired_at=None, first_year__lte=given.last_year, last_year__gte=given.first_year
    )
    taken = (rows.exclude(id=goal.id) if goal is not None else rows).first()
    if taken is None:
        return []
    message = _("Kode %(code)s sudah dipakai sasaran “%(text)s”.") % {"code": code, "text": taken.text[:80]}
    return [Finding("planning.goal_code_taken", message, field="code")]


def _place(goal: Goal | None, given: GoalInput) -> list[Finding]:
    """Say why the goal cannot stand where it shall: unknown or retired parent, a loop, or years apart."""
    found = []
    if given.parent_id is not None:
        parent = Goal.objects.select_related("parent").filter(id=given.parent_id, retired_at=None).first()
        if parent is None:
            message = _("Sasaran induk yang dipilih sudah tidak ada. Pilih lagi.")
            found.append(Finding("planning.goal_parent_unknown", message, field="parent"))
        elif goal is not None and goal.id in {parent.id, *(row.id for row in goals.ancestors_of(parent))}:
            message = _("Sasaran tidak dapat menjadi turunan dari dirinya sendiri atau turunannya.")
            found.append(Finding("planning.goal_loops", message, field="parent"))
        elif given.first_year > parent.last_year or given.last_year < parent.first_year:
            message = _("Sasaran induk berlaku %(first)s–%(last)s, tidak bertemu dengan tahun sasaran ini.")
            years = {"first": parent.first_year, "last": parent.last_year}
            found.append(Finding("planning.goal_years_apart", message % years, field="parent"))
    if goal is not None:
        apart = (
            Goal.objects.filter(parent=goal, retired_at=None)
            .exclude(first_year__lte=given.last_year, last_year__gte=given.first_year)
            .first()
        )
        if apart is not None:
            message = _("Turunannya “%(text)s” berlaku %(first)s–%(last)s. Tahun sasaran ini harus bertemu.") % {
                "text": apart.text[:60],
                "first": apart.first_year,
                "last": apart.last_year,
            }
            found.append(Finding("planning.goal_child_apart", message, field="first_year"))
    return found

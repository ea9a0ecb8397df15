"""Who is what to a plan, and who may do what with it; one definition for the predicate and the rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import Conflict, Finding, NotAllowed, RuleNotMet
from ekinerja.planning import team_policies
from ekinerja.planning.data import Part, PlanAction, PlanState, RecordedDecision, Transition, find_transition
from ekinerja.planning.models import Plan, TeamMember

READING_ROLES = (Role.UNIT_CLERK, Role.AGENCY_ADMIN, Role.LEADER, Role.INSPECTORATE)


@dataclass(frozen=True)
class RaterNow:
    """Who decides about the plan today according to the resolver; ``outside`` is a rater who is no civil servant."""

    employee_id: UUID | None
    outside: bool = False


def owns(actor: Actor, plan: Plan) -> bool:
    """Whether the plan is the actor's own; what else they are to it then does not depend on who rates it."""
    return actor.employee_id is not None and actor.employee_id == plan.employee_id


def parts_of(actor: Actor, plan: Plan, rater: RaterNow) -> frozenset[Part]:
    """Return what the actor is to the plan; empty means it does not exist for them."""
    parts: set[Part] = set()
    if actor.employee_id is not None:
        if owns(actor, plan):
            parts.add(Part.OWNER)
        elif actor.employee_id == rater.employee_id:
            parts.add(Part.RATER)
        if actor.employee_id == plan.rater_employee_id:
            parts.add(Part.READER)
        if str(actor.employee_id) == plan.superior_snapshot.get("employee_id"):
            parts.add(Part.RATER_SUPERIOR)
    if actor.has(Role.SYSTEM):
        parts.add(Part.ADMIN)
    if actor.covers(plan.unit_path, Role.AGENCY_ADMIN):
        parts.add(Part.ADMIN)
    if rater.outside and Part.OWNER not in parts:
        parts |= _for_outside_rater(actor)
    if actor.covers(plan.unit_path, *READING_ROLES) or (not parts and _leads_owner(actor, plan)):
        parts.add(Part.READER)
    return frozenset(parts)


def _leads_owner(actor: Actor, plan: Plan) -> bool:
    """Whether the actor leads a team that the plan's owner is in on a day of the plan."""
    if actor.employee_id is None:
        return False
    days = team_policies.memberships_within(plan.period.lower, plan.period.upper, plan.period)
    return TeamMember.objects.filter(days, team__leader_id=actor.employee_id, employee_id=plan.employee_id).exists()


def _for_outside_rater(actor: Actor) -> set[Part]:
    """Return who decides for a rater without employment: the agency's leader in person, or its admin on paper."""
    if "" in actor.paths(Role.LEADER):
        return {Part.RATER}
    return {Part.RECORDER} if "" in actor.paths(Role.AGENCY_ADMIN) else set()


def visible_to(actor: Actor) -> Q:
    """Return the condition on plans that the actor may read."""
    paths = actor.paths(*READING_ROLES)
    if actor.has(Role.SYSTEM) or "" in paths:
        return Q()
    condition = Q(pk__in=[])
    if actor.employee_id is not None:
        condition |= Q(employee_id=actor.employee_id) | Q(rater_employee_id=actor.employee_id)
        condition |= Q(superior_snapshot__employee_id=str(actor.employee_id))
        period = OuterRef("period")
        days = team_policies.memberships_within(OuterRef("period__startswith"), OuterRef("period__endswith"), period)
        led = TeamMember.objects.filter(days, team__leader_id=actor.employee_id, employee_id=OuterRef("employee_id"))
        condition |= Q(Exists(led))
    for path in paths:
        condition |= Q(unit_path__startswith=path)
    return condition


def require_transition(parts: frozenset[Part], plan: Plan, action: PlanAction) -> Transition:
    """
    Return the row of the transition table that the action takes.

    :raises Conflict: the plan is in a state in which the action is not possible
    :raises NotAllowed: the actor may see the plan but not do this
    """
    row = find_transition(before=plan.state, action=action)
    if row is None:
        raise Conflict(_state_message(plan.state, parts))
    if not parts & set(row.parts):
        raise NotAllowed(_("Hanya %(who)s yang dapat melakukan ini.") % {"who": _who(row)})
    return row


def records(parts: frozenset[Part]) -> bool:
    """Tell whether somebody with these parts decides only by recording what the rater decided on paper."""
    return Part.RECORDER in parts and Part.RATER not in parts


def require_document(parts: frozenset[Part], decision: RecordedDecision | None, on: date) -> RecordedDecision | None:
    """
    Return the document behind a recorded decision; ``None`` where the rater decides in person.

    :raises RuleNotMet: the number or day of the document is missing, or the day lies in the future
    """
    if not records(parts):
        return None
    given = decision or RecordedDecision("", None)
    findings = []
    if not given.number.strip():
        findings.append(Finding("planning.document_missing", _("Tulis nomor dokumen persetujuan."), field="number"))
    if given.dated is None:
        findings.append(Finding("planning.document_undated", _("Isi tanggal dokumen."), field="dated"))
    elif given.dated > on:
        findings.append(Finding("planning.document_later", _("Tanggal dokumen belum tiba."), field="dated"))
    if findings:
        raise RuleNotMet(_("Catat dokumen keputusan pejabat penilai."), findings=tuple(findings))
    return given


def require_owner_edit(parts: frozenset[Part], plan: Plan) -> None:
    """
    Refuse unless the actor may change the content now.

    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: the plan is submitted, agreed or closed
    """
    if Part.OWNER not in parts:
        raise NotAllowed(_("Hanya pemilik SKP yang dapat mengubah isinya."))
    if not plan.is_editable:
        raise Conflict(_state_message(plan.state))


def require_rater_edit(parts: frozenset[Part], plan: Plan) -> None:
    """
    Refuse unless the actor is the rater and the plan is not agreed yet.

    :raises NotAllowed: somebody else is the rater today
    :raises Conflict: the plan is agreed or closed
    """
    if Part.RATER not in parts:
        raise NotAllowed(_("Hanya pejabat penilai yang dapat mengisi ekspektasi khusus."))
    if plan.state in (PlanState.AGREED, PlanState.CLOSED):
        raise Conflict(_state_message(plan.state))


def may(parts: frozenset[Part], plan: Plan, action: PlanAction) -> bool:
    """Tell whether the action is open to somebody with these parts now."""
    row = find_transition(before=plan.state, action=action)
    return row is not None and bool(parts & set(row.parts))


def _who(row: Transition) -> str:
    words = {
        Part.OWNER: _("pemilik SKP"),
        Part.RATER: _("pejabat penilai kinerja saat ini"),
        Part.ADMIN: _("admin instansi"),
    }
    return _(" atau ").join(words[part] for part in row.parts if part in words)


def _state_message(state: str, parts: frozenset[Part] = frozenset()) -> str:
    if state == PlanState.DRAFT and parts and Part.OWNER not in parts:
        return _(
            "Pegawai menarik pengajuannya atau belum mengirimnya. Anda dapat memutuskan setelah SKP diajukan lagi."
        )
    messages = {
        PlanState.DRAFT: _("SKP ini masih konsep."),
        PlanState.SUBMITTED: _("SKP ini sudah diajukan. Tarik dahulu bila ingin mengubahnya."),
        PlanState.AGREED: _("SKP ini sudah disetujui. Minta pejabat penilai membukanya kembali bila perlu diubah."),
        PlanState.RETURNED: _("SKP ini dikembalikan dan menunggu perbaikan pemiliknya."),
        PlanState.CLOSED: _("SKP ini sudah ditutup."),
    }
    return messages[PlanState(state)]

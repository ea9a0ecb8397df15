"""Move a performance agreement: hand it in, take it back, give it back, agree it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, Finding, RuleNotMet
from ekinerja.planning import agreement_policies, events, policies
from ekinerja.planning.agreement_policies import EDITABLE, AgreementStanding
from ekinerja.planning.data import AgreementAction, AgreementState, Part, PersonSnapshot, RecordedDecision
from ekinerja.planning.models import Agreement, AgreementTransition
from ekinerja.planning.selectors import agreement_parties, agreements
from ekinerja.planning.selectors.plans import day_of
from ekinerja.planning.services.keep_agreement import lock, record, take_parties, take_second
from ekinerja.planning.services.moving import recorded_for, with_document


class AgreementNotReady(RuleNotMet):
    """The agreement lacks something; ``findings`` says what."""

    code = "planning.agreement_not_ready"
    default_message = "Perjanjian ini belum lengkap."


STEPS = {
    AgreementAction.SUBMIT: (AgreementState.SUBMITTED, "planning.agreement.submitted"),
    AgreementAction.WITHDRAW: (AgreementState.DRAFT, "planning.agreement.withdrawn"),
    AgreementAction.RETURN: (AgreementState.RETURNED, "planning.agreement.returned"),
    AgreementAction.AGREE: (AgreementState.AGREED, "planning.agreement.agreed"),
}


@transaction.atomic
def submit_agreement(*, actor: Actor, agreement_id: UUID, at: datetime) -> Agreement:
    """
    Hand the agreement in with the goals and budgets of this moment; who the parties are is asked anew.

    :raises NotFound: there is no such agreement, or the actor may not know of it
    :raises NotAllowed: neither its first party nor an admin
    :raises Conflict: it was handed in or agreed already
    :raises AgreementNotReady: no head, no goal, or an indicator or target is missing
    """
    on = day_of(at)
    standing = lock(actor=actor, agreement_id=agreement_id, on=on)
    agreement = standing.agreement
    agreement_policies.require(standing.may_submit, agreement, *EDITABLE)
    rows, budgets = agreements.content_of(agreement=agreement)
    parties = take_parties(agreement=agreement, on=on)
    findings = _missing(rows, parties.first)
    if findings:
        raise AgreementNotReady(findings=findings)
    agreement.content = agreements.to_content(rows, budgets)
    agreement.submitted_at = at
    agreement.note = ""
    _step(actor, agreement, AgreementAction.SUBMIT, at)
    outbox.publish(
        events.AgreementSubmitted(
            agreement_id=agreement.id,
            superior_employee_id=agreement.second_employee_id,
            revision=agreement.revision,
        )
    )
    return agreement


@transaction.atomic
def withdraw_agreement(*, actor: Actor, agreement_id: UUID, at: datetime) -> Agreement:
    """
    Take an agreement back that was handed in and not decided yet.

    :raises NotFound: there is no such agreement, or the actor may not know of it
    :raises NotAllowed: neither its first party nor an admin
    :raises Conflict: it does not wait for a decision
    """
    standing = lock(actor=actor, agreement_id=agreement_id, on=day_of(at))
    agreement = standing.agreement
    agreement_policies.require(standing.may_withdraw, agreement, AgreementState.SUBMITTED)
    return _step(actor, agreement, AgreementAction.WITHDRAW, at)


@transaction.atomic
def return_agreement(
    *,
    actor: Actor,
    agreement_id: UUID,
    note: str,
    at: datetime,
    seen: int | None = None,
    decision: RecordedDecision | None = None,
) -> Agreement:
    """
    Give an agreement back; the note says what to mend.

    :raises NotFound: there is no such agreement, or the actor may not know of it
    :raises NotAllowed: somebody else is the superior today
    :raises Conflict: it does not wait for a decision, or is not the version that was ``seen``
    :raises RuleNotMet: the note, or the document of a recorded decision, is missing
    """
    standing = _deciding(actor, agreement_id, at, seen)
    if not note.strip():
        raise RuleNotMet(findings=(Finding("planning.note_missing", _("Catatan wajib diisi."), field="note"),))
    document = _document(standing, decision, at)
    agreement = standing.agreement
    agreement.note = with_document(note, document) if document else note.strip()
    by = _decided_by(actor, agreement, document)
    _step(actor, agreement, AgreementAction.RETURN, at, by=by, note=agreement.note, told={"note": agreement.note})
    outbox.publish(
        events.AgreementReturned(
            agreement_id=agreement.id, head_employee_id=agreement.first_employee_id, revision=agreement.revision
        )
    )
    return agreement


@transaction.atomic
def agree_agreement(
    *,
    actor: Actor,
    agreement_id: UUID,
    at: datetime,
    seen: int | None = None,
    decision: RecordedDecision | None = None,
    official: str = "",
) -> Agreement:
    """
    Agree what was handed in; from now on it is immutable, a change is the next number.

    The superior is today's; the first party stays whoever handed it in, a later head makes a change of it.

    For a superior without an account (a regent) the agency's admin records the signed paper with number and day,
    and ``official``, the name as it stands on the paper.

    :raises NotFound: there is no such agreement, or the actor may not know of it
    :raises NotAllowed: somebody else is the superior today
    :raises Conflict: it does not wait for a decision, or is not the version that was ``seen``
    :raises RuleNotMet: the document of a recorded decision is missing
    """
    standing = _deciding(actor, agreement_id, at, seen)
    agreement = standing.agreement
    document = _document(standing, decision, at)
    parties = agreement_parties.parties_on(unit_id=agreement.unit_id, on=day_of(at))
    take_second(agreement=agreement, second=parties.second)
    told: dict[str, Any] = {}
    note = ""
    agreement.signed_on = day_of(at)
    if document is not None:
        _name_official(agreement, official)
        told = {"document": document.number, "dated": document.dated}
        note = with_document("", document)
        agreement.signed_on = document.dated
        paper = {"number": document.number.strip(), "dated": str(document.dated)}
        agreement.content = {**agreement.content, "document": paper}
    agreement.agreed_by_name = _decided_by(actor, agreement, document)
    agreement.agreed_at = at
    _step(actor, agreement, AgreementAction.AGREE, at, by=agreement.agreed_by_name, note=note, told=told)
    outbox.publish(
        events.AgreementAgreed(
            agreement_id=agreement.id, head_employee_id=agreement.first_employee_id, revision=agreement.revision
        )
    )
    return agreement


def _deciding(actor: Actor, agreement_id: UUID, at: datetime, seen: int | None) -> AgreementStanding:
    standing = lock(actor=actor, agreement_id=agreement_id, on=day_of(at), anew=True)
    agreement_policies.require(standing.may_decide, standing.agreement, AgreementState.SUBMITTED)
    if seen is not None and seen != standing.agreement.revision:
        raise Conflict(_("Perjanjian ini berubah setelah Anda membukanya. Baca dahulu isinya yang terbaru."))
    return standing


def _document(standing: AgreementStanding, decision: RecordedDecision | None, at: datetime) -> RecordedDecision | None:
    parts = frozenset({Part.RECORDER}) if standing.records else frozenset({Part.RATER})
    return policies.require_document(parts, decision, day_of(at))


def _name_official(agreement: Agreement, official: str) -> None:
    """Write the name on the paper in place of the post's title, for the party who is no civil servant."""
    if not official.strip():
        return
    party = agreement.second_party if agreement.unit_id else agreement.first_party
    named = replace(party or PersonSnapshot(name=""), name=official.strip()[:250]).to_json()
    if agreement.unit_id:
        agreement.second = named
    else:
        agreement.first = named


def _decided_by(actor: Actor, agreement: Agreement, document: RecordedDecision | None) -> str:
    """Return who decided, and who wrote it down when that was somebody else."""
    if document is None:
        return actor.name[:250]
    signer = agreement.second_party if agreement.unit_id else agreement.first_party
    return recorded_for(signer.name if signer else _("Pihak kedua"), actor)


def _step(
    actor: Actor,
    agreement: Agreement,
    action: AgreementAction,
    at: datetime,
    *,
    by: str = "",
    note: str = "",
    told: Mapping[str, Any] | None = None,
) -> Agreement:
    """Store the new state, add the history line and the audit row with what else is ``told``."""
    before, (after, event) = agreement.state, STEPS[action]
    agreement.state = after
    agreement.revision += 1
    agreement.save()
    AgreementTransition.objects.create(
        agreement=agreement,
        action=action,
        before=before,
        after=after,
        actor_employee_id=actor.employee_id,
        actor_name=by or actor.name[:250],
        note=note,
        at=at,
    )
    data = {"before": before, "after": after.value, "number": agreement.number, **(told or {})}
    record(actor=actor, agreement=agreement, event=event, at=at, data=data)
    return agreement


def _missing(rows: tuple[agreements.AgreementGoal, ...], first: PersonSnapshot | None) -> tuple[Finding, ...]:
    found = []
    if first is None:
        message = _("Jabatan kepala unit ini kosong. Tetapkan kepala atau pelaksana tugas dahulu.")
        found.append(Finding("planning.agreement_without_head", message))
    if not rows:
        message = _("Unit ini belum punya sasaran tahun ini. Tambahkan di pohon kinerja.")
        found.append(Finding("planning.agreement_without_goals", message, field="sasaran"))
    for row in rows:
        if not row.indicators:
            message = _("Sasaran “%(text)s” belum punya indikator.") % {"text": row.text[:80]}
            found.append(Finding("planning.goal_without_indicator", message, field="sasaran"))
        for item in row.indicators:
            if not item.target:
                message = _("Indikator “%(text)s” belum punya target tahun ini.") % {"text": item.text[:80]}
                found.append(Finding("planning.goal_without_target", message, field="sasaran"))
    return tuple(found)

"""Propose a value for the agency, and decide about it as a second person."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.tenancy import context
from ekinerja.regulation.models import AgencyValue, ValueState
from ekinerja.regulation.values import choice_of

SUBJECT = "regulation.agency_value"


@transaction.atomic
def propose_value(*, actor: Actor, key: str, since: date, value: Any, basis: str, at: datetime) -> AgencyValue:
    """
    Propose the agency's own value of a parameter from a day on.

    :raises NotAllowed: the actor does not administer the agency
    :raises RuleNotMet: the parameter or the value is not allowed, or the basis is missing
    """
    _require_admin(actor)
    checked = choice_of(key).check(value)
    if not basis.strip():
        raise RuleNotMet(_("Sebutkan dasar keputusannya, misalnya nomor peraturan bupati."))
    proposed = AgencyValue.objects.create(
        agency_id=context.current_or_none(),
        key=key,
        since=since,
        value=checked,
        basis=basis.strip()[:250],
        proposed_at=at,
        proposed_by_id=actor.account_id,
        proposed_by_name=actor.name[:250],
    )
    _note(actor, "proposed", proposed, at)
    return proposed


@transaction.atomic
def decide_value(*, actor: Actor, value_id: UUID, approved: bool, note: str = "", at: datetime) -> AgencyValue:
    """
    Put a proposed value in force, or refuse it; a value in force for the same day is replaced.

    :raises NotAllowed: the actor does not administer the agency, or proposed it
    :raises NotFound: no such proposal
    :raises Conflict: it was decided already
    """
    _require_admin(actor)
    proposed = AgencyValue.objects.select_for_update().filter(id=value_id).first()
    if proposed is None:
        raise NotFound(_("Usulan ketentuan ini tidak ditemukan."))
    if proposed.state != ValueState.PROPOSED:
        raise Conflict(_("Usulan ini sudah diputuskan."))
    if approved and proposed.proposed_by_id == actor.account_id:
        raise NotAllowed(_("Usulan harus disetujui oleh admin lain, bukan pengusulnya sendiri."))
    if approved:
        AgencyValue.objects.filter(key=proposed.key, since=proposed.since, state=ValueState.IN_FORCE).update(
            state=ValueState.REPLACED
        )
    proposed.state = ValueState.IN_FORCE if approved else ValueState.REFUSED
    proposed.decided_at, proposed.decided_by_id = at, actor.account_id
    proposed.decided_by_name, proposed.note = actor.name[:250], note.strip()[:500]
    proposed.save()
    _note(actor, "approved" if approved else "refused", proposed, at)
    return proposed


def list_values(*, key: str) -> tuple[AgencyValue, ...]:
    """Return every proposal and decision of the present agency about a parameter, newest first."""
    return tuple(AgencyValue.objects.filter(key=key).order_by("-since", "-proposed_at"))


def _require_admin(actor: Actor) -> None:
    if not actor.covers("", Role.AGENCY_ADMIN):
        raise NotAllowed(_("Ketentuan instansi diusulkan dan disetujui oleh admin instansi."))


def _note(actor: Actor, what: str, value: AgencyValue, at: datetime) -> None:
    data = {"key": value.key, "since": value.since, "value": value.value, "basis": value.basis}
    audit.record(
        actor=actor, event=f"regulation.value.{what}", subject_type=SUBJECT, subject_id=value.id, at=at, data=data
    )

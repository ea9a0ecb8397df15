"""Let a colleague work on one's inbox for some days."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from ekinerja.access import policies
from ekinerja.access.data import DelegatedWork
from ekinerja.access.models import Delegation
from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Finding, NotAllowed, NotFound, RuleNotMet
from ekinerja.people import public as people

LONGEST = timedelta(days=90)


@transaction.atomic
def delegate_inbox(
    *, actor: Actor, to_employee_id: UUID, starts_on: date, ends_before: date, reason: str, at: datetime
) -> Delegation:
    """
    Let a colleague of the same agency see and prepare what waits for the actor's decision.

    :raises NotAllowed: the actor is no employee
    :raises NotFound: the colleague is not in service in this agency
    :raises RuleNotMet: to oneself, no reason, more than 90 days, or overlapping another delegation
    """
    if actor.employee_id is None or actor.account_id is None:
        raise NotAllowed
    if not people.paths_of(employee_ids=[to_employee_id]):
        raise NotFound
    period = DateRange(starts_on, ends_before)
    if findings := _check(actor.employee_id, to_employee_id, starts_on, ends_before, reason):
        raise RuleNotMet(findings=findings)
    standing = Delegation.objects.select_for_update().filter(
        from_employee_id=actor.employee_id, revoked_at=None, period__overlap=period
    )
    if standing.exists():
        raise RuleNotMet(_("Pada masa itu kotak masuk Anda sudah dilimpahkan. Akhiri pelimpahan itu dahulu."))
    delegation = Delegation.objects.create(
        agency_id=actor.agency_id,
        from_employee_id=actor.employee_id,
        to_employee_id=to_employee_id,
        what=DelegatedWork.INBOX,
        period=period,
        reason=reason.strip()[:300],
        granted_by=actor.account_id,
        granted_at=at,
    )
    data = {"to": to_employee_id, "from": starts_on, "before": ends_before, "reason": delegation.reason}
    _record(actor, "access.delegation.granted", delegation, at, data)
    return delegation


def _check(own_id: UUID, to_id: UUID, starts_on: date, ends_before: date, reason: str) -> tuple[Finding, ...]:
    found = []
    if own_id == to_id:
        found.append(Finding("access.delegate_self", _("Pilih rekan, bukan diri sendiri."), field="to"))
    if ends_before <= starts_on:
        found.append(Finding("access.period_empty", _("Tanggal akhir harus sesudah tanggal mulai."), field="ends_on"))
    elif ends_before - starts_on > LONGEST:
        found.append(Finding("access.period_long", _("Paling lama 90 hari."), field="ends_on"))
    if len(reason.strip()) < 5:
        found.append(Finding("access.reason_missing", _("Tuliskan alasan, misalnya cuti atau dinas luar."), "reason"))
    return tuple(found)


@transaction.atomic
def withdraw_delegation(*, actor: Actor, delegation_id: UUID, at: datetime) -> Delegation:
    """
    End a delegation from this moment: by its giver or an administrator. Twice is the same as once.

    :raises NotFound: there is none that the actor may see
    """
    row = Delegation.objects.select_for_update().filter(id=delegation_id).first()
    if row is None or not (row.from_employee_id == actor.employee_id or policies.may_manage_roles(actor)):
        raise NotFound
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by = at, actor.account_id
        row.save(update_fields=["revoked_at", "revoked_by"])
        _record(actor, "access.delegation.ended", row, at, {})
    return row


def _record(actor: Actor, event: str, row: Delegation, at: datetime, data: dict[str, object]) -> None:
    audit.record(actor=actor, event=event, subject_type="delegation", subject_id=row.id, at=at, data=data)

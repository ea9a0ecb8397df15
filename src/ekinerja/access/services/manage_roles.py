"""Give a role to an account for a time, and take it back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from ekinerja.access import policies
from ekinerja.access.models import RoleGrant
from ekinerja.access.selectors.accounts import lock_account
from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import Conflict, Finding, NotAllowed, NotFound, RuleNotMet
from ekinerja.organisation import public as organisation


@transaction.atomic
def grant_role(
    *,
    actor: Actor,
    account_id: UUID,
    role: Role,
    unit_id: UUID | None,
    starts_on: date,
    ends_before: date | None,
    reason: str,
    at: datetime,
) -> RoleGrant:
    """
    Give a role over the whole agency (no unit) or a unit and what is below it.

    :raises NotFound: the account or the unit is not of this agency
    :raises NotAllowed: the actor is no administrator, or the account is the actor's own
    :raises RuleNotMet: the scope, period or reason does not fit the role
    :raises Conflict: the account holds the same role over the same scope in that time
    """
    account = lock_account(actor, account_id)
    if not account.is_active:
        raise NotFound
    if account.id == actor.account_id:
        raise NotAllowed(_("Anda tidak dapat memberi peran kepada diri sendiri. Mintalah admin lain."))
    policies.require(policies.may_grant(actor, account_id=account.id, role=role))
    if findings := _check(role, unit_id, starts_on, ends_before, reason):
        raise RuleNotMet(findings=findings)
    if unit_id is not None and not organisation.paths_of_units(unit_ids=[unit_id], on=starts_on):
        raise NotFound
    period = DateRange(starts_on, ends_before)
    same = RoleGrant.objects.filter(account_id=account.id, role=role, revoked_at=None, period__overlap=period)
    same = same.filter(unit__isnull=True) if unit_id is None else same.filter(unit_id=unit_id)
    if same.exists():
        raise Conflict(_("Peran yang sama sudah diberikan untuk masa itu. Cabut dahulu atau pilih masa lain."))
    grant = RoleGrant.objects.create(
        agency_id=actor.agency_id,
        account_id=account.id,
        role=role,
        unit_id=unit_id,
        period=period,
        granted_by=actor.account_id,
        granted_at=at,
        reason=reason.strip()[:300],
    )
    _record(actor, grant, "access.role.granted", at, {"from": starts_on, "before": ends_before, "reason": grant.reason})
    return grant


def _record(actor: Actor, grant: RoleGrant, event: str, at: datetime, data: dict[str, Any]) -> None:
    audit.record(
        actor=actor,
        event=event,
        subject_type="account",
        subject_id=grant.account_id,
        at=at,
        data={"role": grant.role, "unit_id": grant.unit_id, **data},
    )


def _check(
    role: Role, unit_id: UUID | None, starts_on: date, ends_before: date | None, reason: str
) -> tuple[Finding, ...]:
    found = []
    if role is Role.UNIT_CLERK and unit_id is None:
        found.append(Finding("access.unit_missing", _("Pilih unit untuk pengelola kinerja unit."), field="unit"))
    if unit_id is not None and role not in policies.WITH_UNIT:
        found.append(
            Finding("access.unit_unfit", _("Peran ini berlaku untuk seluruh instansi; kosongkan unit."), "unit")
        )
    if ends_before is not None and ends_before <= starts_on:
        found.append(Finding("access.period_empty", _("Tanggal akhir harus sesudah tanggal mulai."), field="ends_on"))
    if len(reason.strip()) < 5:
        found.append(
            Finding("access.reason_missing", _("Tuliskan dasar pemberian peran, misalnya nomor surat."), "reason")
        )
    return tuple(found)


@transaction.atomic
def revoke_role(*, actor: Actor, grant_id: UUID, reason: str, at: datetime) -> RoleGrant:
    """
    Take a role back from this moment; the row stays.

    :raises NotFound: there is no such grant in the agency
    :raises NotAllowed: the actor is no administrator
    :raises RuleNotMet: no reason, or it is the last administrator of the agency
    :raises Conflict: it was revoked before
    """
    grant = RoleGrant.objects.filter(id=grant_id).first()
    if grant is None:
        raise NotFound
    policies.require(policies.may_manage_roles(actor))
    # All grants of the role are locked in one order: two administrators who revoke each other do not both succeed.
    list(RoleGrant.objects.select_for_update().filter(role=grant.role, revoked_at=None).order_by("id"))
    grant.refresh_from_db()
    if grant.revoked_at is not None:
        raise Conflict(_("Peran ini sudah dicabut."))
    if len(reason.strip()) < 5:
        raise RuleNotMet(_("Tuliskan alasan pencabutan, sedikitnya 5 huruf."))
    if grant.role == Role.AGENCY_ADMIN and not _other_admin(grant, at):
        raise RuleNotMet(_("Ini admin terakhir instansi. Beri peran admin kepada orang lain dahulu."))
    grant.revoked_at, grant.revoked_by, grant.revoked_reason = at, actor.account_id, reason.strip()[:300]
    grant.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
    _record(actor, grant, "access.role.revoked", at, {"reason": grant.revoked_reason})
    return grant


def _other_admin(grant: RoleGrant, at: datetime) -> bool:
    others = RoleGrant.objects.filter(role=Role.AGENCY_ADMIN, revoked_at=None, period__contains=localdate(at))
    return others.exclude(account_id=grant.account_id).exists()

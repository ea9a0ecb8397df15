"""Administrative access for some minutes and a stated reason, instead of a superuser."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.access import policies
from ekinerja.access.data import Pass
from ekinerja.access.keyed import fingerprint
from ekinerja.access.models import Account, ElevatedSession, NationalGrant
from ekinerja.access.services.issue_code import issue_code_by_email
from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor, Grant, Role
from ekinerja.kernel.errors import NotFound, RuleNotMet
from ekinerja.kernel.tenancy import context
from ekinerja.organisation import public as organisation

LONGEST_MINUTES = 60


@transaction.atomic
def start_elevated(*, actor: Actor, agency_id: int | None, minutes: int, reason: str, at: datetime) -> ElevatedSession:
    """
    Open administrative access in an agency for some minutes, bound to this browser session.

    A national operator enters any agency; an agency's administrator only the own one. The caller puts
    ``{"id", "agency_id"}`` under ``elevated`` into the session.

    :raises NotAllowed: the actor may not, has one running, or the national grant is not in force
    :raises NotFound: no such agency
    :raises RuleNotMet: the reason is too short or the time too long
    """
    policies.require(policies.may_elevate(actor))
    # An elevated session never carries itself on: a right taken away meanwhile ends with it.
    policies.require(not actor.elevated, _("Akhiri dahulu akses administratif yang sedang berjalan."))
    target = agency_id if actor.agency_id is None else actor.agency_id
    if target is None or (agency_id is not None and target != agency_id):
        raise NotFound
    if actor.agency_id is None:
        policies.require(_has_national_grant(policies.account_of(actor), at))
        if target not in {agency.id for agency in organisation.list_agencies()}:
            raise NotFound
    if len(reason.strip()) < 15:
        raise RuleNotMet(_("Tuliskan alasan yang jelas, sedikitnya 15 huruf: siapa meminta dan untuk apa."))
    if not 5 <= minutes <= LONGEST_MINUTES:
        raise RuleNotMet(_("Pilih 5 sampai %d menit.") % LONGEST_MINUTES)
    with context.agency(target):
        row = ElevatedSession.objects.create(
            agency_id=target,
            account_id=policies.account_of(actor),
            session_hash=fingerprint("session", actor.session_key),
            reason=reason.strip()[:300],
            started_at=at,
            ends_at=at + timedelta(minutes=minutes),
        )
        _record(actor, row, "access.elevated.started", at, {"reason": row.reason, "minutes": minutes})
    return row


@transaction.atomic
def end_elevated(*, actor: Actor, elevated_id: UUID, agency_id: int, at: datetime) -> None:
    """End administrative access before its time; ending it twice is the same as once."""
    with context.agency(agency_id):
        row = (
            ElevatedSession.objects.select_for_update()
            .filter(id=elevated_id, account_id=policies.account_of(actor))
            .first()
        )
        if row is not None and row.ended_at is None:
            row.ended_at = min(at, row.ends_at)
            row.save(update_fields=["ended_at"])
            _record(actor, row, "access.elevated.ended", at, {})


def _has_national_grant(account_id: UUID, at: datetime) -> bool:
    rows = NationalGrant.objects.filter(account_id=account_id, revoked_at=None, period__contains=at.date())
    return rows.exists()


def _record(actor: Actor, row: ElevatedSession, event: str, at: datetime, data: dict[str, object]) -> None:
    who = Actor(
        actor.account_id,
        row.agency_id,
        actor.employee_id,
        actor.name,
        (Grant(Role.AGENCY_ADMIN),),
        elevated=True,
    )
    audit.record(actor=who, event=event, subject_type="elevated_session", subject_id=row.id, at=at, data=data)


def open_operator(*, login: str, name: str, email: str, reason: str, until: datetime, at: datetime) -> Account:
    """
    Make a national operator's account for the command line; its password is set by one-time code.

    :raises RuleNotMet: the login is taken, looks like a NIP, or the period is over
    """
    if login.strip().isdigit() or until <= at:
        raise RuleNotMet(_("Nama masuk operator bukan NIP, dan masa tugasnya harus belum lewat."))
    with transaction.atomic():
        if Account.objects.filter(login=login.strip().lower()).exists():
            raise RuleNotMet(_("Nama masuk itu sudah dipakai."))
        account = Account(login=login.strip().lower(), name=name, email=email, recorded_at=at)
        account.set_unusable_password()
        account.save(force_insert=True)
        NationalGrant.objects.create(
            account=account, period=(at.date(), until.date()), granted_at=at, reason=reason[:300]
        )
    return account


@transaction.atomic
def appoint_operator(*, login: str, name: str, email: str, reason: str, until: datetime, at: datetime) -> Pass:
    """
    Make a national operator and one code to hand over; agencies see nothing until a session is opened there.

    :raises RuleNotMet: the login is taken, looks like a NIP, or the period is over
    """
    account = open_operator(login=login, name=name, email=email, reason=reason, until=until, at=at)
    return issue_code_by_email(account=account, issued_by=None, at=at)


def record_elevated_request(*, actor: Actor, method: str, path: str, status: int, at: datetime) -> None:
    """Record that a page was opened with administrative access, also one that only shows; without its parameters."""
    audit.record(
        actor=actor,
        event="access.elevated.page_opened",
        subject_type="page",
        at=at,
        data={"method": method, "path": path[:200], "status": status},
        sensitive=True,
    )

"""Give out one-time codes: a printed list for a unit, one by hand, or by e-mail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.access import codes, policies
from ekinerja.access.data import Channel, Pass, Purpose
from ekinerja.access.keyed import fingerprint
from ekinerja.access.models import Account, OneTimeCode
from ekinerja.access.selectors.accounts import lock_account, roles_of
from ekinerja.access.selectors.policy import policy_of
from ekinerja.audit import public as audit
from ekinerja.kernel import jobs
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotFound, RuleNotMet
from ekinerja.people import public as people

EMAIL_HOURS = 24
HANDED_HOURS = 24


def code_hash(account_id: UUID, code: str) -> str:
    """Return what is stored of a code: a keyed hash that is different for each account."""
    return fingerprint("code", account_id, code)


@transaction.atomic
def issue_codes(*, actor: Actor, account_ids: Iterable[UUID], at: datetime) -> list[Pass]:
    """
    Give activation codes to accounts that were never activated, for a printed list; shown this once.

    Accounts that are already active are left out: their code is handed over one by one, with a reason.

    :raises NotFound: an account is not of this agency
    :raises NotAllowed: the actor may not give codes to one of them
    """
    accounts = _accounts(actor, account_ids)
    fresh = [account for account in accounts if account.activated_at is None]
    _require_all(actor, fresh)
    days = policy_of(agency_id=actor.agency_id).code_days
    return _issue(actor, fresh, Channel.PRINT, at, timedelta(days=days), "")


@transaction.atomic
def hand_over_code(*, actor: Actor, account_id: UUID, reason: str, at: datetime) -> Pass:
    """
    Give one code to a person who stands before the actor; ``reason`` says how the identity was checked.

    :raises NotFound: the account is not of this agency
    :raises NotAllowed: the actor may not give this account a code
    :raises RuleNotMet: no reason was given
    """
    if len(reason.strip()) < 10:
        raise RuleNotMet(_("Tuliskan cara Anda memeriksa identitas pegawai, sedikitnya 10 huruf."))
    account = lock_account(actor, account_id)
    if not account.is_active:
        raise NotFound
    _require_all(actor, [account])
    return _issue(actor, [account], Channel.HANDED, at, timedelta(hours=HANDED_HOURS), reason.strip())[0]


@transaction.atomic
def send_codes(*, actor: Actor, account_ids: Iterable[UUID], at: datetime) -> tuple[int, int]:
    """
    Have activation codes sent by e-mail; return how many are sent and how many have no e-mail address.

    :raises NotFound: an account is not of this agency
    :raises NotAllowed: the actor may not give codes to one of them
    """
    fresh = [account for account in _accounts(actor, account_ids) if account.activated_at is None]
    _require_all(actor, fresh)
    reachable = [account for account in fresh if account.email]
    for account in reachable:
        jobs.defer("access.mail_code", account_id=str(account.id), issued_by=str(actor.account_id))
    audit.record_many(
        actor=actor,
        at=at,
        facts=[
            audit.Fact("access.code.requested", "account", account.id, {"channel": Channel.EMAIL})
            for account in reachable
        ],
    )
    return len(reachable), len(fresh) - len(reachable)


@transaction.atomic
def issue_code_by_email(*, account: Account, issued_by: UUID | None, at: datetime) -> Pass:
    """Make a code without an issuer before it: sent by a job, or printed by the command for an operator."""
    actor = Actor(issued_by, account.agency_id, None, "Sistem", (), session_key="")
    return _issue(actor, [account], Channel.EMAIL, at, timedelta(hours=EMAIL_HOURS), "")[0]


def _accounts(actor: Actor, account_ids: Iterable[UUID]) -> list[Account]:
    policies.require(policies.may_issue_codes(actor))
    wanted = set(account_ids)
    rows = Account.objects.select_for_update().filter(
        id__in=wanted, agency_id=policies.agency_of(actor), is_active=True
    )
    accounts = list(rows.order_by("id"))
    if len(accounts) != len(wanted):
        raise NotFound
    return accounts


def _require_all(actor: Actor, accounts: list[Account]) -> None:
    paths = people.paths_of(employee_ids=[one.employee_id for one in accounts if one.employee_id])
    roles = roles_of(account_ids=[account.id for account in accounts])
    for account in accounts:
        path = paths.get(account.employee_id) if account.employee_id else None
        held: Iterable[Role] = roles.get(account.id, ())
        policies.require(
            policies.may_issue_code_for(actor, account_id=account.id, unit_path=path, roles=held),
            _("Anda tidak dapat memberi kode kepada akun ini. Mintalah admin instansi."),
        )


def _issue(
    actor: Actor, accounts: list[Account], channel: Channel, at: datetime, valid: timedelta, reason: str
) -> list[Pass]:
    ids = [account.id for account in accounts]
    OneTimeCode.objects.filter(account_id__in=ids, used_at=None, ended_at=None).update(ended_at=at)
    passes = [Pass(account.id, account.login, account.name, codes.new_code(), at + valid) for account in accounts]
    rows = [
        OneTimeCode(
            account_id=account.id,
            purpose=Purpose.RESET if account.activated_at else Purpose.ACTIVATE,
            channel=channel,
            hash=code_hash(account.id, one.code),
            issued_at=at,
            expires_at=one.expires_at,
            issued_by=actor.account_id,
            reason=reason[:300],
        )
        for account, one in zip(accounts, passes, strict=True)
    ]
    OneTimeCode.objects.bulk_create(rows, batch_size=2000)
    if actor.agency_id is not None:
        facts = [
            audit.Fact(
                "access.code.issued",
                "account",
                row.account_id,
                {"channel": channel, "purpose": row.purpose, "expires_at": row.expires_at, "reason": reason},
            )
            for row in rows
        ]
        audit.record_many(actor=actor, at=at, facts=facts)
    return passes

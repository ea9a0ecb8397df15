"""Add and take away second proofs: authenticator app, passkeys, printed recovery codes."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.access import codes, passkeys, policies, totp
from ekinerja.access.data import FactorKind
from ekinerja.access.keyed import fingerprint, seal
from ekinerja.access.models import Account, SecondFactor, Session
from ekinerja.access.selectors.accounts import lock_account, roles_of
from ekinerja.access.selectors.factors import must_have_factor
from ekinerja.access.services.sign_in import record, scope
from ekinerja.audit import public as audit
from ekinerja.kernel import jobs
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound, RuleNotMet
from ekinerja.people import public as people

RECOVERY_CODES = 10
MOST_PASSKEYS = 10


class FactorRefused(RuleNotMet):
    """The first code or the passkey does not fit, so nothing was added."""

    code = "access.factor_refused"


def _own(account_id: UUID) -> Account:
    rows = Account.objects.select_for_update(of=("self",)).select_related("agency")
    account = rows.filter(id=account_id, is_active=True).first()
    if account is None:
        raise NotFound
    return account


@transaction.atomic
def add_app(*, account_id: UUID, secret: str, code: str, at: datetime) -> tuple[str, ...]:
    """
    Add (or replace) the authenticator app after its first right code.

    Returns new recovery codes in clear when the account had none; they are shown this once.

    :raises FactorRefused: the code does not fit; the message tells a clock that is off
    """
    account = _own(account_id)
    result = totp.check(secret=secret, code=code, timestamp=int(at.timestamp()), used_step=0)
    if result.step is None:
        raise FactorRefused(_refusal(result))
    SecondFactor.objects.filter(account_id=account.id, kind=FactorKind.APP).delete()
    SecondFactor.objects.create(
        account_id=account.id,
        kind=FactorKind.APP,
        name=_("Aplikasi autentikator"),
        secret=seal(secret),
        counter=result.step,
        drift_seconds=result.drift_seconds,
        created_at=at,
    )
    return _added(account, FactorKind.APP, at)


def _refusal(result: totp.TotpResult) -> str:
    if not result.drift_seconds:
        return _("Kode tidak cocok. Ketik enam angka yang sedang tampil di aplikasi.")
    return _("Jam ponsel Anda selisih ± %d detik. Nyalakan waktu otomatis di ponsel, lalu ketik kode baru.") % abs(
        result.drift_seconds
    )


@transaction.atomic
def add_passkey(
    *, account_id: UUID, name: str, state: dict[str, Any], response: dict[str, Any], at: datetime
) -> tuple[str, ...]:
    """
    Add a passkey that the browser has just made; returns recovery codes like ``add_app``.

    :raises FactorRefused: the browser's answer does not fit, or there are too many passkeys
    """
    account = _own(account_id)
    if SecondFactor.objects.filter(account_id=account.id, kind=FactorKind.PASSKEY).count() >= MOST_PASSKEYS:
        raise FactorRefused(_("Paling banyak %d kunci sandi. Hapus yang tidak dipakai dahulu.") % MOST_PASSKEYS)
    made = passkeys.finish_registration(state=state, response=response)
    if made is None or SecondFactor.objects.filter(credential_id=made.credential_id).exists():
        raise FactorRefused(_("Kunci sandi tidak dapat disimpan. Coba sekali lagi dari perangkat yang sama."))
    SecondFactor.objects.create(
        account_id=account.id,
        kind=FactorKind.PASSKEY,
        name=name.strip()[:60] or _("Kunci sandi"),
        secret=made.public,
        credential_id=made.credential_id,
        counter=made.counter,
        created_at=at,
    )
    return _added(account, FactorKind.PASSKEY, at)


def _added(account: Account, kind: FactorKind, at: datetime) -> tuple[str, ...]:
    record(account, "access.factor.added", at, {"kind": kind})
    _notify(account)
    if SecondFactor.objects.filter(account_id=account.id, kind=FactorKind.RECOVERY).exists():
        return ()
    return _new_recovery_codes(account, at)


def _new_recovery_codes(account: Account, at: datetime) -> tuple[str, ...]:
    SecondFactor.objects.filter(account_id=account.id, kind=FactorKind.RECOVERY).delete()
    made = tuple(codes.new_code() for _number in range(RECOVERY_CODES))
    SecondFactor.objects.bulk_create(
        SecondFactor(
            account_id=account.id,
            kind=FactorKind.RECOVERY,
            secret=fingerprint("recovery", account.id, code),
            created_at=at,
        )
        for code in made
    )
    return made


@transaction.atomic
def renew_recovery_codes(*, account_id: UUID, at: datetime) -> tuple[str, ...]:
    """Replace all recovery codes and return the new ones in clear, this once."""
    account = _own(account_id)
    record(account, "access.recovery_codes.renewed", at, {})
    return _new_recovery_codes(account, at)


@transaction.atomic
def remove_factor(*, account_id: UUID, factor_id: UUID, at: datetime) -> None:
    """
    Take one own second proof away; with the last one the recovery codes go too.

    :raises NotFound: it is not the account's
    :raises RuleNotMet: the agency demands a second proof and this is the last one
    """
    account = _own(account_id)
    real = SecondFactor.objects.filter(account_id=account.id).exclude(kind=FactorKind.RECOVERY)
    factor = real.filter(id=factor_id).first()
    if factor is None:
        raise NotFound
    if real.count() == 1:
        with scope(account):
            if must_have_factor(account=account, at=at):
                raise RuleNotMet(_("Instansi Anda mewajibkan verifikasi dua langkah. Tambahkan cara lain dahulu."))
        SecondFactor.objects.filter(account_id=account.id, kind=FactorKind.RECOVERY).delete()
    factor.delete()
    record(account, "access.factor.removed", at, {"kind": factor.kind})
    _notify(account)


@transaction.atomic
def reset_factors(*, actor: Actor, account_id: UUID, reason: str, at: datetime) -> None:
    """
    Take all second proofs of somebody who lost the phone away, after an identity check; sessions end.

    :raises NotFound: the account is not of this agency
    :raises NotAllowed: the actor may not give this account codes either
    :raises RuleNotMet: no reason was given
    """
    if len(reason.strip()) < 10:
        raise RuleNotMet(_("Tuliskan cara Anda memeriksa identitas pegawai, sedikitnya 10 huruf."))
    account = lock_account(actor, account_id)
    ids = [account.employee_id] if account.employee_id else []
    path = people.paths_of(employee_ids=ids).get(account.employee_id) if account.employee_id else None
    held = roles_of(account_ids=[account.id]).get(account.id, ())
    policies.require(policies.may_issue_code_for(actor, account_id=account.id, unit_path=path, roles=held))
    SecondFactor.objects.filter(account_id=account.id).delete()
    Session.objects.filter(account_id=account.id).delete()
    audit.record(
        actor=actor,
        event="access.factors.reset",
        subject_type="account",
        subject_id=account.id,
        at=at,
        data={"reason": reason.strip()[:300]},
    )
    _notify(account)


def _notify(account: Account) -> None:
    if account.email:
        with scope(account):
            jobs.defer("access.mail_notice", account_id=str(account.id), notice="factor")

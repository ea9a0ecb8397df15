"""Turn a one-time code into a password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from ekinerja.access import codes, passwords
from ekinerja.access.data import Client, FactorKind, Purpose, normalise_login
from ekinerja.access.models import Account, OneTimeCode, Session
from ekinerja.access.selectors.factors import factor_kinds, must_have_factor
from ekinerja.access.services import throttle
from ekinerja.access.services.issue_code import code_hash
from ekinerja.access.services.sign_in import record, scope
from ekinerja.kernel import jobs
from ekinerja.kernel.errors import Conflict, Finding, RuleNotMet

SCOPE = "code"
# 40 random bits: a hundred guesses are nothing, and a neighbour cannot burn a code with a few
MAX_ATTEMPTS = 100


@dataclass(frozen=True)
class CodeResult:
    """Statutory term: hasil pemeriksaan kode. ``code_id`` is set only for a right, open code."""

    code_id: UUID | None = None
    name: str = ""
    purpose: Purpose = Purpose.ACTIVATE
    malformed: bool = False
    wait_seconds: int = 0
    remaining: int = 0


@dataclass(frozen=True)
class PasswordSet:
    """Statutory term: kata sandi terpasang. Which account may go on, and with which second proof."""

    account_id: UUID
    factors: tuple[FactorKind, ...]
    must_enrol: bool


@transaction.atomic
def check_code(*, login: str, code: str, client: Client, at: datetime) -> CodeResult:
    """
    Check a code without using it up; the answer does not tell whether the account exists.

    Never raises for a wrong code: the counted attempt must be kept. A typing mistake (wrong check
    character) costs no attempt.
    """
    name, typed = normalise_login(login), codes.normalise(code)
    if not codes.is_well_formed(typed):
        return CodeResult(malformed=True)
    limits = throttle.limits(scope=SCOPE, login=name, client=client)
    verdict = throttle.reserve(which=limits, at=at)
    if not verdict.allowed:
        return CodeResult(wait_seconds=verdict.wait_seconds)
    row = (
        OneTimeCode.objects.select_for_update(of=("self",))
        .select_related("account")
        .filter(account__login=name, account__is_active=True, used_at=None, ended_at=None)
        .first()
    )
    if row is None or not _is_right(row, typed, at):
        throttle.fail(which=limits, at=at)
        if row is not None:
            OneTimeCode.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1)
            record(row.account, "access.code.refused", at, {"attempts": row.attempts + 1}, client=client)
        return CodeResult(wait_seconds=verdict.wait_seconds, remaining=verdict.remaining)
    throttle.forgive(which=limits)
    return CodeResult(code_id=row.id, name=row.account.name, purpose=Purpose(row.purpose))


def _is_right(row: OneTimeCode, typed: str, at: datetime) -> bool:
    same = constant_time_compare(row.hash, code_hash(row.account_id, typed))
    return same and row.expires_at > at and row.attempts < MAX_ATTEMPTS


@transaction.atomic
def set_password_with_code(*, code_id: UUID, password: str, email: str, at: datetime) -> PasswordSet:
    """
    Use a checked code up: set the password, end all sessions, say so by e-mail.

    A new e-mail address is noted only after its owner has confirmed it.

    :raises Conflict: the code was used, replaced or has expired meanwhile
    :raises RuleNotMet: the password is refused; ``findings`` say why
    """
    row = OneTimeCode.objects.select_for_update().filter(id=code_id, used_at=None, ended_at=None).first()
    if row is None or row.expires_at <= at:
        raise Conflict(_("Kode ini sudah dipakai, diganti, atau kedaluwarsa. Mintalah kode baru."))
    account = Account.objects.select_for_update(of=("self",)).select_related("agency").get(pk=row.account_id)
    if not account.is_active:
        raise Conflict(_("Akun ini sudah ditutup. Hubungi pengelola kinerja unit Anda."))
    refuse_weak(password, account)
    account.set_password(password)
    account.activated_at = account.activated_at or at
    account.password_changed_at = at
    account.save(update_fields=["password", "activated_at", "password_changed_at"])
    OneTimeCode.objects.filter(pk=row.pk).update(used_at=at)
    Session.objects.filter(account_id=account.id).delete()
    event = "access.account.activated" if row.purpose == Purpose.ACTIVATE else "access.password.reset"
    record(account, event, at, {"channel": row.channel})
    _tell(account, row, email.strip())
    with scope(account):
        kinds = factor_kinds(account_id=account.id)
        return PasswordSet(account.id, kinds, not kinds and must_have_factor(account=account, at=at))


def refuse_weak(password: str, account: Account) -> None:
    """
    Stop when the password is too easy to guess.

    :raises RuleNotMet: with one finding for each problem
    """
    if found := passwords.problems(password, account):
        findings = tuple(Finding("access.password_refused", text, field="password") for text in found)
        raise RuleNotMet(_("Kata sandi ini belum dapat dipakai."), findings=findings)


def _tell(account: Account, row: OneTimeCode, email: str) -> None:
    with scope(account):
        if row.purpose == Purpose.RESET and account.email:
            jobs.defer("access.mail_notice", account_id=str(account.id), notice="password")
        if email and email != account.email:
            jobs.defer("access.mail_confirmation", account_id=str(account.id), email=email)

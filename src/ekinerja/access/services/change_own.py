"""What people change of their own account: password, e-mail, telephone, language."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import check_password
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.access import policies
from ekinerja.access.data import Client
from ekinerja.access.models import Account, Session
from ekinerja.access.services import throttle
from ekinerja.access.services.sign_in import record, scope
from ekinerja.access.services.use_code import refuse_weak
from ekinerja.kernel import jobs
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, Finding, NotFound, RuleNotMet

EMAIL_SALT = "ekinerja.access.email"
EMAIL_VALID = 2 * 24 * 3600


def _own(actor: Actor) -> Account:
    account = Account.objects.select_for_update().filter(id=policies.account_of(actor), is_active=True).first()
    if account is None:
        raise NotFound
    return account


def change_password(*, actor: Actor, old: str, new: str, client: Client, at: datetime) -> Account:
    """
    Replace the own password and end the other sessions.

    The old password may be tried five times, then there is a wait; the count survives the refusal.

    :raises WrongPassword: the old password does not fit
    :raises RuleNotMet: the new one is refused; ``findings`` say why
    """
    confirm_password(actor=actor, password=old, client=client, at=at, field="old")
    with transaction.atomic():
        account = _own(actor)
        refuse_weak(new, account)
        account.set_password(new)
        account.password_changed_at = at
        account.save(update_fields=["password", "password_changed_at"])
        Session.objects.filter(account_id=account.id).exclude(session_key=actor.session_key).delete()
        record(account, "access.password.changed", at, {})
        if account.email:
            with scope(account):
                jobs.defer("access.mail_notice", account_id=str(account.id), notice="password")
    return account


def confirm_password(*, actor: Actor, password: str, client: Client, at: datetime, field: str = "password") -> None:
    """
    Check that whoever sits before an open session knows its password.

    Not one transaction: the counted attempt must be kept when this raises.

    :raises WrongPassword: it does not fit, or a wait is running
    """
    account = Account.objects.filter(id=policies.account_of(actor), is_active=True).first()
    if account is None:
        raise NotFound
    limits = throttle.limits(scope="change", login=account.login, client=client)[:1]
    verdict = throttle.reserve(which=limits, at=at)
    text = _("Kata sandi Anda tidak cocok.")
    if not verdict.allowed:
        text = _("Terlalu banyak percobaan. Tunggu %d detik.") % verdict.wait_seconds
    if not verdict.allowed or not check_password(password, account.password):
        raise WrongPassword(text, findings=(Finding("access.password_wrong", text, field=field),))
    throttle.forgive(which=limits)


class WrongPassword(RuleNotMet):
    """The old password does not fit."""

    code = "access.password_wrong"


def change_contact(
    *, actor: Actor, email: str, phone: str, language: str, password: str, client: Client, at: datetime
) -> bool:
    """
    Change telephone and language at once; have a new e-mail address confirmed by its owner first.

    Another address needs the password: whoever finds an open session could otherwise have a reset code sent
    to himself. An account without a password (only SSO) has none to ask for. Returns whether a confirmation
    was sent.

    :raises WrongPassword: the address changes and the password does not fit; nothing is changed
    """
    account = Account.objects.filter(id=policies.account_of(actor), is_active=True).first()
    if account is not None and email.strip() != account.email and account.has_usable_password():
        confirm_password(actor=actor, password=password, client=client, at=at)
    return _change_contact(actor, email, phone, language, at)


@transaction.atomic
def _change_contact(actor: Actor, email: str, phone: str, language: str, at: datetime) -> bool:
    account = _own(actor)
    before = {"phone": account.phone, "language": account.language}
    account.phone, account.language = phone.strip(), language
    account.save(update_fields=["phone", "language"])
    after = {"phone": account.phone, "language": account.language}
    changed = sorted(name for name in before if before[name] != after[name])
    if changed:
        record(account, "access.contact.changed", at, {"fields": changed})
    wanted = email.strip()
    if wanted == account.email:
        return False
    if not wanted:
        account.email = ""
        account.save(update_fields=["email"])
        record(account, "access.contact.changed", at, {"fields": ["email"]})
        return False
    with scope(account):
        jobs.defer("access.mail_confirmation", account_id=str(account.id), email=wanted)
    return True


def email_token(account_id: UUID, email: str) -> str:
    """Return the signed text that a confirmation link carries."""
    return signing.dumps([str(account_id), email], salt=EMAIL_SALT)


@transaction.atomic
def confirm_email(*, token: str, at: datetime) -> Account:
    """
    Note the e-mail address whose owner opened the confirmation link, and tell the former address.

    :raises Conflict: the link is too old or was altered
    """
    try:
        account_id, email = signing.loads(token, salt=EMAIL_SALT, max_age=EMAIL_VALID)
    except signing.BadSignature:
        raise Conflict(_("Tautan ini tidak berlaku lagi. Ubah alamat surel sekali lagi di halaman profil.")) from None
    account = Account.objects.select_for_update().filter(id=account_id, is_active=True).first()
    if account is None:
        raise Conflict(_("Akun ini sudah ditutup."))
    if account.email != email:
        former, account.email = account.email, email
        account.save(update_fields=["email"])
        record(account, "access.contact.changed", at, {"fields": ["email"]})
        if former:
            with scope(account):
                jobs.defer("access.mail_notice", account_id=str(account.id), notice="email", to=former)
    return account

"""Letters about accounts, sent by the worker; codes are made here, so that they never stand in the queue."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from ekinerja.access.codes import printed
from ekinerja.access.data import Channel
from ekinerja.access.models import Account, OneTimeCode
from ekinerja.access.selectors.policy import sends_mail
from ekinerja.access.services.change_own import email_token
from ekinerja.access.services.issue_code import issue_code_by_email
from ekinerja.access.services.sign_in import scope
from ekinerja.access.services.sync_accounts import sync_accounts
from ekinerja.kernel import actor, clock, jobs

RESET_PAUSE = timedelta(minutes=2)


def _account(**found_by: Any) -> Account | None:
    return Account.objects.select_related("agency").filter(is_active=True, **found_by).first()


def _send(account: Account, to: str, subject: str, *paragraphs: str) -> None:
    ending = _("Surat ini dikirim otomatis oleh e-Kinerja. Jangan memberikan kode atau kata sandi kepada siapa pun.")
    text = "\n\n".join((_("Yth. %s,") % account.name, *paragraphs, ending))
    send_mail(subject, text, getattr(settings, "DEFAULT_FROM_EMAIL", None), [to])


def _mail_code(account: Account, issued_by: Any = None) -> None:
    at = clock.now()
    with translation.override(account.language), scope(account), transaction.atomic():
        one = issue_code_by_email(account=account, issued_by=issued_by, at=at)
        activated = account.activated_at is not None
        _send(
            account,
            account.email,
            _("Kode untuk kata sandi baru e-Kinerja") if activated else _("Kode aktivasi akun e-Kinerja"),
            _("Kode sekali pakai Anda: %s") % printed(one.code),
            _("Buka %s lalu isi NIP dan kode itu untuk membuat kata sandi. Kode berlaku 24 jam.")
            % f"{settings.BASE_URL}/aktivasi/",
            _("Bila Anda tidak memintanya, abaikan surat ini: kata sandi Anda tidak berubah."),
        )


@jobs.task(name="access.mail_code")
def mail_code(job: jobs.RunningJob, *, account_id: str, issued_by: str | None = None) -> None:
    """Send an activation code that a clerk asked for."""
    account = _account(id=account_id)
    if account is not None and account.email:
        _mail_code(account, issued_by if issued_by and issued_by != "None" else None)


@jobs.task(name="access.mail_reset")
def mail_reset(job: jobs.RunningJob, *, login: str) -> None:
    """
    Send a reset code, if the login has an account with an e-mail address and none was sent just now.

    A code that somebody has handed over in person stays good: anybody may ask here, and must not end it.
    """
    account = _account(login=login)
    if account is None or not account.email or not sends_mail():
        return
    at = clock.now()
    handed = Q(channel=Channel.HANDED, used_at=None, ended_at=None, expires_at__gt=at)
    standing = OneTimeCode.objects.filter(Q(issued_at__gt=at - RESET_PAUSE) | handed, account=account)
    if not standing.exists():
        _mail_code(account)


@jobs.task(name="access.mail_notice")
def mail_notice(job: jobs.RunningJob, *, account_id: str, notice: str, to: str = "") -> None:
    """Tell the owner that the password, the e-mail address or a second proof was changed."""
    account = _account(id=account_id)
    if account is None or not (to or account.email):
        return
    with translation.override(account.language):
        subject, text = {
            "password": (
                _("Kata sandi e-Kinerja Anda diubah"),
                _("Kata sandi akun Anda baru saja diubah dan semua sesi lain diakhiri."),
            ),
            "email": (
                _("Alamat surel e-Kinerja Anda diubah"),
                _("Alamat surel akun Anda baru saja diganti."),
            ),
            "factor": (
                _("Verifikasi dua langkah Anda diubah"),
                _("Cara verifikasi dua langkah akun Anda baru saja diubah."),
            ),
        }[notice]
        advice = _("Bila bukan Anda yang melakukannya, segera hubungi pengelola kinerja unit atau admin instansi Anda.")
        _send(account, to or account.email, subject, text, advice)


@jobs.task(name="access.mail_confirmation")
def mail_confirmation(job: jobs.RunningJob, *, account_id: str, email: str) -> None:
    """Send the link that confirms a new e-mail address."""
    account = _account(id=account_id)
    if account is None:
        return
    with translation.override(account.language):
        link = f"{settings.BASE_URL}/profil/surel/{email_token(account.id, email)}/"
        _send(
            account,
            email,
            _("Konfirmasi alamat surel e-Kinerja"),
            _("Buka tautan ini untuk memakai alamat surel ini di e-Kinerja (berlaku 2 hari):"),
            link,
        )


@jobs.task(name="access.sync_accounts")
def sync(job: jobs.RunningJob) -> None:
    """Give everybody in service an account and close those of people who left."""
    sync_accounts(actor=actor.system(job.agency_id), at=clock.now())

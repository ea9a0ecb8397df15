"""Words and values of the access module; standard library only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Purpose(StrEnum):
    """Statutory term: kegunaan kode. What a one-time code is for."""

    ACTIVATE = "AKTIVASI"
    RESET = "RESET"


class Channel(StrEnum):
    """Statutory term: cara penyerahan kode. How a one-time code reaches its owner."""

    PRINT = "CETAK"
    EMAIL = "SUREL"
    HANDED = "TANGAN"


class TokenScope(StrEnum):
    """Statutory term: cakupan token akses. What a personal access token may do at most."""

    READ = "BACA"
    WRITE = "TULIS"


class FactorKind(StrEnum):
    """Statutory term: faktor kedua. What proves the owner beside the password."""

    APP = "APLIKASI"
    PASSKEY = "KUNCI"
    RECOVERY = "PEMULIHAN"


class FactorRule(StrEnum):
    """Statutory term: kewajiban verifikasi dua langkah. Who must use a second proof in an agency."""

    OPTIONAL = "OPSIONAL"
    OFFICERS = "WAJIB_PEMEGANG_PERAN"
    EVERYONE = "WAJIB_SEMUA"


class DelegatedWork(StrEnum):
    """Statutory term: lingkup pelimpahan. What a delegate may work on."""

    INBOX = "KOTAK_MASUK"


@dataclass(frozen=True)
class NewAccount:
    """Statutory term: calon akun. A person for whom an account shall exist; no employee yet before the import."""

    employee_id: UUID | None
    login: str
    name: str
    email: str = ""
    born_on: date | None = None


@dataclass(frozen=True)
class EnsureResult:
    """Statutory term: hasil penyiapan akun. What bulk preparation of accounts did."""

    created: int
    updated: int
    elsewhere: tuple[str, ...]


@dataclass(frozen=True)
class Client:
    """Statutory term: perangkat pemohon. Where a sign-in attempt comes from."""

    ip: str
    browser_id: str
    trusted: bool = False
    user_agent: str = ""


@dataclass(frozen=True)
class Verdict:
    """Statutory term: izin mencoba. Whether another attempt may be made now, and what is left."""

    allowed: bool
    wait_seconds: int = 0
    remaining: int = 0


@dataclass(frozen=True)
class SignInResult:
    """Statutory term: hasil masuk. ``account_id`` is set only when the password was right."""

    account_id: UUID | None
    wait_seconds: int = 0
    remaining: int = 0
    factors: tuple[FactorKind, ...] = ()
    must_enrol: bool = False


@dataclass(frozen=True)
class Pass:
    """Statutory term: kode yang diserahkan. A one-time code in clear, shown once to its issuer."""

    account_id: UUID
    login: str
    name: str
    code: str
    expires_at: datetime
    unit: str = ""


@dataclass(frozen=True)
class Policy:
    """Statutory term: kebijakan akses instansi. What an agency decided about signing in."""

    second_factor: FactorRule = FactorRule.OPTIONAL
    code_days: int = 14
    idle_minutes: int = 120
    session_hours: int = 12


def normalise_login(text: str) -> str:
    """Return a login as stored: a NIP without spaces, dots and dashes; another name in lower case."""
    digits = re.sub(r"[\s.\-]", "", text)
    return digits if digits.isdigit() else text.strip().lower()[:40]

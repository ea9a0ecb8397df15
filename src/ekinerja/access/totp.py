"""Time-based one-time passwords (RFC 6238): SHA-1, six digits, thirty seconds, with clock-drift detection."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import struct
from dataclasses import dataclass
from urllib.parse import quote, urlencode

STEP = 30
DIGITS = 6
TOLERANCE = 1
# how far (in steps) a phone's clock is searched to explain a refusal: ten minutes to each side
SEARCH = 20


@dataclass(frozen=True)
class TotpResult:
    """
    Statutory term: hasil kode aplikasi. ``step`` is set only when the code is accepted.

    ``drift_seconds`` tells how far the phone's clock seems to be off (positive: ahead), also for a refused code.
    """

    step: int | None
    drift_seconds: int = 0
    replayed: bool = False


def new_secret() -> str:
    """Return a new secret of 160 bits in base32, as authenticator apps take it."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_at(secret: str, step: int) -> str:
    """Return the six digits that an app with this secret shows in this time step."""
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def check(*, secret: str, code: str, timestamp: int, used_step: int) -> TotpResult:
    """
    Check a typed code against the time; a step that was used before, or an older one, is refused.

    Accepts one step to each side. A code from further away is refused but its distance is told, because the
    usual cause is a phone whose clock is set by hand.
    """
    now = timestamp // STEP
    typed = "".join(character for character in code if character in "0123456789")
    if len(typed) != DIGITS:
        return TotpResult(None)
    for distance in sorted(range(-SEARCH, SEARCH + 1), key=abs):
        if not hmac.compare_digest(code_at(secret, now + distance), typed):
            continue
        if abs(distance) > TOLERANCE:
            return TotpResult(None, drift_seconds=distance * STEP)
        if now + distance <= used_step:
            return TotpResult(None, drift_seconds=distance * STEP, replayed=True)
        return TotpResult(now + distance, drift_seconds=distance * STEP)
    return TotpResult(None)


def address(*, secret: str, login: str, issuer: str) -> str:
    """Return the ``otpauth://`` address that an app reads from the QR picture."""
    label = quote(f"{issuer}:{login}")
    return f"otpauth://totp/{label}?" + urlencode(
        {"secret": secret, "issuer": issuer, "digits": DIGITS, "period": STEP}
    )

"""Keyed hashes and sealed text: what must be compared or kept, but never be readable in the database."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def fingerprint(purpose: str, *parts: object) -> str:
    """Return a keyed SHA-256 of the parts in hexadecimal; useless without the program's secret key."""
    text = "\x1f".join(str(part) for part in parts)
    return salted_hmac(f"ekinerja.access.{purpose}", text, algorithm="sha256").hexdigest()


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *getattr(settings, "SECRET_KEY_FALLBACKS", [])]
    return MultiFernet(
        [
            Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"ekinerja.access.seal" + key.encode()).digest()))
            for key in keys
        ]
    )


def seal(text: str) -> str:
    """Return the text encrypted with a key derived from the program's secret key."""
    return _box().encrypt(text.encode()).decode()


def unseal(text: str) -> str:
    """
    Return the text that was sealed.

    :raises cryptography.fernet.InvalidToken: the secret key is another one than at sealing
    """
    return _box().decrypt(text.encode()).decode()

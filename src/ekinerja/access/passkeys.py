"""Passkeys (WebAuthn) by the fido2 library: options for the browser, and checks of its answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)


@dataclass(frozen=True)
class Made:
    """Statutory term: kunci sandi baru. What is stored of a new passkey."""

    credential_id: str
    public: str
    counter: int


@dataclass(frozen=True)
class Used:
    """Statutory term: pemakaian kunci sandi. Which passkey signed, and its signature counter."""

    credential_id: str
    counter: int


def _server() -> Fido2Server:
    base = urlsplit(settings.BASE_URL)
    origin = f"{base.scheme}://{base.netloc}"
    return Fido2Server(
        PublicKeyCredentialRpEntity(id=base.hostname or "localhost", name="e-Kinerja"),
        verify_origin=lambda given: given == origin,
    )


def start_registration(
    *, account_id: UUID, login: str, name: str, known: list[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return (options for the browser, state for the session) of a new passkey; ``known`` are kept public parts."""
    options, state = _server().register_begin(
        PublicKeyCredentialUserEntity(id=account_id.bytes, name=login, display_name=name),
        credentials=[_public(text) for text in known],
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return dict(options), dict(state)


def finish_registration(*, state: dict[str, Any], response: dict[str, Any]) -> Made | None:
    """Return what to store of the passkey that the browser made, or nothing when its answer does not fit."""
    try:
        data = _server().register_complete(state, response).credential_data
    except (ValueError, TypeError, KeyError):
        return None
    if data is None:
        return None
    return Made(websafe_encode(data.credential_id), websafe_encode(bytes(data)), 0)


def start_assertion(*, known: list[str] | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """
    Return (options for the browser, state) to prove the possession of a passkey.

    With ``known`` public parts: one of these, as second proof. With ``None``: any passkey of this site, alone,
    so the device must check its owner (finger, face or PIN).
    """
    alone = known is None
    options, state = _server().authenticate_begin(
        credentials=None if known is None else [_public(text) for text in known],
        user_verification=UserVerificationRequirement.REQUIRED if alone else UserVerificationRequirement.PREFERRED,
    )
    return dict(options), dict(state)


def owner_of(response: dict[str, Any]) -> UUID | None:
    """Return whose account the browser's answer claims to be, unchecked."""
    try:
        return UUID(bytes=websafe_decode(response["response"]["userHandle"]))
    except (ValueError, TypeError, KeyError):
        return None


def finish_assertion(*, state: dict[str, Any], response: dict[str, Any], known: list[str]) -> Used | None:
    """Return which of the known passkeys signed the challenge, or nothing."""
    try:
        answer = AuthenticationResponse.from_dict(response)
        used = _server().authenticate_complete(state, [_public(text) for text in known], answer)
    except (ValueError, TypeError, KeyError):
        return None
    return Used(websafe_encode(used.credential_id), answer.response.authenticator_data.counter)


def _public(text: str) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(text))

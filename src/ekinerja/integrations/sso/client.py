"""The OpenID Connect client: where to send the browser, and what the returned code proves."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import urllib.error
import urllib.request
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
TIMEOUT = 10
LEEWAY = 60
LONGEST_ANSWER = 1_000_000


class SsoError(Exception):
    """Sign-in through the provider did not succeed."""


class ProviderUnavailable(SsoError):
    """The provider could not be reached or answered with an error."""


class IdentityRefused(SsoError):
    """The provider's answer does not prove who somebody is."""


@dataclass(frozen=True)
class Provider:
    """Statutory term: penyedia identitas. One provider as the settings name it."""

    issuer: str
    client_id: str
    client_secret: str
    nip_claim: str


@dataclass(frozen=True)
class Attempt:
    """Statutory term: permintaan masuk. The secrets of one attempt, kept in the browser's session."""

    state: str
    nonce: str
    verifier: str


def new_attempt() -> Attempt:
    """Return fresh random values for one attempt."""
    return Attempt(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))


def authorization_address(provider: Provider, attempt: Attempt, redirect_uri: str) -> str:
    """
    Return the provider's address to which the browser is sent.

    :raises ProviderUnavailable: the provider's configuration cannot be read
    """
    challenge = base64.urlsafe_b64encode(hashlib.sha256(attempt.verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri,
        "scope": "openid profile",
        "state": attempt.state,
        "nonce": attempt.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    endpoint = _configuration(provider.issuer)["authorization_endpoint"]
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(query)}"


def identify(provider: Provider, attempt: Attempt, *, code: str, redirect_uri: str) -> str:
    """
    Exchange the code and return the NIP that the provider's ID token states.

    :raises ProviderUnavailable: the provider cannot be reached
    :raises IdentityRefused: the code, the token or its claims are not in order
    """
    configuration = _configuration(provider.issuer)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "client_id": provider.client_id,
        "code_verifier": attempt.verifier,
    }
    if provider.client_secret:
        form["client_secret"] = provider.client_secret
    answer = _call(configuration["token_endpoint"], form)
    claims = _claims(provider, configuration, attempt, str(answer.get("id_token", "")))
    return _nip(claims, provider.nip_claim)


def _claims(provider: Provider, configuration: dict[str, Any], attempt: Attempt, token: str) -> dict[str, Any]:
    try:
        keys = _keys(configuration["jwks_uri"])
        claims: dict[str, Any] = jwt.decode(
            token,
            _signing_key(keys, token),
            algorithms=list(ALGORITHMS),
            audience=provider.client_id,
            issuer=configuration["issuer"],
            leeway=LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except jwt.PyJWKClientConnectionError as error:
        raise ProviderUnavailable(str(error)) from error
    except jwt.PyJWTError as error:
        raise IdentityRefused(f"token: {type(error).__name__}") from error
    if not secrets.compare_digest(str(claims.get("nonce", "")), attempt.nonce):
        raise IdentityRefused("nonce")
    if claims.get("azp", provider.client_id) != provider.client_id:
        raise IdentityRefused("azp")
    return claims


def _signing_key(keys: jwt.PyJWKClient, token: str) -> Any:
    """Return the key that the token names; a provider with a single key need not name it."""
    named = jwt.get_unverified_header(token).get("kid")
    if named is not None:
        return keys.get_signing_key(named).key
    found = [key for key in keys.get_jwk_set().keys if key.public_key_use in {"sig", None}]
    if len(found) != 1:
        raise jwt.InvalidTokenError("no key named")
    return found[0].key


def _nip(claims: dict[str, Any], path: str) -> str:
    value: Any = claims
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    if not isinstance(value, str) or not value.strip():
        raise IdentityRefused("nip claim missing")
    return value.strip()


@lru_cache(maxsize=4)
def _configuration(issuer: str) -> dict[str, Any]:
    found = _call(issuer.rstrip("/") + "/.well-known/openid-configuration")
    if str(found.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
        raise IdentityRefused("issuer")
    return found


@lru_cache(maxsize=4)
def _keys(address: str) -> jwt.PyJWKClient:
    _require_safe(address)
    return jwt.PyJWKClient(address, cache_keys=True, lifespan=600, timeout=TIMEOUT)


def forget() -> None:
    """Forget what was read of providers; called when the settings change (tests)."""
    _configuration.cache_clear()
    _keys.cache_clear()


def _require_safe(address: str) -> None:
    parts = urlsplit(address)
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if parts.scheme != "https" and not (parts.scheme == "http" and local):
        raise ProviderUnavailable("address without https")


def _call(address: str, form: dict[str, str] | None = None) -> dict[str, Any]:
    _require_safe(address)
    data = urlencode(form).encode() if form is not None else None
    request = urllib.request.Request(address, data=data, headers={"Accept": "application/json"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            found = json.loads(answer.read(LONGEST_ANSWER))
    except urllib.error.HTTPError as error:
        kind = IdentityRefused if form is not None and error.code < 500 else ProviderUnavailable
        raise kind(f"status {error.code}") from error
    except (OSError, ValueError) as error:
        raise ProviderUnavailable(type(error).__name__) from error
    if not isinstance(found, dict):
        raise ProviderUnavailable("answer is no object")
    return found

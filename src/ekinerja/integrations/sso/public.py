"""The door of the sign-in provider client."""

from ekinerja.integrations.sso.client import (
    Attempt,
    IdentityRefused,
    Provider,
    ProviderUnavailable,
    SsoError,
    authorization_address,
    forget,
    identify,
    new_attempt,
)

__all__ = [
    "Attempt",
    "IdentityRefused",
    "Provider",
    "ProviderUnavailable",
    "SsoError",
    "authorization_address",
    "forget",
    "identify",
    "new_attempt",
]

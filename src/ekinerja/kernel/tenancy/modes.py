"""How the tables lie in the database: one setting, the same migrations."""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class Mode(StrEnum):
    """Where the rows of an agency lie."""

    PLAIN = "plain"
    """One ordinary table."""
    EMULATE = "emulate"
    """Hash partitions by agency on plain PostgreSQL: what fails here would fail on several nodes."""
    CITUS = "citus"
    """Distributed by agency over the nodes of a Citus cluster."""


def current_mode() -> Mode:
    """
    Return the mode from ``settings.TENANCY_MODE``.

    :raises ImproperlyConfigured: the setting is none of the modes
    """
    value = getattr(settings, "TENANCY_MODE", Mode.PLAIN)
    try:
        return Mode(value)
    except ValueError:
        raise ImproperlyConfigured(f"TENANCY_MODE must be plain, emulate or citus, not {value!r}.") from None

"""Accounts and a client for the access pages."""

from tests.db.access.conftest import account_factory, budi  # noqa: F401

"""Accounts and a client for the access pages."""

from tests.db.access.conftest import (  # noqa: F401
    account_factory,
    admin,
    budi,
    clerk,
    grant,
    person_factory,
    units,
)

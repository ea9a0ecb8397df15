"""What happened to accounts that others react to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ekinerja.kernel.outbox import Event


@dataclass(frozen=True)
class AccountsFollowed(Event):
    """The accounts of an agency followed its people: some were made, changed or closed."""

    name: ClassVar[str] = "access.accounts.followed"
    created: int
    updated: int
    closed: int

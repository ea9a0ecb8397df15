"""What a list asks of its caller, where the screen asks it at its door."""

from __future__ import annotations

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed


def require_role(actor: Actor, *roles: Role) -> None:
    """
    Refuse a caller who holds none of the roles, in whatever scope, as the guard of the screens does.

    :raises NotAllowed: the caller holds none of them
    """
    if not actor.has(*roles):
        raise NotAllowed

"""Who may read counts and lists of others; one definition gives the predicate and the visible rows."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed

READERS = (Role.AGENCY_ADMIN, Role.UNIT_CLERK, Role.LEADER, Role.INSPECTORATE)
NUDGERS = (Role.AGENCY_ADMIN, Role.UNIT_CLERK)
AFTER_PATH = "~"  # sorts after every sign of a path
RATING_READERS = (*READERS, Role.FINANCE)


def readable_paths(actor: Actor, roles: tuple[Role, ...] = READERS) -> tuple[str, ...]:
    """
    Return the unit paths over which the actor holds one of the roles; ``("",)`` is the whole agency.

    :raises NotAllowed: the actor holds none of them
    """
    paths = actor.paths(*roles)
    if not paths:
        raise NotAllowed
    return paths


def below(paths: tuple[str, ...]) -> Q:
    """Return the condition on rows with ``unit_path`` at or below one of the paths."""
    if "" in paths:
        return Q()
    return reduce(or_, (Q(unit_path__startswith=path) for path in paths), Q(pk__in=[]))

"""Who may see and keep working teams; one definition gives the predicate and the rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed
from ekinerja.planning.models import Team, TeamMember

KEEPING_ROLES = (Role.AGENCY_ADMIN, Role.UNIT_CLERK)
READING_ROLES = (*KEEPING_ROLES, Role.LEADER, Role.INSPECTORATE)


def memberships_on(on: date) -> Q:
    """Return the condition on memberships that are in force on a day, in a team that runs on it."""
    return Q(team__period__contains=on, joined_on__lte=on) & (Q(left_on=None) | Q(left_on__gt=on))


def memberships_within(starts_on: Any, ends_before: Any, period: Any) -> Q:
    """Return the condition on memberships that share a day with some days; values or references to them."""
    return Q(team__period__overlap=period, joined_on__lt=ends_before) & (Q(left_on=None) | Q(left_on__gt=starts_on))


def visible_to(actor: Actor, led: Iterable[str]) -> Q:
    """Return the teams the actor may see: by role, of the units they head (``led``), led by them or with them."""
    if actor.has(Role.SYSTEM):
        return Q()
    condition = Q(pk__in=[])
    for path in (*actor.paths(*READING_ROLES), *led):
        condition |= Q(unit_path__startswith=path)
    if actor.employee_id is not None:
        mine = TeamMember.objects.filter(team_id=OuterRef("pk"), employee_id=actor.employee_id)
        condition |= Q(leader_id=actor.employee_id) | Q(Exists(mine))
    return condition


def may_keep(actor: Actor, unit_path: str, led: Iterable[str]) -> bool:
    """Whether the actor may make and change teams at a unit: its admin, its clerk, or who heads it or one above."""
    if actor.has(Role.SYSTEM) or actor.covers(unit_path, *KEEPING_ROLES):
        return True
    return bool(unit_path) and any(path and unit_path.startswith(path) for path in led)


def keeping_paths(actor: Actor, led: Iterable[str]) -> tuple[str, ...]:
    """Return the units at and below which the actor may make and change teams; an empty path is the whole agency."""
    return (*actor.paths(*KEEPING_ROLES), *led)


def require_keep(actor: Actor, team: Team | None, unit_path: str, led: Iterable[str]) -> None:
    """
    Refuse unless the actor may keep the team where it is, and where it shall be.

    :raises NotAllowed: neither admin nor clerk nor head of the unit
    """
    found = tuple(led)
    places = {unit_path} if team is None else {unit_path, team.unit_path}
    if not all(may_keep(actor, place, found) for place in places):
        raise NotAllowed(
            _("Tim kerja dikelola admin instansi, pengelola kinerja unit, atau pimpinan unit yang bersangkutan.")
        )

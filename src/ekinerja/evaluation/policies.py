"""Who may see and set what a unit achieved (capaian kinerja organisasi; SE MenPANRB 3/2023)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people


@dataclass(frozen=True)
class Scope:
    """Statutory term: wewenang penetapan capaian organisasi. ``headed`` are the units the actor leads today."""

    actor: Actor
    headed: frozenset[UUID] = frozenset()
    headed_paths: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the subtrees the actor sees; ``("",)`` means the whole agency."""
        found = {*self.actor.paths(Role.AGENCY_ADMIN, Role.LEADER), *self.headed_paths}
        if self.actor.has(Role.SYSTEM) or "" in found:
            return ("",)
        return tuple(sorted(path for path in found if not path.startswith(tuple(found - {path}))))

    def sees(self, unit: organisation.UnitData) -> bool:
        """Tell whether the unit lies in a subtree of the actor's."""
        return unit.path.startswith(self.paths) if self.paths else False

    def may_set(self, unit: organisation.UnitData) -> bool:
        """Tell whether the actor stands above the unit: its admin, a leader above, or the head one level up."""
        actor = self.actor
        if actor.has(Role.SYSTEM) or actor.covers(unit.path, Role.AGENCY_ADMIN) or unit.parent_id in self.headed:
            return True
        return actor.covers(unit.path, Role.LEADER) and unit.path not in actor.paths(Role.LEADER)


def scope_of(actor: Actor, on: date) -> Scope:
    """Return what the actor may see and set; no query for those who administer the whole agency."""
    if actor.employee_id is None or "" in actor.paths(Role.AGENCY_ADMIN):
        return Scope(actor)
    headed = people.headed_units(employee_id=actor.employee_id, on=on)
    return Scope(actor, frozenset(headed), tuple(path for path in headed.values() if path))


def require_sight(scope: Scope, units: Collection[organisation.UnitData] = ()) -> None:
    """
    Refuse an actor who neither leads nor administers anything, or not these units.

    :raises NotAllowed: with who may
    """
    if not scope.paths or not all(scope.sees(unit) for unit in units):
        raise NotAllowed(_("Capaian organisasi dilihat pimpinan unit di atasnya dan admin instansi."))


def require_set(scope: Scope, unit: organisation.UnitData) -> None:
    """
    Refuse unless the actor stands above the unit.

    :raises NotAllowed: the actor neither leads nor administers a unit above
    """
    if not scope.may_set(unit):
        raise NotAllowed(_("Capaian organisasi ditetapkan pimpinan satu tingkat di atas unit itu."))

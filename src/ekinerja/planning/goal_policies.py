"""Who may write goals of the organisation: admins everywhere, clerks and heads of units within their subtree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed
from ekinerja.planning.selectors import persons

WRITING_ROLES = (Role.AGENCY_ADMIN, Role.UNIT_CLERK, Role.SYSTEM)


@dataclass(frozen=True)
class Reach:
    """Below which unit paths the actor writes; the empty path is the whole agency. Everybody signed in reads."""

    paths: tuple[str, ...]

    def covers(self, unit_path: str) -> bool:
        """Tell whether the actor writes what belongs to a unit; the agency's own goals need the empty path."""
        return any(unit_path.startswith(path) for path in self.paths)

    @property
    def anywhere(self) -> bool:
        """Whether there is any unit for which the actor writes."""
        return bool(self.paths)


def reach_of(actor: Actor, on: date) -> Reach:
    """Return where the actor writes on a day: by role, and as the head of a unit by fact."""
    granted = actor.paths(*WRITING_ROLES)
    if "" in granted or actor.has(Role.SYSTEM):
        return Reach(("",))
    return Reach(tuple(sorted({*granted, *persons.headed_paths(employee_id=actor.employee_id, on=on)})))


def require_reach(reach: Reach, unit_path: str) -> None:
    """
    Refuse unless the actor writes for the unit.

    :raises NotAllowed: somebody else's unit
    """
    if not reach.covers(unit_path):
        raise NotAllowed(
            _("Sasaran unit ini hanya dapat diubah oleh kepala unit, pengelola kinerja unit, atau admin instansi.")
        )

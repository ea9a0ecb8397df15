"""Who may change the organisation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed, NotFound


def require_agency(actor: Actor, agency_id: int | None) -> None:
    """
    Require that the actor works in this agency.

    :raises NotFound: the actor belongs to another agency
    """
    if actor.agency_id != agency_id:
        raise NotFound


def may_change(actor: Actor, unit_path: str) -> bool:
    """Whether the actor may change the unit with this path: administrators of it, and the program itself."""
    return actor.covers(unit_path, Role.AGENCY_ADMIN, Role.SYSTEM)


def require_change(actor: Actor, unit_path: str) -> None:
    """
    Require the right to change the unit with this path.

    :raises NotAllowed: the actor is no administrator of it
    """
    if not may_change(actor, unit_path):
        raise NotAllowed(_("Hanya admin instansi yang dapat mengubah unit dan jabatan."))

"""Who may see and change whom; one definition gives the predicate and the visible rows."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed, NotFound
from ekinerja.people.models import DirectoryEntry

READERS = (
    Role.AGENCY_ADMIN,
    Role.UNIT_CLERK,
    Role.LEADER,
    Role.INSPECTORATE,
    Role.FINANCE,
    Role.SYSTEM,
)
AFTER_PATH = "~"  # sorts after every sign of a path
CHANGERS = (Role.AGENCY_ADMIN, Role.SYSTEM)
PRIVATE_READERS = (Role.AGENCY_ADMIN, Role.UNIT_CLERK, Role.SYSTEM)


def led_paths(actor: Actor) -> tuple[str, ...]:
    """Return the paths of the units that the actor heads today, a fact that needs no role."""
    return tuple(_led(actor.employee_id).values_list("unit_path", flat=True)) if actor.employee_id else ()


def _led(employee_id: UUID) -> QuerySet[DirectoryEntry]:
    return DirectoryEntry.objects.filter(employee_id=employee_id, is_head=True).exclude(unit_path="")


def visible_to(actor: Actor) -> Q:
    """Return the directory rows the actor may see: roles by their scope, the units headed, and oneself."""
    paths = actor.paths(*READERS)
    if "" in paths:
        return Q()
    seen = Q(pk__in=[])
    for path in paths:
        seen |= below(path)
    if actor.employee_id is None:
        return seen
    led = Subquery(_led(actor.employee_id).values("unit_path"))
    return seen | Q(employee_id=actor.employee_id) | Q(unit_path__gte=led, unit_path__lt=Concat(led, Value(AFTER_PATH)))


def below(path: str) -> Q:
    """
    Return the directory rows of a subtree.

    As a range: under row-level security an index serves comparisons of text, but not LIKE.
    """
    return Q(unit_path__gte=path, unit_path__lt=path + AFTER_PATH)


def may_see(actor: Actor, *, employee_id: UUID, unit_path: str) -> bool:
    """Whether the actor may see this person; asks what the actor heads only where no role answers."""
    paths = actor.paths(*READERS)
    if actor.employee_id == employee_id or "" in paths:
        return True
    if not unit_path:
        return False
    return unit_path.startswith(paths) or any(unit_path.startswith(path) for path in led_paths(actor))


def may_see_private(actor: Actor, *, employee_id: UUID, unit_path: str) -> bool:
    """Whether the actor may see birth, sex, e-mail and phone: the person, administrators, the unit's clerk."""
    return actor.employee_id == employee_id or actor.covers(unit_path, *PRIVATE_READERS)


def may_change(actor: Actor, unit_path: str) -> bool:
    """Whether the actor may change the career of people in the unit with this path."""
    return actor.covers(unit_path, *CHANGERS)


def require_change(actor: Actor, *, agency_id: int | None, unit_path: str) -> None:
    """
    Require the right to change people of the unit with this path.

    :raises NotFound: another agency
    :raises NotAllowed: no administrator of the unit
    """
    if actor.agency_id != agency_id:
        raise NotFound(_("Pegawai tidak ditemukan."))
    if not may_change(actor, unit_path):
        raise NotAllowed(_("Hanya admin instansi yang dapat mengubah data kepegawaian."))


def require_import(actor: Actor) -> None:
    """
    Require the right to import: administrators of the whole agency.

    :raises NotAllowed: anybody else
    """
    if not actor.covers("", *CHANGERS):
        raise NotAllowed(_("Hanya admin instansi yang dapat mengimpor data."))

"""Requests to correct a rater, and raters named by decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed, NotFound
from ekinerja.people.models import CorrectionState, RaterCorrection, RaterOverride

PAGE = 25


@dataclass(frozen=True)
class CorrectionPage:
    """A page of requests, those that wait longest first."""

    items: tuple[RaterCorrection, ...]
    number: int
    total: int
    open_count: int


@dataclass(frozen=True)
class NamedRaterPage:
    """A page of raters named by decision, by the employee's name."""

    items: tuple[RaterOverride, ...]
    number: int
    total: int


def list_corrections(
    *, actor: Actor, state: str = CorrectionState.ASKED, text: str = "", page: int = 1
) -> CorrectionPage:
    """
    Return a page of the agency's requests; ``state`` empty for all, ``text`` narrows by name or NIP of the employee.

    :raises NotAllowed: the actor does not administer the agency
    """
    if not actor.covers("", Role.AGENCY_ADMIN):
        raise NotAllowed(_("Permintaan koreksi penilai dilihat dan diputuskan oleh admin instansi."))
    rows = RaterCorrection.objects.select_related("employee", "proposed").order_by("asked_at", "id")
    open_count = RaterCorrection.objects.filter(state=CorrectionState.ASKED).count()
    if state in CorrectionState.values:
        rows = rows.filter(state=state)
    for word in text.split():
        rows = rows.filter(Q(employee__name__icontains=word) | Q(employee__nip__contains=word))
    total = rows.count()
    number = min(max(1, page), max(1, -(-total // PAGE)))
    return CorrectionPage(tuple(rows[(number - 1) * PAGE : number * PAGE]), number, total, open_count)


def get_correction(*, actor: Actor, correction_id: UUID) -> RaterCorrection:
    """
    Return one request: one's own, for an administrator of the agency all.

    :raises NotFound: otherwise
    """
    found = RaterCorrection.objects.select_related("employee", "proposed").filter(id=correction_id).first()
    if found is None or not (found.employee_id == actor.employee_id or actor.covers("", Role.AGENCY_ADMIN)):
        raise NotFound(_("Permintaan koreksi ini tidak ditemukan."))
    return found


def own_corrections(*, actor: Actor) -> tuple[RaterCorrection, ...]:
    """Return the actor's own requests, newest first."""
    if actor.employee_id is None:
        return ()
    rows = RaterCorrection.objects.select_related("proposed").filter(employee_id=actor.employee_id)
    return tuple(rows.order_by("-asked_at")[:20])


def named_raters_of(*, employee_id: UUID) -> tuple[RaterOverride, ...]:
    """Return the raters named by decision for one employee, newest first; those that never took effect too."""
    return tuple(RaterOverride.objects.select_related("rater").filter(employee_id=employee_id).order_by("-decided_at"))


def list_named_raters(*, actor: Actor, on: date, text: str = "", page: int = 1) -> NamedRaterPage:
    """
    Return a page of the employees whose rater on a day is named by decision instead of by the unit tree.

    :raises NotAllowed: the actor does not administer the agency
    """
    if not actor.covers("", Role.AGENCY_ADMIN):
        raise NotAllowed(_("Daftar penilai yang ditetapkan khusus dilihat oleh admin instansi."))
    rows = RaterOverride.objects.filter(period__contains=on).select_related("employee", "rater")
    for word in text.split():
        rows = rows.filter(Q(employee__name__icontains=word) | Q(employee__nip__startswith=word))
    total = rows.count()
    number = min(max(1, page), max(1, -(-total // PAGE)))
    found = rows.order_by("employee__name", "id")[(number - 1) * PAGE : number * PAGE]
    return NamedRaterPage(tuple(found), number, total)


def open_corrections(*, actor: Actor) -> QuerySet[RaterCorrection]:
    """Return the requests that wait for this administrator, for counting only; none for anybody else."""
    if not actor.covers("", Role.AGENCY_ADMIN):
        return RaterCorrection.objects.none()
    return RaterCorrection.objects.filter(state=CorrectionState.ASKED).order_by()

"""One head post, one definitive holder on a day: rows that would put a second one there are refused with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from ekinerja.organisation.public import PositionWanted
from ekinerja.people.data import GONE, AppointmentKind
from ekinerja.people.models import Appointment
from ekinerja.people.services.imports.known import Known, PeoplePlan
from ekinerja.people.services.imports.read_rows import PersonRow


@dataclass
class _File:
    """What the file says about each person known already: their row, and the post it would give them."""

    rows: dict[UUID, PersonRow]
    posts: dict[int, UUID | None]


def refuse_held_heads(
    *, rows: Sequence[PersonRow], wanted: Mapping[int, PositionWanted], known: Known, plan: PeoplePlan
) -> None:
    """
    Give a fault to every row whose head post somebody else still holds when the import is done.

    A refused row moves nobody, so the post it would have left stays held: repeated until nothing is refused any more.
    A post that changes hands changes them on the day of the import (``known.shared_heads``), not on the day the row
    states, when the one before may still have been there.
    """
    of_key = {(p.unit_id, p.title, p.kind, p.grade): p.id for p in known.positions.values()}
    file = _File({}, {})
    claims: dict[UUID, list[PersonRow]] = {}
    for row in rows:
        want, owner = wanted.get(row.line), _person(row, known)
        post = _post_of(want, known, of_key) if want else None
        if want is not None:
            file.posts[row.line] = post
        if owner is not None:
            file.rows[owner] = row
        if post is not None and row.status not in GONE and known.positions[post].is_head:
            claims.setdefault(post, []).append(row)
    holders = _holders(claims, known, file)
    refused = True
    while refused:
        refused = False
        for post, claimants in claims.items():
            refused |= _refuse(post, claimants, holders.get(post, ()), known, plan, file)


def _person(row: PersonRow, known: Known) -> UUID | None:
    by_source = known.by_source.get(row.source_id) if row.source_id else None
    employee = by_source or known.by_nip.get(row.nip)
    return employee.id if employee else None


def _post_of(want: PositionWanted, known: Known, of_key: Mapping[tuple[UUID, str, str, str], UUID]) -> UUID | None:
    if want.is_head:
        head = known.heads.get(want.unit_id)
        return head.id if head else None
    return of_key.get((want.unit_id, want.title, want.kind, want.grade))


def _holders(claims: Mapping[UUID, Sequence[PersonRow]], known: Known, file: _File) -> dict[UUID, list[Appointment]]:
    """Return who holds the claimed posts on the day or later; note the posts that others held at any time."""
    found: dict[UUID, list[Appointment]] = {}
    rows = Appointment.objects.filter(position_id__in=list(claims), kind=AppointmentKind.DEFINITIVE)
    for held in rows.select_related("employee"):
        row = file.rows.get(held.employee_id)
        if row is None or row not in claims[held.position_id]:
            known.shared_heads.add(held.position_id)
        if held.period.upper is None or held.period.upper > known.on:
            found.setdefault(held.position_id, []).append(held)
    return found


def _refuse(
    post: UUID,
    claimants: Sequence[PersonRow],
    holders: Sequence[Appointment],
    known: Known,
    plan: PeoplePlan,
    file: _File,
) -> bool:
    """Refuse claimants while somebody stays in the post, and all but the first; return whether any was refused."""
    open_rows = [row for row in claimants if row.line not in plan.faults]
    refused = False
    for row in open_rows:
        reason = _reason(row, post, holders, known, plan, file)
        if not reason and row is not open_rows[0] and open_rows[0].line not in plan.faults:
            reason = f"Jabatan kepala unit ini sudah diisi baris {open_rows[0].line}."
        if reason:
            plan.faults[row.line] = reason
            refused = True
    return refused


def _reason(
    row: PersonRow, post: UUID, holders: Sequence[Appointment], known: Known, plan: PeoplePlan, file: _File
) -> str:
    """Return why the row cannot have the post: who else is there on the day or comes later; empty if nobody."""
    own = _person(row, known)
    for held in holders:
        if held.employee_id == own:
            continue
        name, theirs = held.employee.display_name, file.rows.get(held.employee_id)
        if held.period.lower > known.on:
            return f"Jabatan kepala unit ini dipegang {name} mulai {held.period.lower:%d-%m-%Y}. Batalkan itu dulu."
        if theirs is None:
            return f"Jabatan kepala unit ini masih dipegang {name}, yang tidak ada di berkas. Pindahkan dulu."
        if not _leaves(theirs, post, plan, file):
            return (
                f"Jabatan kepala unit ini masih dipegang {name}, dan baris {theirs.line} tidak memindahkannya. "
                "Perbaiki baris itu dulu."
            )
    return ""


def _leaves(row: PersonRow, post: UUID, plan: PeoplePlan, file: _File) -> bool:
    """Whether a good row ends or moves the present holder's post; a row without a post leaves everything as it is."""
    if row.line in plan.faults:
        return False
    return row.status in GONE or (row.line in file.posts and file.posts[row.line] != post)

"""One person's page: the present picture, the private data, the history."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.organisation import public as organisation
from ekinerja.people import policies
from ekinerja.people.models import Appointment, DirectoryEntry, Employee, RankRecord, StatusRecord
from ekinerja.people.selectors.directory import get_entry


@dataclass(frozen=True)
class HistoryItem:
    """One dated fact of a career; ``what`` is JABATAN, PANGKAT or STATUS. ``ends_on`` is the first day after."""

    what: str
    title: str
    detail: str
    starts_on: date | None
    ends_on: date | None
    decree_number: str = ""
    reason: str = ""
    kind: str = ""
    record_id: UUID | None = None


@dataclass(frozen=True)
class Person:
    """A person as the actor may see them; ``private`` is ``None`` when not shown."""

    entry: DirectoryEntry
    employee: Employee
    history: list[HistoryItem] = field(default_factory=list)
    may_change: bool = False
    may_see_private: bool = False

    @property
    def id(self) -> UUID:
        """Return the employee's id."""
        return self.employee.id


def get_person(*, actor: Actor, employee_id: UUID, on: date) -> Person:
    """
    Return a person with history and what the actor may do: a fixed number of queries.

    :raises NotFound: no such person, another agency, or the actor may not see them
    """
    entry = get_entry(actor=actor, employee_id=employee_id)
    return Person(
        entry=entry,
        employee=entry.employee,
        history=_history(employee_id, on),
        may_change=policies.may_change(actor, entry.unit_path),
        may_see_private=policies.may_see_private(actor, employee_id=employee_id, unit_path=entry.unit_path),
    )


@transaction.atomic
def note_private_view(*, actor: Actor, person: Person, at: datetime) -> None:
    """Record that the actor looked at somebody else's private data; looking at one's own is not recorded."""
    if actor.employee_id == person.id:
        return
    audit.record(
        actor=actor, event="people.private_data.viewed", subject_type="employee", subject_id=person.id, at=at,
        sensitive=True,
    )  # fmt: skip


def _history(employee_id: UUID, on: date) -> list[HistoryItem]:
    items: list[HistoryItem] = []
    posts = list(Appointment.objects.filter(employee_id=employee_id).select_related("position"))
    names = organisation.units.names_of(unit_ids={post.unit_id for post in posts}, on=on)
    for post in posts:
        items.append(
            HistoryItem(
                "JABATAN",
                post.position.title,
                names.get(post.unit_id, ""),
                post.period.lower,
                post.period.upper,
                post.decree_number,
                post.reason,
                post.kind,
                post.id,
            )  # fmt: skip
        )
    for rank in RankRecord.objects.filter(employee_id=employee_id):
        items.append(HistoryItem("PANGKAT", rank.code, "", rank.period.lower, rank.period.upper, rank.decree_number))
    for status in StatusRecord.objects.filter(employee_id=employee_id):
        items.append(
            HistoryItem(
                "STATUS",
                status.status,
                status.civil_status,
                status.period.lower,
                status.period.upper,
                status.decree_number,
                status.reason,
            )  # fmt: skip
        )
    return sorted(items, key=lambda item: (item.starts_on or date.min, item.what), reverse=True)

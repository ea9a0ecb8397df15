"""What happened to people that others react to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from ekinerja.kernel.outbox import Event


@dataclass(frozen=True)
class RaterCorrectionAsked(Event):
    """An employee asked for another rater."""

    name: ClassVar[str] = "people.rater_correction.asked"
    correction_id: UUID
    employee_id: UUID


@dataclass(frozen=True)
class RaterCorrectionDecided(Event):
    """An administrator granted or refused it."""

    name: ClassVar[str] = "people.rater_correction.decided"
    correction_id: UUID
    employee_id: UUID
    granted: bool


@dataclass(frozen=True)
class RaterNamed(Event):
    """An administrator named somebody's rater from a day on (``on``, ISO date), or let the unit tree answer again."""

    name: ClassVar[str] = "people.rater.named"
    employee_id: UUID
    on: str


@dataclass(frozen=True)
class PeopleImported(Event):
    """An import of units or people was run or taken back."""

    name: ClassVar[str] = "people.import.completed"
    batch_id: UUID
    kind: str


@dataclass(frozen=True)
class EmployeeKept(Event):
    """A person was taken in, or what is recorded about them (NIP, name, e-mail) was corrected."""

    name: ClassVar[str] = "people.employee.kept"
    employee_id: UUID


@dataclass(frozen=True)
class EmployeeMoved(Event):
    """A person has another definitive post from a day on (``on``, ISO date)."""

    name: ClassVar[str] = "people.employee.moved"
    employee_id: UUID
    unit_id: UUID
    on: str


@dataclass(frozen=True)
class ActingOfficialChanged(Event):
    """Somebody begins or ends to act as head of a unit on a day (``on``, ISO date)."""

    name: ClassVar[str] = "people.acting_official.changed"
    employee_id: UUID
    unit_id: UUID
    on: str


@dataclass(frozen=True)
class StatusChanged(Event):
    """A person's standing changes on a day (``on``, ISO date)."""

    name: ClassVar[str] = "people.status.changed"
    employee_id: UUID
    status: str
    on: str

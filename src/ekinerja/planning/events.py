"""What happened in planning, for those who react (config/wiring.py)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from ekinerja.kernel.outbox import Event


@dataclass(frozen=True)
class PlanSubmitted(Event):
    """An employee handed a plan to the rater; ``rater_employee_id`` is empty when nobody is known yet."""

    name: ClassVar[str] = "planning.plan.submitted"
    plan_id: UUID
    employee_id: UUID
    rater_employee_id: UUID | None


@dataclass(frozen=True)
class PlanReturned(Event):
    """A rater gave a plan back with a note."""

    name: ClassVar[str] = "planning.plan.returned"
    plan_id: UUID
    employee_id: UUID
    rater_employee_id: UUID | None


@dataclass(frozen=True)
class PlanAgreed(Event):
    """A rater agreed a plan."""

    name: ClassVar[str] = "planning.plan.agreed"
    plan_id: UUID
    employee_id: UUID
    rater_employee_id: UUID | None


@dataclass(frozen=True)
class PlanReopened(Event):
    """An agreed plan was opened again for changes."""

    name: ClassVar[str] = "planning.plan.reopened"
    plan_id: UUID
    employee_id: UUID
    rater_employee_id: UUID | None


@dataclass(frozen=True)
class PlanStepped(Event):
    """A plan began, changed its state or was thrown away; told of every step, for those who count."""

    name: ClassVar[str] = "planning.plan.stepped"
    plan_id: UUID
    employee_id: UUID


@dataclass(frozen=True)
class DeadlineMoved(Event):
    """
    A deadline was moved: of a period, or of plans when ``period_id`` is empty.

    ``unit_path`` and ``employee_id`` say for whom; both empty is everybody. ``deadline`` is ISO, ``later`` tells
    an extension from a change of the settings.
    """

    name: ClassVar[str] = "planning.deadline.moved"
    year_id: UUID
    period_id: UUID | None
    unit_path: str
    employee_id: UUID | None
    deadline: str
    reason: str
    later: bool


@dataclass(frozen=True)
class ExtensionEnded(Event):
    """
    More time for a period, or for plans when ``period_id`` is empty, was taken back from ``ended_at`` on.

    ``unit_path`` and ``employee_id`` say for whom it was; both empty is everybody. The instants are ISO.
    """

    name: ClassVar[str] = "planning.extension.ended"
    extension_id: UUID
    year_id: UUID
    period_id: UUID | None
    unit_path: str
    employee_id: UUID | None
    deadline: str
    ended_at: str
    reason: str


@dataclass(frozen=True)
class YearChanged(Event):
    """A year was opened, or many plans were brought into it at once."""

    name: ClassVar[str] = "planning.year.changed"
    year: int


@dataclass(frozen=True)
class TeamLeaderNamed(Event):
    """Somebody was named leader of a working team."""

    name: ClassVar[str] = "planning.team.leader_named"
    team_id: UUID
    employee_id: UUID


@dataclass(frozen=True)
class TeamMemberAdded(Event):
    """An employee became a member of a working team."""

    name: ClassVar[str] = "planning.team_member.added"
    team_id: UUID
    member_id: UUID
    employee_id: UUID


@dataclass(frozen=True)
class MatrixFilled(Event):
    """Somebody else wrote in a member's row of a leader's role-outcome matrix."""

    name: ClassVar[str] = "planning.matrix.filled"
    plan_id: UUID
    employee_id: UUID
    writer_name: str


@dataclass(frozen=True)
class AgreementSubmitted(Event):
    """A performance agreement was handed to the superior, who may have no account or not be known yet."""

    name: ClassVar[str] = "planning.agreement.submitted"
    agreement_id: UUID
    superior_employee_id: UUID | None
    revision: int


@dataclass(frozen=True)
class AgreementReturned(Event):
    """A superior gave a performance agreement back with a note."""

    name: ClassVar[str] = "planning.agreement.returned"
    agreement_id: UUID
    head_employee_id: UUID | None
    revision: int


@dataclass(frozen=True)
class AgreementAgreed(Event):
    """A performance agreement was agreed."""

    name: ClassVar[str] = "planning.agreement.agreed"
    agreement_id: UUID
    head_employee_id: UUID | None
    revision: int

"""Employees, raters and their superiors as planning needs them; the only place that asks people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from ekinerja.people import public as people
from ekinerja.planning.data import PersonSnapshot, PositionGroup
from ekinerja.planning.models import PerformanceYear, Plan
from ekinerja.planning.policies import RaterNow

NOBODY_KNOWN = "TANPA_JABATAN"


@dataclass(frozen=True)
class Post:
    """Statutory term: kedudukan jabatan pada hari tertentu. Who the employee is and where on a day."""

    person: PersonSnapshot
    unit_id: UUID | None
    unit_path: str
    position_id: UUID | None
    group: PositionGroup


@dataclass(frozen=True)
class Raters:
    """Statutory term: pejabat penilai dan atasannya. The resolver's answer for one employee on one day."""

    rater: PersonSnapshot | None
    superior: PersonSnapshot | None
    reason: str
    steps: tuple[str, ...] = ()

    @property
    def now(self) -> RaterNow:
        """Return what the policy needs to know."""
        if self.rater is None:
            return RaterNow(None)
        return RaterNow(self.rater.employee_id, outside=self.rater.employee_id is None)


def post_of(*, employee_id: UUID, on: date) -> Post:
    """
    Return who and where the employee is on a day.

    :raises NotFound: there is no such employee in this agency
    """
    found = people.snapshot_of(employee_id=employee_id, on=on)
    return Post(
        person=_person(found),
        unit_id=found.unit_id,
        unit_path=found.unit_path,
        position_id=found.position_id,
        group=group_of(found.echelon),
    )


def group_of(echelon: str) -> PositionGroup:
    """Return which form applies: echelon I and II are JPT, everybody else JA or JF."""
    post = people.statutory_post(kind="", echelon=echelon, grade="")
    return PositionGroup.SENIOR if post is not None and post.senior else PositionGroup.GENERAL


def acting_posts(*, employee_id: UUID, year: int) -> list[people.ActingPost]:
    """Return the posts the employee acts in during a year (PLT, PLH, PJ)."""
    return people.acting_posts_of(employee_id=employee_id, starts_on=date(year, 1, 1), ends_before=date(year + 1, 1, 1))


def acting_post_of(*, employee_id: UUID, position_id: UUID, on: date) -> Post | None:
    """Return who the employee is in a post acted in on a day; none when the acting is over."""
    day_after = on + timedelta(days=1)
    rows = people.acting_posts_of(employee_id=employee_id, starts_on=on, ends_before=day_after)
    found = next((row for row in rows if row.position_id == position_id), None)
    if found is None:
        return None
    person = _person(people.snapshot_of(employee_id=employee_id, on=on), acting=found.kind)
    return Post(
        person=replace(person, position=found.title, unit=found.unit_name),
        unit_id=found.unit_id,
        unit_path=found.unit_path,
        position_id=found.position_id,
        group=group_of(found.echelon),
    )


def acted_position(plan: Plan) -> UUID | None:
    """Return the position of a plan for a post acted in, which its rater depends on; none for the own post."""
    return plan.position_id_then if plan.person.acting else None


def raters_of(*, employee_id: UUID, on: date, position_id: UUID | None = None) -> Raters:
    """Return who rates the employee on a day and who is that rater's superior, with the reason; never raises."""
    line = people.rating_line_of(employee_id=employee_id, on=on, position_id=position_id)
    return Raters(
        rater=_answered(line.rater, on),
        superior=_answered(line.superior, on),
        reason=line.rater.reason_text,
        steps=tuple(step.text for step in line.rater.steps),
    )


def headed_paths(*, employee_id: UUID | None, on: date) -> tuple[str, ...]:
    """Return the paths of the units somebody heads on a day, acting or definitive; a fact that needs no role."""
    if employee_id is None:
        return ()
    return tuple(path for path in people.headed_units(employee_id=employee_id, on=on).values() if path)


def rater_now(*, employee_id: UUID, on: date, position_id: UUID | None = None) -> RaterNow:
    """Return who decides about the employee's plan on a day; cheaper than ``raters_of``."""
    return _now(people.rater_of(employee_id=employee_id, on=on, position_id=position_id))


def raters_now(*, employee_ids: list[UUID], on: date) -> dict[UUID, RaterNow]:
    """Return who decides about the plans of many employees, with a fixed number of queries."""
    lines = people.rating_lines(employee_ids=employee_ids, on=on)
    return {employee_id: _now(line.rater) for employee_id, line in lines.items()}


def _now(answer: people.RaterAnswer) -> RaterNow:
    outside = answer.rater_employee_id is None and answer.reason_code != NOBODY_KNOWN
    return RaterNow(answer.rater_employee_id, outside=outside)


def _answered(answer: people.RaterAnswer, on: date) -> PersonSnapshot | None:
    if answer.reason_code == NOBODY_KNOWN:
        return None
    if answer.rater_employee_id is None:
        name = name_of_agency_head(year=on.year) or answer.rater_label
        return PersonSnapshot(name=name, position=answer.rater_label, reason=answer.reason_text)
    found = people.snapshot_of(employee_id=answer.rater_employee_id, on=on)
    return _person(found, acting=answer.acting_kind or "", reason=answer.reason_text)


def name_of_agency_head(*, year: int) -> str:
    """Return what the head of the agency, who is no civil servant, is called in a year; empty while nobody told."""
    return PerformanceYear.objects.filter(year=year).values_list("head_name", flat=True).first() or ""


def _person(found: people.EmployeeSnapshot, acting: str = "", reason: str = "") -> PersonSnapshot:
    return PersonSnapshot(
        employee_id=found.employee_id,
        name=found.name,
        nip=found.nip,
        rank=found.rank,
        position=found.position_title,
        unit=found.unit_name,
        acting=acting,
        reason=reason,
    )

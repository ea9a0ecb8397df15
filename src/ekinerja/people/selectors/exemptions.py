"""Who is outside the cycle on a day and why; counted apart from those who have not filled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from ekinerja.kernel.actor import Actor
from ekinerja.people import policies
from ekinerja.people.data import GONE, AppointmentKind, Status
from ekinerja.people.models import Appointment, DirectoryEntry, Employee, StatusRecord
from ekinerja.people.statutory_post import StatutoryPost, statutory_post
from ekinerja.regulation import public as regulation
from ekinerja.rules import career, exclusion
from ekinerja.rules.dated import DatedValue
from ekinerja.rules.exclusion import Exclusion
from ekinerja.rules.explained import Explained, RuleError

PAGE = 25
STATUSES, MONTHS = "cycle/exemptions", "cycle/months_before_retirement"
KEYS = (STATUSES, MONTHS)
Values = Mapping[str, DatedValue[Any]]
Subject = tuple[UUID, str, date | None]


@dataclass(frozen=True)
class ExemptPerson:
    """One person outside the cycle, with the reason and its steps."""

    entry: DirectoryEntry
    why: Explained[Exclusion | None]

    @property
    def reason(self) -> Exclusion:
        """The reason; the list holds only people who have one."""
        assert self.why.value is not None  # noqa: S101
        return self.why.value


@dataclass(frozen=True)
class ExemptPage:
    """A page of people outside the cycle, and how many there are for each reason."""

    people: tuple[ExemptPerson, ...]
    number: int
    total: int
    counts: Mapping[str, int]
    labels: Mapping[str, str]


def exemption_of(*, employee_id: UUID, on: date) -> Explained[Exclusion | None]:
    """Return whether one employee is outside the cycle on a day, with the steps; ``value`` is ``None`` if not."""
    return exemptions_on(employee_ids=[employee_id], on=on)[employee_id]


def exemptions_on(*, employee_ids: Iterable[UUID], on: date) -> dict[UUID, Explained[Exclusion | None]]:
    """Answer for many employees with a fixed number of queries."""
    ids = list(employee_ids)
    born = Employee.objects.filter(id__in=ids).values_list("id", "birth_date")
    statuses = dict(
        StatusRecord.objects.filter(employee_id__in=ids, period__contains=on).values_list("employee_id", "status")
    )
    subjects = [(employee_id, statuses.get(employee_id, ""), birth) for employee_id, birth in born]
    return _answers(subjects, _posts(Q(employee_id__in=ids), on), on, regulation.values_on(KEYS, on))


def entries_with_exemption(*, employee_ids: Iterable[UUID], on: date) -> list[tuple[DirectoryEntry, str]]:
    """Return the present picture of these people, each with why they are outside the cycle, empty if not; one query."""
    rows = DirectoryEntry.objects.filter(employee_id__in=list(employee_ids)).select_related("employee")
    entries = list(rows.annotate(told=regulation.told_values(KEYS, on)))
    if not entries:
        return []
    posts = {
        row.employee_id: statutory_post(
            kind=row.position_kind, echelon=row.echelon, grade=row.grade, title=row.position_title
        )
        for row in entries
    }
    subjects = [(row.employee_id, row.status, row.employee.birth_date) for row in entries]
    found = _answers(subjects, posts, on, regulation.read_told(KEYS, entries[0].told, on))
    return [(row, why.label if (why := found[row.employee_id].value) else "") for row in entries]


def _posts(whose: Q, on: date) -> dict[UUID, StatutoryPost | None]:
    """Return what the law calls the post that each of them holds on the day."""
    held = Appointment.objects.filter(whose, period__contains=on, kind=AppointmentKind.DEFINITIVE)
    rows = held.values_list("employee_id", "position__kind", "position__echelon", "position__grade", "position__title")
    return {
        employee_id: statutory_post(kind=kind, echelon=echelon, grade=grade, title=title)
        for employee_id, kind, echelon, grade, title in rows
    }


def _answers(
    subjects: Iterable[Subject], posts: Mapping[UUID, StatutoryPost | None], on: date, values: Values
) -> dict[UUID, Explained[Exclusion | None]]:
    months = values[MONTHS]
    parameters = regulation.lawbook().career()
    return {
        employee_id: exclusion.exclusion_on(
            status=status,
            on=on,
            retirement=_retirement(posts.get(employee_id), birth, on, parameters),
            exemptions=values[STATUSES].value,
            months=int(months.value),
            months_citation=months.citation,
        )
        for employee_id, status, birth in subjects
    }


def exempt_employee_ids(*, on: date) -> dict[UUID, Explained[Exclusion | None]]:
    """Return everybody of the agency outside the cycle on a day, by id."""
    values = regulation.values_on(KEYS, on)
    suspects = _suspects(on, int(values[MONTHS].value)).annotate(post=_post_held(on))
    rows = list(suspects.values_list("employee_id", "status", "employee__birth_date", "post"))
    posts = {employee_id: statutory_post(**post) for employee_id, _status, _born, post in rows if post}
    found = _answers([row[:3] for row in rows], posts, on, values)
    return {employee_id: why for employee_id, why in found.items() if why.value is not None}


def list_exempt(*, actor: Actor, on: date, reason: str = "", page: int = 1) -> ExemptPage:
    """Return a page of the people outside the cycle that the actor may see."""
    found = exempt_employee_ids(on=on)
    visible = DirectoryEntry.objects.filter(policies.visible_to(actor), employee_id__in=list(found))
    ids = list(visible.order_by("unit_path", "name_sort", "id").values_list("employee_id", flat=True))
    reasons = {key: why for key in ids if (why := found[key].value) is not None}
    counts = Counter(why.code for why in reasons.values())
    labels = {why.code: why.label for why in reasons.values()}
    wanted = [key for key, why in reasons.items() if reason in ("", why.code)]
    number = min(max(1, page), max(1, -(-len(wanted) // PAGE)))
    cut = wanted[(number - 1) * PAGE : number * PAGE]
    entries = {entry.employee_id: entry for entry in DirectoryEntry.objects.filter(employee_id__in=cut)}
    people = [ExemptPerson(entries[key], found[key]) for key in cut]
    return ExemptPage(tuple(people), number, len(wanted), dict(counts), labels)


def _suspects(on: date, months: int) -> QuerySet[StatusRecord]:
    """Return who can be outside at all: another status than active, or of an age that retires soon."""
    in_service = StatusRecord.objects.filter(period__contains=on).exclude(status__in=GONE)
    ages = regulation.lawbook().career().retirement_age.at(on).value.values()
    last = on.year * 12 + on.month + months - int(min(ages)) * 12
    elders = Employee.objects.filter(birth_date__lt=date(last // 12, last % 12 + 1, 1))
    return in_service.filter(~Q(status=Status.ACTIVE) | Q(employee_id__in=elders.values("id")))


def _post_held(on: date) -> Subquery:
    """Return the post that a status record's person holds on the day, told with the record itself."""
    held = Appointment.objects.filter(
        employee_id=OuterRef("employee_id"), period__contains=on, kind=AppointmentKind.DEFINITIVE
    )
    told = {name: f"position__{name}" for name in ("kind", "echelon", "grade", "title")}
    return Subquery(held.order_by("id").values(told=JSONObject(**told))[:1])


def _retirement(
    post: StatutoryPost | None, born: date | None, on: date, parameters: career.CareerParameters
) -> date | None:
    """Return the first day of retirement, or ``None`` where birth or post do not tell."""
    if born is None or post is None:
        return None
    try:
        return career.retirement(
            born=born, position=post.code, grade=post.grade, on=on, parameters=parameters
        ).value.effective
    except RuleError:
        return None

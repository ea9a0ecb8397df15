"""Load the facts and answer: who rates whom on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from ekinerja.organisation import public as organisation
from ekinerja.organisation.public import UnitOnDay
from ekinerja.people.data import AppointmentKind, Status
from ekinerja.people.models import Appointment, StatusRecord
from ekinerja.people.models.rating import RaterOverride
from ekinerja.people.rating_line import (
    Correction,
    HeadPost,
    Holder,
    RaterAnswer,
    RatingLine,
    Subject,
    ask,
    no_post,
    resolve,
)
from ekinerja.people.selectors.snapshots import held_units


@dataclass(frozen=True)
class Following:
    """Statutory term: yang dinilai. Whom somebody rates on a day, and whether they lead a unit then."""

    employee_ids: tuple[UUID, ...]
    leads: bool


@dataclass(frozen=True)
class _Tree:
    """Units of a day with who holds or acts in their head posts."""

    units: Mapping[UUID, UnitOnDay]
    holders: Mapping[UUID, Sequence[Holder]]


def rating_line_of(*, employee_id: UUID, on: date, position_id: UUID | None = None) -> RatingLine:
    """
    Return the rater of one employee and the rater's superior on a day; there is always an answer.

    ``position_id`` names a post the employee acts in, whose line is asked instead of that of the own post.
    """
    posts = {employee_id: position_id} if position_id is not None else {}
    return rating_lines(employee_ids=[employee_id], on=on, posts=posts)[employee_id]


def rater_of(*, employee_id: UUID, on: date, position_id: UUID | None = None) -> RaterAnswer:
    """Return the rater of one employee on a day, in the own post or in one acted in."""
    return rating_line_of(employee_id=employee_id, on=on, position_id=position_id).rater


def rater_superior_of(*, employee_id: UUID, on: date) -> RaterAnswer:
    """Return the superior of the employee's rater on a day."""
    return rating_line_of(employee_id=employee_id, on=on).superior


def superior_of_unit(*, path: str, on: date) -> RaterAnswer:
    """Return who stands above the head of a unit on a day, also while that post is vacant; with two queries."""
    units = organisation.units_on_way(paths=[path], on=on)
    posts = _head_posts(_Tree(units, _holders(units, on)))
    own = next((unit for unit in units.values() if unit.path == path), None)
    if own is None:
        return no_post(UUID(int=0), on).rater
    line = tuple(posts[unit.unit_id] for unit in _upwards(own.unit_id, units))
    return ask(Subject(own.unit_id, heads_own_unit=True, posts=line), 1)


def is_rater_of(*, rater_id: UUID, employee_id: UUID, on: date) -> bool:
    """Whether one employee is the rater of the other on the day."""
    return rater_of(employee_id=employee_id, on=on).rater_employee_id == rater_id


def rating_lines(
    *, employee_ids: Sequence[UUID], on: date, posts: Mapping[UUID, UUID] | None = None
) -> dict[UUID, RatingLine]:
    """
    Return the answers for many employees with a fixed number of queries.

    ``posts`` names the position asked about of those who act in one; a correction is about the own post only.
    """
    acted = posts or {}
    corrections = {key: row for key, row in _corrections(employee_ids, on).items() if key not in acted}
    raters = [correction.rater.employee_id for correction in corrections.values()]
    return _lines(employee_ids, _own_posts(Q(employee_id__in=[*employee_ids, *raters]), on, acted), corrections, on)


def _lines(
    employee_ids: Iterable[UUID],
    own: Mapping[UUID, Any],
    corrections: Mapping[UUID, Correction],
    on: date,
    known: _Tree | None = None,
) -> dict[UUID, RatingLine]:
    subjects = _subjects(own, on, known)
    lines = {}
    for employee_id in employee_ids:
        subject = subjects.get(employee_id)
        if subject is None:
            lines[employee_id] = no_post(employee_id, on)
            continue
        correction = corrections.get(employee_id)
        corrected = subjects.get(correction.rater.employee_id) if correction else None
        lines[employee_id] = resolve(subject, on, correction, corrected)
    return lines


def subordinates_of(*, rater_id: UUID, on: date) -> tuple[UUID, ...]:
    """Return the employees whose rater this employee is on the day."""
    return following_of(rater_id=rater_id, on=on).employee_ids


def following_of(*, rater_id: UUID, on: date) -> Following:
    """
    Return whom this employee rates on the day and whether they lead a unit, with four queries.

    Only those are asked about whose question can climb to this rater: the head of a whole agency does not
    make the program work out the line of everybody in it.
    """
    headed = held_units(employee_id=rater_id, on=on)
    paths = [unit.path for unit in headed.values() if unit.path]
    units = organisation.units_around(paths=paths, on=on)
    tree = _Tree(units, _holders(units, on) if units else {})
    below = {key: unit for key, unit in units.items() if unit.path.startswith(tuple(paths))}
    reached, officials = _reaching(rater_id, headed, below, tree.holders)
    placed = Appointment.objects.filter(Q(unit_id__in=reached) | Q(employee_id__in=officials), period__contains=on)
    named = RaterOverride.objects.filter(rater_id=rater_id, period__contains=on)
    candidates = placed.order_by().values("employee_id").union(named.order_by().values("employee_id"))
    own = _own_posts(Q(employee_id__in=candidates), on, with_named=True)
    asked = sorted(own.keys() - {rater_id})
    # Superiors, for which the posts of raters named for others would be needed too, are of no interest here.
    lines = _lines(asked, own, _named_raters(own, on), on, tree)
    rated = tuple(key for key, line in lines.items() if line.rater.rater_employee_id == rater_id)
    return Following(rated, any(unit.leads for unit in headed.values()))


def _reaching(
    rater_id: UUID,
    headed: Collection[UUID],
    units: Mapping[UUID, UnitOnDay],
    holders: Mapping[UUID, Sequence[Holder]],
) -> tuple[list[UUID], set[UUID]]:
    """
    Return the units whose people may have this rater, and the officials who may.

    Another official on duty stops the question of a unit's people; his own question climbs on. ``units`` come
    with those above first.
    """
    open_units: set[UUID] = set()
    officials: set[UUID] = set()
    for unit in units.values():
        if unit.unit_id not in headed and unit.parent_id not in open_units:
            continue
        officials |= {holder.employee_id for holder in holders.get(unit.unit_id, ())}
        stopped = any(holder.available and holder.employee_id != rater_id for holder in holders.get(unit.unit_id, ()))
        if unit.unit_id in headed or not stopped:
            open_units.add(unit.unit_id)
    return list(open_units), officials


def _with_path(rows: QuerySet[Appointment], on: date) -> QuerySet[Any]:
    place = FilteredRelation("unit__versions", condition=Q(unit__versions__period__contains=on))
    return rows.annotate(place=place).annotate(unit_path=F("place__path"))


def _subjects(own: Mapping[UUID, Any], on: date, known: _Tree | None = None) -> dict[UUID, Subject]:
    tree = known or _Tree({}, {})
    loaded = {unit.path for unit in tree.units.values()}
    paths = {post.unit_path for post in own.values() if post.unit_path and post.unit_path not in loaded}
    if paths or known is None:
        more = organisation.units_on_way(paths=paths, on=on)
        tree = _Tree({**tree.units, **more}, {**tree.holders, **_holders(more, on)})
    posts = _head_posts(tree)
    return {
        employee_id: Subject(
            employee_id,
            post.is_head,
            tuple(posts[unit.unit_id] for unit in _upwards(post.unit_id, tree.units)),
        )
        for employee_id, post in own.items()
    }


def _own_posts(
    whose: Q, on: date, acted: Mapping[UUID, UUID] | None = None, *, with_named: bool = False
) -> dict[UUID, Any]:
    """
    Return the post that decides who rates: the one asked about, else the definitive one, else one acted in.

    ``with_named`` marks each with the rater named by decision and that rater's status on the day.
    """
    rows = _with_path(Appointment.objects.filter(whose, period__contains=on), on)
    chosen: dict[UUID, Any] = {}
    for row in _with_named(rows, on) if with_named else rows:
        wanted = (acted or {}).get(row.employee_id)
        settled = row.employee_id in chosen and wanted is not None and chosen[row.employee_id].position_id == wanted
        better = row.kind == AppointmentKind.DEFINITIVE and not settled
        if row.employee_id not in chosen or better or (wanted is not None and row.position_id == wanted):
            chosen[row.employee_id] = row
    return chosen


def _with_named(rows: QuerySet[Any], on: date) -> QuerySet[Any]:
    status = StatusRecord.objects.filter(employee_id=OuterRef("rater_id"), period__contains=on)
    named = RaterOverride.objects.filter(employee_id=OuterRef("employee_id"), period__contains=on)
    named = named.order_by("period", "id").annotate(status_on_day=Subquery(status.values("status")[:1]))
    marked: QuerySet[Any] = rows.annotate(
        named_rater=Subquery(named.values("rater_id")[:1]), named_status=Subquery(named.values("status_on_day")[:1])
    )
    return marked


def _named_raters(own: Mapping[UUID, Any], on: date) -> dict[UUID, Correction]:
    """Return the decisions that name raters as far as the choice needs them: without names and reasons."""
    return {
        employee_id: Correction(
            Holder(post.named_rater, "", AppointmentKind.DEFINITIVE, _status(post.named_status)), "", on
        )
        for employee_id, post in own.items()
        if post.named_rater is not None
    }


def _upwards(unit_id: UUID, units: Mapping[UUID, UnitOnDay]) -> Iterable[UnitOnDay]:
    seen: set[UUID] = set()
    current = units.get(unit_id)
    while current is not None and current.unit_id not in seen:
        seen.add(current.unit_id)
        yield current
        current = units.get(current.parent_id) if current.parent_id else None


def _head_posts(tree: _Tree) -> dict[UUID, HeadPost]:
    return {
        unit.unit_id: HeadPost(
            unit.unit_id, unit.name, unit.head_title or unit.name, tuple(tree.holders.get(unit.unit_id, ()))
        )
        for unit in tree.units.values()
    }


def _holders(unit_ids: Iterable[UUID], on: date) -> dict[UUID, list[Holder]]:
    """Return who holds or acts in the head posts of these units."""
    holders: dict[UUID, list[Holder]] = defaultdict(list)
    rows = Appointment.objects.filter(unit_id__in=list(unit_ids), is_head=True, period__contains=on)
    for row in _with_status(rows, on):
        holders[row.unit_id].append(_holder(row))
    return holders


def _with_status(rows: QuerySet[Appointment], on: date) -> QuerySet[Appointment]:
    status = StatusRecord.objects.filter(employee_id=OuterRef("employee_id"), period__contains=on)
    return rows.select_related("employee").annotate(status_on_day=Subquery(status.values("status")[:1]))


def _holder(row: Any) -> Holder:
    return Holder(row.employee_id, row.employee.display_name, AppointmentKind(row.kind), _status(row.status_on_day))


def _status(recorded: str | None) -> Status:
    return Status(recorded) if recorded else Status.ACTIVE


def _corrections(employee_ids: Sequence[UUID], on: date) -> dict[UUID, Correction]:
    status = StatusRecord.objects.filter(employee_id=OuterRef("rater_id"), period__contains=on)
    rows = (
        RaterOverride.objects.filter(employee_id__in=employee_ids, period__contains=on)
        .select_related("rater")
        .annotate(status_on_day=Subquery(status.values("status")[:1]))
    )
    return {
        row.employee_id: Correction(
            Holder(
                row.rater_id,
                row.rater.display_name,
                AppointmentKind.DEFINITIVE,
                _status(row.status_on_day),
            ),
            row.reason,
            row.period.lower,
        )
        for row in rows
    }

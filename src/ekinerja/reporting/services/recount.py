"""Count people by unit, period and where they stand: all of a year, or the units of some people after a step."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel import jobs
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed
from ekinerja.kernel.journal import insert_rows
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.reporting.data import COLUMNS
from ekinerja.reporting.models import PersonStanding, UnitPeriodCount
from ekinerja.reporting.selectors.periods import begun_periods, due_period
from ekinerja.reporting.selectors.standings import Stand, ground_of, stands_in
from ekinerja.reporting.services.recount_plans import recount_plans

TASK = "reporting.recount"


@transaction.atomic
def recount_all(*, at: datetime) -> int:
    """
    Count everybody in every begun period of the open year anew and return how many unit rows there are.

    Safe to repeat; without an open year nothing is counted.
    """
    on = planning.day_of(at)
    recount_plans(at=at)
    year = planning.years.find_open_year(on=on)
    if year is None:
        return 0
    periods = planning.years.periods_of(year_id=year.id)
    paths = organisation.units.list_paths(on=on)
    ground = ground_of(year_id=year.id, members=people.members_of(), on=on, everybody=True)
    due = due_period(periods=periods, now=at)
    PersonStanding.objects.all().delete()
    total = 0
    for period in begun_periods(periods=periods, now=at):
        stands = stands_in(ground=ground, period=period, now=at)
        UnitPeriodCount.objects.filter(period=period).delete()
        total += _store_counts(period, stands, paths, at)
        if due is not None and period.id == due.id:
            _store_persons(period, stands, at)
    return total


@transaction.atomic
def recount_people(*, employee_ids: Iterable[UUID], at: datetime, period_id: UUID | None = None) -> None:
    """
    Count the units of these people anew: in one period, or in the one that is to be filled now.

    The rows of a unit are locked, so that two counts of it run one after the other.
    """
    on = planning.day_of(at)
    year = planning.years.find_open_year(on=on)
    units = {one.unit_id: one.unit_path for one in people.members_of(employee_ids=employee_ids) if one.unit_id}
    if year is None or not units:
        return
    if period_id is None:
        recount_plans(at=at, unit_ids=set(units))
    every = planning.years.periods_of(year_id=year.id)
    due = due_period(periods=every, now=at)
    wanted = {period_id} if period_id else {due.id if due else None}
    periods = [row for row in begun_periods(periods=every, now=at) if row.id in wanted]
    if not periods:
        return
    known = UnitPeriodCount.objects.select_for_update().filter(period__in=periods, unit_id__in=units).order_by("id")
    list(known.values_list("id", flat=True))
    ground = ground_of(year_id=year.id, members=people.members_of(unit_ids=units), on=on)
    for period in periods:
        stands = stands_in(ground=ground, period=period, now=at)
        UnitPeriodCount.objects.filter(period=period, unit_id__in=units).delete()
        _store_counts(period, stands, units, at)
        if due is not None and period.id == due.id:
            PersonStanding.objects.filter(employee_id__in=ground.ids).delete()
            _store_persons(period, stands, at)


@transaction.atomic
def request_recount(*, actor: Actor, at: datetime) -> None:
    """
    Queue a count of everybody because somebody asked for it; its progress is on the page of background work.

    :raises NotAllowed: the actor is neither clerk nor administrator
    """
    if not actor.has(Role.AGENCY_ADMIN, Role.UNIT_CLERK):
        raise NotAllowed(_("Hanya admin instansi dan pengelola kinerja yang dapat meminta hitung ulang."))
    lock = f"{TASK}.{actor.agency_id}"
    run = jobs.request(actor=actor, name=TASK, title=_("Hitung ulang rekapitulasi"), lock=lock)
    audit.record(actor=actor, event="reporting.recount.requested", subject_type="kernel.job", subject_id=run.id, at=at)


def _store_counts(period: planning.Period, stands: Sequence[Stand], paths: dict[UUID, str], at: datetime) -> int:
    numbers: dict[UUID, Counter[str]] = defaultdict(Counter)
    for stand in stands:
        if stand.member.unit_id in paths:
            numbers[stand.member.unit_id][COLUMNS[stand.standing]] += 1
            if stand.predicate:
                numbers[stand.member.unit_id][COLUMNS[stand.predicate]] += 1
    return insert_rows(
        UnitPeriodCount,
        (
            UnitPeriodCount(period=period, unit_id=key, unit_path=paths[key], counted_at=at, **columns)
            for key, columns in numbers.items()
        ),
    )


def _store_persons(period: planning.Period, stands: Sequence[Stand], at: datetime) -> None:
    insert_rows(
        PersonStanding,
        (
            PersonStanding(
                employee_id=stand.member.employee_id,
                period=period,
                unit_path=stand.member.unit_path,
                standing=stand.standing,
                reason=stand.reason[:120],
                citation=stand.citation[:250],
                counted_at=at,
            )
            for stand in stands
        ),
    )

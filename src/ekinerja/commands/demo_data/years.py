"""Load a year of an agency: open it, then plans, months and ratings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ekinerja.activity import public as activity
from ekinerja.activity.data import LoadMonth, PeriodState
from ekinerja.commands.demo_data import phrases, seeds
from ekinerja.commands.demo_data.cases import Moved
from ekinerja.commands.demo_data.cycle import Left, Person, Year
from ekinerja.commands.demo_data.goals import GoalTree, Head
from ekinerja.commands.demo_data.teams import load_teams
from ekinerja.evaluation import public as evaluation
from ekinerja.evaluation.data import LoadAchievement
from ekinerja.kernel import actor as actors
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.planning.data import Periodicity, PeriodKind

Progress = Callable[[str], None]
LEVELS = (("BAIK", 0.7), ("ISTIMEWA", 0.12), ("BUTUH_PERBAIKAN", 0.14), ("KURANG", 0.04))


def load_year(
    *, agency_id: int, year: int, today: date, at: datetime, moved: Sequence[Moved], progress: Progress
) -> None:
    """Open the year monthly and load everything that happened in it until today, in the caller's transaction."""
    actor = actors.system(agency_id)
    opened = _open(actor, year, today, at)
    periods = [row for row in planning.years.periods_of(year_id=opened.id) if row.kind == PeriodKind.PERIODIC]
    progress("  pohon kinerja")
    tree = GoalTree(agency_id=agency_id, year=year, today=today, units=organisation.units.list_units(on=today))
    planning.bulk_load_goals(actor=actor, year=year, goals=tree.make(), at=at)
    made = Year(year=year, today=today, persons=_persons(today), left=_left(moved), goals=tree.by_unit)
    agreements = list(tree.agreements(_heads(made, tree, today)))
    planning.bulk_load_agreements(actor=actor, year=year, agreements=agreements, at=at)
    plans = made.make_plans()
    progress(f"  {len(plans)} SKP")
    report = planning.bulk_load(actor=actor, year=year, plans=plans, at=at)
    if report.refused:
        raise RuntimeError(f"{len(report.refused)} plans refused: {report.refused[0].reasons}")
    load_teams(actor=actor, made=made, at=at)
    levels = _levels(actor, periods, today, at)
    progress("  pengisian bulanan dan penilaian")
    _load_months(actor, made, periods, levels, at)


def _open(actor: actors.Actor, year: int, today: date, at: datetime) -> Any:
    title = next((row.head_title for row in organisation.units.list_units(on=today, max_depth=0)), "")
    settings = planning.YearSettings(
        year=year,
        periodicity=Periodicity.MONTHLY,
        plan_deadline=date(year, 1, 31),
        annual_deadline=date(year + 1, 1, 31),
        fill_days=5,
        signing_place=phrases.SEATS.get(title, ""),
        head_name=phrases.HEADS.get(title, ""),
    )
    return planning.open_year(actor=actor, settings=settings, at=at)


def _heads(made: Year, tree: GoalTree, on: date) -> dict[UUID, Head]:
    """Return who leads each unit that has goals, as an agreement names them."""
    found = people.unit_heads(unit_ids=list(tree.by_unit), on=on)
    return {
        unit_id: Head(made.persons[head.employee_id].snapshot, made.persons[head.employee_id].rater)
        for unit_id, head in found.items()
        if head.employee_id in made.persons and head.kind == people.AppointmentKind.DEFINITIVE
    }


def _left(moved: Sequence[Moved]) -> list[Left]:
    """Return who moved within the year as they were on the last day in the old post."""
    by_day: dict[date, list[UUID]] = defaultdict(list)
    for one in moved:
        by_day[one.on].append(one.employee_id)
    return [
        Left(person, on)
        for on, ids in by_day.items()
        for person in _persons_on(ids, date.fromordinal(on.toordinal() - 1))
    ]


def _persons(on: date) -> list[Person]:
    """Return everybody in service who is not exempt, with raters, in a fixed number of queries."""
    exempt = people.exempt_employee_ids(on=on)
    ids = [row.employee_id for row in people.identities() if row.in_service and row.employee_id not in exempt]
    return _persons_on(ids, on)


def _persons_on(ids: Sequence[UUID], on: date) -> list[Person]:
    lines = people.rating_lines(employee_ids=ids, on=on)
    found = people.snapshots_of(employee_ids=[*ids, *_rater_ids(lines.values())], on=on)
    return [Person(found[key], lines[key], found) for key in ids if found[key].unit_id is not None]


def _rater_ids(lines: Iterable[people.RatingLine]) -> set[UUID]:
    answers = [answer for line in lines for answer in (line.rater, line.superior)]
    return {answer.rater_employee_id for answer in answers if answer.rater_employee_id is not None}


def _levels(
    actor: actors.Actor, periods: list[planning.Period], today: date, at: datetime
) -> dict[tuple[UUID, UUID], str]:
    units = organisation.units.list_units(on=today)
    ended = [period for period in periods if period.span.upper <= today]
    levels = {
        (unit.id, period.id): seeds.weighted(LEVELS, unit.code, period.number) for unit in units for period in ended
    }
    rows = [
        LoadAchievement(
            unit_id=unit_id,
            period_id=period_id,
            level=level,
            basis="Capaian rencana aksi bulanan",
            decided_by_name="Sekretaris Daerah",
            decided_at=at,
        )
        for (unit_id, period_id), level in levels.items()
    ]
    evaluation.bulk_load_achievements(actor=actor, achievements=rows, at=at)
    return levels


def _load_months(
    actor: actors.Actor,
    made: Year,
    periods: list[planning.Period],
    levels: dict[tuple[UUID, UUID], str],
    at: datetime,
) -> None:
    plans = {plan.id: plan for plan in made.all_plans()}
    by_id = {period.id: period for period in periods}
    months: list[LoadMonth] = list(made.make_months(periods))
    activity.bulk_load_months(actor=actor, months=months, at=at)
    rated = (month for month in months if month.state is PeriodState.RATED)
    reviews = [
        made.review(
            month,
            plans[month.plan_id],
            by_id[month.period_id],
            levels.get((plans[month.plan_id].unit_id, month.period_id), ""),  # type: ignore[arg-type]
        )
        for month in rated
    ]
    evaluation.bulk_load_reviews(actor=actor, reviews=reviews, at=at)

"""A year of the demo agency: plans in every state, eleven months filled, rated, late and forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from ekinerja.activity.data import LoadFeedback, LoadMonth, LoadRealisation, PeriodState
from ekinerja.commands.demo_data import phrases, seeds
from ekinerja.evaluation.data import LoadReview
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.planning.data import PersonSnapshot, PlanState
from ekinerja.planning.data.loading import LoadIndicator, LoadOutcome, LoadPlan

ZONE = ZoneInfo("Asia/Jakarta")
STATES = (
    (PlanState.AGREED, 0.925),
    (PlanState.SUBMITTED, 0.03),
    (PlanState.DRAFT, 0.02),
    (PlanState.RETURNED, 0.015),
    (None, 0.01),
)
LATEST_MONTH = ((PeriodState.RATED, 0.84), (PeriodState.SUBMITTED, 0.09), (PeriodState.REALISED, 0.07))
MEASURED = frozenset({"%", "indeks", "nilai", "tahun"})
MONTHS = 12
RECENT_MONTHS = 3
TEXT_MONTHS = 2


@dataclass(frozen=True)
class Person:
    """Somebody who plans: who, where, rated by whom, on the day of the plan."""

    now: people.EmployeeSnapshot
    line: people.RatingLine
    raters: Mapping[UUID, people.EmployeeSnapshot]

    @property
    def rater(self) -> PersonSnapshot | None:
        """The rater as the plan keeps it."""
        return _answer(self.line.rater, self.raters)

    @property
    def superior(self) -> PersonSnapshot | None:
        """The rater's superior as the plan keeps it."""
        return _answer(self.line.superior, self.raters)

    @property
    def snapshot(self) -> PersonSnapshot:
        """The person as the plan keeps it."""
        return _person(self.now)


@dataclass(frozen=True)
class Left:
    """Somebody as of the last day in a post left within the year; ``on`` is the first day in the new one."""

    person: Person
    on: date


class Year:
    """Makes everything of one agency's year from its people and the day of loading."""

    def __init__(
        self,
        *,
        year: int,
        today: date,
        persons: Sequence[Person],
        left: Sequence[Left] = (),
        goals: Mapping[UUID, Sequence[UUID]] | None = None,
    ) -> None:
        self.year, self.today = year, today
        self.goals = goals or {}
        self.persons = {person.now.employee_id: person for person in persons}
        self.left = {one.person.now.employee_id: one for one in left}
        self.plans: dict[UUID, LoadPlan] = {}
        self.closed: list[LoadPlan] = []

    def all_plans(self) -> list[LoadPlan]:
        """Return the present plans and those closed by a transfer."""
        return [*self.plans.values(), *self.closed]

    def make_plans(self) -> list[LoadPlan]:
        """Return the plans, superiors before those who serve them."""
        ordered = sorted(self.persons.values(), key=lambda person: (person.now.unit_path.count("."), _rank(person)))
        for person in ordered:
            plan = self._plan(person)
            if plan is not None:
                self.plans[person.now.employee_id] = plan
        self.closed = [self._closed(one) for one in self.left.values()]
        return self.all_plans()

    def _closed(self, left: Left) -> LoadPlan:
        """Return the plan of a post that was left: agreed in January, closed on the day of the transfer."""
        made = self._plan(left.person, PlanState.AGREED)
        assert made is not None  # noqa: S101 (a state was given)
        closed_at = self._moment(left.on, left.person.now.nip)
        return replace(
            made,
            id=seeds.uuid7(made.created_at, "lama", left.person.now.nip),
            starts_on=date(self.year, 1, 1),
            ends_before=left.on,
            state=PlanState.CLOSED,
            closed_at=closed_at,
            close_note="Mutasi",
            outcomes=tuple(_renamed(row, made.created_at) for row in made.outcomes),
        )

    def _plan(self, person: Person, state: PlanState | None = None) -> LoadPlan | None:
        nip = person.now.nip
        leads = person.now.is_head
        loyal = leads and seeds.share("taat", nip) < 0.97
        state = state or (PlanState.AGREED if loyal else seeds.weighted(STATES, "skp", nip))
        if state is None:
            return None
        left = self.left.get(person.now.employee_id)
        starts_on = left.on if left and self._joined_late(person) else date(self.year, 1, 1)
        created = self._moment(starts_on + timedelta(days=3 + seeds.number("tulis", nip) % 15), nip)
        if state is not PlanState.AGREED:
            created = self._moment(self.today - timedelta(days=2 + seeds.number("tunda", nip) % 12), nip)
        submitted = created + timedelta(days=2, hours=3)
        decided = submitted + timedelta(days=1 + seeds.number("putus", nip) % 6, hours=2)
        plan_id = seeds.uuid7(created, "skp", nip)
        return LoadPlan(
            id=plan_id,
            employee_id=person.now.employee_id,
            starts_on=starts_on,
            ends_before=date(self.year + 1, 1, 1),
            group=planning.persons.group_of(person.now.echelon),
            person=person.snapshot,
            rater=person.rater,
            superior=person.superior,
            created_at=created,
            unit_id=person.now.unit_id,
            unit_path=person.now.unit_path,
            position_id=person.now.position_id,
            state=state,
            outcomes=tuple(self._outcomes(person, created)),
            expectations=self._expectations(nip) if state is PlanState.AGREED else {},
            notes=annexes(),
            submitted_at=submitted if state is not PlanState.DRAFT else None,
            agreed_at=decided if state is PlanState.AGREED else None,
            returned_at=min(decided, self._now()) if state is PlanState.RETURNED else None,
            return_note=seeds.pick(phrases.content()["return_notes"], nip) if state is PlanState.RETURNED else "",
        )

    def _outcomes(self, person: Person, at: datetime) -> Iterator[LoadOutcome]:
        superior = self.plans.get(person.line.rater.rater_employee_id or person.now.employee_id)
        wanted = list(phrases.outcomes_for(person.now.position_title))
        additional = seeds.share("tambahan", person.now.nip) < 0.12
        if additional:
            wanted.append(seeds.pick(phrases.additional(), person.now.nip))
        for number, phrase in enumerate(wanted, 1):
            key = (person.now.nip, number)
            goal = self._goal(person, superior, number)
            above = seeds.pick(superior.outcomes, *key) if superior and superior.outcomes and not goal else None
            yield LoadOutcome(
                id=seeds.uuid7(at, "rhk", *key),
                number=number,
                text=phrase.text.replace("{unit}", person.now.unit_name),
                kind="TAMBAHAN" if additional and number == len(wanted) else "UTAMA",
                intervened_id=above.id if above else None,
                intervened_text=above.text if above else "" if goal else "Sasaran perjanjian kinerja perangkat daerah",
                goal_id=goal,
                assigned_by=person.rater.position if person.rater else "",
                indicators=tuple(
                    LoadIndicator(
                        id=seeds.uuid7(at, "iki", *key, place),
                        text=row.text,
                        aspect=self._aspect(person, row.aspect),
                        target_number=row.target,
                        target_unit=row.unit,
                        parts=self._parts(person, row),
                    )
                    for place, row in enumerate(phrase.indicators)
                ),
            )

    def _parts(self, person: Person, row: phrases.IndicatorPhrase) -> dict[int, Decimal]:
        """Return the target by month where somebody divided it: heads and one in ten, where it can be counted."""
        divides = person.now.is_head or seeds.share("rincian", person.now.nip) < 0.1
        if not divides or not row.counts or self._joined_late(person):
            return {}
        each, rest = divmod(row.target, MONTHS)
        return {month: each + (rest if month == MONTHS else 0) for month in range(1, MONTHS + 1)}

    def _joined_late(self, person: Person) -> bool:
        left = self.left.get(person.now.employee_id)
        return left is not None and left.person is not person

    def _goal(self, person: Person, superior: LoadPlan | None, number: int) -> UUID | None:
        """Return the goal of the own unit that the head of a large unit, or who has nobody above, serves."""
        goals = self.goals.get(person.now.unit_id) if person.now.unit_id and person.now.is_head else None
        senior = planning.persons.group_of(person.now.echelon) == "JPT_MANDIRI"
        return goals[(number - 1) % len(goals)] if goals and (senior or superior is None) else None

    def _aspect(self, person: Person, aspect: str) -> str:
        """Return the aspect, or the perspective where the post has the form of high officials."""
        senior = planning.persons.group_of(person.now.echelon) == "JPT_MANDIRI"
        if senior == (aspect not in ASPECTS):
            return aspect
        return "PROSES_BISNIS" if senior else "KUALITAS"

    def _expectations(self, nip: str) -> dict[str, str]:
        written = phrases.content()["expectations"]
        chosen = ((value, texts) for value, texts in written.items() if seeds.share(value, nip) < 0.6)
        return {value: seeds.pick(texts, value, nip) for value, texts in chosen}

    def make_months(self, periods: Sequence[planning.Period]) -> Iterator[LoadMonth]:
        """Return what people filled in every period that has begun."""
        for plan in self.all_plans():
            if plan.state not in (PlanState.AGREED, PlanState.CLOSED):
                continue
            for period in _within(plan, periods):
                month = self._month(plan, period)
                if month is not None:
                    yield month

    def _month(self, plan: LoadPlan, period: planning.Period) -> LoadMonth | None:
        nip, name = plan.person.nip, period.number
        age = self._age(period)
        if age < 0 or (age > 0 and plan.agreed_at and plan.agreed_at.date() >= period.span.upper):
            return None
        state = self._state(plan, period, age)
        if state is PeriodState.EMPTY:
            return None
        changed = self._moment(min(period.span.upper + timedelta(days=seeds.number(nip, name) % 5), self.today), nip)
        submitted = changed if state in (PeriodState.SUBMITTED, PeriodState.RATED) else None
        rated = changed + timedelta(days=1, hours=5) if state is PeriodState.RATED else None
        realised = state is not PeriodState.PLANNED
        return LoadMonth(
            plan_id=plan.id,
            period_id=period.id,
            state=state,
            changed_at=changed,
            person_name=plan.person.name,
            rater_name=plan.rater.name if plan.rater else "",
            steps=self._steps(plan) if age < RECENT_MONTHS else {},
            realisations=self._realisations(plan, period) if realised else {},
            evidence=self._evidence(plan, period) if realised and age <= TEXT_MONTHS else (),
            feedback=self._feedback(plan, period, rated) if rated and age <= TEXT_MONTHS else (),
            submitted_at=submitted,
            rated_at=min(rated, self._now()) if rated else None,
            tells_moves=age < RECENT_MONTHS,
        )

    def _state(self, plan: LoadPlan, period: planning.Period, age: int) -> PeriodState:
        chance = seeds.share("isi", plan.person.nip, period.number)
        if age == 0:
            return PeriodState.PLANNED if chance < 0.55 else PeriodState.REALISED if chance < 0.7 else PeriodState.EMPTY
        if plan.rater is None:
            return PeriodState.SUBMITTED
        if age <= RECENT_MONTHS and plan.rater.nip and seeds.share("lambat", plan.rater.nip) < 0.06:
            return PeriodState.SUBMITTED
        if age == 1:
            return seeds.weighted(LATEST_MONTH, "terakhir", plan.person.nip)
        return PeriodState.RATED if chance < 0.985 else PeriodState.EMPTY

    def _realisations(self, plan: LoadPlan, period: planning.Period) -> dict[UUID, LoadRealisation]:
        found = {}
        for outcome in plan.outcomes:
            for row in outcome.indicators:
                swing = Decimal(85 + seeds.number(row.id, period.number) % 24) / 100
                target = row.target_number or Decimal(0)
                monthly = row.aspect == "KUANTITAS" and target >= MONTHS
                value = (target / MONTHS if monthly else target) * swing
                whole = row.target_unit not in MEASURED
                value = value.quantize(Decimal(1) if whole else Decimal("0.1"))
                if row.target_unit == "%":
                    value = min(value, Decimal(100))
                found[row.id] = LoadRealisation(number=value)
        return found

    def _steps(self, plan: LoadPlan) -> dict[UUID, tuple[str, ...]]:
        written = phrases.content()["steps"]
        return {row.id: (seeds.pick(written, row.id),) for row in plan.outcomes}

    def _evidence(self, plan: LoadPlan, period: planning.Period) -> tuple[tuple[UUID, str, str], ...]:
        title, url = seeds.pick(phrases.content()["evidence"], plan.person.nip, period.number)
        mark = f"{seeds.number(plan.id, period.number) % 10**8:08d}"
        return ((plan.outcomes[0].id, title, url.replace("{number}", mark)),)

    def _feedback(self, plan: LoadPlan, period: planning.Period, at: datetime) -> tuple[LoadFeedback, ...]:
        rater = plan.rater
        if rater is None or seeds.share("balik", plan.person.nip, period.number) > 0.7:
            return ()
        said = phrases.content()
        weak = self.marks(plan, period)[0] == "BAWAH"
        words = said["feedback_weak"] if weak else said["feedback_good"]
        author: dict[str, Any] = {"at": at, "author_id": rater.employee_id, "author_name": rater.name}
        value = seeds.pick(list(said["expectations"]), plan.person.nip, period.number)
        return (
            LoadFeedback(text=seeds.pick(words, plan.id, period.number), outcome_id=plan.outcomes[0].id, **author),
            LoadFeedback(text=seeds.pick(said["behaviour_feedback"], plan.id), behaviour=value, **author),
        )

    def marks(self, plan: LoadPlan, period: planning.Period) -> tuple[str, str]:
        """Return the ratings of results and behaviour that the rater gave."""
        key = (plan.person.nip, period.number)
        results = seeds.weighted((("SESUAI", 0.72), ("ATAS", 0.2), ("BAWAH", 0.08)), "hasil", *key)
        behaviour = seeds.weighted((("SESUAI", 0.78), ("ATAS", 0.19), ("BAWAH", 0.03)), "perilaku", *key)
        return results, behaviour

    def review(self, month: LoadMonth, plan: LoadPlan, period: planning.Period, level: str) -> LoadReview:
        """Return the rating of a rated month."""
        results, behaviour = self.marks(plan, period)
        return LoadReview(
            plan_id=plan.id,
            period_id=period.id,
            results=results,
            behaviour=behaviour,
            finalised_at=month.rated_at or month.changed_at,
            employee=plan.person,
            rater=plan.rater,
            superior=plan.superior,
            organisation_level=level,
        )

    def _age(self, period: planning.Period) -> int:
        """Return how many months ago the period was; 0 is the present one, negative has not begun."""
        first: date = period.span.lower
        return (self.today.year - first.year) * 12 + self.today.month - first.month

    def _moment(self, day: date, *words: object) -> datetime:
        minute = seeds.number("menit", *words) % 540
        moment = datetime.combine(day, time(8), ZONE) + timedelta(minutes=minute)
        return min(moment, self._now())

    def _now(self) -> datetime:
        return datetime.combine(self.today, time(7, 30), ZONE)


ASPECTS = frozenset({"KUANTITAS", "KUALITAS", "WAKTU", "BIAYA"})


def annexes() -> dict[str, tuple[str, ...]]:
    """Return the three annex lists."""
    said = phrases.content()
    return {
        "DUKUNGAN_SUMBER_DAYA": tuple(said["resources"]),
        "SKEMA_PERTANGGUNGJAWABAN": tuple(said["accountability"]),
        "KONSEKUENSI": tuple(said["consequences"]),
    }


def _within(plan: LoadPlan, periods: Sequence[planning.Period]) -> list[planning.Period]:
    return [row for row in periods if row.span.lower < plan.ends_before and plan.starts_on < row.span.upper]


def _renamed(row: LoadOutcome, at: datetime) -> LoadOutcome:
    """Return the outcome under ids of its own, for a second plan of the same person."""
    indicators = tuple(replace(item, id=seeds.uuid7(at, "lama", item.id)) for item in row.indicators)
    return replace(row, id=seeds.uuid7(at, "lama", row.id), indicators=indicators)


def _rank(person: Person) -> int:
    return 0 if person.now.is_head else 1


def _person(found: people.EmployeeSnapshot, acting: str = "", reason: str = "") -> PersonSnapshot:
    return PersonSnapshot(
        name=found.name,
        employee_id=found.employee_id,
        nip=found.nip,
        rank=found.rank,
        position=found.position_title,
        unit=found.unit_name,
        acting=acting,
        reason=reason,
    )


def _answer(answer: people.RaterAnswer, raters: Mapping[UUID, people.EmployeeSnapshot]) -> PersonSnapshot | None:
    if answer.reason_code == people.RaterReason.NO_POST:
        return None
    if answer.rater_employee_id is None:
        name = phrases.HEADS.get(answer.rater_label.partition(",")[0], answer.rater_label)
        return PersonSnapshot(name=name, position=answer.rater_label, reason=answer.reason_text)
    return _person(raters[answer.rater_employee_id], answer.acting_kind or "", answer.reason_text)

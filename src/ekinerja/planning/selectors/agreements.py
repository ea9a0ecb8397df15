"""Performance agreements: one with its content, the list of a year by unit, what waits, the official form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotFound
from ekinerja.kernel.numbers import tell_number
from ekinerja.organisation import public as organisation
from ekinerja.people import public as people
from ekinerja.planning import agreement_policies
from ekinerja.planning.agreement_policies import AgreementStanding
from ekinerja.planning.data import AgreementAction, AgreementState, GoalKind, codes_of
from ekinerja.planning.models import Agreement, AgreementBudget, AgreementTransition, Goal, PerformanceYear
from ekinerja.planning.policies import RaterNow
from ekinerja.planning.selectors import agreement_parties, goals, persons
from ekinerja.planning.selectors.agreement_parties import Vacancy

LEVELS = [kind for kind in codes_of(GoalKind) if kind != GoalKind.OBJECTIVE]


@dataclass(frozen=True)
class AgreementIndicator:
    """Statutory term: baris indikator perjanjian kinerja. With its target as printed."""

    text: str
    target: str


@dataclass(frozen=True)
class AgreementGoal:
    """Statutory term: baris sasaran perjanjian kinerja."""

    text: str
    indicators: tuple[AgreementIndicator, ...]
    goal_id: UUID | None = None


@dataclass(frozen=True)
class BudgetLine:
    """Statutory term: baris program dan anggaran perjanjian kinerja. ``amount`` in rupiah."""

    programme: str
    amount: Decimal
    source: str = ""


@dataclass(frozen=True)
class AgreementView:
    """
    Everything the page of one agreement shows.

    ``vacancy`` says who must act when nobody can decide, because the head's post fell vacant while it waits.
    """

    standing: AgreementStanding
    goals: tuple[AgreementGoal, ...]
    budgets: tuple[BudgetLine, ...]
    unit_name: str
    others: tuple[Agreement, ...]
    history: tuple[AgreementTransition, ...]
    vacancy: Vacancy | None = None

    @property
    def agreement(self) -> Agreement:
        """The agreement itself."""
        return self.standing.agreement

    @property
    def total(self) -> Decimal:
        """The budgets together."""
        return sum((row.amount for row in self.budgets), Decimal(0))

    @property
    def latest_return(self) -> AgreementTransition | None:
        """The step with which the agreement was given back, while it waits for mending."""
        if self.agreement.state != AgreementState.RETURNED:
            return None
        return next((step for step in reversed(self.history) if step.action == AgreementAction.RETURN), None)

    @property
    def is_latest(self) -> bool:
        """Whether there is no later change of it."""
        return all(row.number <= self.agreement.number for row in self.others)


def kept_second(agreement: Agreement) -> RaterNow:
    """Return the superior as the agreement keeps them."""
    second = agreement.second_party
    return RaterNow(agreement.second_employee_id, outside=second is not None and second.employee_id is None)


def view_of(*, actor: Actor, agreement_id: UUID, on: date) -> AgreementView:
    """
    Return one agreement with its content: as stored once it was handed in, before that as the goals say now.

    :raises NotFound: there is no such agreement, or the actor may not know of it
    """
    related = _with_related(agreement_id)
    agreement = related.get(agreement_id)
    if agreement is None:
        raise NotFound
    standing = agreement_policies.standing_of(actor, agreement, kept_second(agreement), on)
    if not standing.may_read:
        raise NotFound
    vacancy = None
    if agreement.state == AgreementState.SUBMITTED:
        vacancy = agreement_parties.vacancy_of(unit_id=agreement.unit_id, unit_path=agreement.unit_path, on=on)
    if vacancy is not None:
        standing = replace(standing, is_second=False, is_recorder=False)
    rows, budgets = content_of(agreement=agreement)
    others = [row for row in related.values() if row.id != agreement.id]
    headed = (agreement.unit_path,) if standing.is_first else ()
    visible = [row for row in others if agreement_policies.opens(actor, row, headed)]
    history = _history(agreement, with_notes=standing.is_concerned)
    return AgreementView(standing, rows, budgets, name_of(agreement, on), tuple(visible), history, vacancy)


def _with_related(agreement_id: UUID) -> dict[UUID, Agreement]:
    """Return one agreement and all of the same unit and year, by number; nothing when there is no such agreement."""
    this = Agreement.objects.filter(id=agreement_id, year_id=OuterRef("year_id")).order_by()
    same_unit = this.filter(Q(unit_id=OuterRef("unit_id")) | Q(unit_id=None, unit_path=OuterRef("unit_path")))
    rows = Agreement.objects.filter(Exists(same_unit)).select_related("year").order_by("number")
    return {row.id: row for row in rows}


def _history(agreement: Agreement, *, with_notes: bool) -> tuple[AgreementTransition, ...]:
    """Return the steps of an agreement; what the parties wrote to each other is for those who have to do with it."""
    steps = tuple(AgreementTransition.objects.filter(agreement=agreement))
    for step in steps:
        step.note = step.note if with_notes else ""
    return steps


def of_unit(unit_id: UUID | None) -> Q:
    """Return the condition on what belongs to a unit, or to the whole agency."""
    return Q(unit_id__isnull=True) if unit_id is None else Q(unit_id=unit_id)


def name_of(agreement: Agreement, on: date) -> str:
    """Return the unit's name as kept with the first party, else as it is called today."""
    first = agreement.first_party
    if first is not None and first.unit:
        return first.unit
    found = organisation.units.list_units(ids=[agreement.unit_id] if agreement.unit_id else [], on=on)
    return found[0].name if found else organisation.get_agency(int(agreement.agency_id or 0)).name


def content_of(*, agreement: Agreement) -> tuple[tuple[AgreementGoal, ...], tuple[BudgetLine, ...]]:
    """Return goals and budgets: frozen ones of an agreement handed in, live ones of a draft."""
    if agreement.state in agreement_policies.EDITABLE:
        return live_goals(unit_id=agreement.unit_id, year=agreement.year.year), live_budgets(agreement)
    stored = agreement.content
    return (
        tuple(
            AgreementGoal(
                text=row["text"],
                indicators=tuple(AgreementIndicator(item["text"], item["target"]) for item in row["indicators"]),
                goal_id=UUID(row["goal"]) if row.get("goal") else None,
            )
            for row in stored.get("goals", ())
        ),
        tuple(
            BudgetLine(row["programme"], Decimal(row["amount"]), row.get("source", ""))
            for row in stored.get("budgets", ())
        ),
    )


def live_goals(*, unit_id: UUID | None, year: int) -> tuple[AgreementGoal, ...]:
    """Return what the head of a unit promises in a year: the unit's own goals of the highest level it has."""
    own = Goal.objects.filter(of_unit(unit_id), retired_at=None, first_year__lte=year, last_year__gte=year)
    return _promised(list(own), year).get(unit_id, ())


def live_goals_of_all(*, year: int) -> dict[UUID | None, tuple[AgreementGoal, ...]]:
    """Return what the head of every unit promises in a year, with a fixed number of queries."""
    return _promised(goals.in_force(year), year)


def _promised(rows: Sequence[Goal], year: int) -> dict[UUID | None, tuple[AgreementGoal, ...]]:
    levels: dict[UUID | None, int] = {}
    for row in rows:
        if row.kind in LEVELS:
            place = LEVELS.index(row.kind)
            levels[row.unit_id] = min(levels.get(row.unit_id, place), place)
    chosen = [row for row in rows if row.kind in LEVELS and LEVELS.index(row.kind) == levels[row.unit_id]]
    measures = goals.measures_of([row.id for row in chosen], year)
    found: dict[UUID | None, list[AgreementGoal]] = {}
    for row in sorted(chosen, key=goals.order_of):
        indicators = tuple(
            AgreementIndicator(measure.indicator.text, target_in_words(measure)) for measure in measures.get(row.id, ())
        )
        found.setdefault(row.unit_id, []).append(AgreementGoal(row.text, indicators, row.id))
    return {unit_id: tuple(promises) for unit_id, promises in found.items()}


def target_in_words(measure: goals.Measure) -> str:
    """Return the target of the year as printed: ``72,5 tahun``, ``WTP``; empty when there is none."""
    number = measure.target(0)
    return measure.target_text(0) if number is None else f"{tell_number(number)} {measure.indicator.measure}".strip()


def live_budgets(agreement: Agreement) -> tuple[BudgetLine, ...]:
    """Return the programmes with their budgets as they are written now."""
    rows = AgreementBudget.objects.filter(agreement=agreement)
    return tuple(BudgetLine(row.programme, row.amount, row.source) for row in rows)


def to_content(rows: Sequence[AgreementGoal], budgets: Sequence[BudgetLine]) -> dict[str, Any]:
    """Return goals and budgets as they are stored when the agreement is handed in."""
    return {
        "goals": [
            {
                "goal": str(row.goal_id) if row.goal_id else None,
                "text": row.text,
                "indicators": [{"text": item.text, "target": item.target} for item in row.indicators],
            }
            for row in rows
        ],
        "budgets": [{"programme": b.programme, "amount": str(b.amount), "source": b.source} for b in budgets],
    }


@dataclass(frozen=True)
class AgreementRow:
    """Statutory term: baris daftar perjanjian kinerja. One unit (none: the agency) with its latest agreement."""

    unit_id: UUID | None
    unit_name: str
    unit_path: str
    depth: int
    agreement: Agreement | None
    has_goals: bool
    head_name: str
    may_open: bool
    may_draft: bool

    @property
    def state(self) -> str:
        """The agreement's state, or what is missing before there is one."""
        if self.agreement is not None:
            return self.agreement.state
        return "BELUM_DISUSUN" if self.has_goals else "BELUM_ADA_SASARAN"


@dataclass(frozen=True)
class AgreementBoard:
    """Statutory term: daftar perjanjian kinerja setahun. One page of units, and counts of all by state."""

    rows: tuple[AgreementRow, ...]
    total: int
    counts: Mapping[str, int]


def board(
    *, actor: Actor, year: int, on: date, text: str = "", state: str = "", offset: int = 0, limit: int = 25
) -> AgreementBoard:
    """Return the units that have (or should have) an agreement in a year, filtered, with the state of each."""
    found = _rows(actor, year, on)
    word = text.strip().casefold()
    if word:
        found = [row for row in found if word in row.unit_name.casefold()]
    counts: dict[str, int] = {}
    for row in found:
        counts[row.state] = counts.get(row.state, 0) + 1
    if state:
        found = [row for row in found if row.state == state]
    page = found[offset : offset + limit] if limit else found
    heads = people.unit_heads(unit_ids=[row.unit_id for row in page if row.unit_id], on=on)
    return AgreementBoard(tuple(_with_head(row, heads) for row in page), len(found), counts)


def _with_head(row: AgreementRow, heads: Mapping[UUID, people.HeadData]) -> AgreementRow:
    first = row.agreement.first_party if row.agreement else None
    head = heads.get(row.unit_id) if row.unit_id else None
    name = first.name if first else head.name if head else ""
    return AgreementRow(**{**vars(row), "head_name": name})


def _rows(actor: Actor, year: int, on: date) -> list[AgreementRow]:
    latest: dict[UUID | None, Agreement] = {}
    for row in Agreement.objects.filter(year__year=year).defer("content").order_by("number"):
        latest[row.unit_id] = row
    promising = set(
        Goal.objects.filter(retired_at=None, first_year__lte=year, last_year__gte=year, kind__in=LEVELS)
        .order_by()
        .values_list("unit_id", flat=True)
        .distinct()
    )
    headed = persons.headed_paths(employee_id=actor.employee_id, on=on)
    units = organisation.units.list_units(on=on)
    shown: list[tuple[UUID | None, str, str, int]] = [(None, units[0].name if units else "", "", 0)]
    for unit in units:
        if unit.depth and (unit.depth == 1 or unit.id in latest or unit.id in promising):
            shown.append((unit.id, unit.name, unit.path, unit.depth))
    return [
        AgreementRow(
            unit_id=unit_id,
            unit_name=name,
            unit_path=path,
            depth=depth,
            agreement=latest.get(unit_id),
            has_goals=unit_id in promising,
            head_name="",
            may_open=unit_id in latest and agreement_policies.opens(actor, latest[unit_id], headed),
            may_draft=agreement_policies.may_draft(actor, path, headed),
        )
        for unit_id, name, path, depth in shown
    ]


def waiting_for(*, actor: Actor) -> Q:
    """Return the condition on agreements that wait for the actor's decision, by the superior they keep."""
    condition = Q(pk__in=[])
    if actor.employee_id is not None:
        condition |= Q(second_employee_id=actor.employee_id)
    if "" in actor.paths(Role.LEADER, Role.AGENCY_ADMIN):
        condition |= Q(second_employee_id=None) & (~Q(second={}) | Q(unit_id=None))
    return condition & Q(state=AgreementState.SUBMITTED)


def list_waiting(*, actor: Actor) -> list[Agreement]:
    """Return the agreements that wait for the actor's decision, the longest waiting first."""
    rows = Agreement.objects.filter(waiting_for(actor=actor)).defer("content")
    return list(rows.select_related("year").order_by("submitted_at", "id"))


def list_years() -> list[int]:
    """Return the years of the agency, the latest first."""
    return list(PerformanceYear.objects.order_by("-year").values_list("year", flat=True))


def find(*, agreement_id: UUID) -> Agreement | None:
    """Return an agreement for the program's own work, whoever may see it."""
    return Agreement.objects.select_related("year").filter(id=agreement_id).first()

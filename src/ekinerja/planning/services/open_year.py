"""Open a performance year: its periods with their deadlines, and more time for units that do not work on one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import Conflict, Finding, NotAllowed, RuleNotMet
from ekinerja.planning import events
from ekinerja.planning.data import Periodicity, PeriodKind
from ekinerja.planning.models import PerformanceYear, Period, PeriodExtension
from ekinerja.planning.selectors import opening
from ekinerja.planning.selectors.plans import day_of

MONTHS_IN = {Periodicity.MONTHLY: 1, Periodicity.QUARTERLY: 3}
LONGEST_FILL_DAYS = 60


@dataclass(frozen=True)
class YearSettings:
    """
    Statutory term: pengaturan tahun kinerja.

    ``fill_days``: days after a period's end on which it can still be filled (batas pengisian).
    ``shift_holidays``: deadlines on days off move to the next working day of the agency's own calendar.
    ``plan_deadline``: last day for agreed plans (practised: end of January); ``annual_deadline``: last day of
    the annual evaluation. ``signing_place`` and ``head_name`` (of the agency) are printed on the year's documents.
    """

    year: int
    periodicity: Periodicity
    plan_deadline: date
    annual_deadline: date
    fill_days: int = 5
    time_zone: str = "Asia/Jakarta"
    shift_holidays: bool = False
    signing_place: str = ""
    head_name: str = ""


@dataclass(frozen=True)
class PeriodDraft:
    """Statutory term: rancangan periode. One period before it is stored."""

    kind: PeriodKind
    number: int
    starts_on: date
    ends_before: date
    fill_deadline: datetime

    @property
    def last_day(self) -> date:
        """The last day of the period."""
        return self.ends_before - timedelta(days=1)


@dataclass(frozen=True)
class Shift:
    """Statutory term: usulan pergeseran batas. A deadline on a day off; ``number`` is empty for that of plans."""

    number: int | None
    before: date
    after: date


@dataclass(frozen=True)
class YearPreview:
    """
    Statutory term: pratinjau tahun kinerja. What opening a year makes, and whom it reaches.

    ``shifts`` are the deadlines on days off; plan deadline and periods have moved if the settings say so.
    ``unit_deadlines`` are those of units that do not work on a deadline by their own calendar.
    """

    plan_deadline: date
    periods: tuple[PeriodDraft, ...]
    shifts: tuple[Shift, ...]
    reach: opening.OpeningPreview
    unit_deadlines: tuple[opening.UnitDeadline, ...]

    @property
    def later_units(self) -> int:
        """How many units get more time in at least one period."""
        return len({row.unit_id for row in self.unit_deadlines})

    @property
    def later_periods(self) -> int:
        """In how many periods at least one unit gets more time."""
        return len({row.number for row in self.unit_deadlines})


def preview_year(*, actor: Actor, settings: YearSettings, at: datetime) -> YearPreview:
    """
    Return what opening the year would do, without doing it.

    :raises NotAllowed: the actor is no admin of the whole agency
    :raises Conflict: the year is open already
    :raises RuleNotMet: a deadline lies where it cannot
    """
    require_year_admin(actor)
    plan_deadline, periods, shifts = _planned(settings)
    on = opening.first_day(year=settings.year, on=day_of(at))
    reach = opening.preview_opening(on=on)
    return YearPreview(plan_deadline, periods, shifts, reach, _unit_deadlines(settings, periods, on))


def _unit_deadlines(
    settings: YearSettings, drafts: tuple[PeriodDraft, ...], on: date
) -> tuple[opening.UnitDeadline, ...]:
    zone = ZoneInfo(settings.time_zone)
    days = {draft.number: draft.fill_deadline.astimezone(zone).date() for draft in drafts}
    return opening.unit_deadlines(deadlines=days, on=on)


def _planned(settings: YearSettings) -> tuple[date, tuple[PeriodDraft, ...], tuple[Shift, ...]]:
    """Return the last day for plans, the periods, and the deadlines on days off, after checking the settings."""
    _check(settings)
    if PerformanceYear.objects.filter(year=settings.year).exists():
        raise _opened_already(settings.year)
    drafts = tuple(_drafts(settings))
    shifts = _shifts_of(settings, drafts)
    if not settings.shift_holidays:
        return settings.plan_deadline, drafts, shifts
    moved = {shift.number: shift.after for shift in shifts}
    later = tuple(
        replace(draft, fill_deadline=end_of_day(moved[draft.number], settings.time_zone))
        if draft.number in moved
        else draft
        for draft in drafts
    )
    return moved.get(None, settings.plan_deadline), later, shifts


def _shifts_of(settings: YearSettings, drafts: tuple[PeriodDraft, ...]) -> tuple[Shift, ...]:
    """Return the deadlines that lie on days off, each with the next working day."""
    zone = ZoneInfo(settings.time_zone)
    days = [(draft.number, draft.fill_deadline.astimezone(zone).date()) for draft in drafts]
    every: list[tuple[int | None, date]] = [(None, settings.plan_deadline), *days]
    moved = opening.next_working_days(days={day for _number, day in every})
    return tuple(Shift(number, day, moved[day]) for number, day in every if day in moved)


def _drafts(settings: YearSettings) -> list[PeriodDraft]:
    step = MONTHS_IN[settings.periodicity]
    drafts = []
    for number in range(1, 12 // step + 1):
        starts_on = date(settings.year, (number - 1) * step + 1, 1)
        ends_before = _first_of_month(settings.year, number * step + 1)
        latest = ends_before + timedelta(days=settings.fill_days - 1)
        drafts.append(
            PeriodDraft(PeriodKind.PERIODIC, number, starts_on, ends_before, end_of_day(latest, settings.time_zone))
        )
    drafts.append(
        PeriodDraft(
            PeriodKind.ANNUAL,
            0,
            date(settings.year, 1, 1),
            date(settings.year + 1, 1, 1),
            end_of_day(settings.annual_deadline, settings.time_zone),
        )
    )
    return drafts


@transaction.atomic
def open_year(*, actor: Actor, settings: YearSettings, at: datetime) -> PerformanceYear:
    """
    Open the year with its periods.

    :raises NotAllowed: the actor is no admin of the whole agency
    :raises Conflict: the year is open already
    :raises RuleNotMet: a deadline lies where it cannot
    """
    require_year_admin(actor)
    plan_deadline, drafts, _shifts = _planned(settings)
    try:
        with transaction.atomic():
            year = PerformanceYear.objects.create(
                year=settings.year,
                periodicity=settings.periodicity,
                plan_deadline=end_of_day(plan_deadline, settings.time_zone),
                opened_at=at,
                opened_by_name=actor.name[:250],
                signing_place=" ".join(settings.signing_place.split()),
                head_name=" ".join(settings.head_name.split()),
            )
    except IntegrityError as error:
        raise _opened_already(settings.year) from error
    periods = Period.objects.bulk_create(
        Period(
            year=year,
            kind=draft.kind,
            number=draft.number,
            span=DateRange(draft.starts_on, draft.ends_before),
            fill_deadline=draft.fill_deadline,
        )
        for draft in drafts
    )
    audit.record(
        actor=actor,
        event="planning.year.opened",
        subject_type="planning.year",
        subject_id=year.id,
        at=at,
        data={
            "year": settings.year,
            "periodicity": settings.periodicity,
            "plan_deadline": plan_deadline,
            "shifted": settings.shift_holidays,
            "annual_deadline": settings.annual_deadline,
            "fill_days": settings.fill_days,
        },
    )
    later = _unit_deadlines(settings, drafts, opening.first_day(year=settings.year, on=day_of(at)))
    _give_time(actor, {period.number: period for period in periods}, later, settings.time_zone, at)
    outbox.publish(events.YearChanged(year=settings.year))
    return year


def _give_time(
    actor: Actor, periods: dict[int, Period], later: tuple[opening.UnitDeadline, ...], time_zone: str, at: datetime
) -> None:
    """Record the extensions of the units; nobody is told, as nobody has seen the year's deadlines before."""
    made = PeriodExtension.objects.bulk_create(
        PeriodExtension(
            period=periods[row.number],
            unit_id=row.unit_id,
            unit_path=row.unit_path,
            fill_deadline=end_of_day(row.after, time_zone),
            reason=_("batas jatuh pada hari libur menurut kalender %(name)s") % {"name": row.calendar},
            granted_at=at,
            granted_by_name=actor.name[:250],
        )
        for row in later
    )
    facts = (
        audit.Fact(
            "planning.period.extended",
            "planning.period",
            row.period_id,
            {"before": row.period.fill_deadline, "after": row.fill_deadline, "unit": row.unit_id, "reason": row.reason},
        )
        for row in made
    )
    audit.record_many(actor=actor, at=at, facts=facts)


def _opened_already(year: int) -> Conflict:
    return Conflict(_("Tahun %(year)s sudah dibuka.") % {"year": year})


def require_year_admin(actor: Actor) -> None:
    """
    Refuse unless the actor runs the agency's year.

    :raises NotAllowed: the actor holds no admin role over the whole agency
    """
    if not actor.has(Role.SYSTEM) and "" not in actor.paths(Role.AGENCY_ADMIN):
        raise NotAllowed(_("Hanya admin instansi yang dapat mengatur siklus kinerja."))


def end_of_day(day: date, time_zone: str) -> datetime:
    """Return the last second of a day in the agency's time."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=ZoneInfo(time_zone))


def _first_of_month(year: int, month: int) -> date:
    return date(year + 1, 1, 1) if month > 12 else date(year, month, 1)


def _check(settings: YearSettings) -> None:
    findings = []
    if not 1 <= settings.fill_days <= LONGEST_FILL_DAYS:
        message = _("Isi 1 sampai %(most)s hari.") % {"most": LONGEST_FILL_DAYS}
        findings.append(Finding("planning.fill_days", message, field="fill_days"))
    if settings.plan_deadline.year != settings.year:
        message = _("Batas penetapan SKP harus berada di tahun %(year)s.") % {"year": settings.year}
        findings.append(Finding("planning.plan_deadline", message, field="plan_deadline"))
    if settings.annual_deadline.year != settings.year + 1:
        message = _("Batas evaluasi tahunan harus sesudah tahun %(year)s berakhir.") % {"year": settings.year}
        findings.append(Finding("planning.annual_deadline", message, field="annual_deadline"))
    if findings:
        raise RuleNotMet(findings=tuple(findings))

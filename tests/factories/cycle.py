"""A small agency with a line of superiors, for tests of the yearly cycle."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

from ekinerja.kernel.actor import Actor, Grant, Role, system
from ekinerja.kernel.ids import uuid7
from ekinerja.organisation.models import Position, Unit, UnitVersion
from ekinerja.people.models import Appointment, Employee, RankRecord, StatusRecord
from ekinerja.planning import public as planning
from ekinerja.planning.data import BehaviourValue, MemberInput, NoteKind, Periodicity, TeamInput
from ekinerja.planning.models import PerformanceYear, Plan

FOREVER = DateRange(date(2020, 1, 1), None)
JANUARY = datetime(2026, 1, 12, 3, 0, tzinfo=UTC)
FEBRUARY = datetime(2026, 2, 3, 3, 0, tzinfo=UTC)
LATE_FEBRUARY = datetime(2026, 2, 20, 3, 0, tzinfo=UTC)
FIRST_OF_JULY = date(2026, 7, 1)
JULY = datetime(2026, 7, 10, 3, 0, tzinfo=UTC)


@dataclass
class World:
    """Units root > dinas > bidang; the head of dinas rates the head of bidang, who rates staff."""

    agency_id: int
    units: dict[str, Unit] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    people: dict[str, Employee] = field(default_factory=dict)
    year: PerformanceYear | None = None

    def actor(self, name: str, *roles: Role, path: str = "") -> Actor:
        """The actor of one of the people."""
        grants = [Grant(Role.EMPLOYEE), *(Grant(role, None, path) for role in roles)]
        person = self.people[name]
        return Actor(uuid7(), self.agency_id, person.id, person.display_name, tuple(grants))

    def official(self, *roles: Role, path: str = "", name: str = "Admin Uji") -> Actor:
        """An actor with roles who is no employee."""
        return Actor(uuid7(), self.agency_id, None, name, tuple(Grant(role, None, path) for role in roles))


def make_world(agency_id: int) -> World:
    """Make units, posts and people, each kind in one statement; call inside the agency's context."""
    world = World(agency_id)
    versions = [
        _version(world, "root", "000001", None, "Kabupaten Way Rajabasa", "Bupati"),
        _version(world, "dinas", "000002", "root", "Dinas Kesehatan", "Kepala Dinas Kesehatan"),
        _version(world, "bidang", "000003", "dinas", "Bidang Pelayanan Kesehatan", "Kepala Bidang"),
        _version(world, "lain", "000004", "root", "Dinas Pendidikan", "Kepala Dinas Pendidikan"),
    ]
    Unit.objects.bulk_create(world.units.values())
    UnitVersion.objects.bulk_create(versions)
    head: dict[str, Any] = {"is_head": True, "echelon": "II.b"}
    chief = head | {"echelon": "III.b"}
    _keep(
        [
            _entrant(world, "kepala", "dinas", "Kepala Dinas Kesehatan", rank="IV/c", **head),
            _entrant(world, "kabid", "bidang", "Kepala Bidang Pelayanan Kesehatan", rank="IV/a", **chief),
            _entrant(world, "staf", "bidang", "Perawat Terampil", rank="II/c"),
            _entrant(world, "rekan", "bidang", "Perawat Mahir"),
            _entrant(world, "orang_lain", "lain", "Pengolah Data", rank="III/b"),
        ]
    )
    return world


def _version(world: World, key: str, code: str, parent: str | None, name: str, head_title: str) -> UnitVersion:
    unit = Unit(code=code)
    path = (world.paths[parent] if parent else "") + f"{code}."
    world.units[key], world.paths[key] = unit, path
    return UnitVersion(
        unit=unit,
        name=name,
        head_title=head_title,
        parent=world.units[parent] if parent else None,
        path=path,
        depth=path.count(".") - 1,
        period=FOREVER,
    )


@dataclass(frozen=True)
class Entrant:
    """Somebody who enters a post, with everything known of them; nothing is in the database yet."""

    employee: Employee
    appointment: Appointment
    rank: RankRecord
    status: StatusRecord


def person(world: World, key: str, unit: str, title: str, **known: Any) -> Employee:
    """Add one person in a post: ``echelon``, ``is_head``, ``rank``, ``since`` when not a plain one for long."""
    entrant = _entrant(world, key, unit, title, **known)
    post = entrant.appointment.position
    same = {name: getattr(post, name) for name in ("unit", "title", "kind", "echelon", "is_head")}
    entrant.appointment.position = Position.objects.filter(**same).first() or post
    _keep([entrant])
    return entrant.employee


def _entrant(
    world: World,
    key: str,
    unit: str,
    title: str,
    *,
    echelon: str = "",
    is_head: bool = False,
    rank: str = "III/a",
    since: date = date(2020, 1, 1),
) -> Entrant:
    number = len(world.people) + 1
    employee = Employee(
        nip=f"19850315201001{world.agency_id:01d}{number:03d}", name=key.replace("_", " ").title(), kind="PNS"
    )
    world.people[key] = employee
    position = Position(
        unit=world.units[unit],
        title=title,
        kind="STRUKTURAL" if is_head else "FUNGSIONAL",
        echelon=echelon,
        is_head=is_head,
    )
    appointment = Appointment(
        employee=employee,
        unit=position.unit,
        position=position,
        is_head=is_head,
        kind="DEFINITIF",
        period=DateRange(since, None),
    )
    return Entrant(
        employee,
        appointment,
        RankRecord(employee=employee, code=rank, period=FOREVER),
        StatusRecord(employee=employee, status="AKTIF", civil_status="PNS", period=FOREVER),
    )


def _keep(entrants: list[Entrant]) -> None:
    Employee.objects.bulk_create([entrant.employee for entrant in entrants])
    posts = [entrant.appointment.position for entrant in entrants]
    Position.objects.bulk_create([post for post in posts if post._state.adding])
    Appointment.objects.bulk_create([entrant.appointment for entrant in entrants])
    RankRecord.objects.bulk_create([entrant.rank for entrant in entrants])
    StatusRecord.objects.bulk_create([entrant.status for entrant in entrants])


def replace_head(world: World, *, unit: str, old: str, new: str, on: date) -> None:
    """Move a head away and put somebody else into the post."""
    post = Appointment.objects.get(employee=world.people[old], unit=world.units[unit])
    position = post.position
    post.period = DateRange(post.period.lower, on)
    post.save()
    leaving = world.people[new]
    for row in Appointment.objects.filter(employee=leaving):
        row.period = DateRange(row.period.lower, on)
        row.save()
    Appointment.objects.create(
        employee=leaving,
        unit=world.units[unit],
        position=position,
        is_head=position.is_head,
        kind="DEFINITIF",
        period=DateRange(on, None),
    )


def transfer(world: World, name: str, unit: str, *, on: date = FIRST_OF_JULY) -> None:
    """End the person's post the day before and begin one in another unit."""
    old = Appointment.objects.get(employee=world.people[name])
    old.period = DateRange(old.period.lower, on)
    old.save()
    position = Position.objects.create(unit=world.units[unit], title="Analis Kebijakan", kind="FUNGSIONAL")
    Appointment.objects.create(
        employee=world.people[name],
        unit=world.units[unit],
        position=position,
        kind="DEFINITIF",
        period=DateRange(on, None),
    )


def open_2026(world: World, *, fill_days: int = 5) -> PerformanceYear:
    """Open the year 2026 monthly."""
    settings = planning.YearSettings(
        year=2026,
        periodicity=Periodicity.MONTHLY,
        plan_deadline=date(2026, 1, 31),
        annual_deadline=date(2027, 1, 10),
        fill_days=fill_days,
    )
    world.year = planning.open_year(actor=system(world.agency_id), settings=settings, at=JANUARY)
    return world.year


def period(world: World, number: int) -> Any:
    """One period of the world's year; 0 is the annual one."""
    assert world.year is not None
    return next(row for row in planning.years.periods_of(year_id=world.year.id) if row.number == number)


def draft(world: World, name: str = "staf", at: datetime = JANUARY) -> Plan:
    """A draft with nothing in it."""
    return planning.draft_plan(actor=world.actor(name), year=2026, at=at)


def fill(world: World, plan: Plan, name: str = "staf", *, outcomes: int = 2, at: datetime = JANUARY) -> list[UUID]:
    """Write outcomes with two indicators each and the annex; returns the indicators' ids."""
    actor = world.actor(name)
    indicators = []
    for number in range(outcomes):
        outcome = planning.save_outcome(
            actor=actor,
            plan_id=plan.id,
            outcome_id=None,
            given=planning.OutcomeInput(text=f"Terlayaninya pasien sesuai standar {number + 1}"),
            at=at,
        )
        for aspect, text, target, unit in (
            ("KUANTITAS", "Jumlah pasien yang terlayani", Decimal(120), "pasien"),
            ("KUALITAS", "Persentase pelayanan sesuai standar", Decimal("90.5"), "persen"),
        ):
            row = planning.save_indicator(
                actor=actor,
                plan_id=plan.id,
                outcome_id=outcome.id,
                indicator_id=None,
                given=planning.IndicatorInput(
                    text=text,
                    aspect=aspect if plan.position_group == "JA_JF" else "",
                    target_number=target,
                    target_unit=unit,
                ),
                at=at,
            )
            indicators.append(row.id)
    planning.save_notes(actor=actor, plan_id=plan.id, kind=NoteKind.RESOURCES, lines=["Komputer", "Internet"], at=at)
    return indicators


def submitted(world: World, name: str = "staf", at: datetime = JANUARY) -> Plan:
    """A filled plan that waits for its rater."""
    plan = draft(world, name, at)
    fill(world, plan, name, at=at)
    return planning.submit_plan(actor=world.actor(name), plan_id=plan.id, at=at)


def agreed(world: World, name: str = "staf", rater: str = "kabid", at: datetime = JANUARY) -> Plan:
    """A plan the rater has agreed, with one special expectation."""
    plan = submitted(world, name, at)
    planning.save_expectation(
        actor=world.actor(rater),
        plan_id=plan.id,
        value=BehaviourValue.SERVICE,
        text="Selalu menyapa pasien lebih dahulu.",
        at=at,
    )
    return planning.agree_plan(actor=world.actor(rater), plan_id=plan.id, at=at)


def team(
    world: World, *members: str, leader: str = "kabid", unit: str | None = "bidang", at: datetime = JANUARY
) -> Any:
    """A working team of the year 2026 with some members, made by the agency's admin."""
    admin = world.official(Role.AGENCY_ADMIN)
    made = planning.create_team(
        actor=admin,
        given=TeamInput(
            name="Tim Percepatan Penurunan Stunting",
            leader_id=world.people[leader].id,
            starts_on=date(2026, 1, 1),
            ends_before=date(2027, 1, 1),
            unit_id=world.units[unit].id if unit else None,
            decree_number="800/12/2026",
            decree_date=date(2026, 1, 2),
        ),
        at=at,
    )
    for name in members:
        planning.add_team_member(
            actor=admin, team_id=made.id, given=MemberInput(employee_id=world.people[name].id), at=at
        )
    return made


def outcome(world: World, plan: Plan, name: str, text: str, *, at: datetime = JANUARY, **values: Any) -> Any:
    """One outcome without indicators."""
    given = planning.OutcomeInput(text=text, **values)
    return planning.save_outcome(actor=world.actor(name), plan_id=plan.id, outcome_id=None, given=given, at=at)

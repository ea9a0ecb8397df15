"""A small regency: regent, office, division, staff; every post filled unless a test says otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from ekinerja.kernel.tenancy import context
from ekinerja.organisation.models import Position, Unit, UnitVersion
from ekinerja.people.models import Appointment, Employee, RankRecord, StatusRecord
from ekinerja.people.services.refresh_directory import refresh_directory

SINCE = date(2020, 1, 1)
TODAY = date(2026, 6, 15)


@dataclass
class Office:
    """The tree and the people, by short names: ``units["bidang"]``, ``people["staf"]``."""

    units: dict[str, Unit] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    heads: dict[str, Position] = field(default_factory=dict)
    people: dict[str, Employee] = field(default_factory=dict)

    def add_unit(self, name: str, parent: str | None, head_title: str, echelon: str = "") -> Unit:
        """Add a unit with its head post."""
        code = f"{len(self.units) + 1:06d}"
        unit = Unit.objects.create(agency_id=context.current(), code=code)
        path = (self.paths[parent] if parent else "") + code + "."
        UnitVersion.objects.create(
            agency_id=context.current(),
            unit=unit,
            name=f"Unit {name.title()}",
            head_title=head_title,
            parent=self.units[parent] if parent else None,
            path=path,
            depth=path.count(".") - 1,
            period=DateRange(SINCE, None),
        )
        self.units[name], self.paths[name] = unit, path
        self.heads[name] = Position.objects.create(
            agency_id=context.current(),
            unit=unit,
            title=head_title,
            kind="STRUKTURAL",
            echelon=echelon,
            is_head=True,
        )
        return unit

    def add_person(self, name: str, born: date = date(1985, 5, 17), status: str = "AKTIF", **values: Any) -> Employee:
        """Add an employee in the given status, without a post."""
        number = len(self.people) + 1 + 1000 * int(context.current())
        person = Employee.objects.create(
            agency_id=context.current(),
            nip=f"{born:%Y%m%d}2010{number:06d}",
            name=name.title(),
            birth_date=born,
            kind="PNS",
            email=f"{name.replace(' ', '.')}@contoh.go.id",
            **values,
        )
        common = {"agency_id": context.current(), "employee": person, "period": DateRange(SINCE, None)}
        StatusRecord.objects.create(**common, status=status, civil_status="PNS")
        RankRecord.objects.create(**common, code="III/b")
        self.people[name] = person
        return person

    def appoint(
        self,
        name: str,
        unit: str,
        *,
        head: bool = False,
        kind: str = "DEFINITIF",
        since: date = SINCE,
        until: date | None = None,
        grade: str = "PT",
    ) -> Appointment:
        """Put a person into the head post or a functional post of a unit."""
        position = self.heads[unit] if head else self._staff_post(unit, grade)
        return Appointment.objects.create(
            agency_id=context.current(),
            employee=self.people[name],
            unit=self.units[unit],
            position=position,
            is_head=head,
            kind=kind,
            period=DateRange(since, until),
        )

    def refresh(self, on: date = TODAY) -> None:
        """Bring the directory up to date, as every write of the program does."""
        refresh_directory(on=on)

    def _staff_post(self, unit: str, grade: str) -> Position:
        return Position.objects.get_or_create(
            agency_id=context.current(),
            unit=self.units[unit],
            title="Analis",
            kind="FUNGSIONAL",
            grade=grade,
        )[0]


def make_office() -> Office:
    """Make the regency inside the present agency's context."""
    office = Office()
    office.add_unit("pemda", None, "Bupati")
    office.add_unit("dinas", "pemda", "Kepala Dinas", "22")
    office.add_unit("bidang", "dinas", "Kepala Bidang", "32")
    office.add_unit("lain", "pemda", "Kepala Badan", "22")
    for name, unit, head in (
        ("kadis", "dinas", True),
        ("kabid", "bidang", True),
        ("staf", "bidang", False),
        ("rekan", "bidang", False),
        ("kaban", "lain", True),
    ):
        office.add_person(name)
        office.appoint(name, unit, head=head)
    office.refresh()
    return office

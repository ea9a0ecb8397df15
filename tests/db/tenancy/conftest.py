"""Two agencies with the same rows in each, for the tests of tenancy."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

import pytest

from ekinerja.kernel.tenancy import context
from tests.db.tenancy.battery_app.models import DailyLog, Employee, Unit


@dataclass
class Planted:
    """What one agency has: a root unit, three units below it, fifteen employees, three logs each."""

    agency_id: int
    units: list[Unit] = field(default_factory=list)
    employees: list[Employee] = field(default_factory=list)


def plant(agency_id: int) -> Planted:
    planted = Planted(agency_id)
    with context.agency(agency_id):
        root = Unit.objects.create(name="root", path="r")
        planted.units.append(root)
        for number in range(3):
            unit = Unit.objects.create(name=f"u{number}", path=f"r.u{number}", parent=root)
            planted.units.append(unit)
            for who in range(5):
                nip = f"{agency_id}{number}{who}"
                planted.employees.append(Employee.objects.create(unit=unit, nip=nip, name=f"n{who}"))
        DailyLog.objects.bulk_create(
            DailyLog(employee=employee, unit=employee.unit, day=datetime.date(2026, 1, day), text="t")
            for employee in planted.employees
            for day in (1, 2, 3)
        )
    return planted


@pytest.fixture
def ours(agency: Any) -> Planted:
    """The rows of the agency under test."""
    return plant(agency.pk)


@pytest.fixture
def theirs(other_agency: Any) -> Planted:
    """The rows of the other agency."""
    return plant(other_agency.pk)

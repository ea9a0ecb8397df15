"""Periods of one thing never overlap, in the database and before it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.migrations.writer import MigrationWriter
from django.db.models import Q
from django.db.utils import IntegrityError

from ekinerja.kernel.errors import Conflict
from ekinerja.kernel.tenancy import context
from ekinerja.kernel.tenancy.constraints import NoOverlap, overlap_refused
from tests.db.tenancy.battery_app.models import Absence, Appointment
from tests.db.tenancy.conftest import Planted

SPRING = DateRange(date(2026, 1, 1), date(2026, 4, 1))
APRIL = DateRange(date(2026, 4, 1), date(2026, 5, 1))
MARCH_ON = DateRange(date(2026, 3, 31), None)


@pytest.fixture
def appointed(ours: Planted) -> Any:
    with context.agency(ours.agency_id):
        yield Appointment.objects.create(employee=ours.employees[0], period=SPRING)


class TestInTheDatabase:
    def test_refuses_an_overlapping_period(self, appointed: Appointment) -> None:
        with pytest.raises(IntegrityError, match="battery_appointment_overlap"), transaction.atomic():
            Appointment.objects.create(employee_id=appointed.employee_id, period=MARCH_ON)

    def test_allows_the_day_on_which_the_other_ends(self, appointed: Appointment) -> None:
        Appointment.objects.create(employee_id=appointed.employee_id, period=APRIL)

        assert Appointment.objects.count() == 2

    def test_allows_another_key_another_agency_and_what_the_condition_leaves_out(
        self, appointed: Appointment, ours: Planted, theirs: Planted
    ) -> None:
        Appointment.objects.create(employee=ours.employees[1], period=SPRING)
        Appointment.objects.create(employee_id=appointed.employee_id, period=SPRING, kind="PLT")
        with context.agency(theirs.agency_id):
            Appointment.objects.create(employee=theirs.employees[0], period=SPRING)

    def test_refuses_a_change_into_an_overlap(self, appointed: Appointment) -> None:
        later = Appointment.objects.create(employee_id=appointed.employee_id, period=APRIL)
        later.period = MARCH_ON
        with pytest.raises(IntegrityError), transaction.atomic():
            later.save()

    @pytest.mark.parametrize(
        ("starts_on", "ends_before", "reason", "refused"),
        [
            (date(2026, 2, 1), None, "SAKIT", True),
            (date(2026, 1, 1), date(2026, 1, 2), "SAKIT", True),
            (date(2026, 3, 1), None, "SAKIT", False),
            (date(2026, 2, 1), None, "CUTI", False),
        ],
    )
    def test_a_pair_of_days_and_two_keys(
        self, ours: Planted, starts_on: date, ends_before: date | None, reason: str, refused: bool
    ) -> None:
        employee = ours.employees[0]
        with context.agency(ours.agency_id):
            Absence.objects.create(
                employee=employee, reason="SAKIT", starts_on=date(2026, 1, 1), ends_before=date(2026, 3, 1)
            )
            new = Absence(employee=employee, reason=reason, starts_on=starts_on, ends_before=ends_before)
            if not refused:
                new.full_clean()
                new.save()
                return
            with pytest.raises(ValidationError, match="sudah tercatat"):
                new.full_clean()
            with pytest.raises(IntegrityError, match="battery_absence_overlap"), transaction.atomic():
                new.save()


class TestForTheUser:
    def test_validation_names_the_rule(self, appointed: Appointment) -> None:
        with pytest.raises(ValidationError, match="tumpang tindih") as refused:
            Appointment(employee_id=appointed.employee_id, period=MARCH_ON).full_clean()
        assert refused.value.error_dict["__all__"][0].code == "overlap"

    def test_validation_lets_a_row_be_itself(self, appointed: Appointment) -> None:
        appointed.full_clean()

    def test_validation_follows_the_condition(self, appointed: Appointment) -> None:
        Appointment(employee_id=appointed.employee_id, period=MARCH_ON, kind="PLT").full_clean()

    def test_the_databases_refusal_becomes_a_conflict(self, appointed: Appointment) -> None:
        with pytest.raises(Conflict, match="sudah menjabat"), transaction.atomic():
            with overlap_refused("Pegawai ini sudah menjabat pada masa itu."):
                Appointment.objects.create(employee_id=appointed.employee_id, period=MARCH_ON)

    def test_other_refusals_pass_through(self, ours: Planted) -> None:
        with context.agency(ours.agency_id), pytest.raises(IntegrityError), transaction.atomic():
            with overlap_refused():
                Appointment.objects.create(employee=ours.employees[0], period=None)


class TestInMigrations:
    def test_is_written_and_read_back(self) -> None:
        constraint = NoOverlap(name="x", key=("a", "b"), period=("c", "d"), condition=Q(kind="K"))
        source, imports = MigrationWriter.serialize(constraint)
        namespace: dict[str, Any] = {}
        exec("\n".join(imports), namespace)  # noqa: S102

        assert eval(source, namespace) == constraint  # noqa: S307

    def test_differs_when_a_part_differs(self) -> None:
        base = NoOverlap(name="x")
        assert base == NoOverlap(name="x", key="employee", period="period")
        assert base != NoOverlap(name="x", key="unit")
        assert base != NoOverlap(name="x", period="span")
        assert base != NoOverlap(name="x", condition=Q(kind="K"))
        assert base.clone() == base

    def test_an_empty_condition_is_none(self) -> None:
        assert NoOverlap(name="x", condition=Q()) == NoOverlap(name="x")

    def test_refuses_a_key_without_a_range(self) -> None:
        constraint = NoOverlap(name="x", key="starts_on", period=("starts_on", "ends_before"))
        with pytest.raises(TypeError, match="no range over date"):
            str(constraint.create_sql_on(Absence, connection.schema_editor(), table="t", name="n"))

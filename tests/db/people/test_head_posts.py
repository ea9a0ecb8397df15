"""One head post has one definitive holder on a day, whichever way somebody is put there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import Conflict
from ekinerja.organisation.models import Position, Unit
from ekinerja.organisation.public import PositionWanted
from ekinerja.people import public as people
from ekinerja.people.models import Appointment, Employee, ImportRow
from tests.factories.people_files import as_csv
from tests.factories.regency import AT, TODAY, make_regency, take_in

pytestmark = pytest.mark.django_db
careers = people.careers
MAY = date(2026, 5, 1)
PLACE = ("unorId", "unorNama", "jabatanNama", "eselonId")
POST = ("jabatanNama", "unorId", "unorNama", "unorIndukId", "jenisJabatanId", "jenisJabatan", "kelas_jabatan")


@pytest.fixture
def admin(actor_factory, in_agency):
    return actor_factory(Role.AGENCY_ADMIN)


@pytest.fixture
def regency(admin):
    return make_regency(admin)


def employee(row):
    return Employee.objects.get(nip=row["nipBaru"])


def problems(batch):
    rows = ImportRow.objects.filter(batch=batch, outcome="GALAT")
    return {row.line: " ".join(p["message"] for p in row.problems) for row in rows}


def assert_one_holder_a_day():
    """No head post has two definitive holders on the first day of any of its appointments."""
    for post in Position.objects.filter(is_head=True):
        held = Appointment.objects.filter(position=post, kind="DEFINITIF")
        for day in held.values_list("period__startswith", flat=True):
            assert held.filter(period__contains=day).count() == 1, (post, day)


class TestAppointing:
    def test_refuses_a_second_holder_also_when_the_post_is_written_by_its_title(self, admin, regency):
        units, persons = regency
        unit = Unit.objects.get(source_id=units[1]["Id"])
        post = Position.objects.get(unit=unit, is_head=True)
        want = PositionWanted(unit.id, post.title, post.kind, grade=post.grade, echelon=post.echelon)
        holder = people.unit_head(unit_id=unit.id, on=TODAY)

        with pytest.raises(Conflict, match=holder.name.split(",")[0]):
            careers.move_employee(
                actor=admin, employee_id=employee(persons[-1]).id, post=want, position_class=11,
                decree=careers.Decree(MAY, "SK/1"), at=AT, today=TODAY,
            )  # fmt: skip
        assert_one_holder_a_day()

    def test_keeps_the_post_locked_while_somebody_is_put_there_to_act(self, admin, regency):
        units, persons = regency
        with CaptureQueriesContext(connection) as asked:
            careers.appoint_acting(
                actor=admin, employee_id=employee(persons[-1]).id, kind=people.AppointmentKind("PLH"), until=None,
                unit_id=Unit.objects.get(source_id=units[2]["Id"]).id, decree=careers.Decree(MAY, "SP/1"),
                at=AT, today=TODAY,
            )  # fmt: skip

        locked = [row["sql"] for row in asked if row["sql"].endswith("FOR UPDATE")]
        assert any('FROM "organisation_position"' in statement for statement in locked)


class TestTheDatabase:
    """What goes around the services: scripts, repairs, a service with a gap."""

    @pytest.fixture
    def held(self, regency):
        return Appointment.objects.filter(position__is_head=True, kind="DEFINITIF").order_by("id").first()

    @pytest.fixture
    def newcomer(self, regency):
        person = employee(regency[1][-1])
        Appointment.objects.filter(employee=person).delete()
        return person

    def put(self, held, person, **values):
        given = {"is_head": True, "kind": "DEFINITIF", "period": DateRange(MAY, None), **values}
        with transaction.atomic():
            Appointment.objects.create(employee=person, unit_id=held.unit_id, position_id=held.position_id, **given)
            connection.check_constraints()

    def test_refuses_a_second_definitive_holder(self, held, newcomer):
        with pytest.raises(IntegrityError, match="people_appointment_head"):
            self.put(held, newcomer)

    def test_refuses_to_call_a_head_post_another_post(self, held, newcomer):
        with pytest.raises(IntegrityError) as refused:
            self.put(held, newcomer, is_head=False)
        assert refused.value.__cause__.sqlstate == "23503"

    def test_allows_who_comes_after_and_who_acts(self, held, newcomer):
        self.put(held, newcomer, kind="PLH")
        held.period = DateRange(held.period.lower, MAY)
        held.save()
        self.put(held, newcomer)

        assert_one_holder_a_day()

    def test_lets_two_change_places_within_one_transaction(self, held):
        other = Appointment.objects.filter(is_head=True, kind="DEFINITIF").exclude(id=held.id).first()
        left = (held.unit_id, held.position_id)
        held.unit_id, held.position_id = other.unit_id, other.position_id
        held.save()
        other.unit_id, other.position_id = left
        other.save()
        connection.check_constraints()

        assert_one_holder_a_day()


class TestUndoing:
    def test_is_refused_where_it_would_put_two_on_one_post(self, admin, regency):
        units, persons = regency
        one, two = dict(persons[0]), dict(persons[1])
        swapped = [{**one, **{k: two[k] for k in PLACE}}, {**two, **{k: one[k] for k in PLACE}}]
        units[1]["PemimpinPnsId"], units[2]["PemimpinPnsId"] = two["id"], one["id"]
        take_in(admin, as_csv(units), "ref-unor.csv", on=MAY - timedelta(days=1))
        batch = take_in(admin, as_csv(swapped), on=MAY)
        plain = Unit.objects.get(source_id=persons[-1]["unorId"])
        careers.move_employee(
            actor=admin, employee_id=employee(one).id, position_class=9, at=AT, today=TODAY,
            post=PositionWanted(plain.id, "Analis", "PELAKSANA"), decree=careers.Decree(date(2026, 6, 1), "SK/2"),
        )  # fmt: skip
        before = list(Appointment.objects.order_by("id").values_list("id", "position_id", "period"))

        with pytest.raises(Conflict, match=employee(two).display_name.split(",")[0]), transaction.atomic():
            people.imports.undo_import(actor=admin, batch_id=batch.id, at=AT, on=TODAY)

        assert list(Appointment.objects.order_by("id").values_list("id", "position_id", "period")) == before
        assert_one_holder_a_day()


class TestImport:
    def test_says_in_the_row_who_still_holds_the_post(self, admin, regency):
        units, persons = regency
        new, head = dict(persons[-1]), persons[0]
        new |= {"unorId": units[1]["Id"], "jabatanNama": units[1]["NamaJabatan"], "jenisJabatanId": "1"}

        batch = take_in(admin, as_csv([new, persons[-2]]), on=MAY)

        assert employee(head).display_name in problems(batch)[2]
        assert_one_holder_a_day()

    def test_a_holder_whose_own_row_is_faulty_stays_so_the_next_is_refused(self, admin, regency):
        units, persons = regency
        new, head = dict(persons[-1]), dict(persons[0])
        units[1]["PemimpinPnsId"] = new["id"]
        take_in(admin, as_csv(units), "ref-unor.csv", on=MAY)
        new |= {"unorId": units[1]["Id"], "jabatanNama": units[1]["NamaJabatan"], "jenisJabatanId": "1"}
        head |= {"unorId": "unit-yang-tidak-ada", "jabatanNama": "Analis"}

        batch = take_in(admin, as_csv([new, head, persons[-2]]), on=MAY)

        found = problems(batch)
        assert set(found) == {2, 3}
        assert "baris 3 tidak memindahkannya" in found[2]
        assert_one_holder_a_day()

    def test_two_heads_change_places_on_the_day_of_the_import(self, admin, regency):
        units, persons = regency
        one, two = dict(persons[0]), dict(persons[1])
        swapped = [
            {
                **one,
                **{k: two[k] for k in ("unorId", "unorNama", "jabatanNama", "eselonId")},
                "tmtJabatan": "01-02-2026",
            },
            {
                **two,
                **{k: one[k] for k in ("unorId", "unorNama", "jabatanNama", "eselonId")},
                "tmtJabatan": "01-03-2026",
            },
        ]
        units[1]["PemimpinPnsId"], units[2]["PemimpinPnsId"] = two["id"], one["id"]
        take_in(admin, as_csv(units), "ref-unor.csv", on=MAY - timedelta(days=1))

        batch = take_in(admin, as_csv(swapped), on=MAY)

        assert problems(batch) == {}
        head = people.unit_head(unit_id=Unit.objects.get(source_id=units[1]["Id"]).id, on=TODAY)
        assert head.name == employee(two).display_name
        assert_one_holder_a_day()

    def test_somebody_who_leaves_stops_acting_too_and_without_a_post_in_the_row(self, admin, regency):
        units, persons = regency
        leaver = employee(persons[-1])
        acted = Unit.objects.get(source_id=units[2]["Id"])
        careers.appoint_acting(
            actor=admin, employee_id=leaver.id, unit_id=acted.id, kind=people.AppointmentKind("PLH"), until=None,
            decree=careers.Decree(date(2026, 3, 1), "SP/1"), at=AT, today=TODAY,
        )  # fmt: skip
        gone = {**persons[-1], "kedudukanPnsId": "99", "kedudukanPnsNama": "Pensiun"}
        rows = [{k: v for k, v in row.items() if k not in POST} for row in (gone, persons[-2])]

        batch = take_in(admin, as_csv(rows), on=MAY)

        assert problems(batch) == {}
        assert not Appointment.objects.filter(employee=leaver, period__contains=MAY).exists()
        shown = ImportRow.objects.get(batch=batch, line=2).differences
        assert {"Jabatan", "Jabatan PLH"} <= {row["field"] for row in shown}

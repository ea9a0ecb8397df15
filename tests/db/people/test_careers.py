"""Moving, acting, standing, rank, corrections: result, audit row, and refusals."""

from __future__ import annotations

from datetime import date

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.organisation.models import Unit
from ekinerja.organisation.public import PositionWanted
from ekinerja.people import public as people
from ekinerja.people.models import Appointment, DirectoryEntry, Employee, StatusRecord
from tests.factories.regency import AT, TODAY, make_regency

pytestmark = pytest.mark.django_db
careers = people.careers
MAY = date(2026, 5, 1)


@pytest.fixture
def admin(actor_factory, in_agency):
    return actor_factory(Role.AGENCY_ADMIN)


@pytest.fixture
def regency(admin):
    return make_regency(admin)


@pytest.fixture
def staff(regency):
    return Employee.objects.get(nip=regency[1][-1]["nipBaru"])


@pytest.fixture
def head(regency):
    return Employee.objects.get(nip=regency[1][1]["nipBaru"])


@pytest.fixture
def school(regency):
    return Unit.objects.get(source_id=regency[0][-1]["Id"])


def move(actor, employee, unit, on=MAY, **post):
    want = PositionWanted(unit.id, **{"title": "Operator", "kind": "PELAKSANA", **post})
    careers.move_employee(
        actor=actor, employee_id=employee.id, post=want, position_class=5, decree=careers.Decree(on, "SK/1", "mutasi"),
        at=AT, today=TODAY,
    )  # fmt: skip


def set_status(actor, employee, status, on=MAY, until=None):
    careers.change_status(
        actor=actor, employee_id=employee.id, status=status, until=until, decree=careers.Decree(on, "SK/2"), at=AT,
        today=TODAY,
    )  # fmt: skip


def appoint(actor, employee, unit_id, kind=people.AppointmentKind.ACTING_VACANT, on=MAY, until=None):
    return careers.appoint_acting(
        actor=actor, employee_id=employee.id, unit_id=unit_id, kind=kind, until=until, decree=careers.Decree(on),
        at=AT, today=TODAY,
    )  # fmt: skip


class TestMoveEmployee:
    def test_closes_the_old_post_and_opens_the_new_one(self, admin, staff, school):
        move(admin, staff, school)

        before = people.current_appointment(employee_id=staff.id, on=date(2026, 4, 30))
        after = people.current_appointment(employee_id=staff.id, on=MAY)
        entry = AuditEntry.objects.get(event="people.employee.moved")
        assert before.unit_id != school.id
        assert (after.unit_id, after.position.title, after.decree_number) == (school.id, "Operator", "SK/1")
        assert entry.data["reason"] == "mutasi"
        assert people.snapshot_of(employee_id=staff.id, on=MAY).position_title == "Operator"

    def test_a_move_in_the_future_shows_in_the_directory_when_its_day_has_come(self, admin, staff, school):
        move(admin, staff, school, on=date(2026, 8, 1))
        still = DirectoryEntry.objects.get(employee=staff).unit_id
        people.refresh_directory(on=date(2026, 8, 1))

        assert still != school.id
        assert DirectoryEntry.objects.get(employee=staff).unit_id == school.id

    def test_refuses_a_held_head_post_a_later_change_and_the_same_post(self, admin, staff, school, head):
        post = people.current_appointment(employee_id=head.id, on=TODAY)
        with pytest.raises(Conflict, match="masih dipegang"):
            move(admin, staff, post.unit, title=post.position.title, kind="STRUKTURAL", is_head=True)
        move(admin, staff, school)
        with pytest.raises(Conflict, match="Sudah ada perubahan"):
            move(admin, staff, school, on=date(2026, 4, 1), title="Lain")
        with pytest.raises(RuleNotMet):
            move(admin, staff, school, on=date(2026, 6, 1))

    def test_a_head_whose_leave_is_known_still_holds_the_post_until_then(self, admin, staff, head):
        post = people.current_appointment(employee_id=head.id, on=TODAY)
        set_status(admin, head, people.Status.RETIRED, on=date(2026, 9, 1))
        as_head = {"title": post.position.title, "kind": "STRUKTURAL", "is_head": True}

        with pytest.raises(Conflict, match="masih dipegang"):
            move(admin, staff, post.unit, on=date(2026, 8, 1), **as_head)
        move(admin, staff, post.unit, on=date(2026, 9, 1), **as_head)

        assert people.current_appointment(employee_id=staff.id, on=date(2026, 9, 1)).position.is_head

    def test_refuses_others(self, admin, staff, school, actor_factory, other_agency):
        clerk = actor_factory(Role.UNIT_CLERK)
        colleague = actor_factory(Role.EMPLOYEE)
        stranger = actor_factory(Role.AGENCY_ADMIN, agency=other_agency)

        with pytest.raises(NotAllowed):
            move(clerk, staff, school)
        for actor in (colleague, stranger):
            with pytest.raises(NotFound):
                move(actor, staff, school)
        assert not AuditEntry.objects.filter(event="people.employee.moved").exists()


class TestActing:
    def test_plt_only_for_a_vacant_post_plh_beside_the_holder(self, admin, staff, head):
        unit_id = people.current_appointment(employee_id=head.id, on=TODAY).unit_id
        with pytest.raises(RuleNotMet, match="PLH"):
            appoint(admin, staff, unit_id)

        row = appoint(admin, staff, unit_id, people.AppointmentKind.ACTING_ABSENT, until=date(2026, 6, 30))

        assert row.period.upper == date(2026, 7, 1)
        assert people.unit_head(unit_id=unit_id, on=TODAY).employee_id == staff.id
        assert people.unit_head(unit_id=unit_id, on=date(2026, 7, 1)).employee_id == head.id
        assert DirectoryEntry.objects.get(employee=staff).acting_title.startswith("PLH")
        assert AuditEntry.objects.filter(event="people.acting_official.appointed").exists()

    def test_nobody_acts_twice_and_it_can_be_ended(self, admin, staff, head, regency):
        unit_id = people.current_appointment(employee_id=head.id, on=TODAY).unit_id
        other = Employee.objects.get(nip=regency[1][-2]["nipBaru"])
        set_status(admin, head, people.Status.RETIRED, on=date(2026, 4, 1))
        row = appoint(admin, staff, unit_id)
        with pytest.raises(Conflict, match="sudah menjabat PLT"):
            appoint(admin, other, unit_id)

        careers.end_acting(actor=admin, appointment_id=row.id, on=date(2026, 6, 1), reason="", at=AT, today=TODAY)

        assert people.unit_head(unit_id=unit_id, on=TODAY) is None
        assert [u.id for u in people.list_vacancies(on=TODAY)] == [unit_id]

    def test_refuses_others(self, staff, head, actor_factory, other_agency):
        unit_id = people.current_appointment(employee_id=head.id, on=TODAY).unit_id
        with pytest.raises(NotAllowed):
            appoint(actor_factory(Role.LEADER), staff, unit_id)
        with pytest.raises(NotFound):
            appoint(actor_factory(Role.AGENCY_ADMIN, agency=other_agency), staff, unit_id)


class TestChangeStatus:
    def test_retirement_ends_every_post(self, admin, head):
        unit_id = people.current_appointment(employee_id=head.id, on=TODAY).unit_id

        set_status(admin, head, people.Status.RETIRED)

        assert people.current_appointment(employee_id=head.id, on=MAY) is None
        assert people.unit_head(unit_id=unit_id, on=MAY) is None
        assert not DirectoryEntry.objects.get(employee=head).in_service
        assert AuditEntry.objects.get(event="people.status.changed").data["posts_ended"] == 1

    def test_leave_with_an_end_returns_to_active(self, admin, staff):
        set_status(admin, staff, people.Status.UNPAID_LEAVE, until=date(2026, 5, 31))

        words = {
            day: StatusRecord.objects.get(employee=staff, period__contains=day).status
            for day in (date(2026, 4, 30), MAY, date(2026, 6, 1))
        }
        assert list(words.values()) == ["AKTIF", "CLTN", "AKTIF"]

    def test_refuses_the_same_standing_reversed_days_and_others(self, admin, staff, actor_factory, other_agency):
        with pytest.raises(RuleNotMet):
            set_status(admin, staff, people.Status.ACTIVE)
        with pytest.raises(RuleNotMet):
            set_status(admin, staff, people.Status.STUDY_LEAVE, until=date(2026, 4, 1))
        with pytest.raises(NotAllowed):
            set_status(actor_factory(Role.UNIT_CLERK), staff, people.Status.RETIRED)
        with pytest.raises(NotFound):
            set_status(actor_factory(Role.AGENCY_ADMIN, agency=other_agency), staff, people.Status.RETIRED)


class TestPreviewChange:
    def test_says_what_follows_and_keeps_nothing(self, admin, head):
        rows = Appointment.objects.count()

        found = careers.preview_change(
            change=lambda: set_status(admin, head, people.Status.RETIRED), employee_id=head.id, on=MAY
        )

        warnings = [item for item in found if item.warning]
        assert {"Kedudukan", "Memimpin"} <= {item.label for item in found}
        assert len(warnings) == 1
        assert Appointment.objects.filter(period__endswith__isnull=True).count() == rows
        assert not AuditEntry.objects.filter(event="people.status.changed").exists()


class TestKeepEmployee:
    def test_corrects_with_a_reason_and_refuses_a_foreign_nip(self, admin, staff, head, actor_factory, other_agency):
        def correct(actor, reason="salah ketik", **values):
            return careers.correct_employee(
                actor=actor, employee_id=staff.id, values=values, reason=reason, at=AT, today=TODAY
            )

        changed = correct(admin, name="Nama Benar", phone="0812")

        told = ProcrastinateJob.objects.filter(args__event="people.employee.kept")
        assert [job.args["payload"] for job in told] == [{"employee_id": str(staff.id)}]
        assert changed == ["name", "phone"]
        assert AuditEntry.objects.get(event="people.employee.corrected").sensitive
        assert DirectoryEntry.objects.get(employee=staff).display_name.startswith("Nama Benar")
        with pytest.raises(Conflict):
            correct(admin, nip=head.nip)
        with pytest.raises(RuleNotMet):
            correct(admin, reason=" ", name="X")
        with pytest.raises(NotFound):
            correct(actor_factory(Role.AGENCY_ADMIN, agency=other_agency), name="X")

    def test_promotes_and_refuses_an_unknown_rank(self, admin, staff):
        def promote(code):
            careers.change_rank(
                actor=admin, employee_id=staff.id, code=code, decree=careers.Decree(MAY), at=AT, today=TODAY
            )

        promote("III/d")

        assert DirectoryEntry.objects.get(employee=staff).rank == "III/d"
        for wrong in ("III/z", "", "V/a"):
            with pytest.raises(RuleNotMet):
                promote(wrong)

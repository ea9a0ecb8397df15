"""Who rates whom, from the records of posts and status; and how a wrong answer is corrected."""

from datetime import UTC, date, datetime

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from procrastinate.contrib.django.models import ProcrastinateJob

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.tenancy import context
from ekinerja.people import public as people
from ekinerja.people.models import Appointment, RaterOverride, StatusRecord
from ekinerja.planning import tasks as planning_tasks
from tests.factories.office import TODAY, make_office

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 15, 2, tzinfo=UTC)


@pytest.fixture
def office(in_agency):
    return make_office()


@pytest.fixture
def staff(office, actor_factory):
    return actor_factory(employee_id=office.people["staf"].id)


@pytest.fixture
def admin(office, actor_factory):
    return actor_factory(Role.AGENCY_ADMIN)


def rater_name(office, name, on=TODAY):
    found = people.rater_of(employee_id=office.people[name].id, on=on).rater_employee_id
    return next((key for key, person in office.people.items() if person.id == found), None)


class TestRaterOf:
    def test_follows_the_tree(self, office):
        assert [rater_name(office, name) for name in ("staf", "kabid", "kadis")] == ["kabid", "kadis", None]

    def test_goes_up_when_the_head_retired(self, office):
        StatusRecord.objects.filter(employee=office.people["kabid"]).update(period=DateRange(date(2020, 1, 1), TODAY))
        StatusRecord.objects.create(
            agency_id=1,
            employee=office.people["kabid"],
            status="PENSIUN",
            civil_status="PNS",
            period=DateRange(TODAY, None),
        )

        assert rater_name(office, "staf") == "kadis"
        assert rater_name(office, "staf", on=date(2026, 6, 14)) == "kabid"

    def test_takes_the_acting_head_of_a_vacant_post(self, office):
        Appointment.objects.filter(employee=office.people["kabid"]).delete()
        office.appoint("kaban", "bidang", head=True, kind="PLT", since=date(2026, 3, 1))

        answer = people.rater_of(employee_id=office.people["staf"].id, on=TODAY)

        assert (answer.rater_employee_id, answer.acting_kind) == (office.people["kaban"].id, "PLT")

    def test_answers_for_somebody_without_a_post(self, office):
        newcomer = office.add_person("baru")

        answer = people.rater_of(employee_id=newcomer.id, on=TODAY)

        assert answer.reason_code == people.RaterReason.NO_POST

    def test_asks_the_same_number_of_questions_for_one_and_for_many(self, office, django_assert_num_queries):
        everybody = [person.id for person in office.people.values()]

        with django_assert_num_queries(4):
            people.rating_lines(employee_ids=everybody[:1], on=TODAY)
        with django_assert_num_queries(4):
            people.rating_lines(employee_ids=everybody, on=TODAY)

    def test_subordinates_are_those_who_have_this_rater(self, office):
        found = people.subordinates_of(rater_id=office.people["kabid"].id, on=TODAY)
        assert set(found) == {office.people["staf"].id, office.people["rekan"].id}

        found = people.subordinates_of(rater_id=office.people["kadis"].id, on=TODAY)
        assert set(found) == {office.people["kabid"].id}

    @pytest.mark.parametrize("absent", [(), ("kabid",), ("kadis",), ("kabid", "kadis")])
    @pytest.mark.parametrize(
        "acting", [(), (("kabid", "dinas"),), (("staf", "bidang"),), (("staf", "bidang"), ("staf", "dinas"))]
    )
    @pytest.mark.parametrize("named", [{}, {"rekan": "kaban", "kabid": "staf"}])
    def test_subordinates_are_the_same_as_when_everybody_is_asked(self, office, absent, acting, named):
        for name, rater in named.items():
            RaterOverride.objects.create(
                employee=office.people[name], rater=office.people[rater], period=DateRange(date(2026, 1, 1), None),
                reason="SK", decided_at=AT,
            )  # fmt: skip
        for name in absent:
            StatusRecord.objects.filter(employee=office.people[name]).update(status="CLTN")
        for name, unit in acting:
            office.appoint(name, unit, head=True, kind="PLH", since=date(2026, 3, 1))
        everybody = [person.id for person in office.people.values()]
        lines = people.rating_lines(employee_ids=everybody, on=TODAY)

        for rater_id in everybody:
            wanted = {key for key, line in lines.items() if line.rater.rater_employee_id == rater_id}
            assert set(people.subordinates_of(rater_id=rater_id, on=TODAY)) == wanted


class TestAsk:
    def ask(self, actor, **values):
        values = {"reason": "Saya pindah.", "proposed_id": None, "at": AT, "on": TODAY, **values}
        return people.ask_for_correction(actor=actor, **values)

    def test_keeps_what_was_shown(self, office, staff):
        request = self.ask(staff, proposed_id=office.people["kaban"].id)

        assert request.shown_label == "Kabid"
        assert AuditEntry.objects.get().event == "people.rater_correction.asked"

    def test_is_found_by_name_or_nip_of_who_asked(self, office, staff, admin):
        asked = self.ask(staff)

        def found(text):
            return [item.id for item in people.list_corrections(actor=admin, text=text).items]

        assert found(office.people["staf"].name) == found(office.people["staf"].nip[:9]) == [asked.id]
        assert found("tidak ada") == []

    def test_refuses_a_second_open_request_but_not_after_withdrawal(self, staff):
        first = self.ask(staff)
        with pytest.raises(Conflict):
            self.ask(staff)

        people.withdraw_correction(actor=staff, correction_id=first.id, at=AT)

        assert self.ask(staff).state == "DIAJUKAN"

    @pytest.mark.parametrize("reason", ["", "   ", "x"])
    def test_refuses_without_a_reason(self, staff, reason):
        with pytest.raises(RuleNotMet):
            self.ask(staff, reason=reason)

    def test_refuses_oneself_and_a_stranger(self, office, staff, other_agency):
        with pytest.raises(RuleNotMet):
            self.ask(staff, proposed_id=staff.employee_id)
        with context.agency(other_agency):
            stranger = make_office().people["kadis"].id
        with pytest.raises(NotFound):
            self.ask(staff, proposed_id=stranger)

    def test_refuses_an_account_without_employee(self, actor_factory, office):
        with pytest.raises(NotAllowed):
            self.ask(actor_factory(Role.FINANCE))

    def test_only_the_owner_withdraws(self, office, staff, actor_factory):
        request = self.ask(staff)

        with pytest.raises(NotFound):
            people.withdraw_correction(
                actor=actor_factory(employee_id=office.people["rekan"].id), correction_id=request.id, at=AT
            )


class TestDecide:
    def decide(self, actor, request, **values):
        values = {"granted": True, "note": "Sesuai SK.", "rater_id": None, "starts_on": date(2026, 6, 1), **values}
        return people.decide_correction(
            actor=actor, correction_id=request.id, decision=people.Decision(**values), at=AT
        )

    @pytest.fixture
    def request_(self, office, staff):
        return people.ask_for_correction(
            actor=staff, reason="Pindah unit.", proposed_id=office.people["kaban"].id, at=AT, on=TODAY
        )

    def test_granting_changes_the_answer_from_that_day(self, office, admin, request_):
        self.decide(admin, request_)

        assert rater_name(office, "staf") == "kaban"
        assert rater_name(office, "staf", on=date(2026, 5, 31)) == "kabid"
        line = people.rating_line_of(employee_id=office.people["staf"].id, on=TODAY)
        assert line.superior.reason_code == people.RaterReason.REGIONAL_HEAD

    def test_plans_follow_at_once(self, office, admin, request_):
        people.name_rater(
            actor=admin, employee_id=office.people["rekan"].id, rater_id=office.people["kaban"].id,
            starts_on=TODAY, reason="penugasan", at=AT,
        )  # fmt: skip
        queued = [job.args["handler"] for job in ProcrastinateJob.objects.filter(args__event="people.rater.named")]
        assert sorted(queued) == [
            "ekinerja.planning.tasks.refresh_after",
            "ekinerja.reporting.tasks.recount_everybody",
        ]

        for _happening in range(2):
            planning_tasks.refresh_after(None)

        assert ProcrastinateJob.objects.filter(task_name="planning.refresh").count() == 1

    def test_a_newer_decision_ends_the_older(self, office, admin, request_):
        self.decide(admin, request_)
        people.name_rater(
            actor=admin,
            employee_id=office.people["staf"].id,
            rater_id=office.people["kadis"].id,
            starts_on=date(2026, 6, 10),
            reason="SK baru",
            at=AT,
        )

        assert [rater_name(office, "staf", on=date(2026, 6, day)) for day in (9, 10)] == ["kaban", "kadis"]

    def test_releasing_returns_to_the_tree(self, office, admin, request_):
        self.decide(admin, request_)
        people.end_named_rater(actor=admin, employee_id=office.people["staf"].id, ends_before=date(2026, 6, 12), at=AT)

        assert [rater_name(office, "staf", on=date(2026, 6, day)) for day in (11, 12)] == ["kaban", "kabid"]

    def test_falls_back_when_the_named_rater_leaves(self, office, admin, request_):
        self.decide(admin, request_)
        StatusRecord.objects.filter(employee=office.people["kaban"]).update(status="CLTN")

        assert rater_name(office, "staf") == "kabid"

    def test_refusing_needs_a_note_and_changes_nothing(self, office, admin, request_):
        with pytest.raises(RuleNotMet):
            self.decide(admin, request_, granted=False, note=" ")

        assert self.decide(admin, request_, granted=False, note="SK belum ada.").state == "DITOLAK"
        assert rater_name(office, "staf") == "kabid"

    def test_is_decided_once(self, admin, request_):
        self.decide(admin, request_)
        with pytest.raises(Conflict):
            self.decide(admin, request_)

    @pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.UNIT_CLERK, Role.LEADER, Role.INSPECTORATE, Role.FINANCE])
    def test_other_roles_may_not(self, actor_factory, request_, role):
        with pytest.raises(NotAllowed):
            self.decide(actor_factory(role), request_)

    def test_another_agency_does_not_see_it(self, actor_factory, request_, other_agency):
        with context.agency(other_agency), pytest.raises(NotFound):
            self.decide(actor_factory(Role.AGENCY_ADMIN, agency=other_agency), request_)

    def test_an_unknown_request_is_not_found(self, admin):
        with pytest.raises(NotFound):
            people.decide_correction(actor=admin, correction_id=uuid7(), decision=people.Decision(True, "x"), at=AT)

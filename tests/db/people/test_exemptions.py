"""Who is outside the cycle and why, and how an agency decides its own rules."""

from datetime import UTC, date, datetime

import pytest

from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import Conflict, NotAllowed, RuleNotMet
from ekinerja.kernel.tenancy import context
from ekinerja.people import public as people
from ekinerja.people.models import StatusRecord
from ekinerja.regulation import public as regulation
from tests.factories.office import TODAY, make_office

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 15, 2, tzinfo=UTC)
MONTHS, STATUSES = "cycle/months_before_retirement", "cycle/exemptions"


@pytest.fixture
def office(in_agency):
    return make_office()


def code(office, name, on=TODAY):
    found = people.exemption_of(employee_id=office.people[name].id, on=on).value
    return found.code if found else None


class TestExemptionOf:
    @pytest.mark.parametrize("status", ["CLTN", "TUGAS_BELAJAR", "MPP", "DIBERHENTIKAN_SEMENTARA"])
    def test_follows_the_status_of_the_day(self, office, status):
        StatusRecord.objects.filter(employee=office.people["staf"]).update(status=status)

        assert (code(office, "staf"), code(office, "rekan")) == (status, None)

    def test_counts_the_months_before_retirement(self, office):
        """Born 17 August 1968, JF Ahli Pertama: 58 in August 2026, retires 1 September, exempt from 1 June."""
        office.add_person("sepuh", born=date(1968, 8, 17))
        office.appoint("sepuh", "bidang")

        assert code(office, "sepuh", on=date(2026, 5, 31)) is None
        assert code(office, "sepuh", on=date(2026, 6, 1)) == "MENJELANG_PENSIUN"
        assert code(office, "sepuh", on=date(2026, 9, 1)) == "PENSIUN"

    def test_explains_itself_with_its_article(self, office):
        StatusRecord.objects.filter(employee=office.people["staf"]).update(status="CLTN")

        why = people.exemption_of(employee_id=office.people["staf"].id, on=TODAY)

        assert why.value.label == "Cuti di luar tanggungan negara"
        assert str(why.steps[0].citation)

    def test_somebody_who_left_is_not_exempt_but_gone(self, office):
        StatusRecord.objects.filter(employee=office.people["staf"]).update(status="PENSIUN")

        assert office.people["staf"].id not in people.exempt_employee_ids(on=TODAY)

    def test_asks_a_fixed_number_of_questions(self, office, django_assert_num_queries):
        ids = [person.id for person in office.people.values()]

        with django_assert_num_queries(4):
            people.exemptions_on(employee_ids=ids[:1], on=TODAY)
        with django_assert_num_queries(4):
            people.exemptions_on(employee_ids=ids, on=TODAY)


class TestListExempt:
    def test_counts_by_reason_within_the_scope(self, office, actor_factory):
        StatusRecord.objects.filter(employee=office.people["staf"]).update(status="CLTN")
        StatusRecord.objects.filter(employee=office.people["kaban"]).update(status="MPP")
        office.refresh()

        whole = people.list_exempt(actor=actor_factory(Role.AGENCY_ADMIN), on=TODAY)
        part = people.list_exempt(actor=actor_factory(Role.UNIT_CLERK, unit_path=office.paths["dinas"]), on=TODAY)

        assert whole.counts == {"CLTN": 1, "MPP": 1}
        assert [person.entry.nip for person in part.people] == [office.people["staf"].nip]


class TestEntriesWithExemption:
    def test_says_in_one_query_what_the_rules_of_the_agency_say(self, office, actor_factory, django_assert_num_queries):
        first, second = actor_factory(Role.AGENCY_ADMIN), actor_factory(Role.AGENCY_ADMIN)
        for key, value in ((STATUSES, ["CLTN"]), (MONTHS, "6")):
            own = regulation.propose_value(
                actor=first, key=key, since=date(2026, 1, 1), value=value, basis="Perbup 12/2026", at=AT
            )
            regulation.decide_value(actor=second, value_id=own.id, approved=True, at=AT)
        office.add_person("sepuh", born=date(1968, 12, 17))
        office.appoint("sepuh", "bidang")
        StatusRecord.objects.filter(employee=office.people["staf"]).update(status="CLTN")
        StatusRecord.objects.filter(employee=office.people["rekan"]).update(status="MPP")
        office.refresh()
        ids = [office.people[name].id for name in ("staf", "rekan", "sepuh", "kaban")]

        with django_assert_num_queries(1):
            found = people.entries_with_exemption(employee_ids=ids, on=date(2026, 7, 15))

        told = {entry.employee_id: why for entry, why in found}
        assert [told[key] for key in ids] == ["Cuti di luar tanggungan negara", "", "Pensiun dalam 6 bulan", ""]


class TestAgencyRules:
    def propose(self, actor, key=MONTHS, value="6", since=date(2026, 1, 1), basis="Perbup 12/2026"):
        return regulation.propose_value(actor=actor, key=key, since=since, value=value, basis=basis, at=AT)

    def test_holds_only_after_a_second_person_agreed(self, in_agency, actor_factory):
        first, second = actor_factory(Role.AGENCY_ADMIN), actor_factory(Role.AGENCY_ADMIN)
        proposed = self.propose(first)
        assert regulation.value_on(MONTHS, TODAY).value == 3
        with pytest.raises(NotAllowed):
            regulation.decide_value(actor=first, value_id=proposed.id, approved=True, at=AT)

        regulation.decide_value(actor=second, value_id=proposed.id, approved=True, at=AT)

        found = regulation.value_on(MONTHS, TODAY)
        assert (found.value, str(found.citation)) == (6, "Perbup 12/2026")
        assert regulation.value_on(MONTHS, date(2025, 12, 31)).value == 3

    def test_a_later_decision_for_the_same_day_replaces(self, in_agency, actor_factory):
        first, second = actor_factory(Role.AGENCY_ADMIN), actor_factory(Role.AGENCY_ADMIN)
        for months in ("6", "12"):
            value = self.propose(first, value=months)
            regulation.decide_value(actor=second, value_id=value.id, approved=True, at=AT)

        assert regulation.value_on(MONTHS, TODAY).value == 12
        assert {value.state for value in regulation.list_values(key=MONTHS)} == {"BERLAKU", "DIGANTI"}
        with pytest.raises(Conflict):
            regulation.decide_value(actor=second, value_id=value.id, approved=False, at=AT)

    def test_statuses_can_be_narrowed(self, office, actor_factory):
        value = self.propose(actor_factory(Role.AGENCY_ADMIN), key=STATUSES, value=["CLTN"])
        regulation.decide_value(actor=actor_factory(Role.AGENCY_ADMIN), value_id=value.id, approved=True, at=AT)
        StatusRecord.objects.filter(employee=office.people["staf"]).update(status="MPP")

        assert code(office, "staf") is None

    @pytest.mark.parametrize(
        "values",
        [{"value": "-1"}, {"value": "dua"}, {"value": "25"}, {"key": STATUSES, "value": ["X"]}, {"basis": " "}],
    )
    def test_refuses_nonsense(self, in_agency, actor_factory, values):
        with pytest.raises(RuleNotMet):
            self.propose(actor_factory(Role.AGENCY_ADMIN), **values)

    def test_refuses_what_agencies_may_not_decide(self, in_agency, actor_factory):
        with pytest.raises(RuleNotMet):
            self.propose(actor_factory(Role.AGENCY_ADMIN), key="credit/annual_coefficient", value="99")

    def test_refuses_other_roles_and_stays_in_its_agency(self, in_agency, other_agency, actor_factory):
        with pytest.raises(NotAllowed):
            self.propose(actor_factory(Role.UNIT_CLERK))
        value = self.propose(actor_factory(Role.AGENCY_ADMIN))
        regulation.decide_value(actor=actor_factory(Role.AGENCY_ADMIN), value_id=value.id, approved=True, at=AT)
        with context.agency(other_agency):
            assert regulation.value_on(MONTHS, TODAY).value == 3

"""The trail: written with the change, never altered, chained, readable by those with the right."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from ekinerja.audit import public as audit
from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import NotAllowed
from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.tenancy import context
from tests.plugins import testdb

AT = datetime(2026, 6, 30, 16, 59, 59, 123456, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def write(actor, event="planning.plan.submitted", at=AT, **data):
    return audit.record(actor=actor, event=event, subject_type="planning.plan", subject_id=uuid7(), at=at, data=data)


class TestRecord:
    def test_keeps_who_what_when(self, in_agency, actor_factory):
        actor = actor_factory(Role.EMPLOYEE)

        entry = write(actor, old="DRAFT", new="DIAJUKAN")

        kept = AuditEntry.objects.get(id=entry.id)
        assert (kept.actor_name, kept.actor_account_id) == (actor.name, actor.account_id)
        assert kept.data == {"old": "DRAFT", "new": "DIAJUKAN"}

    @pytest.mark.django_db(transaction=True)
    def test_refuses_outside_a_transaction(self, in_agency, actor_factory):
        with pytest.raises(transaction.TransactionManagementError):
            write(actor_factory())

    def test_is_undone_with_its_change(self, in_agency, actor_factory):
        with pytest.raises(RuntimeError, match="boom"), transaction.atomic():
            write(actor_factory())
            raise RuntimeError("boom")

        assert AuditEntry.objects.count() == 0

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE audit_auditentry SET actor_name = 'orang lain' WHERE agency_id = 1",
            "DELETE FROM audit_auditentry WHERE agency_id = 1",
            "TRUNCATE audit_auditentry",
            "DELETE FROM audit_auditseal WHERE agency_id = 1",
        ],
    )
    def test_cannot_be_altered_by_the_program(self, in_agency, actor_factory, statement):
        write(actor_factory())

        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)

    def test_many_entries_are_written_at_once(self, in_agency, actor_factory, django_assert_num_queries):
        facts = [audit.Fact("people.employee.imported", "people.employee", uuid7()) for _ in range(500)]

        with django_assert_num_queries(1):
            count = audit.record_many(actor=actor_factory(), at=AT, facts=facts)

        assert count == AuditEntry.objects.count() == 500
        assert audit.verify().intact


class TestChain:
    def test_is_intact_after_several_seals(self, in_agency, actor_factory):
        for day in range(3):
            write(actor_factory(), at=AT + timedelta(days=day))
            assert audit.seal(at=AT).number == day + 1
        write(actor_factory())

        report = audit.verify()

        assert report.intact
        assert (report.seals, report.entries, report.unsealed) == (3, 3, 1)

    def test_makes_no_empty_seal(self, in_agency):
        assert audit.seal(at=AT) is None

    def test_agencies_have_chains_of_their_own(self, in_agency, other_agency, actor_factory):
        write(actor_factory())
        audit.seal(at=AT)

        with context.agency(other_agency):
            assert audit.verify().seals == 0
            assert audit.latest_seal() is None

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize(
        ("tamper", "finding"),
        [
            ("UPDATE audit_auditentry SET actor_name = 'orang lain'", "berubah setelah ditulis"),
            ('UPDATE audit_auditentry SET data = \'{"new": "BAIK"}\'', "berubah setelah ditulis"),
            ("DELETE FROM audit_auditentry WHERE event = 'b.b.b'", "ditemukan"),
            ("DELETE FROM audit_auditseal WHERE number = 1", "hilang"),
        ],
    )
    def test_finds_what_the_owner_of_the_database_altered(self, in_agency, actor_factory, tamper, finding):
        for event in ("a.a.a", "b.b.b"):
            with transaction.atomic():
                write(actor_factory(), event=event, new="KURANG")
                audit.seal(at=AT)
        with testdb.owner_connection(connection.settings_dict["NAME"]) as owner:
            owner.execute("SET app.agency_id = '1'")
            assert owner.execute(tamper).rowcount > 0

        with transaction.atomic():
            report = audit.verify()

        assert not report.intact
        assert finding in " ".join(report.problems)


class TestReading:
    def list(self, actor, **wanted):
        return audit.list_trail(actor=actor, wanted=audit.TrailFilter(**wanted), time_zone="Asia/Jakarta")

    @pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.UNIT_CLERK, Role.LEADER, Role.FINANCE])
    def test_is_refused_to_other_roles(self, in_agency, actor_factory, role):
        with pytest.raises(NotAllowed):
            self.list(actor_factory(role))

    def test_is_refused_to_an_administrator_of_a_part(self, in_agency, actor_factory):
        with pytest.raises(NotAllowed):
            self.list(actor_factory(Role.AGENCY_ADMIN, unit_path="000001.000002."))

    def test_pages_from_new_to_old_without_gap(self, in_agency, actor_factory):
        reader = actor_factory(Role.INSPECTORATE)
        written = [write(reader, at=AT + timedelta(seconds=n % 3)).id for n in range(120)]

        seen, position = [], None
        while True:
            page = self.list(reader, before=audit.parse_position(audit.format_position(position)))
            seen += [entry.id for entry in page.entries]
            position = page.next_before
            if position is None:
                break

        assert sorted(seen) == sorted(written)
        assert len(seen) == len(set(seen)) == 120

    def test_days_are_those_of_the_agency(self, in_agency, actor_factory):
        reader = actor_factory(Role.INSPECTORATE)
        write(reader, at=datetime(2026, 6, 30, 17, 30, tzinfo=UTC))

        assert len(self.list(reader, since=date(2026, 7, 1)).entries) == 1
        assert len(self.list(reader, until=date(2026, 6, 30)).entries) == 0

    def test_the_other_agency_sees_nothing(self, in_agency, other_agency, actor_factory):
        write(actor_factory())

        with context.agency(other_agency):
            assert self.list(actor_factory(Role.INSPECTORATE, agency=other_agency)).entries == ()

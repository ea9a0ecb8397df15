"""Roles, delegation, elevated sessions, and the actor they make."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ekinerja.access import public as access
from ekinerja.access.data import NewAccount
from ekinerja.access.models import Account, RoleGrant, Session
from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role, system
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.tenancy import context
from tests.db.access.conftest import NOON, START, acting

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


class FakeSession(dict[str, Any]):
    session_key = "abc"


class TestActor:
    def test_has_the_rights_of_the_day_in_one_query(self, clerk, django_assert_num_queries):
        account = Account.objects.select_related("agency").get(pk=clerk.pk)
        with django_assert_num_queries(1) as captured:
            actor = access.actor_for_request(account, at=NOON, session=FakeSession())

        assert captured
        assert actor.covers("100.110.", Role.UNIT_CLERK)
        assert not actor.covers("200.", Role.UNIT_CLERK)
        assert actor.has(Role.EMPLOYEE)

    def test_expired_future_and_revoked_roles_do_not_count(self, budi, agency):
        with context.agency(agency):
            for period, revoked in (
                ((START, TODAY), None),
                ((TODAY + timedelta(days=1), None), None),
                ((START, None), NOON),
            ):
                RoleGrant.objects.create(
                    account_id=budi.id,
                    role=Role.FINANCE,
                    period=period,
                    granted_at=NOON,
                    reason="uji",
                    revoked_at=revoked,
                )

        assert not acting(budi).has(Role.FINANCE)

    def test_closed_account_is_nobody(self, budi):
        budi.is_active = False

        assert access.actor_for_request(budi, at=NOON, session=FakeSession()) is None

    def test_grants_of_another_agency_do_not_leak(self, account_factory, grant, agency):
        foreign = account_factory("199001012015011001", unit="asing")
        grant(foreign, Role.AGENCY_ADMIN)

        actor = acting(foreign)

        assert actor.agency_id == 2
        with context.agency(agency):
            assert not RoleGrant.objects.filter(account_id=foreign.id).exists()


def give(actor: Any, account: Any, role: Role = Role.FINANCE, **more: Any) -> RoleGrant:
    options = {"unit_id": None, "starts_on": TODAY, "ends_before": None, "reason": "SK 800/12/2026", **more}
    return access.manage_roles.grant_role(actor=actor, account_id=account.id, role=role, at=NOON, **options)


class TestGrantRole:
    def test_gives_and_records(self, admin, budi, in_agency):
        grant = give(acting(admin), budi)

        assert acting(budi).has(Role.FINANCE)
        entry = AuditEntry.objects.get(event="access.role.granted")
        assert entry.data["role"] == "KEUANGAN"
        assert grant.granted_by == admin.id

    def test_nobody_raises_himself(self, admin, in_agency):
        with pytest.raises(NotAllowed):
            give(acting(admin), admin)

    @pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.NATIONAL_OPERATOR, Role.SYSTEM])
    def test_some_roles_are_not_given_here(self, admin, budi, in_agency, role):
        with pytest.raises(NotAllowed):
            give(acting(admin), budi, role)

    def test_clerk_and_employee_are_refused(self, clerk, budi, account_factory, in_agency):
        other = account_factory("199001012015011001")
        for actor in (acting(clerk), acting(budi)):
            with pytest.raises(NotAllowed):
                give(actor, other)

    def test_account_and_unit_of_another_agency_do_not_exist(self, admin, budi, account_factory, units, in_agency):
        foreign = account_factory("199001012015011001", unit="asing")

        with pytest.raises(NotFound):
            give(acting(admin), foreign)
        with pytest.raises(NotFound):
            give(acting(admin), budi, Role.UNIT_CLERK, unit_id=units["asing"].id)

    def test_checks_scope_period_and_reason_at_once(self, admin, budi, in_agency):
        with pytest.raises(RuleNotMet) as refused:
            give(acting(admin), budi, Role.UNIT_CLERK, ends_before=TODAY, reason="")

        assert {finding.field for finding in refused.value.findings} == {"unit", "ends_on", "reason"}

    def test_same_role_twice_is_a_conflict(self, admin, budi, in_agency):
        give(acting(admin), budi)

        with pytest.raises(Conflict):
            give(acting(admin), budi)


class TestRevokeRole:
    def test_keeps_the_row_and_says_why(self, admin, budi, in_agency):
        grant = give(acting(admin), budi)

        access.manage_roles.revoke_role(actor=acting(admin), grant_id=grant.id, reason="mutasi keluar", at=NOON)

        grant.refresh_from_db()
        assert (grant.revoked_by, grant.revoked_reason) == (admin.id, "mutasi keluar")
        assert not acting(budi).has(Role.FINANCE)

    def test_last_administrator_stays(self, admin, in_agency):
        own = RoleGrant.objects.get(account_id=admin.id)

        with pytest.raises(RuleNotMet):
            access.manage_roles.revoke_role(actor=acting(admin), grant_id=own.id, reason="berhenti", at=NOON)

    def test_other_agency_does_not_exist(self, admin, account_factory, grant, in_agency):
        foreign = account_factory("199001012015011001", unit="asing")
        row = grant(foreign, Role.FINANCE)

        with pytest.raises(NotFound):
            access.manage_roles.revoke_role(actor=acting(admin), grant_id=row.id, reason="coba saja", at=NOON)


class TestDelegation:
    def give(self, actor: Any, to: Any, **more: Any) -> Any:
        options = {"starts_on": TODAY, "ends_before": TODAY + timedelta(days=5), "reason": "cuti tahunan", **more}
        return access.delegate_inbox.delegate_inbox(actor=actor, to_employee_id=to.employee_id, at=NOON, **options)

    def test_holds_for_its_days_only(self, budi, clerk, in_agency):
        self.give(acting(budi), clerk)

        found = [
            access.delegators_of(employee_id=clerk.employee_id, on=TODAY + timedelta(days=day)) for day in (-1, 0, 4, 5)
        ]

        assert found == [[], [budi.employee_id], [budi.employee_id], []]

    def test_ends_when_withdrawn_by_its_giver_only(self, budi, clerk, account_factory, in_agency):
        row = self.give(acting(budi), clerk)
        stranger = account_factory("199001012015011001")

        with pytest.raises(NotFound):
            access.delegate_inbox.withdraw_delegation(actor=acting(stranger), delegation_id=row.id, at=NOON)
        access.delegate_inbox.withdraw_delegation(actor=acting(budi), delegation_id=row.id, at=NOON)

        assert access.delegators_of(employee_id=clerk.employee_id, on=TODAY) == []
        assert AuditEntry.objects.filter(event="access.delegation.ended").count() == 1

    def test_refuses_self_too_long_and_double(self, budi, clerk, in_agency):
        with pytest.raises(RuleNotMet):
            self.give(acting(budi), budi)
        with pytest.raises(RuleNotMet):
            self.give(acting(budi), clerk, ends_before=TODAY + timedelta(days=91))
        self.give(acting(budi), clerk)
        with pytest.raises(RuleNotMet):
            self.give(acting(budi), clerk)

    def test_colleague_of_another_agency_does_not_exist(self, budi, account_factory, in_agency):
        foreign = account_factory("199001012015011001", unit="asing")

        with pytest.raises(NotFound):
            self.give(acting(budi), foreign)


class TestElevated:
    def start(self, actor: Any, agency_id: int | None = None, **more: Any) -> Any:
        options = {"minutes": 15, "reason": "Permintaan Sekda membuka periode", **more}
        return access.elevate.start_elevated(actor=actor, agency_id=agency_id, at=NOON, **options)

    @pytest.fixture
    def operator(self, agency: Any) -> Account:
        return access.elevate.open_operator(
            login="operator.bkn",
            name="Operator",
            email="",
            reason="penugasan",
            until=NOON + timedelta(days=30),
            at=NOON,
        )

    def test_a_running_session_cannot_carry_itself_on(self, operator):
        inside = self.actor(operator, self.session(self.start(self.actor(operator, FakeSession()), 2)))

        with context.agency(2), pytest.raises(NotAllowed, match="Akhiri"):
            self.start(inside)

    def session(self, row: Any) -> FakeSession:
        return FakeSession(elevated={"id": str(row.id), "agency_id": row.agency_id})

    def actor(self, account: Account, session: Any, at: Any = NOON) -> Any:
        return access.actor_for_request(account, at=at, session=session)

    def test_operator_enters_an_agency_for_minutes_and_every_step_is_recorded(self, operator):
        before = self.actor(operator, FakeSession())
        row = self.start(before, 2)

        inside = self.actor(operator, self.session(row))
        after = self.actor(operator, self.session(row), NOON + timedelta(minutes=16))

        assert before.agency_id is None
        assert (inside.agency_id, inside.elevated, inside.employee_id) == (2, True, None)
        assert inside.has(Role.AGENCY_ADMIN)
        assert (after.agency_id, after.elevated) == (None, False)
        with context.agency(2):
            entry = AuditEntry.objects.get(event="access.elevated.started")
        assert entry.elevated
        assert entry.data["minutes"] == 15

    def test_another_browser_session_cannot_use_it(self, operator):
        row = self.start(self.actor(operator, FakeSession()), 2)
        stolen = self.session(row)
        stolen.session_key = "other"

        assert self.actor(operator, stolen).agency_id is None

    def test_a_forged_agency_in_the_session_opens_nothing(self, budi):
        forged = FakeSession(elevated={"id": str(uuid7()), "agency_id": 2})

        actor = self.actor(budi, forged)

        assert (actor.agency_id, actor.has(Role.AGENCY_ADMIN)) == (1, False)

    def test_ends_by_hand(self, operator):
        before = self.actor(operator, FakeSession())
        row = self.start(before, 2)
        access.elevate.end_elevated(actor=before, elevated_id=row.id, agency_id=2, at=NOON)

        assert self.actor(operator, self.session(row)).agency_id is None

    def test_administrator_stays_in_the_own_agency(self, admin, in_agency):
        with pytest.raises(NotFound):
            self.start(acting(admin), 2)
        assert self.start(acting(admin)).agency_id == 1

    def test_clerk_employee_and_ended_national_grant_are_refused(self, clerk, budi, operator, in_agency):
        for account in (clerk, budi):
            with pytest.raises(NotAllowed):
                self.start(acting(account))
        actor = self.actor(operator, FakeSession())
        with pytest.raises(NotAllowed):
            access.elevate.start_elevated(
                actor=actor, agency_id=2, minutes=15, reason="Permintaan Sekda", at=NOON + timedelta(days=60)
            )

    @pytest.mark.parametrize("wrong", [{"minutes": 61}, {"minutes": 0}, {"reason": "perlu"}])
    def test_needs_reason_and_short_time(self, operator, wrong):
        with pytest.raises(RuleNotMet):
            self.start(self.actor(operator, FakeSession()), 2, **wrong)


class TestAccounts:
    def people(self, count: int) -> list[NewAccount]:
        return [NewAccount(uuid7(), f"{199000000000000000 + number}", f"Pegawai {number}") for number in range(count)]

    def test_are_ensured_in_bulk_and_again_changes_nothing(self, in_agency, django_assert_max_num_queries):
        everybody = self.people(3000)

        with django_assert_max_num_queries(9):
            first = access.ensure_accounts(actor=system(1), employees=everybody, at=NOON)
        again = access.ensure_accounts(actor=system(1), employees=everybody, at=NOON)

        assert (first.created, first.updated) == (3000, 0)
        assert (again.created, again.updated) == (0, 0)
        assert not Account.objects.first().has_usable_password()

    def test_made_meanwhile_by_another_process_are_left_alone(self, in_agency, monkeypatch):
        everybody = self.people(3)
        access.ensure_accounts(actor=system(1), employees=everybody[:2], at=NOON)
        monkeypatch.setattr("ekinerja.access.services.ensure_accounts._existing", lambda wanted, agency_id: [])

        result = access.ensure_accounts(actor=system(1), employees=everybody, at=NOON)

        assert result.created == 1
        assert Account.objects.filter(agency_id=1).count() == 3

    def test_nip_of_another_agency_is_left_alone(self, account_factory, in_agency):
        foreign = account_factory("199001012015011001", unit="asing")

        result = access.ensure_accounts(
            actor=system(1), employees=[NewAccount(uuid7(), foreign.login, "Nama Lain")], at=NOON
        )

        assert result.elsewhere == (foreign.login,)
        assert Account.objects.get(login=foreign.login).name == foreign.name

    def test_corrected_nip_keeps_the_account(self, budi, in_agency):
        access.ensure_accounts(
            actor=system(1), employees=[NewAccount(budi.employee_id, "198503152010011099", budi.name)], at=NOON
        )

        assert Account.objects.get(pk=budi.pk).login == "198503152010011099"

    def test_employee_may_not(self, budi, in_agency):
        with pytest.raises(NotAllowed):
            access.ensure_accounts(actor=acting(budi), employees=self.people(1), at=NOON)

    def test_closing_ends_sessions_and_roles(self, admin, clerk, in_agency):
        Session.objects.create(
            session_key="k", session_data="", seen_at=NOON, expire_date=NOON + timedelta(days=1), account=clerk
        )

        access.deactivate_account(actor=acting(admin), account_id=clerk.id, reason="pensiun", at=NOON)

        assert not Session.objects.exists()
        assert RoleGrant.objects.get(account_id=clerk.id).revoked_reason == "pensiun"
        assert AuditEntry.objects.filter(event="access.account.closed").count() == 1
        with pytest.raises(NotAllowed):
            access.deactivate_account(actor=acting(admin), account_id=admin.id, reason="sendiri", at=NOON)

    def test_follow_people(self, person_factory, in_agency):
        person_factory("199001012015011001", "Ani Wijaya", email="ani@example.go.id")
        gone = person_factory("196001011985031001", "Pensiunan", in_service=True)
        access.sync_accounts(actor=system(1), at=NOON)
        from ekinerja.people.models import DirectoryEntry

        DirectoryEntry.objects.filter(employee=gone).update(in_service=False)
        access.sync_accounts(actor=system(1), at=NOON)

        ani = Account.objects.get(login="199001012015011001")
        assert (ani.name, ani.email, ani.is_active, ani.activated_at) == ("Ani Wijaya", "ani@example.go.id", True, None)
        assert not Account.objects.get(login="196001011985031001").is_active

    def test_close_when_the_import_of_their_person_was_taken_back(self, budi, admin, in_agency):
        from ekinerja.people.models import DirectoryEntry

        DirectoryEntry.objects.filter(employee_id=budi.employee_id).delete()

        access.sync_accounts(actor=system(1), at=NOON)

        assert not Account.objects.get(pk=budi.pk).is_active
        assert Account.objects.get(pk=admin.pk).is_active

    def test_come_over_when_the_former_agency_has_closed_them(self, account_factory, in_agency):
        transferred = account_factory("199001012015011001", name="Ani", unit="asing")
        new = NewAccount(uuid7(), transferred.login, "Ani")

        refused = access.ensure_accounts(actor=system(1), employees=[new], at=NOON)
        Account.objects.filter(pk=transferred.pk).update(is_active=False)
        taken = access.ensure_accounts(actor=system(1), employees=[new], at=NOON)

        transferred.refresh_from_db()
        assert (refused.updated, refused.elsewhere, taken.updated, taken.elsewhere) == (0, (new.login,), 1, ())
        assert (transferred.agency_id, transferred.employee_id, transferred.is_active) == (1, new.employee_id, True)
        assert transferred.activated_at is None
        assert not transferred.has_usable_password()

    def test_list_of_the_not_activated_follows_the_scope(self, clerk, admin, account_factory, in_agency):
        inside = account_factory("199001012015011001", password=None, name="Ani", unit="bidang")
        beside = account_factory("199001012015011002", password=None, name="Beni", unit="badan")

        seen = [
            {line.account_id for line in access.accounts_without_activation(actor=acting(who))}
            for who in (clerk, admin)
        ]
        narrowed = access.accounts_without_activation(actor=acting(clerk), unit_path="200.")

        assert seen == [{inside.id}, {inside.id, beside.id}]
        assert narrowed == []

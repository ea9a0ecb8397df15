"""One-time codes: who may give them to whom, and what they open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekinerja.access import codes
from ekinerja.access import public as access
from ekinerja.access.models import Account, OneTimeCode, Session
from ekinerja.access.services.use_code import MAX_ATTEMPTS
from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.tenancy import context
from tests.db.access.conftest import NOON, acting

NEW = "payung biru terbang 3"
CLIENT = access.Client(ip="36.66.1.7", browser_id="A")


def check(code: str, *, login: str = "198503152010011004", at: Any = NOON, client: Any = CLIENT) -> Any:
    return access.use_code.check_code(login=login, code=code, client=client, at=at)


class TestCodeShape:
    @given(st.text(alphabet=codes.ALPHABET, min_size=8, max_size=8), st.data())
    def test_one_wrong_character_is_noticed(self, body, data):
        code = body + codes.check_character(body)
        place = data.draw(st.integers(0, 8))
        other = data.draw(st.sampled_from([letter for letter in codes.ALPHABET if letter != code[place]]))

        assert codes.is_well_formed(code)
        assert not codes.is_well_formed(code[:place] + other + code[place + 1 :])

    @given(st.text(alphabet=codes.ALPHABET, min_size=8, max_size=8), st.integers(0, 6))
    def test_two_swapped_characters_are_noticed(self, body, place):
        if body[place] == body[place + 1]:
            return
        code = body + codes.check_character(body)
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

        assert not codes.is_well_formed(swapped)

    def test_has_no_lookalikes_and_takes_any_case(self):
        code = codes.new_code()

        assert not set("ILO01") & set(codes.ALPHABET)
        assert codes.normalise(codes.printed(code).lower().replace("-", " ")) == code


@pytest.mark.django_db
class TestIssueCodes:
    def test_clerk_gives_codes_to_the_own_subtree_once_and_hashed(self, clerk, account_factory, in_agency):
        new = account_factory("199001012015011001", password=None)

        given_codes = access.issue_code.issue_codes(actor=acting(clerk), account_ids=[new.id], at=NOON)

        stored = OneTimeCode.objects.get(account=new)
        assert given_codes[0].code not in stored.hash
        assert stored.expires_at == NOON + timedelta(days=14)
        entry = AuditEntry.objects.get(event="access.code.issued")
        assert given_codes[0].code not in str(entry.data)
        assert entry.actor_account_id == clerk.id

    def test_clerk_is_refused_outside_the_subtree(self, clerk, account_factory, in_agency):
        beside = account_factory("199001012015011001", password=None, unit="badan")

        with pytest.raises(NotAllowed):
            access.issue_code.issue_codes(actor=acting(clerk), account_ids=[beside.id], at=NOON)

    def test_account_of_another_agency_does_not_exist(self, admin, account_factory, in_agency):
        foreign = account_factory("199001012015011001", password=None, unit="asing")

        with pytest.raises(NotFound):
            access.issue_code.issue_codes(actor=acting(admin), account_ids=[foreign.id], at=NOON)
        with pytest.raises(NotFound):
            access.issue_code.hand_over_code(
                actor=acting(admin), account_id=foreign.id, reason="KTP dan wajah cocok", at=NOON
            )

    def test_clerk_cannot_reset_an_administrator(self, clerk, admin, account_factory, grant, in_agency):
        boss = account_factory("197001011995031001", name="Kepala", unit="dinas")
        grant(boss, Role.AGENCY_ADMIN)

        with pytest.raises(NotAllowed):
            access.issue_code.hand_over_code(
                actor=acting(clerk), account_id=boss.id, reason="datang dengan KTP", at=NOON
            )

    def test_nobody_gives_a_code_to_himself(self, admin, in_agency):
        with pytest.raises(NotAllowed):
            access.issue_code.hand_over_code(
                actor=acting(admin), account_id=admin.id, reason="saya sendiri lupa", at=NOON
            )

    def test_employee_is_refused(self, budi, account_factory, in_agency):
        other = account_factory("199001012015011001", password=None)

        with pytest.raises(NotAllowed):
            access.issue_code.issue_codes(actor=acting(budi), account_ids=[other.id], at=NOON)

    def test_active_accounts_get_no_printed_code(self, clerk, budi, in_agency):
        assert access.issue_code.issue_codes(actor=acting(clerk), account_ids=[budi.id], at=NOON) == []

    def test_handing_over_needs_the_identity_check_in_words(self, clerk, budi, in_agency):
        with pytest.raises(RuleNotMet):
            access.issue_code.hand_over_code(actor=acting(clerk), account_id=budi.id, reason="ok", at=NOON)

    def test_a_newer_code_ends_the_older(self, clerk, account_factory, in_agency):
        new = account_factory("199001012015011001", password=None)
        first = access.issue_code.issue_codes(actor=acting(clerk), account_ids=[new.id], at=NOON)[0]
        second = access.issue_code.issue_codes(actor=acting(clerk), account_ids=[new.id], at=NOON)[0]

        assert check(first.code, login=new.login).code_id is None
        assert check(second.code, login=new.login).code_id is not None


@pytest.mark.django_db
class TestUseCode:
    @pytest.fixture
    def handed(self, clerk: Account, budi: Account, in_agency: Any) -> str:
        return access.issue_code.hand_over_code(
            actor=acting(clerk), account_id=budi.id, reason="datang dengan KTP", at=NOON
        ).code

    def test_sets_the_password_once_and_ends_sessions(self, handed, budi):
        Session.objects.create(
            session_key="k", session_data="", seen_at=NOON, expire_date=NOON + timedelta(days=1), account=budi
        )
        code_id = check(handed).code_id

        done = access.use_code.set_password_with_code(code_id=code_id, password=NEW, email="", at=NOON)

        assert done.account_id == budi.id
        assert Account.objects.get(pk=budi.pk).check_password(NEW)
        assert not Session.objects.exists()
        with context.agency(1):
            assert AuditEntry.objects.filter(event="access.password.reset").count() == 1
        with pytest.raises(Conflict):
            access.use_code.set_password_with_code(code_id=code_id, password=NEW, email="", at=NOON)
        assert check(handed).code_id is None

    def test_expires(self, handed):
        assert check(handed, at=NOON + timedelta(hours=25)).code_id is None

    def test_typing_mistake_costs_no_attempt(self, handed, budi):
        wrong = ("A" if handed[0] != "A" else "B") + handed[1:]
        for _ in range(20):
            assert check(wrong).malformed

        assert check(handed).code_id is not None
        assert OneTimeCode.objects.get(account=budi).attempts == 0

    def test_guessing_from_one_browser_is_stopped(self, handed):
        for _ in range(5):
            check(codes.new_code())

        assert check(handed).wait_seconds > 0
        assert check(handed, client=access.Client(ip="36.66.1.7", browser_id="B")).code_id is not None

    def test_code_dies_after_a_hundred_wrong_attempts(self, handed, budi):
        OneTimeCode.objects.filter(account=budi).update(attempts=MAX_ATTEMPTS)

        assert check(handed).code_id is None

    def test_another_persons_login_does_not_take_it(self, handed, account_factory):
        account_factory("199001012015011001")

        assert check(handed, login="199001012015011001").code_id is None

    @pytest.mark.parametrize(
        "password",
        [
            "pendek",
            "1234567890",
            "198503152010011004",
            "15031985aa",
            "aaaaaaaaaaaa",
            "budisantoso",
            "password123",
            "bismillah123",
        ],
    )
    def test_refuses_weak_passwords_and_keeps_the_code(self, handed, password):
        code_id = check(handed).code_id

        with pytest.raises(RuleNotMet) as refused:
            access.use_code.set_password_with_code(code_id=code_id, password=password, email="", at=NOON)

        assert refused.value.findings
        assert check(handed).code_id == code_id

    def test_closed_account_is_not_opened(self, handed, budi):
        code_id = check(handed).code_id
        Account.objects.filter(pk=budi.pk).update(is_active=False)

        with pytest.raises(Conflict):
            access.use_code.set_password_with_code(code_id=code_id, password=NEW, email="", at=NOON)


@pytest.mark.django_db
class TestResetByEmail:
    def test_sends_a_code_that_works_and_says_the_same_to_everybody(self, budi, mailoutbox, settings):
        from ekinerja.access import tasks
        from ekinerja.kernel.jobs import RunningJob

        Account.objects.filter(pk=budi.pk).update(email="budi@example.go.id")
        known = access.request_reset(login="198503152010011004", client=CLIENT, at=NOON)
        other = access.Client(ip="36.66.1.7", browser_id="B")
        unknown = access.request_reset(login="000000000000000000", client=other, at=NOON)

        tasks.mail_reset(RunningJob(None, None), login="198503152010011004")
        tasks.mail_reset(RunningJob(None, None), login="198503152010011004")
        tasks.mail_reset(RunningJob(None, None), login="000000000000000000")

        assert known == unknown
        assert len(mailoutbox) == 1
        line = next(text for text in mailoutbox[0].body.splitlines() if "Kode sekali pakai" in text)
        from ekinerja.kernel import clock

        assert check(line.split(": ")[1], at=clock.now()).code_id is not None

    def test_does_not_end_a_code_that_was_handed_over(self, clerk, budi, in_agency, mailoutbox):
        from ekinerja.access import tasks
        from ekinerja.kernel import clock
        from ekinerja.kernel.jobs import RunningJob

        Account.objects.filter(pk=budi.pk).update(email="budi@example.go.id")
        at = clock.now() - timedelta(hours=1)
        given = access.issue_code.hand_over_code(actor=acting(clerk), account_id=budi.id, reason="KTP diperiksa", at=at)

        tasks.mail_reset(RunningJob(None, None), login=budi.login)

        assert not mailoutbox
        assert check(given.code, at=clock.now()).code_id is not None

    def test_code_never_stands_in_the_queue(self, budi):
        from django.db import connection

        access.request_reset(login="198503152010011004", client=CLIENT, at=NOON)

        with connection.cursor() as cursor:
            cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name = 'access.mail_reset'")
            rows = cursor.fetchall()
        assert len(rows) == 1
        assert "code" not in rows[0][0]

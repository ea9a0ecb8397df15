"""Second proofs: time steps, drift, replay, recovery codes, removal by a clerk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ekinerja.access import public as access
from ekinerja.access import totp
from ekinerja.access.data import FactorKind, FactorRule
from ekinerja.access.models import AccessPolicy, NationalGrant, SecondFactor
from ekinerja.access.services.enrol_factor import FactorRefused
from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.tenancy import context
from tests.db.access.conftest import NOON, PASSWORD, acting

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STAMP = int(NOON.timestamp())
CLIENT = access.Client(ip="36.66.1.7", browser_id="A")


def code(shift: int = 0, at: Any = NOON) -> str:
    return totp.code_at(SECRET, int(at.timestamp()) // totp.STEP + shift)


class TestTotp:
    def test_matches_the_published_vectors(self):
        secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

        assert [totp.code_at(secret, stamp // 30) for stamp in (59, 1111111109, 2000000000)] == [
            "287082",
            "081804",
            "279037",
        ]

    @pytest.mark.parametrize(("shift", "accepted"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
    def test_accepts_one_step_to_each_side(self, shift, accepted):
        result = totp.check(secret=SECRET, code=code(shift), timestamp=STAMP, used_step=0)

        assert (result.step is not None) is accepted
        assert result.drift_seconds == shift * 30

    def test_tells_a_clock_that_is_minutes_off(self):
        assert totp.check(secret=SECRET, code=code(-14), timestamp=STAMP, used_step=0).drift_seconds == -420

    def test_takes_spaces_and_refuses_letters(self):
        spaced = f"{code()[:3]} {code()[3:]}"

        assert totp.check(secret=SECRET, code=spaced, timestamp=STAMP, used_step=0).step
        assert totp.check(secret=SECRET, code="12a456", timestamp=STAMP, used_step=0).step is None
        assert totp.check(secret=SECRET, code="\uff11" * 6, timestamp=STAMP, used_step=0).step is None


@pytest.fixture
def enrolled(budi: Any, in_agency: Any) -> tuple[Any, tuple[str, ...]]:
    codes = access.enrol_factor.add_app(account_id=budi.id, secret=SECRET, code=code(-1), at=NOON)
    return budi, codes


def verify(account: Any, typed: str, at: Any = NOON) -> Any:
    return access.verify_factor.verify_code(account_id=account.id, code=typed, client=CLIENT, at=at)


@pytest.mark.django_db
class TestApp:
    def test_is_kept_encrypted_with_recovery_codes_shown_once(self, enrolled):
        budi, codes = enrolled

        assert SECRET not in SecondFactor.objects.get(account=budi, kind=FactorKind.APP).secret
        stored = SecondFactor.objects.filter(account=budi, kind=FactorKind.RECOVERY).values_list("secret", flat=True)
        assert len(codes) == len(stored) == 10
        assert not set(codes) & set(stored)

    def test_first_code_must_fit_and_explains_drift(self, budi, in_agency):
        with pytest.raises(FactorRefused, match="selisih ± 300 detik"):
            access.enrol_factor.add_app(account_id=budi.id, secret=SECRET, code=code(10), at=NOON)
        assert not SecondFactor.objects.exists()

    def test_is_asked_for_at_sign_in(self, enrolled):
        result = access.sign_in(login="198503152010011004", password=PASSWORD, client=CLIENT, at=NOON)

        assert result.factors == (FactorKind.APP, FactorKind.RECOVERY)

    def test_a_code_works_once(self, enrolled):
        budi, _codes = enrolled

        assert verify(budi, code()).means == FactorKind.APP
        again = verify(budi, code())
        assert (again.means, again.replayed) == ("", True)
        assert verify(budi, code(-1)).means == ""

    def test_guessing_is_slowed_by_account(self, enrolled):
        budi, _codes = enrolled
        for number in range(8):
            verify(budi, f"00000{number}")

        blocked = verify(budi, code())

        assert blocked.means == ""
        assert blocked.wait_seconds > 0
        assert verify(budi, code(at=NOON + timedelta(minutes=2)), NOON + timedelta(minutes=2)).means

    def test_recovery_code_works_once(self, enrolled):
        budi, codes = enrolled

        first = verify(budi, codes[0].lower())

        assert (first.means, first.codes_left) == (FactorKind.RECOVERY, 9)
        assert verify(budi, codes[0]).means == ""

    def test_new_recovery_codes_end_the_old(self, enrolled):
        budi, codes = enrolled
        access.enrol_factor.renew_recovery_codes(account_id=budi.id, at=NOON)

        assert verify(budi, codes[1]).means == ""


@pytest.mark.django_db
class TestRemoval:
    def test_clerk_takes_it_away_with_a_reason(self, enrolled, clerk):
        budi, _codes = enrolled

        access.enrol_factor.reset_factors(
            actor=acting(clerk), account_id=budi.id, reason="ponsel hilang, KTP cocok", at=NOON
        )

        assert not SecondFactor.objects.exists()
        entry = AuditEntry.objects.get(event="access.factors.reset")
        assert entry.data == {"reason": "ponsel hilang, KTP cocok"}

    def test_colleague_and_short_reason_are_refused(self, enrolled, clerk, account_factory):
        budi, _codes = enrolled
        colleague = account_factory("199001012015011001")

        with pytest.raises(NotAllowed):
            access.enrol_factor.reset_factors(
                actor=acting(colleague), account_id=budi.id, reason="ponsel hilang, KTP cocok", at=NOON
            )
        with pytest.raises(RuleNotMet):
            access.enrol_factor.reset_factors(actor=acting(clerk), account_id=budi.id, reason="", at=NOON)

    def test_other_agency_does_not_exist(self, admin, account_factory, in_agency):
        foreign = account_factory("199001012015011001", unit="asing")

        with pytest.raises(NotFound):
            access.enrol_factor.reset_factors(
                actor=acting(admin), account_id=foreign.id, reason="ponsel hilang, KTP cocok", at=NOON
            )

    def test_own_last_one_stays_where_the_agency_demands_it(self, enrolled):
        budi, _codes = enrolled
        AccessPolicy.objects.create(second_factor=FactorRule.EVERYONE, decided_at=NOON)
        factor = SecondFactor.objects.get(account=budi, kind=FactorKind.APP)

        with pytest.raises(RuleNotMet):
            access.enrol_factor.remove_factor(account_id=budi.id, factor_id=factor.id, at=NOON)

    def test_a_factor_of_somebody_else_does_not_exist(self, enrolled, clerk):
        factor = SecondFactor.objects.get(kind=FactorKind.APP)

        with pytest.raises(NotFound):
            access.enrol_factor.remove_factor(account_id=clerk.id, factor_id=factor.id, at=NOON)


@pytest.mark.django_db
class TestObligation:
    def test_officers_must_enrol_where_the_agency_says_so(self, budi, clerk, agency):
        with context.agency(agency):
            AccessPolicy.objects.create(second_factor=FactorRule.OFFICERS, decided_at=NOON)

        results = [
            access.sign_in(login=who.login, password=PASSWORD, client=CLIENT, at=NOON).must_enrol
            for who in (budi, clerk)
        ]

        assert results == [False, True]

    def test_national_operator_always_must(self, budi):
        account = access.elevate.open_operator(
            login="operator.bkn",
            name="Operator",
            email="",
            reason="penugasan",
            until=NOON + timedelta(days=30),
            at=NOON,
        )
        account.set_password(PASSWORD)
        account.save()

        result = access.sign_in(login="Operator.BKN", password=PASSWORD, client=CLIENT, at=NOON)

        assert (result.account_id, result.must_enrol) == (account.id, True)
        assert NationalGrant.objects.filter(account=account).count() == 1
        assert access.actor_for_request(account, at=NOON, session={}).has(Role.NATIONAL_OPERATOR)

    def test_national_operator_begins_with_a_handed_code_and_no_password(self, agency):
        handed = access.elevate.appoint_operator(
            login="operator.bkn",
            name="Operator",
            email="",
            reason="penugasan",
            until=NOON + timedelta(days=30),
            at=NOON,
        )

        checked = access.use_code.check_code(login="operator.bkn", code=handed.code, client=CLIENT, at=NOON)
        done = access.use_code.set_password_with_code(code_id=checked.code_id, password=PASSWORD, email="", at=NOON)

        assert done.must_enrol
        with pytest.raises(RuleNotMet):
            access.elevate.appoint_operator(
                login="OPERATOR.BKN", name="X", email="", reason="tugas", until=NOON + timedelta(days=1), at=NOON
            )

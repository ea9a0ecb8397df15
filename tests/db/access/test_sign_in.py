"""Signing in: the answer, the count, and that nobody is locked out by somebody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ekinerja.access import public as access
from ekinerja.audit.models import AuditEntry
from tests.db.access.conftest import NOON, PASSWORD

pytestmark = pytest.mark.django_db
OFFICE = "36.66.1.7"


def client(browser: str = "A", ip: str = OFFICE, *, trusted: bool = False) -> access.Client:
    return access.Client(ip=ip, browser_id=browser, trusted=trusted)


def attempt(password: str = PASSWORD, *, who: Any = None, at: Any = NOON, login: str = "198503152010011004") -> Any:
    return access.sign_in(login=login, password=password, client=who or client(), at=at)


class TestSignIn:
    def test_accepts_nip_with_spaces_and_dots(self, budi):
        result = attempt(login="19850315 201001.1 004")

        assert result.account_id == budi.id
        assert result.factors == ()

    def test_records_a_refusal_with_the_address_but_not_the_password(self, budi, agency):
        from ekinerja.kernel.tenancy import context

        attempt("salah sekali")

        with context.agency(agency):
            entry = AuditEntry.objects.get(event="access.sign_in.refused")
        assert entry.actor_account_id == budi.id
        assert entry.data == {"reason": "password", "ip": OFFICE}

    def test_says_the_same_for_unknown_wrong_unactivated_and_closed(self, budi, account_factory):
        account_factory("199001012015011001", password=None)
        closed = account_factory("199001012015011002")
        type(closed).objects.filter(pk=closed.pk).update(is_active=False)

        logins = ("198503152010011004", "199001012015011001", "199001012015011002", "111111111111111111")
        answers = {attempt("bukan ini kata", login=login, who=client(login)) for login in logins}

        assert len(answers) == 1

    def test_hashes_once_also_for_an_unknown_login(self, budi, monkeypatch):
        from ekinerja.access.services import sign_in as module

        calls = []
        monkeypatch.setattr(module, "make_password", lambda text: calls.append(text))

        attempt("apa saja", login="000000000000000000")

        assert calls == ["apa saja"]


class TestThrottle:
    def test_makes_a_browser_wait_after_five_failures_and_says_how_long(self, budi):
        answers = [attempt("salah") for _ in range(6)]

        assert [answer.remaining for answer in answers[:5]] == [4, 3, 2, 1, 0]
        assert answers[5].wait_seconds == 30
        assert attempt(PASSWORD).account_id is None
        assert attempt(PASSWORD, at=NOON + timedelta(seconds=31)).account_id == budi.id

    def test_waits_grow(self, budi):
        at = NOON
        waits = []
        for _ in range(9):
            answer = attempt("salah", at=at)
            waits.append(answer.wait_seconds)
            at += timedelta(seconds=answer.wait_seconds + 1)

        assert waits[4:] == [30, 60, 120, 300, 600]

    def test_a_neighbour_in_the_same_network_cannot_lock_the_owner_out(self, budi):
        for number in range(200):
            attempt("salah", who=client(f"penyerang-{number}"))
        blocked = attempt("salah", who=client("penyerang-baru"))

        owner = attempt(PASSWORD, who=client("peramban Budi", trusted=True))

        assert blocked.wait_seconds > 0
        assert owner.account_id == budi.id

    def test_a_few_wrong_guesses_next_door_do_not_touch_a_new_browser_of_the_owner(self, budi):
        for _ in range(12):
            attempt("salah", who=client("penyerang"))

        assert attempt(PASSWORD, who=client("ponsel baru Budi")).account_id == budi.id

    def test_an_attack_from_elsewhere_does_not_touch_the_office(self, budi):
        for number in range(120):
            attempt("salah", who=client(f"bot-{number}", ip="203.0.113.9"))

        assert attempt(PASSWORD, who=client("peramban baru")).account_id == budi.id

    def test_a_trusted_browser_is_slowed_by_its_own_failures(self, budi):
        thief = client("peramban Budi", trusted=True)
        for _ in range(5):
            attempt("salah", who=thief)

        assert attempt(PASSWORD, who=thief).account_id is None

    def test_success_forgets_the_failures(self, budi):
        for _ in range(4):
            attempt("salah")
        attempt(PASSWORD)

        assert attempt("salah").remaining == 4

    def test_success_leaves_the_row_for_a_second_click_that_waits_for_it(self, budi):
        from ekinerja.access.models import Throttle

        attempt("salah")
        attempt(PASSWORD)

        assert set(Throttle.objects.values_list("failures", "blocked_until")) >= {(0, None)}

    def test_one_ipv6_household_is_one_network(self, budi):
        for number in range(31):
            attempt("salah", who=client(f"b{number}", ip=f"2001:db8:1:2::{number:x}"))

        assert attempt("salah", who=client("c", ip="2001:db8:1:2:ffff::1")).wait_seconds > 0
        assert attempt(PASSWORD, who=client("d", ip="2001:db8:1:3::1")).account_id == budi.id


class TestQueries:
    def test_sign_in_needs_few_statements(self, budi, django_assert_max_num_queries):
        with django_assert_max_num_queries(18):
            attempt()

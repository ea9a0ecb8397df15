"""Personal access tokens: made with the password, shown once, ended at will, recorded."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from ekinerja.access import public as access
from ekinerja.access.models import AccessToken, Account
from ekinerja.access.services import change_own
from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Actor, system
from ekinerja.kernel.errors import NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.tenancy import context

pytestmark = pytest.mark.django_db
AT = datetime(2026, 2, 3, 3, 0, tzinfo=UTC)
CLIENT = access.Client(ip="127.0.0.1", user_agent="uji", browser_id="uji")
PASSWORD = "kuda laut menari 7"


def make_account(agency, login="197001011990011001"):
    account = Account(login=login, name="Budi", agency=agency, activated_at=AT)
    account.set_password(PASSWORD)
    account.save(force_insert=True)
    return account


@pytest.fixture
def account(agency):
    return make_account(agency)


def actor_of(account, **more):
    return Actor(account.id, account.agency_id, None, account.name, **more)


def create(account, **given):
    wanted = {"name": "Rekap", "scope": access.TokenScope.READ, "days": 30, "password": PASSWORD, **given}
    return access.keep_tokens.create_token(actor=actor_of(account), client=CLIENT, at=AT, **wanted)


class TestCreate:
    def test_keeps_only_a_hash_and_records_it(self, account):
        made = create(account)

        assert made.key.startswith("ekn_")
        assert made.key not in str(AccessToken.objects.values().get())
        with context.agency(account.agency_id):
            entry = AuditEntry.objects.get(event="access.token.created")
        assert made.key not in str(entry.data)

    @pytest.mark.parametrize(
        ("given", "field"),
        [({"password": "salah"}, "password"), ({"name": " "}, "name"), ({"days": 0}, "days"), ({"days": 366}, "days")],
    )
    def test_refuses(self, account, given, field):
        with pytest.raises(RuleNotMet) as caught:
            create(account, **given)

        assert [finding.field for finding in caught.value.findings] == [field]
        assert not AccessToken.objects.exists()

    def test_refuses_an_eleventh(self, account):
        for number in range(10):
            create(account, name=f"Token {number}")

        with pytest.raises(RuleNotMet, match="belum dapat dibuat"):
            create(account)

    def test_refuses_an_elevated_session(self, account):
        with pytest.raises(NotAllowed):
            access.keep_tokens.create_token(
                actor=actor_of(account, elevated=True),
                name="x",
                scope=access.TokenScope.READ,
                days=1,
                password=PASSWORD,
                client=CLIENT,
                at=AT,
            )


@pytest.mark.django_db(transaction=True)
class TestCreatedAtTheSameTime:
    def test_two_requests_make_no_eleventh(self, account, monkeypatch):
        for number in range(9):
            create(account, name=f"Token {number}")
        confirm, both, refused = change_own.confirm_password, threading.Barrier(2, timeout=30), []

        def confirm_beside_the_other(**given):
            confirm(**given)
            both.wait()

        def work(name):
            try:
                create(account, name=name)
            except RuleNotMet as error:
                refused.append([finding.code for finding in error.findings])
            finally:
                connection.close()

        monkeypatch.setattr(change_own, "confirm_password", confirm_beside_the_other)
        threads = [threading.Thread(target=work, args=[name]) for name in ("Satu", "Dua")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert refused == [["access.token_most"]]
        assert AccessToken.objects.filter(account=account).count() == 10


class TestUse:
    def test_speaks_for_its_owner_until_it_ends(self, account):
        key = create(account).key

        bearer = access.keep_tokens.bearer_of(key=key, at=AT + timedelta(days=29))
        assert bearer.actor.account_id == account.id
        assert bearer.scope == access.TokenScope.READ
        assert AccessToken.objects.get().used_at == AT + timedelta(days=29)
        assert access.keep_tokens.bearer_of(key=key, at=AT + timedelta(days=31)) is None
        assert access.keep_tokens.bearer_of(key=key + "x", at=AT) is None

    def test_ends_with_the_account(self, account):
        key = create(account).key
        Account.objects.filter(id=account.id).update(is_active=False)

        assert access.keep_tokens.bearer_of(key=key, at=AT) is None

    def test_does_not_come_back_with_an_account_that_is_opened_again(self, account):
        key = create(account).key
        program = system(account.agency_id)
        with context.agency(account.agency_id):
            access.deactivate_account(actor=program, account_id=account.id, reason="Pindah instansi", at=AT)
            access.reactivate_account(actor=program, account_id=account.id, reason="Kembali", at=AT)

        assert access.keep_tokens.bearer_of(key=key, at=AT) is None


class TestRevoke:
    def test_ends_at_once_and_is_recorded(self, account):
        made = create(account)
        access.keep_tokens.revoke_token(actor=actor_of(account), token_id=made.token.id, at=AT)

        assert access.keep_tokens.bearer_of(key=made.key, at=AT) is None
        with context.agency(account.agency_id):
            assert AuditEntry.objects.filter(event="access.token.revoked").exists()
        with pytest.raises(NotFound):
            access.keep_tokens.revoke_token(actor=actor_of(account), token_id=made.token.id, at=AT)

    def test_is_not_for_somebody_else(self, account, agency, other_agency):
        made = create(account)
        neighbour = make_account(agency, "197001011990011002")
        with context.agency(other_agency):
            stranger = make_account(other_agency, "197001011990011003")

        for other in (neighbour, stranger):
            with pytest.raises(NotFound):
                access.keep_tokens.revoke_token(actor=actor_of(other), token_id=made.token.id, at=AT)
            assert access.keep_tokens.list_tokens(actor=actor_of(other)) == []

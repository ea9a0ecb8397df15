"""Every address × every role × own and other agency; an address without samples or without a guard fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from ekinerja.access.models import Account, RoleGrant
from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.kernel.tenancy import context
from tests.factories import cycle
from tests.factories.cycle_fixtures import other_world, world
from tests.web.matrix.samples import UNKNOWN, WORDS, make_samples

__all__ = ["other_world", "world"]
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(400)]
GRANTED = (Role.UNIT_CLERK, Role.AGENCY_ADMIN, Role.LEADER, Role.INSPECTORATE, Role.FINANCE)
SIGN_IN = "/masuk/"
BUDGET = 12
# Units, and goals on their pages, in the cascade and the JSON interface, are open to everybody of the agency.
OPEN_TO_ALL = ("units:", "goals:detail", "goals:branch", "cascade:goal", "api:goal", "api:cascade-goal")
# The rights to these pages are the same for everybody who has signed in: what is one's own, or goals of the agency.
FOR_EVERYBODY = {"shell:help-page", "goals:detail", "goals:branch"}


@dataclass(frozen=True)
class Route:
    """One address with what it demands."""

    name: str
    kwargs: tuple[str, ...]
    access: str

    def url(self, samples: dict[str, Any]) -> str:
        return reverse(self.name, kwargs={key: samples[key] for key in self.kwargs})

    @property
    def names_object(self) -> bool:
        return any(key not in WORDS and key not in UNKNOWN for key in self.kwargs)

    def refuses(self, roles: tuple[Role, ...]) -> bool:
        """Whether the guard alone keeps these roles out."""
        return self.access not in ("public", "signed-in") and not set(self.access.split(",")) & set(roles)


def routes(patterns: Any = None, space: str = "") -> Iterator[Route]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, pattern.namespace or space)
        elif pattern.name and not str(pattern.pattern).startswith(("__", "static")):
            kwargs = tuple(re.findall(r"<(?:\w+:)?(\w+)>", _whole(pattern)))
            yield Route(f"{space}:{pattern.name}", kwargs, getattr(pattern.callback, "access", ""))


def _whole(pattern: Any) -> str:
    return str(pattern.pattern)


ROUTES = tuple(routes())
# What an address does not serve it does not serve to anybody: it is asked for until the first 405.
UNSERVED: set[tuple[str, str]] = set()


@pytest.fixture(autouse=True)
def february(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: cycle.FEBRUARY)


@pytest.fixture
def own(world) -> dict[str, Any]:
    return make_samples(world)


@pytest.fixture
def foreign(other_world, other_agency) -> dict[str, Any]:
    with context.agency(other_agency):
        return make_samples(other_world)


def sign_in(world, name, *roles, unit=None) -> Client:
    person = world.people.get(name)
    account = Account.objects.create(
        login=f"{name}-{world.agency_id}-uji",
        name=name,
        agency_id=world.agency_id,
        employee_id=person.id if person else None,
        activated_at=cycle.JANUARY,
    )
    for role in roles:
        RoleGrant.objects.create(
            account_id=account.id,
            role=role,
            unit=world.units[unit] if unit else None,
            period=DateRange(date(2020, 1, 1), None),
            granted_at=cycle.JANUARY,
            reason="Uji",
        )
    client = Client(raise_request_exception=False)
    client.force_login(account)
    return client


class Counted:
    """Counts statements; those of the savepoint around a request exist only in tests."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.number += not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))
        return execute(sql, params, many, context)


def ask(client: Client, method: str, url: str, *, follow: bool = False) -> Any:
    """Send one request and undo whatever it did, signing out included; ``follow`` a redirection once."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        counted = Counted()
        with connection.execute_wrapper(counted):
            answer = getattr(client, method)(url)
        answer.queries = counted.number
        if follow and answer.status_code == 302:
            answer = client.get(answer["Location"])
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def answers(
    client: Client, samples: dict[str, Any], wanted: Any = None, *, follow: bool = False
) -> Iterator[tuple[Route, str, Any]]:
    """Ask every address by GET, and by POST without content; give (route, method, answer) of those that serve it."""
    for route in ROUTES:
        if wanted is not None and not wanted(route):
            continue
        for method in ("get", "post"):
            if (route.name, method) in UNSERVED:
                continue
            answer = ask(client, method, route.url(samples), follow=follow)
            if answer.status_code == 405:
                UNSERVED.add((route.name, method))
            else:
                yield route, method, answer


def told(failures: list[tuple[Route, str, Any]]) -> str:
    return "\n".join(f"{m} {r.name} [{r.access}] -> {a.status_code} {a.get('Location', '')}" for r, m, a in failures)


class TestSamples:
    def test_every_address_has_samples_for_its_objects(self, own):
        missing = {key for route in ROUTES for key in route.kwargs if key not in own}

        assert not missing, f"add to tests/web/matrix/samples.py: {missing}"

    def test_every_address_declares_its_access(self):
        assert len(ROUTES) > 100
        assert not [route.name for route in ROUTES if not route.access]


class TestNobody:
    def test_is_sent_to_the_sign_in_from_everything_that_is_not_public(self, own):
        failures = [
            (route, method, answer)
            for route, method, answer in answers(Client(), own, lambda route: route.access != "public")
            if not _asked_to_sign_in(route, answer)
        ]

        assert not failures, told(failures)

    def test_meets_no_failure_on_public_pages(self, own):
        client = Client(raise_request_exception=False)
        failures = [row for row in answers(client, own, lambda route: route.access == "public") if _failed(row[2])]

        assert not failures, told(failures)


def _asked_to_sign_in(route: Route, answer: Any) -> bool:
    """Pages lead to the sign-in; the JSON interface says 401."""
    if route.name.startswith("api:"):
        return bool(answer.status_code == 401)
    return bool(answer.status_code == 302 and answer["Location"].startswith(SIGN_IN))


def _failed(answer: Any) -> bool:
    """503 is the honest answer of /readyz and /metrics where something is not ready."""
    return answer.status_code >= 500 and answer.status_code != 503


def _is_page(route: Route, method: str, answer: Any) -> bool:
    """Whether it is a page that somebody reads, not a file or a partner's answer."""
    html = answer.get("Content-Type", "").startswith("text/html")
    return method == "get" and answer.status_code == 200 and html and not route.name.startswith("api:")


class TestEveryRole:
    @pytest.mark.parametrize("role", [Role.EMPLOYEE, *GRANTED])
    def test_meets_the_guard_and_no_failure(self, world, own, role):
        roles = () if role is Role.EMPLOYEE else (role,)
        client = sign_in(world, "rekan", *roles, unit="dinas" if role is Role.UNIT_CLERK else None)
        failures, costs = [], {}
        for route, method, answer in answers(client, own):
            refused = answer.status_code == 403
            if _failed(answer) or (route.refuses((Role.EMPLOYEE, *roles)) and not refused):
                failures.append((route, method, answer))
            if _is_page(route, method, answer) and answer.queries > BUDGET:
                costs[route.name] = answer.queries

        assert not failures, told(failures)
        assert not costs, f"more queries than a page may take: {costs}"

    def test_an_account_without_agency_meets_no_failure(self, own):
        account = Account.objects.create(login="operator", name="Operator", activated_at=cycle.JANUARY)
        client = Client(raise_request_exception=False)
        client.force_login(account)
        failures = [row for row in answers(client, own) if _failed(row[2])]

        assert not failures, told(failures)


class TestObjects:
    def test_a_stranger_of_the_same_agency_gets_none_of_them(self, world, own):
        client = sign_in(world, "orang_lain")
        failures = [
            (route, method, answer)
            for route, method, answer in answers(client, own, _personal, follow=True)
            if answer.status_code not in (403, 404) and not _looks_at_nothing(route, method, answer)
        ]

        assert not failures, told(failures)

    def test_another_agency_gets_404_for_every_object_whatever_its_rights(self, world, foreign):
        client = sign_in(world, "rekan", *GRANTED)
        failures = [
            (route, method, answer)
            for route, method, answer in answers(client, foreign, _guarded_object, follow=True)
            if answer.status_code != 404 and not _looks_at_nothing(route, method, answer)
        ]

        assert not failures, told(failures)


def _looks_at_nothing(route: Route, method: str, answer: Any) -> bool:
    """
    Whether the page first wants the password again, or the JSON interface a body, before it looks at anything.

    With right bodies every operation is tried in ``tests/contract``.
    """
    if route.name.startswith("api:"):
        return method == "post" and answer.status_code in (400, 422)
    return bool(answer.status_code == 200 and answer.wsgi_request.path == reverse("access:confirm"))


def _guarded_object(route: Route) -> bool:
    return route.names_object and route.access != "public"


def _personal(route: Route) -> bool:
    """Addresses of somebody's own objects."""
    return _guarded_object(route) and not route.name.startswith(OPEN_TO_ALL)

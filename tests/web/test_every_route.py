"""
No address shows or changes anything of the other agency; the roles that see most ask for everything.

``tests/web/matrix`` checks who may open what; this looks for another agency's names in the answers, compares them with
the answers for ids that do not exist, and counts the other agency's rows afterwards.

The addresses are enumerated from the URLconf, so a new one is in the matrix by itself. A new kind of
parameter fails the test until ``KINDS`` says which table it names.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.postgres.fields import DateRangeField
from django.db import models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.fields import NOT_PROVIDED
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver

from ekinerja.access.models import Account, RoleGrant
from ekinerja.evaluation import public as evaluation
from ekinerja.kernel.actor import Role
from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.tenancy import context
from ekinerja.kernel.tenancy.fields import TenantForeignKey, TenantKey, tenant_field
from tests.architecture.test_views import routes
from tests.factories import cycle

pytestmark = pytest.mark.django_db

# Which table a parameter names.
KINDS = {
    "agreement_id": "planning.Agreement",
    "account_id": "access.Account",
    "appointment_id": "people.Appointment",
    "assignment_id": "organisation.UnitCalendar",
    "batch_id": "people.ImportBatch",
    "bundle_id": "documents.DocumentBundle",
    "calendar_id": "organisation.WorkCalendar",
    "correction_id": "people.RaterCorrection",
    "delegation_id": "access.Delegation",
    "employee_id": "people.Employee",
    "evidence_id": "activity.EvidenceLink",
    "extension_id": "planning.PeriodExtension",
    "factor_id": "access.SecondFactor",
    "goal_id": "planning.Goal",
    "goal_import_id": "planning.GoalImport",
    "goal_indicator_id": "planning.GoalIndicator",
    "grant_id": "access.RoleGrant",
    "holiday_id": "organisation.Holiday",
    "indicator_id": "planning.Indicator",
    "member_id": "planning.TeamMember",
    "notification_id": "notices.Notification",
    "outcome_id": "planning.Outcome",
    "period_id": "planning.Period",
    "plan_id": "planning.Plan",
    "review_id": "evaluation.Review",
    "run_id": "kernel.JobRun",
    "team_id": "planning.Team",
    "unit_id": "organisation.Unit",
    "token_id": "access.AccessToken",
    "value_id": "regulation.AgencyValue",
    "year_id": "planning.PerformanceYear",
    "wording_id": "planning.LibraryOutcome",
}
WORDS = {"line": "1", "kind": "SUMBER_DAYA", "value": "AKUNTABEL", "behaviour": "AKUNTABEL", "name": "x"}
WORDS |= {"token": "x", "code": "x", "slug": "tp-2", "year": "2026"}
# Columns that take only particular values.
PARTICULAR = {
    "planning.TeamMember.outside_name": "Tamu",
    "documents.DocumentBundle.form": "ZIP",
    "activity.EvidenceLink.url": "https://contoh.go.id/bukti",
    "people.ImportBatch.kind": "PEGAWAI",
}
UUIDS = ("uuid", "uuidstr")
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
SECRET = "RAHASIA-TETANGGA"
PASSWORD = "kuda laut menari 7"
AT = datetime.datetime(2026, 1, 5, 3, 0, tzinfo=datetime.UTC)
ROLES = (None, Role.AGENCY_ADMIN, Role.INSPECTORATE)
ALLOWED_IN_ANY_CASE = {200, 202, 204, 302, 303, 400, 403, 404, 405, 409, 422}


def every_route() -> list[tuple[str, str]]:
    """Path and declared access of every address of ours."""
    return [
        (where.replace("^", "").replace("$", ""), view.access) for where, view in routes(get_resolver().url_patterns)
    ]


def parameters(where: str) -> list[tuple[str, str]]:
    """Converter and name of each parameter in a path."""
    return PARAMETER.findall(where)


def address(where: str, ids: dict[str, Any]) -> str:
    """Fill in a path: ids of rows for uuids, words for the rest."""

    def value(match: re.Match[str]) -> str:
        converter, name = match.groups()
        return str(ids[name]) if converter in UUIDS else WORDS[name]

    return "/" + PARAMETER.sub(value, where)


def row_of(model: Any, agency_id: int) -> Any:
    """A row of the agency, made with whatever its columns need when there is none."""
    rows = model._default_manager.all()
    if tenant_field(model) is None:
        rows = rows.filter(agency_id=agency_id) if hasattr(model, "agency_id") else rows
    return rows.first() or make_row(model, agency_id)


def make_row(model: Any, agency_id: int) -> Any:
    row = model()
    for field in model._meta.concrete_fields:
        if isinstance(field, TenantForeignKey):
            if not field.null and getattr(row, field.attname) is None:
                setattr(row, field.name, row_of(field.remote_field.model, agency_id))
        elif not isinstance(field, TenantKey) and (_must_be_filled(field) or str(field) in PARTICULAR):
            setattr(row, field.attname, _some_value(field, agency_id))
    row.save(force_insert=True)
    return row


def _must_be_filled(field: Any) -> bool:
    return not field.null and not field.primary_key and field.default is NOT_PROVIDED and not field.generated


def _some_value(field: Any, agency_id: int) -> Any:
    if field.choices:
        return field.flatchoices[0][0]
    if field.is_relation:
        return row_of(field.remote_field.model, agency_id).pk
    if str(field) in PARTICULAR:
        return PARTICULAR[str(field)]
    values: list[tuple[type, Any]] = [
        (DateRangeField, DateRange(datetime.date(2020, 1, 1), None)),
        (models.DateTimeField, AT),
        (models.DateField, AT.date()),
        (models.UUIDField, uuid7()),
        (models.BooleanField, False),
        (models.IntegerField, 1),
        (models.DecimalField, 1),
        (models.JSONField, {}),
        (models.BinaryField, b"x"),
        (models.CharField, f"x{agency_id}"),
        (models.TextField, "x"),
    ]
    return next(value for kind, value in values if isinstance(field, kind))


def populate(agency: Any) -> dict[str, Any]:
    """Give an agency people, an agreed plan and a row of every kind; return the ids by parameter."""
    with context.agency(agency):
        world = cycle.make_world(agency.pk)
        cycle.open_2026(world)
        plan = cycle.agreed(world)
        evaluation.finalise_review(
            actor=world.actor("kabid"),
            plan_id=plan.id,
            period_id=cycle.period(world, 1).id,
            given=evaluation.ReviewInput(results="SESUAI", behaviour="SESUAI", recommendation="Pertahankan."),
            at=cycle.FEBRUARY,
        )
        _account(agency, world.people["staf"].id, f"19900101202001{agency.pk:04d}")
        ids = {name: row_of(apps.get_model(label), agency.pk).pk for name, label in KINDS.items()}
        outcome = apps.get_model("planning.Outcome").objects.filter(plan=plan).first()
        indicator = apps.get_model("planning.Indicator").objects.filter(outcome=outcome).first()
        ids |= {"plan_id": plan.pk, "outcome_id": outcome.pk, "indicator_id": indicator.pk}
        ids["employee_id"] = world.people["staf"].pk
    return ids


def _account(agency: Any, employee_id: Any, login: str) -> Account:
    account = Account(
        login=login,
        name="Rina Marlina",
        agency=agency,
        employee_id=employee_id,
        born_on=datetime.date(1990, 1, 1),
        activated_at=AT,
    )
    account.set_password(PASSWORD)
    account.save(force_insert=True)
    return account


@pytest.fixture
def theirs(other_agency: Any) -> dict[str, Any]:
    """The other agency's rows; its people and units bear a name that must never be seen."""
    ids = populate(other_agency)
    with context.agency(other_agency):
        apps.get_model("people.Employee").objects.update(name=SECRET)
        apps.get_model("people.DirectoryEntry").objects.update(display_name=SECRET, unit_name=SECRET)
        apps.get_model("organisation.UnitVersion").objects.update(name=SECRET)
    return ids


@pytest.fixture
def ours(agency: Any, theirs: dict[str, Any]) -> dict[str, Any]:
    return populate(agency)


def signed_in(agency: Any, role: Role | None, employee_id: Any) -> Client:
    """A browser in which a holder of the role is signed in by the real page."""
    login = "198503152010010001"
    account = _account(agency, employee_id if role is None else None, login)
    if role is not None:
        with context.agency(agency):
            period = DateRange(datetime.date(2020, 1, 1), None)
            RoleGrant.objects.create(account_id=account.id, role=role, period=period, granted_at=AT, reason="uji")
    browser = Client()
    answer = browser.post("/masuk/", {"login": login, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return browser


def ask(browser: Client, method: str, where: str) -> HttpResponse:
    """One request whose effects are undone, by a browser that stays signed in."""
    fresh = Client(raise_request_exception=False)
    fresh.cookies = browser.cookies.copy()
    with transaction.atomic():
        answer = getattr(fresh, method)(where)
        transaction.set_rollback(True)
    return answer


def body(answer: HttpResponse) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return content.decode("utf-8", errors="ignore")


def matrix() -> Iterator[tuple[str, str, str]]:
    for where, access in every_route():
        for method in ("get", "post"):
            yield where, access, method


def test_every_parameter_is_known() -> None:
    unknown = [
        f"/{where}: say in KINDS or WORDS what {name} is"
        for where, _ in every_route()
        for converter, name in parameters(where)
        if name not in (KINDS if converter in UUIDS else WORDS)
    ]
    assert not unknown, "\n".join(unknown)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "plain employee")
def test_matrix(agency: Any, ours: dict[str, Any], theirs: dict[str, Any], role: Role | None) -> None:
    with context.agency(agency):
        me = apps.get_model("people.Employee").objects.get(pk=ours["employee_id"])
    Account.objects.filter(employee_id=me.pk).update(employee_id=None)
    browser = signed_in(agency, role, me.pk)
    held = {"PEGAWAI"} if role is None else {"PEGAWAI", str(role)}
    nobodys = {name: uuid7() for name in theirs}
    wrong: list[str] = []
    for where, access, method in matrix():
        may = access in ("public", "signed-in") or bool(held & set(access.split(",")))
        own = ask(browser, method, address(where, ours))
        wrong += [f"{method} /{where} {fault}" for fault in _faults(own, may=may)]
        # A method that an address does not serve is refused before anything is looked up.
        if own.status_code != 405 and any(converter in UUIDS for converter, _ in parameters(where)):
            other = ask(browser, method, address(where, theirs))
            wrong += [f"{method} /{where} of the other agency {fault}" for fault in _faults(other, may=may)]
            if may and other.status_code not in (404, 405):
                unknown = ask(browser, method, address(where, nobodys))
                if _seen(other, theirs) != _seen(unknown, nobodys):
                    wrong.append(f"{method} /{where} of the other agency answers unlike an id that does not exist")
    assert not wrong, f"{len(wrong)} wrong:\n" + "\n".join(wrong)


def _faults(answer: HttpResponse, *, may: bool) -> Iterator[str]:
    status = answer.status_code
    if status not in ALLOWED_IN_ANY_CASE:
        yield f"answered {status}"
    if not may and status not in (403, 405):
        yield f"answered {status} instead of 403"
    if SECRET in body(answer):
        yield "shows a name of the other agency"


def _seen(answer: HttpResponse, ids: dict[str, Any]) -> tuple[int, str]:
    """What tells one answer from another: the code and where it leads, without the ids of the request."""
    place = answer.headers.get("Location", "")
    for value in ids.values():
        place = place.replace(str(value), "…")
    return answer.status_code, place


def test_requests_for_the_other_agency_change_nothing(
    agency: Any, other_agency: Any, ours: dict[str, Any], theirs: dict[str, Any]
) -> None:
    browser = signed_in(agency, Role.AGENCY_ADMIN, None)
    before = _census(other_agency)
    for where, _ in every_route():
        if any(converter in UUIDS for converter, _ in parameters(where)):
            with transaction.atomic():
                Client(raise_request_exception=False).post(address(where, theirs), headers=_cookies(browser))
    assert _census(other_agency) == before


def _cookies(browser: Client) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())}


def _census(agency: Any) -> dict[str, list[Any]]:
    with context.agency(agency):
        return {
            model._meta.label: sorted(model.objects.values_list(), key=str)
            for model in apps.get_models()
            if tenant_field(model)
        }

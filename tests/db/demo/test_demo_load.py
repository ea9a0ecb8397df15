"""The demo's small agency, loaded as the main one is: living data in every state, and once only."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from ekinerja.access.models import Account
from ekinerja.activity.models import PeriodWork
from ekinerja.audit import public as audit
from ekinerja.commands import demo_data
from ekinerja.commands.demo_data import agencies, signing_in
from ekinerja.evaluation.models import Review
from ekinerja.kernel.tenancy import context
from ekinerja.people.models import Appointment, DirectoryEntry, StatusRecord
from ekinerja.planning.models import LibraryOutcome, MatrixCell, Plan, Team, TeamMember
from ekinerja.reporting.models import DataGap

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]
AT = datetime(2026, 11, 21, 2, tzinfo=UTC)
TODAY = date(2026, 11, 21)


@pytest.fixture
def small(db):
    agency_id = agencies.ensure_agency(*agencies.SMALL, at=AT)
    load(agency_id)
    with context.agency(agency_id), transaction.atomic():
        yield agency_id


def load(agency_id):
    demo_data.load_people(agency_id, small=True, until=TODAY, at=AT, progress=lambda text: None)
    demo_data.load_year(agency_id, year=2026, until=TODAY, at=AT, progress=lambda text: None)
    demo_data.finish_agency(agency_id, signing_in.SMALL_PARTS, on=TODAY, at=AT)


def census():
    models = (DirectoryEntry, Appointment, Plan, PeriodWork, Review, Account)
    return {model: model.objects.count() for model in models}


def test_the_small_agency_lives(small, subtests):
    with subtests.test("people, plans, months and ratings are there"):
        states = Counter(Plan.objects.values_list("state", flat=True))
        assert DirectoryEntry.objects.count() > 70
        assert states["DISETUJUI"] > 40
        assert Review.objects.count() > 300
        assert {"DINILAI", "RENCANA_AKSI"} <= set(PeriodWork.objects.values_list("state", flat=True))

    with subtests.test("the cases that hurt are there"):
        assert StatusRecord.objects.filter(status="PENSIUN").exists()
        assert Appointment.objects.filter(kind="PLT").exists()
        assert Plan.objects.filter(state="DITUTUP").exists()

    with subtests.test("teams and filled matrices are there"):
        assert Team.objects.count() >= 2
        assert TeamMember.objects.filter(employee__isnull=False).count() >= 4
        assert MatrixCell.objects.exclude(text="").filter(made__isnull=False).exists()

    with subtests.test("the library offers wordings by position from the first day"):
        assert LibraryOutcome.objects.values("title_key").distinct().count() > 5

    with subtests.test("nobody has a plan who is outside the cycle"):
        outside = StatusRecord.objects.filter(status__in=["CLTN", "TUGAS_BELAJAR", "MPP"], period__contains=TODAY)
        assert not Plan.objects.filter(employee_id__in=outside.values("employee_id")).exists()

    with subtests.test("those who never signed in are few, and counted as on the list of accounts"):
        waiting = Account.objects.filter(agency_id=small, activated_at=None, is_active=True).count()
        assert waiting < 10
        assert DataGap.objects.get(code="AKUN_BELUM_AKTIF").amount == waiting

    with subtests.test("the trail is whole"):
        assert audit.verify().intact

    with subtests.test("accounts are activated by code and may sign in"):
        told = signing_in.cast(agency_id=small, parts=signing_in.SMALL_PARTS, on=TODAY, at=AT)
        assert len(told) == len(signing_in.SMALL_PARTS)
        for _, _, login, password in told:
            assert Account.objects.get(login=login).check_password(password)

    with subtests.test("loading again changes nothing"):
        before = census()
        load(small)
        assert census() == before

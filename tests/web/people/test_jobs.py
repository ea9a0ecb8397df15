"""Background work on screen: cancelled and repeated by its requester, and put on the trail."""

import pytest
from django.urls import reverse

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel import jobs
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.models import JobRun, JobState
from ekinerja.kernel.tenancy import context
from ekinerja.web.audit.labels import words

pytestmark = pytest.mark.django_db


def test_cancelling_and_repeating_is_put_on_the_trail(agency, enter):
    browser = enter(None, Role.AGENCY_ADMIN)
    with context.agency(agency):
        run = jobs.request(actor=Actor(None, agency.pk, None, "Sistem"), name="reporting.recount", title="Hitung")

    for step in ("cancel", "retry"):
        assert browser.post(reverse(f"jobs:{step}", args=[run.id])).status_code == 302

    with context.agency(agency):
        events = AuditEntry.objects.filter(subject_id=str(run.id)).order_by("id").values_list("event", flat=True)
        assert [words(event) for event in events] == ["Pekerjaan latar dibatalkan", "Pekerjaan latar diulang"]
        assert JobRun.objects.get(id=run.id).state == JobState.WAITING

"""Background work on screen: cancelled and repeated by its requester, and put on the trail."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ekinerja.access.models import RoleGrant
from ekinerja.audit.models import AuditEntry
from ekinerja.kernel import jobs
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed
from ekinerja.kernel.jobs import RunningJob
from ekinerja.kernel.models import JobRun, JobState
from ekinerja.kernel.tenancy import context
from ekinerja.people import tasks
from ekinerja.people.models import Employee, ImportBatch
from ekinerja.web.audit.labels import words
from tests.factories.people_files import as_csv
from tests.web.people.conftest import NOON

pytestmark = pytest.mark.django_db


def test_an_import_repeated_by_somebody_who_lost_the_right_is_refused(agency, enter, regency):
    browser = enter(None, Role.AGENCY_ADMIN)
    rows = regency[1][:3]
    rows[0]["nama"] = "Nama Baru"
    file = SimpleUploadedFile("data.csv", as_csv(rows), content_type="text/csv")
    page = browser.post("/impor/unggah/", {"berkas": file, "berlaku": "2026-05-01", "jenis": ""})
    assert page.status_code == 302
    with context.agency(agency):
        batch = ImportBatch.objects.latest("created_at")
        assert browser.post(f"/impor/{batch.id}/jalankan/").status_code == 302
        run = JobRun.objects.get(task="people.run_import")
        RoleGrant.objects.update(revoked_at=NOON)

        with pytest.raises(NotAllowed):
            tasks.run_import(RunningJob(run.id, agency.pk), **run.arguments)

        batch.refresh_from_db()
        assert (batch.state, Employee.objects.filter(name="Nama Baru").exists()) == ("PRATINJAU", False)

        other = enter(None, Role.AGENCY_ADMIN)
        jobs.cancel(run_id=run.id)
        assert other.post(f"/impor/{batch.id}/jalankan/").status_code == 302
        run = JobRun.objects.filter(task="people.run_import").latest("requested_at")
        tasks.run_import(RunningJob(run.id, agency.pk), **run.arguments)
        assert Employee.objects.filter(name="Nama Baru").exists()


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


def test_the_filters_do_what_they_say(agency, enter):
    browser = enter(None, Role.AGENCY_ADMIN)
    with context.agency(agency):
        for title in ("Impor pegawai", "Hitung ulang"):
            jobs.request(actor=Actor(None, agency.pk, None, "Sistem"), name="reporting.recount", title=title)

    everybody = browser.get("/pekerjaan/?q=&status=&siapa=").content.decode()
    searched = browser.get("/pekerjaan/?q=impor").content.decode()
    own = browser.get("/pekerjaan/?siapa=saya").content.decode()

    assert "Impor pegawai" in everybody
    assert "Impor pegawai" in searched
    assert "Hitung ulang" not in searched
    assert "Impor pegawai" not in own

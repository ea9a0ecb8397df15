"""The chain is verified in the background; the reader follows it and sees what was found."""

from __future__ import annotations

import pytest

from ekinerja.audit import public as audit
from ekinerja.audit import tasks
from ekinerja.kernel.actor import Role
from ekinerja.kernel.jobs import RunningJob
from ekinerja.kernel.models import JobRun, JobState
from tests.web.cycle.conftest import text_of

pytestmark = pytest.mark.django_db


def run_it(run):
    """Do the work as the worker would."""
    result = tasks.verify(RunningJob(run.id, run.agency_id))
    url = result.pop("url")
    JobRun.objects.filter(id=run.id).update(state=JobState.DONE, result=result, result_url=url)
    return url


def test_from_the_button_to_the_outcome(world, browser):
    reader = browser("inspektur", Role.INSPECTORATE)

    answer = reader.post("/audit/periksa/")
    run = JobRun.objects.get(task=audit.VERIFICATION)
    assert answer.url == f"/pekerjaan/{run.id}/"
    assert reader.get(f"/audit/periksa/{run.id}/").status_code == 404

    page = text_of(reader.get(run_it(run)))
    assert "Rantai utuh" in page

    found = {"problems": 3, "found": ["Segel 2 hilang."], "seals": 2, "entries": 9, "unsealed": 0, "head": "ab12"}
    JobRun.objects.filter(id=run.id).update(result=found)
    page = text_of(reader.get(f"/audit/periksa/{run.id}/"))
    assert "Rantai TIDAK utuh: 3 masalah" in page
    assert "Segel 2 hilang." in page
    assert browser("staf").get(f"/audit/periksa/{run.id}/").status_code == 403

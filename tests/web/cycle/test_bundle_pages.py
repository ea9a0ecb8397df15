"""The pages of many documents at once."""

from __future__ import annotations

import pytest

from ekinerja.access.models import Account
from ekinerja.documents.models import DocumentBundle
from ekinerja.kernel.actor import Role
from ekinerja.planning import public as planning
from tests.factories import cycle
from tests.web.cycle.conftest import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cycle.agreed(world, "staf")
    return world


def ask(client, **values):
    return client.post("/skp/massal/", {"tahun": "2026", "unit": "", "bentuk": "ZIP", **values})


def test_asks_and_leads_to_the_progress(browser, agreed):
    client = browser("pimpinan", Role.LEADER)
    answer = ask(client, unit=str(agreed.units["dinas"].id))

    bundle = DocumentBundle.objects.get()
    assert answer["Location"] == f"/skp/massal/{bundle.id}/"
    assert "Hentikan" in text_of(client.get(answer["Location"]))


def test_gives_the_file_when_it_is_done(browser, agreed):
    client = browser("kabid")
    ask(client)
    bundle = DocumentBundle.objects.get()
    account = Account.objects.get(employee_id=agreed.people["kabid"].id)
    actor = type(agreed.actor("kabid"))(account.id, agreed.agency_id, account.employee_id, account.name)
    planning.make_plan_bundle(actor=actor, bundle_id=bundle.id, at=cycle.FEBRUARY, advance=lambda *_: None)

    assert "Disimpan sampai" in text_of(client.get(f"/skp/massal/{bundle.id}/"))
    answer = client.get(f"/skp/massal/{bundle.id}/unduh/")
    assert answer["Content-Type"] == "application/zip"
    assert b"".join(answer.streaming_content).startswith(b"PK")


def test_says_when_nothing_is_agreed_and_keeps_the_choice(browser, world):
    cycle.draft(world, "staf")
    answer = ask(browser("pimpinan", Role.LEADER), unit=str(world.units["dinas"].id))

    assert answer.status_code == 422
    assert "Belum ada SKP yang disetujui" in text_of(answer)


def test_shows_units_only_to_those_who_read_units(browser, agreed):
    assert "Dinas Kesehatan" in text_of(browser("pimpinan", Role.LEADER).get("/skp/massal/"))
    assert "Dinas Kesehatan" not in text_of(browser("staf").get("/skp/massal/"))


def test_stops_and_goes_on(browser, agreed):
    client = browser("pimpinan", Role.LEADER)
    ask(client)
    bundle = DocumentBundle.objects.get()

    assert client.post(f"/skp/massal/{bundle.id}/hentikan/").status_code == 302
    assert "Lanjutkan" in text_of(client.get(f"/skp/massal/{bundle.id}/"))
    assert client.post(f"/skp/massal/{bundle.id}/lanjutkan/").status_code == 302


def test_belongs_to_who_asked(browser, agreed):
    ask(browser("pimpinan", Role.LEADER))
    bundle = DocumentBundle.objects.get()
    other = browser("admin", Role.AGENCY_ADMIN)

    assert other.get(f"/skp/massal/{bundle.id}/").status_code == 404
    assert other.get(f"/skp/massal/{bundle.id}/unduh/").status_code == 404

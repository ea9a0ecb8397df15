"""Anybody with the paper can check it; nobody learns more than the paper says."""

from datetime import UTC, datetime

import pytest

from ekinerja.documents import public as documents
from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.tenancy import context
from tests.factories import documents as samples

AT = datetime(2026, 1, 20, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(agency, actor_factory, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    subject = uuid7()

    def issue(document=None):
        with context.agency(agency):
            return documents.issue_document(
                actor=actor_factory(),
                subject_type="planning.plan",
                subject_id=subject,
                document=document or samples.plan(),
                at=AT,
            )

    return issue


class TestVerificationPage:
    def test_tells_a_stranger_what_the_paper_should_say(self, client, issued):
        document = issued()

        response = client.get(f"/verifikasi/{document.code}/")

        page = response.content.decode()
        assert response.status_code == 200
        for text in ("Dokumen ini terdaftar.", document.number, samples.NURSE.name, "Sasaran Kinerja Pegawai"):
            assert text in page
        assert "Pemerintah Kabupaten Way Rajabasa" in page
        assert samples.NURSE.nip not in page
        assert "noindex" in response.headers["X-Robots-Tag"]
        assert "no-store" in response.headers["Cache-Control"]

    def test_accepts_the_code_as_people_type_it(self, client, issued):
        agency, *letters = issued().code.split("-")

        for typed in (f" {agency}-{''.join(letters).lower()} ", f"{agency}{''.join(letters)}"):
            response = client.get("/verifikasi/", {"kode": typed})

            assert response.status_code == 200
            assert "Dokumen ini terdaftar." in response.content.decode()

    def test_says_when_there_is_a_newer_version(self, client, issued):
        first = issued()
        issued(samples.director_plan())

        assert "sudah diganti" in client.get(f"/verifikasi/{first.code}/").content.decode()

    @pytest.mark.parametrize(
        "code",
        [
            "1-AAAA-AAAA-AAAA",
            "999-AAAA-AAAA-AAAA",
            "0-AAAA-AAAA-AAAA",
            "abc",
            "' OR 1=1",
            "1" * 200,
            "<b>x</b>",
            "1-\x00",
        ],
    )
    def test_an_unknown_code_is_not_found_and_harmless(self, client, issued, code):
        issued()

        response = client.get("/verifikasi/", {"kode": code})

        assert response.status_code == 404
        assert "Kode ini tidak terdaftar." in response.content.decode()
        assert "<b>x</b>" not in response.content.decode()

    def test_a_code_of_another_agency_does_not_match(self, client, issued, other_agency):
        letters = issued().code.partition("-")[2]

        assert client.get(f"/verifikasi/{other_agency.pk}-{letters}/").status_code == 404

    def test_without_a_code_asks_for_one(self, client, agency):
        response = client.get("/verifikasi/")

        assert response.status_code == 200
        assert "Periksa dokumen" in response.content.decode()

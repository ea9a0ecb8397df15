"""Importing outcomes from the browser: template, preview, import."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ekinerja.planning.models import Indicator, Outcome, Plan
from tests.factories import cycle
from tests.web.cycle.conftest import text_of

Browser = Callable[..., Client]
HEAD = "rencana hasil kerja;jenis;rhk pimpinan atau sasaran;indikator;aspek;target;satuan"


@pytest.fixture
def plan(world: cycle.World) -> Plan:
    return cycle.draft(world)


def upload(client: Client, plan: Plan, text: str | bytes, name: str = "rhk.csv") -> tuple[int, str]:
    content = text if isinstance(text, bytes) else text.encode()
    answer = client.post(f"/skp/{plan.id}/impor/", {"berkas": SimpleUploadedFile(name, content)})
    return answer.status_code, text_of(answer)


def signed(page: str) -> str:
    found = re.search(r'name="isi" value="([^"]+)"', page)
    assert found is not None
    return found.group(1)


class TestImportPages:
    def test_the_template_filled_in_comes_back_as_a_plan(self, browser: Browser, plan: Plan) -> None:
        staf = browser("staf")
        template = staf.get("/skp/templat-rhk.xlsx").content

        status, page = upload(staf, plan, template, "templat.xlsx")

        assert status == 200
        assert "Tambahkan 1 RHK ke SKP" in page
        assert not Outcome.objects.exists()
        answer = staf.post(f"/skp/{plan.id}/impor/simpan/", {"isi": signed(page)})
        assert answer["Location"] == f"/skp/{plan.id}/"
        assert [str(row.target_number) for row in Indicator.objects.order_by("number")] == ["1200.0000", "90.5000"]

    def test_every_line_says_what_becomes_of_it(self, browser: Browser, plan: Plan) -> None:
        rows = "Sehat;UTAMA;;Jumlah pasien;KUANTITAS;dua puluh;pasien\n;;;Mutu;KUALITAS;90;persen"

        _status, page = upload(browser("staf"), plan, f"{HEAD}\n{rows}")

        assert "Indikator dilewati" in page
        assert "“dua puluh”" in page
        assert "Ditambahkan" in page

    def test_shifted_columns_and_pictures_are_explained_beside_the_field(self, browser: Browser, plan: Plan) -> None:
        staf = browser("staf")

        shifted, page = upload(staf, plan, f"{HEAD}\n1;Sehat;UTAMA;;Jumlah pasien;KUANTITAS;20")
        picture, other = upload(staf, plan, b"\x89PNG\r\n", "foto.png")
        nothing = staf.post(f"/skp/{plan.id}/impor/")

        assert (shifted, picture, nothing.status_code) == (422, 422, 422)
        assert "bergeser mulai baris 2" in page
        assert "bukan CSV atau XLSX" in other

    def test_a_forged_or_old_preview_asks_for_the_file_again(self, browser: Browser, plan: Plan) -> None:
        staf = browser("staf")

        answer = staf.post(f"/skp/{plan.id}/impor/simpan/", {"isi": "palsu"}, follow=True)

        assert "Unggah berkasnya sekali lagi" in text_of(answer)

    def test_the_same_file_twice_adds_nothing(self, browser: Browser, plan: Plan) -> None:
        staf = browser("staf")
        _status, page = upload(staf, plan, f"{HEAD}\nSehat;UTAMA;;Jumlah;KUANTITAS;20;pasien")
        staf.post(f"/skp/{plan.id}/impor/simpan/", {"isi": signed(page)})

        answer = staf.post(f"/skp/{plan.id}/impor/simpan/", {"isi": signed(page)})

        assert answer.status_code == 422
        assert "RHK ini sudah ada di SKP" in text_of(answer)
        assert Outcome.objects.count() == 1

    def test_is_for_the_owner(self, browser: Browser, plan: Plan) -> None:
        status, _page = upload(browser("kabid"), plan, f"{HEAD}\nSehat;UTAMA;;Jumlah;KUANTITAS;20;pasien")

        assert status == 403
        assert browser("orang_lain").get(f"/skp/{plan.id}/impor/").status_code == 404

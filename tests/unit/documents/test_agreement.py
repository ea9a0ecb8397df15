"""What a printed performance agreement says."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

from pypdf import PdfReader

from ekinerja.documents import public as documents
from tests.factories import documents as samples

AT = datetime(2026, 1, 20, 3, 0, tzinfo=UTC)


def pages_of(document: documents.AgreementDocument) -> list[str]:
    content = documents.render_document(document=document, at=AT)
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]


class TestAgreement:
    def test_states_the_promise_of_both_parties_and_lists_goals_and_budgets(self) -> None:
        statement, annex = pages_of(samples.agreement(paper="Dicatat dari naskah nomor 800/12."))

        assert "PERJANJIAN KINERJA TAHUN 2026 DINAS KESEHATAN" in statement
        assert "selaku atasan Pihak Pertama, selanjutnya disebut Pihak Kedua" in statement
        assert "pemberian penghargaan dan sanksi" in statement
        assert "H. Rahmat Hidayat, S.E., M.M." in statement
        assert "800/12" in statement
        assert "No Sasaran Strategis Indikator Kinerja Target" in annex
        assert "Meningkatnya derajat kesehatan masyarakat" in annex
        assert "Usia harapan hidup 72,5 tahun" in annex
        assert "Prevalensi stunting pada balita 14 persen" in annex
        assert "Program Pemenuhan Upaya Kesehatan Rp 98.750.000.000 APBD" in annex
        assert "Jumlah Rp 103.345.150.000" in annex

    def test_a_head_of_an_agency_promises_alone(self) -> None:
        statement, _annex = pages_of(samples.agreement(is_alone=True))

        assert "Pihak Kedua" not in statement
        assert "berjanji akan mewujudkan target kinerja" in statement

    def test_a_change_and_a_draft_say_so(self) -> None:
        change, _annex = pages_of(samples.agreement(number=3))
        draft, _rest = pages_of(samples.agreement(frame={"is_draft": True}))

        assert "PERUBAHAN PERJANJIAN KINERJA TAHUN 2026 DINAS KESEHATAN PERUBAHAN KE-2" in change
        assert "KONSEP" in draft
        assert "belum ditandatangani" in draft

    def test_is_tagged_and_titled_for_screen_readers(self) -> None:
        reader = PdfReader(io.BytesIO(documents.render_document(document=samples.agreement(), at=AT)))

        assert "/StructTreeRoot" in reader.trailer["/Root"]
        assert reader.metadata is not None
        assert str(reader.metadata.title).startswith("Perjanjian Kinerja – dr. Siti Rahmawati")

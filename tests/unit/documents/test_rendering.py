"""What the printed documents say, page by page, and what they withstand."""

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from ekinerja.documents import public as documents
from ekinerja.documents.rendering import clean
from tests.factories import documents as samples

AT = datetime(2026, 1, 20, 3, 0, tzinfo=UTC)


def reader_of(document) -> PdfReader:
    return PdfReader(io.BytesIO(documents.render_document(document=document, at=AT)))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace(clean.BREAK, ""))


def pages_of(document) -> list[str]:
    return [plain(page.extract_text()) for page in reader_of(document).pages]


class TestPlanForms:
    @pytest.mark.parametrize(
        ("document", "group", "columns"),
        [
            (
                samples.plan(),
                "PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
                "NO RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI* RENCANA HASIL KERJA ASPEK "
                "INDIKATOR KINERJA INDIVIDU TARGET (1) (2) (3) (4) (5) (6)",
            ),
            (
                samples.director_plan(),
                "PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI",
                "NO RENCANA HASIL KERJA INDIKATOR KINERJA INDIVIDU TARGET PERSPEKTIF (1) (2) (3) (4) (5)",
            ),
        ],
    )
    def test_quantitative_has_indicator_and_target_apart(self, document, group, columns):
        first = pages_of(document)[0]

        assert f"SASARAN KINERJA PEGAWAI {group} PENDEKATAN HASIL KERJA KUANTITATIF" in first
        assert columns in first

    @pytest.mark.parametrize(
        ("document", "columns"),
        [
            (
                samples.plan(approach=documents.Approach.QUALITATIVE),
                "NO RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI* RENCANA HASIL KERJA "
                "UKURAN KEBERHASILAN/ INDIKATOR KINERJA INDIVIDU DAN TARGET (1) (2) (3) (4)",
            ),
            (
                samples.director_plan(approach=documents.Approach.QUALITATIVE),
                "NO RENCANA HASIL KERJA UKURAN KEBERHASILAN/ INDIKATOR KINERJA INDIVIDU DAN TARGET "
                "PERSPEKTIF (1) (2) (3) (4)",
            ),
        ],
    )
    def test_qualitative_tells_indicator_and_target_together(self, document, columns):
        first = pages_of(document)[0]

        assert "PENDEKATAN HASIL KERJA KUALITATIF" in first
        assert columns in first

    def test_prints_both_sections_every_outcome_and_the_parties(self):
        text = " ".join(pages_of(samples.plan()))

        assert "A. UTAMA" in text
        assert "B. TAMBAHAN" in text
        for intervened, own in samples.NURSE_OUTCOMES:
            assert own in text
            assert intervened in text
        assert text.count("120 pasien") == 7
        assert "PERIODE PENILAIAN: 1 JANUARI 2026 s/d 31 DESEMBER 2026" in text
        assert "NAMA INSTANSI: PEMERINTAH KABUPATEN WAY RAJABASA" in text
        assert samples.NURSE.nip in text

    def test_prints_seven_values_with_three_guides_each_and_the_expectations(self):
        text = " ".join(pages_of(samples.plan()))

        for value, *guides in samples.VALUES:
            assert value in text
            for letter, guide in zip("abc", guides, strict=True):
                assert f"{letter}. {guide}" in text
        assert text.count("Ekspektasi Khusus Pimpinan:") == 7
        assert text.count("Menjadi teladan") == 6

    def test_prints_the_footnotes_of_the_form(self):
        other, leader = (" ".join(pages_of(item)) for item in (samples.plan(), samples.director_plan()))

        assert "* Dalam hal rencana hasil kerja Pimpinan yang diintervensi" in other
        assert "** Pimpinan dapat memberikan Ekspektasi khusus" in other
        assert "yang diintervensi adalah" not in leader
        assert "** Pimpinan dapat memberikan Ekspektasi khusus" in leader

    def test_prints_the_annex_with_three_numbered_lists(self):
        annex = pages_of(samples.plan())[-1]

        assert "LAMPIRAN SASARAN KINERJA PEGAWAI" in annex
        assert (
            "DUKUNGAN SUMBER DAYA 1 Komputer/laptop 2 Jaringan internet 3 Alat kesehatan "
            "SKEMA PERTANGGUNGJAWABAN 1 Laporan harian 2 Laporan bulanan 3 Laporan triwulan KONSEKUENSI 1"
        ) in annex

    def test_an_elected_rater_has_no_nip_and_belongs_to_an_agency(self):
        first = pages_of(samples.director_plan())[0]

        assert "INSTANSI Pemerintah Kabupaten Way Rajabasa" in first
        assert re.search(r"2 NIP 199003122015032004 2 NIP -", first)

    def test_an_agreed_plan_has_signatures_with_place_and_date(self):
        text = " ".join(pages_of(samples.plan()))

        assert text.count("Kalianda, 20 Januari 2026") == 2
        assert "Pejabat Penilai Kinerja" in text
        assert "KONSEP" not in text

    def test_a_draft_is_marked_on_every_page_and_claims_no_signature(self):
        pages = pages_of(samples.plan(is_draft=True, number="9/SKP/2026", verify_url="https://x"))

        assert all("KONSEP" in page for page in pages)
        assert "belum ditandatangani" in " ".join(pages)
        assert "Kalianda" not in " ".join(pages)
        assert "9/SKP/2026" not in " ".join(pages)


class TestEvaluation:
    def test_prints_the_sections_in_the_official_order(self):
        text = " ".join(pages_of(samples.evaluation()))

        order = [
            "EVALUASI KINERJA PEGAWAI",
            "PERIODE: BULAN MARET 2026",
            "CAPAIAN KINERJA ORGANISASI BAIK",
            "POLA DISTRIBUSI",
            "HASIL KERJA NO",
            "RATING HASIL KERJA SESUAI EKSPEKTASI",
            "PERILAKU KERJA**",
            "RATING PERILAKU KERJA SESUAI EKSPEKTASI",
            "PREDIKAT KINERJA PEGAWAI BAIK",
            "Pegawai yang Dinilai",
        ]
        places = [text.index(part) for part in order]
        assert places == sorted(places)

    def test_prints_realisation_per_indicator_and_feedback_once_per_outcome(self):
        text = " ".join(pages_of(samples.evaluation()))

        assert text.count("118 pasien") == 7
        for number in range(1, 8):
            assert text.count(f"Umpan balik hasil {number}:") == 1

    @pytest.mark.parametrize(
        ("level", "figures"),
        [
            (documents.OrganisationLevel.ISTIMEWA, (0, 1, 3, 7, 13)),
            (documents.OrganisationLevel.BAIK, (2, 3, 6, 11, 2)),
            (documents.OrganisationLevel.BUTUH_PERBAIKAN, (3, 4, 10, 4, 3)),
            (documents.OrganisationLevel.KURANG, (2, 11, 6, 3, 2)),
            (documents.OrganisationLevel.SANGAT_KURANG, (13, 7, 3, 1, 0)),
        ],
    )
    def test_draws_the_curve_of_the_level_with_words_for_those_who_cannot_see_it(self, level, figures):
        found = reader_of(replace(samples.evaluation(), organisation_level=level))

        alternative = " ".join(_alternatives(found))

        names = ("Sangat Kurang", "Kurang/Misconduct", "Butuh Perbaikan", "Baik", "Sangat Baik")
        for name, figure in zip(names, figures, strict=True):
            assert f"{name} {figure}" in alternative

    def test_without_ratings_says_so_instead_of_inventing_them(self):
        empty = replace(
            samples.evaluation(), organisation_level=None, result_rating="", behaviour_rating="", predicate=None
        )

        text = " ".join(pages_of(empty))

        assert text.count("Belum ditetapkan") == 4
        assert "Kurva dicetak setelah" in text

    def test_leader_form_has_seven_columns(self):
        leader = samples.evaluation(group=documents.PositionGroup.LEADER)

        first = " ".join(pages_of(leader))

        assert "PERSPEKTIF REALISASI BERDASARKAN BUKTI DUKUNG UMPAN BALIK BERKELANJUTAN" in first
        assert "(7)" in first
        assert "(8)" not in first


class TestEvaluationRecord:
    def test_prints_eight_numbered_sections_in_order(self):
        text = " ".join(pages_of(samples.record()))

        order = [
            "DOKUMEN EVALUASI KINERJA PEGAWAI",
            "1. PEGAWAI YANG DINILAI",
            "2. PEJABAT PENILAI KINERJA",
            "3. ATASAN PEJABAT PENILAI KINERJA",
            "4. EVALUASI KINERJA",
            "5. CATATAN/REKOMENDASI",
            "6. KEBERATAN Realisasi bulan Juni belum dihitung. Tanggal 11 Januari 2027",
            "7. PENJELASAN PEJABAT PENILAI KINERJA ATAS KEBERATAN Realisasi Juni",
            "8. KEPUTUSAN DAN REKOMENDASI ATASAN PEJABAT PENILAI KINERJA Predikat tetap Baik.",
        ]
        places = [text.index(part) for part in order]
        assert places == sorted(places)
        assert "9. Kalianda, 20 Januari 2026" in text
        assert "10. Diterima tanggal 8 Januari 2027" in text
        assert "11. 20 Januari 2027" in text

    def test_without_objection_the_superior_does_not_sign(self):
        quiet = replace(samples.record(), objection="", explanation="", decision="", objected_on=None, decided_on=None)

        text = " ".join(pages_of(quiet))

        assert "11." not in text
        assert "6. KEBERATAN -" in text

    def test_fits_on_one_page_when_short(self):
        assert len(pages_of(samples.record())) == 1


class TestRoleMatrix:
    def test_prints_members_in_rows_and_the_leaders_outcomes_in_columns(self):
        text = " ".join(pages_of(samples.matrix(columns=2, lines=3)))

        assert "MATRIKS PEMBAGIAN PERAN DAN HASIL" in text
        assert "Meningkatnya mutu pelayanan kesehatan tahap 2" in text
        for line in (1, 2, 3):
            assert f"Anggota Nomor {line}" in text

    def test_columns_that_do_not_fit_follow_with_the_same_members(self):
        text = " ".join(pages_of(samples.matrix(columns=8, lines=2)))

        assert text.count("Anggota Nomor 1") == 2
        assert text.count("tahap 7") == 1

    def test_an_empty_matrix_says_so(self):
        assert "Belum ada rencana hasil kerja" in " ".join(pages_of(samples.matrix(columns=0, lines=0)))


class TestLongTables:
    def forty(self) -> documents.SkpDocument:
        indicators = tuple(
            documents.IndicatorRow(f"Indikator ke-{n} tercapai", f"{n} dokumen", "Kuantitas") for n in range(1, 41)
        )
        one = documents.OutcomeRow(1, "Terwujudnya satu hasil dengan banyak indikator", indicators)
        return replace(samples.plan(), outcomes=(one,))

    def test_forty_indicators_all_appear_once_in_order(self):
        text = " ".join(pages_of(self.forty()))

        found = [int(number) for number in re.findall(r"Indikator ke-(\d+) tercapai", text)]

        assert found == list(range(1, 41))

    def test_header_is_repeated_on_every_page_of_the_table(self):
        many = replace(
            samples.plan(),
            outcomes=tuple(replace(samples.nurse_outcomes()[0], number=n) for n in range(1, 41)),
        )

        pages = [page for page in pages_of(many) if "120 pasien" in page]

        assert len(pages) >= 4
        for page in pages:
            assert "INDIKATOR KINERJA INDIVIDU TARGET" in page
            assert "A. UTAMA" in page

    def test_an_outcome_of_ordinary_length_is_not_torn_between_pages(self):
        outcomes = tuple(
            documents.OutcomeRow(
                n,
                f"Hasil {n}",
                tuple(documents.IndicatorRow(f"R{n}I{i}", "1", "Waktu") for i in range(3)),
            )
            for n in range(1, 31)
        )

        pages = pages_of(replace(samples.plan(), outcomes=outcomes))

        for n in range(1, 31):
            homes = {at for at, page in enumerate(pages) for i in range(3) if re.search(rf"\bR{n}I{i}\b", page)}
            assert len(homes) == 1, n

    def test_pages_are_numbered_and_counted(self):
        pages = pages_of(self.forty())

        for number, page in enumerate(pages, start=1):
            assert f"Halaman {number} dari {len(pages)}" in page

    def test_the_signatures_stay_together_and_never_stand_alone(self):
        for count in range(1, 25):
            outcomes = tuple(replace(samples.nurse_outcomes()[0], number=n) for n in range(1, count + 1))
            pages = pages_of(replace(samples.plan(), outcomes=outcomes))
            signed = [page for page in pages if "Kalianda, 20 Januari 2026" in page]
            assert len(signed) == 2, count
            for page in signed:
                assert samples.HEAD.name in page
                assert page.count("Pegawai yang Dinilai") == 1
            assert "** Pimpinan dapat memberikan" in signed[0]

    def test_many_people_in_one_file_count_their_own_pages(self):
        people = [samples.plan(employee=replace(samples.NURSE, name=f"Pegawai {n}")) for n in range(3)]

        content = documents.render_documents(documents=people, title="SKP Ruang Melati", at=AT)

        pages = [plain(page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]
        each = len(pages) // 3
        assert [f"Halaman 1 dari {each}" in page for page in pages].count(True) == 3
        assert f"Halaman {each} dari {each}" in pages[-1]


HOSTILE = {
    "markup": '#panic("x") *b* $x$ = judul @ref <l> \\ // `k` [x] #read("/etc/passwd")',
    "emoji": "Bagus 😀👍🏻🎉🎉 sekali",
    "script": "漢字 عربي עברית ไทย",
    "direction": "abc \u202ecba",
    "control": "a\x00b\x07c\x1bd\x7fe",
    "surrogate": "x\ud800y",
    "unassigned": "a\u0378b\U000e0041c\ufffe",
    "long": "kata panjang " * 800,
    "word": "a" * 10_000,
    "lines": "satu\r\ndua\n\n\n\n\ntiga",
    "combining": "z" + "\u0301" * 200,
    "json": '"}],"documents":[{"kind":"X"}',
}


class TestHostileText:
    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
    @pytest.mark.parametrize("make", [samples.plan, samples.evaluation, samples.record])
    def test_no_text_stops_a_document(self, make, text):
        party = documents.PartyBlock(text[:250], text[:200], text[:200], text[:30], text[:50])
        document = make(employee=party, rater=party, agency=text[:200])
        row = documents.OutcomeRow(1, text, (documents.IndicatorRow(text, text, text, text),), feedback=text)
        match document:
            case documents.EvaluationRecordDocument():
                document = replace(document, objection=text, explanation=text, decision=text, notes=(text, text))
            case _:
                behaviour = documents.BehaviourRow(text[:100], (text,) * 3, text, text)
                document = replace(document, outcomes=(row,), behaviours=(behaviour,))

        assert len(reader_of(document).pages) >= 1

    def test_markup_is_printed_as_typed(self):
        text = '#panic("x") *b* $x$ = @ref // [x] #import "a"'
        document = replace(samples.plan(), supports=documents.Supports((text,)))

        assert plain(text) in pages_of(document)[-1]

    def test_nothing_disappears_unseen(self):
        text = "Catatan 漢字 lalu 👍 dan 😀"
        document = replace(samples.plan(), supports=documents.Supports((text,)))

        assert f"Catatan {clean.UNKNOWN} lalu (jempol) dan (senyum)" in pages_of(document)[-1]

    def test_all_ten_thousand_characters_are_there(self):
        text = " ".join(f"kata{number:04d}" for number in range(1200))
        document = replace(samples.plan(), supports=documents.Supports((text,)))

        assert re.findall(r"kata(\d{4})", " ".join(pages_of(document))) == [f"{n:04d}" for n in range(1200)]


class TestCleaning:
    @pytest.mark.parametrize(
        ("given", "printed"),
        [
            ("Dokumen “SOP” – é ñ ≥ 90 % ✓", "Dokumen “SOP” – é ñ ≥ 90 % ✓"),
            ("\uf0b7 satu\n➢ dua\n● tiga", "• satu\n▶ dua\n• tiga"),
            ("𝐁𝐨𝐥𝐝 ＦＵＬＬ", "Bold FULL"),
            ("a\u00adb\ufeffc\u200dd", "abcd"),
            ("x\ty", "x y"),
            ("漢字", clean.UNKNOWN),
            ("a\x00b", f"a{clean.UNKNOWN}b"),
            ("e\u0301", "é"),
        ],
    )
    def test_prints_what_the_font_can_show(self, given, printed):
        assert clean.text(given) == printed

    def test_long_words_may_break_and_lose_no_letter(self):
        address = "https://drive.google.com/drive/folders/1AbCdEfGhIjKlMnOpQrStUvWxYz?usp=sharing"

        cleaned = clean.text(address)

        assert cleaned.replace(clean.BREAK, "") == address
        assert max(map(len, cleaned.split(clean.BREAK))) <= clean.PIECE

    def test_ordinary_words_are_left_whole(self):
        text = "mempertanggungjawabkan pelaksanaan ketatausahaan"

        assert clean.text(text) == text


class TestStandards:
    """As far as can be read without a validator; the compiler itself refuses what it knows to be wrong."""

    @pytest.fixture(params=["plan", "evaluation", "record", "matrix"])
    def found(self, request):
        return reader_of(getattr(samples, request.param)(number="1/SKP/2026", verify_url="https://x/y"))

    def test_is_tagged_in_indonesian_with_a_title(self, found):
        root = found.trailer["/Root"]

        assert root["/Lang"].lower().startswith("id")
        assert root["/MarkInfo"]["/Marked"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert samples.NURSE.name in found.metadata.title

    def test_declares_archive_and_accessibility_conformance(self, found):
        xmp = found.trailer["/Root"]["/Metadata"].get_data().decode()

        assert re.search(r"pdfaid:part>2<", xmp)
        assert re.search(r"pdfaid:conformance>A<", xmp)
        assert re.search(r"pdfuaid:part>1<", xmp)
        assert found.trailer["/Root"]["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"

    def test_tables_have_header_cells(self, found):
        kinds = {tag.get("/S") for tag in _tags(found)}

        assert {"/Table", "/TR", "/TH", "/TD", "/H1"} <= kinds

    def test_the_qr_code_has_words(self, found):
        assert any("https://x/y" in text for text in _alternatives(found))

    def test_every_font_is_embedded(self, found):
        for page in found.pages:
            for font in page["/Resources"]["/Font"].values():
                descendant = font.get_object()["/DescendantFonts"][0].get_object()
                descriptor = descendant["/FontDescriptor"].get_object()
                assert {"/FontFile2", "/FontFile3"} & set(descriptor)
                assert "SourceSansPro" in descriptor["/FontName"]

    def test_the_same_input_gives_the_same_bytes(self):
        first, second = (documents.render_document(document=samples.plan(), at=AT) for _ in range(2))

        assert first == second


class TestActivationList:
    def test_prints_every_person_with_the_code_and_where_to_go(self):
        rows = tuple(
            documents.ActivationRow(f"Pegawai {n}", f"19900312201503{n:04d}", f"K7QM-94TX-{n:04d}")
            for n in range(1, 61)
        )
        listing = documents.ActivationList(
            agency="Pemerintah Kabupaten Way Rajabasa",
            unit="SD Negeri 1 Kalianda",
            where="https://kinerja.contoh.go.id/aktivasi",
            rows=rows,
            printed_on=date(2026, 1, 5),
            valid_until=date(2026, 1, 31),
        )

        content = documents.render_activation_list(listing=listing, at=AT)

        pages = [plain(page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]
        text = " ".join(pages)
        assert all(row.code in text and row.nip in text for row in rows)
        assert "https://kinerja.contoh.go.id/aktivasi" in pages[0]
        assert "berlaku sampai 31 Januari 2026" in pages[0]
        assert all("NIP/NI PPPK KODE AKTIVASI" in page for page in pages)
        assert f"Halaman {len(pages)} dari {len(pages)}" in pages[-1]


def _tags(found: PdfReader):
    """Every structure element of the file."""
    waiting = [found.trailer["/Root"]["/StructTreeRoot"].get_object()]
    while waiting:
        element = waiting.pop()
        yield element
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, list) else [kids]
        for kid in kids:
            kid = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(kid, dict) and "/S" in kid:
                waiting.append(kid)


def _alternatives(found: PdfReader) -> list[str]:
    return [str(tag["/Alt"]) for tag in _tags(found) if "/Alt" in tag]


class TestRenderEach:
    def test_gives_every_document_in_order_and_the_same_as_one_by_one(self):
        people = [samples.plan(employee=replace(samples.NURSE, name=f"Pegawai {n}")) for n in range(12)]

        found = list(documents.render_each(documents=iter(people), at=AT))

        assert found == [documents.render_document(document=person, at=AT) for person in people]

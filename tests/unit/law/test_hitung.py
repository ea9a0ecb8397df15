"""`ekinerja hitung`: contracts, errors and exit codes to the letter."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest

from ekinerja.commands.hitung import KINDS, answer, compute
from tests.unit.rules.schemes import general, plain

PAY: dict[str, Any] = {"skema": "permenaker-15-2024", "bulan": "2026-06", "dasar": "4595150", "predikat": "BAIK"}
RATE = {"hasil": "ATAS", "perilaku": "SESUAI"}
CREDIT = {"jenjang": "AHLI_PERTAMA", "predikat": "BAIK", "bulan": 2, "tanggal": "2024-02-29"}
SPREAD = {"capaian": "BAIK", "jumlah": {"BAIK": 7, "KURANG": 3}}
TALENT = {"kinerja": "80", "potensial": "93.5888"}
RETIRE = {"tanggal_lahir": "1968-05-17", "jabatan": "ADMINISTRATOR"}


def call(kind: str, text: str) -> tuple[int, list[dict[str, Any]]]:
    target = io.StringIO()
    code = answer(kind, io.StringIO(text), target)
    return code, [json.loads(line) for line in target.getvalue().splitlines()]


def one(kind: str, document: Any) -> tuple[int, dict[str, Any]]:
    code, answers = call(kind, json.dumps(document))
    assert len(answers) == 1
    return code, answers[0]


class TestContract:
    def test_rating(self) -> None:
        code, found = one("predikat", RATE)

        assert code == 0
        assert found["predikat"] == "BAIK"
        assert [step["hasil"] for step in found["langkah"]] == ["Di atas ekspektasi", "Sesuai ekspektasi", "BAIK"]

    def test_distribution(self) -> None:
        code, found = one("distribusi", SPREAD)

        assert (code, found["sesuai"], found["temuan"]) == (0, True, [])
        assert found["batas"]["BAIK"] == {"terbesar": True, "maks": 7, "maks_persen": "70"}

    def test_distribution_finding_has_code_message_article(self) -> None:
        _, found = one("distribusi", {"capaian": "BAIK", "jumlah": {"BAIK": 10}})

        assert found["sesuai"] is False
        assert set(found["temuan"][0]) >= {"kode", "pesan", "pasal"}

    def test_credit(self) -> None:
        code, found = one("angka-kredit", CREDIT)

        assert (code, found["angka_kredit"], found["cetak"]) == (0, "2.083333", "2,08")
        assert found["langkah"][0]["pasal"] == "PermenPANRB 1/2023 Lampiran"

    def test_credit_list(self) -> None:
        code, found = one("angka-kredit", {"saldo_awal": "50", "baris": [CREDIT, CREDIT], "golongan": "III/a"})

        assert code == 0
        assert found["akumulasi"] == "54.166666"
        assert found["pangkat"] == {"butuh": "50", "kelebihan": "4.166666"}
        assert found["jenjang"] == {"butuh": "100", "kelebihan": "-45.833334"}
        assert found["dapat"] == {"pangkat": True, "jenjang": False}

    def test_credit_bare_list(self) -> None:
        assert one("angka-kredit", [CREDIT])[1]["angka_kredit"] == "2.083333"

    def test_top_grade_has_no_next(self) -> None:
        row = CREDIT | {"jenjang": "AHLI_UTAMA"}

        _, found = one("angka-kredit", {"baris": [row], "golongan": "IV/e", "saldo_awal": "0"})

        assert found["jenjang"] is None
        assert found["dapat"] == {"pangkat": False, "jenjang": False}

    def test_allowance(self) -> None:
        code, found = one("tunjangan", PAY | {"hari": [{"tanggal": "2026-06-02", "alpa": True}]})

        assert code == 0
        assert (found["bruto"], found["bersih"]) == ("4595150.00", "4553793.65")
        assert set(found["langkah"][0]) >= {"uraian", "dasar", "tarif", "jumlah", "pasal"}
        assert sum(Decimal(step["jumlah"]) for step in found["langkah"]) == Decimal(found["bersih"])
        assert found["tanda"] == []
        assert found["terkonfirmasi"] is False

    def test_allowance_by_class_and_by_whole_number(self) -> None:
        by_class = one("tunjangan", {key: value for key, value in PAY.items() if key != "dasar"} | {"kelas": 8})[1]
        by_number = one("tunjangan", PAY | {"dasar": 4595150})[1]

        assert by_class["bersih"] == by_number["bersih"] == "4595150.00"

    def test_a_scheme_written_out(self) -> None:
        document = PAY | {"skema": plain(), "dasar": "1000000"}

        code, found = one("tunjangan", document)

        assert (code, found["skema"], found["bersih"]) == (0, "POLOS", "1000000.00")

    def test_a_draft_scheme_with_plain_json_numbers(self) -> None:
        text = (
            '{"skema":{"components":[{"code":"KINERJA","weight":0.7},{"code":"DISIPLIN","weight":0.3}],'
            '"performance":{"map":{"SANGAT_BAIK":1,"BAIK":1,"BUTUH_PERBAIKAN":0.85,"KURANG":0.6,"SANGAT_KURANG":0.6}},'
            '"attendance":{"alpa":{"per_day":0.03}}},'
            '"bulan":"2026-06","dasar":"1000000","predikat":"BAIK","hari":[{"tanggal":"2026-06-02","alpa":true}]}'
        )

        code, found = call("tunjangan", text)

        assert (code, found[0]["bersih"]) == (0, "991000.00")

    def test_the_pay_sheet_of_deli_serdang(self) -> None:
        scheme = general(
            deductions__bpjs_kes__employer_in_gross=True,
            base_amount={"mode": "CLASS_TABLE", "class_table": {"8": "5000000"}},
            rounding={"unit": "0.01"},
        )
        document = {
            "skema": scheme,
            "bulan": "2026-06",
            "kelas": 8,
            "predikat": "BUTUH_PERBAIKAN",
            "hukuman": [{"id": 23, "bulan_ke": 1}],
            "koreksi": "-100000",
            "gaji_dasar_bpjs": "4000000",
            "golongan": "III/b",
            "nama": "Siti",
            "tata_letak": "deli-serdang",
        }

        code, found = one("tunjangan", document)

        columns = {row["kolom"]: row["nilai"] for row in found["lembar"]}
        assert code == 0
        assert [columns[n] for n in (2, 3, 5)] == ["Siti", "III/b", "8"]
        assert columns[6] == "5000000.00"
        assert columns[8] == "4475000.00"
        assert (columns[9], columns[10]) == ("100000.00", "1250000.00")
        values = {number: Decimal(columns[number]) for number in (8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18)}
        assert values[12] == values[8] + values[11] - values[9] - values[10]
        assert values[15] == values[13] + values[14]
        assert values[16] == values[12] - values[15]
        assert values[18] == values[16] - values[17] == Decimal(found["bersih"])
        assert columns[7] == "89.50"

    def test_talent(self) -> None:
        code, found = one("talenta", TALENT)

        assert (code, found["skor"], found["kotak"]) == (0, "86.79", 9)
        assert found["rekomendasi"]

    def test_retirement(self) -> None:
        code, found = one("pensiun", RETIRE)

        assert (code, found["bup"], found["tmt_pensiun"]) == (0, 58, "2026-06-01")


class TestLines:
    def test_one_answer_per_line_and_the_others_still_computed(self) -> None:
        text = "\n".join([json.dumps(RATE), '{"hasil":"atas","perilaku":"SESUAI"}', "{rusak", "", json.dumps(RATE)])

        code, found = call("predikat", text)

        assert code == 2
        assert [item.get("predikat") for item in found] == ["BAIK", None, None, "BAIK"]
        assert found[1]["error"]["field"] == "hasil"
        assert found[2]["error"]["code"] == "JSON_TIDAK_SAH"

    def test_a_broken_first_line_does_not_hide_the_rest(self) -> None:
        code, found = call("predikat", "{rusak\n" + json.dumps(RATE))

        assert code == 2
        assert [item.get("predikat") for item in found] == [None, "BAIK"]

    def test_an_object_over_several_lines(self) -> None:
        code, found = call("predikat", json.dumps(RATE, indent=2))

        assert (code, found[0]["predikat"]) == (0, "BAIK")

    @pytest.mark.parametrize("text", ["", "   \n", "{", "[]", '"x"', "5", "null", "NaN"])
    def test_what_is_no_object(self, text: str) -> None:
        code, found = call("predikat", text)

        assert code == 2
        assert set(found[0]["error"]) == {"code", "message", "field"}


def wrong(document: dict[str, Any], **changes: Any) -> dict[str, Any]:
    merged = document | changes
    return {key: value for key, value in merged.items() if value is not ...}


DAY = {"tanggal": "2026-06-02"}
BAD = [
    ("predikat", wrong(RATE, hasil="Atas"), "hasil", "HASIL_TIDAK_DIKENAL"),
    ("predikat", wrong(RATE, hasil="DI ATAS EKSPEKTASI"), "hasil", "HASIL_TIDAK_DIKENAL"),
    ("predikat", wrong(RATE, hasil=1), "hasil", "HASIL_TIDAK_DIKENAL"),
    ("predikat", wrong(RATE, perilaku=...), "perilaku", "WAJIB"),
    ("predikat", wrong(RATE, nama="x"), "nama", "KOLOM_TIDAK_DIKENAL"),
    ("distribusi", wrong(SPREAD, capaian="CUKUP"), "capaian", "CAPAIAN_TIDAK_DIKENAL"),
    ("distribusi", wrong(SPREAD, jumlah={"CUKUP": 1}), "jumlah.CUKUP", "KOLOM_TIDAK_DIKENAL"),
    ("distribusi", wrong(SPREAD, jumlah={"BAIK": -1}), "jumlah.BAIK", "NEGATIF"),
    ("distribusi", wrong(SPREAD, jumlah={"BAIK": "7"}), "jumlah.BAIK", "BUKAN_BILANGAN_BULAT"),
    ("distribusi", wrong(SPREAD, jumlah={}), "jumlah", "JUMLAH_KOSONG"),
    ("distribusi", wrong(SPREAD, jumlah=[1]), "jumlah", "BUKAN_OBJEK"),
    ("angka-kredit", wrong(CREDIT, bulan=13), "bulan", "TERLALU_BESAR"),
    ("angka-kredit", wrong(CREDIT, bulan=0), "bulan", "TERLALU_KECIL"),
    ("angka-kredit", wrong(CREDIT, bulan=True), "bulan", "BUKAN_BILANGAN_BULAT"),
    ("angka-kredit", wrong(CREDIT, bulan="2"), "bulan", "BUKAN_BILANGAN_BULAT"),
    ("angka-kredit", wrong(CREDIT, predikat="Baik"), "predikat", "PREDIKAT_TIDAK_DIKENAL"),
    ("angka-kredit", wrong(CREDIT, predikat="CUKUP"), "predikat", "PREDIKAT_TIDAK_DIKENAL"),
    ("angka-kredit", wrong(CREDIT, jenjang="AHLI"), "jenjang", "JENJANG_TIDAK_DIKENAL"),
    ("angka-kredit", wrong(CREDIT, tanggal="2024-02-30"), "tanggal", "TANGGAL_TIDAK_SAH"),
    ("angka-kredit", wrong(CREDIT, tanggal="29-02-2024"), "tanggal", "TANGGAL_TIDAK_SAH"),
    ("angka-kredit", wrong(CREDIT, tanggal="2023-06-30"), "tanggal", "BELUM_BERLAKU"),
    ("angka-kredit", {"baris": [wrong(CREDIT, bulan=13)]}, "baris[0].bulan", "TERLALU_BESAR"),
    ("angka-kredit", {"baris": [wrong(CREDIT, tanggal="2020-01-01")]}, "baris[0].tanggal", "BELUM_BERLAKU"),
    ("angka-kredit", {"baris": [CREDIT], "saldo_awal": "lima"}, "saldo_awal", "BUKAN_ANGKA"),
    ("angka-kredit", {"baris": [CREDIT], "saldo_awal": "-1"}, "saldo_awal", "NEGATIF"),
    ("angka-kredit", {"baris": [CREDIT], "golongan": "III/z"}, "golongan", "GOLONGAN_TIDAK_DIKENAL"),
    ("angka-kredit", {"baris": [CREDIT], "daftar": [CREDIT]}, "daftar", "KOLOM_GANDA"),
    ("angka-kredit", {"baris": "x"}, "baris", "BUKAN_DAFTAR"),
    ("tunjangan", wrong(PAY, bulan="2026-13"), "bulan", "BULAN_TIDAK_SAH"),
    ("tunjangan", wrong(PAY, bulan="2026-00"), "bulan", "BULAN_TIDAK_SAH"),
    ("tunjangan", wrong(PAY, bulan="Juni 2026"), "bulan", "BULAN_TIDAK_SAH"),
    ("tunjangan", wrong(PAY, bulan="2024-09"), "bulan", "BELUM_BERLAKU"),
    ("tunjangan", wrong(PAY, dasar="4.595.150"), "dasar", "BUKAN_ANGKA"),
    ("tunjangan", wrong(PAY, dasar="Rp4595150"), "dasar", "BUKAN_ANGKA"),
    ("tunjangan", wrong(PAY, dasar="45e5"), "dasar", "BUKAN_ANGKA"),
    ("tunjangan", wrong(PAY, dasar=" 4595150"), "dasar", "BUKAN_ANGKA"),
    ("tunjangan", wrong(PAY, dasar="-1"), "dasar", "NEGATIF"),
    ("tunjangan", wrong(PAY, dasar=True), "dasar", "BUKAN_ANGKA"),
    ("tunjangan", wrong(PAY, dasar=...), "dasar", "WAJIB"),
    ("tunjangan", wrong(PAY, dasar=..., kelas=18), "kelas", "TERLALU_BESAR"),
    ("tunjangan", wrong(PAY, predikat="baik"), "predikat", "PREDIKAT_TIDAK_DIKENAL"),
    ("tunjangan", wrong(PAY, predikat=...), "predikat", "WAJIB"),
    ("tunjangan", wrong(PAY, skema="permenaker"), "skema", "SKEMA_TIDAK_DIKENAL"),
    ("tunjangan", wrong(PAY, skema=...), "skema", "WAJIB"),
    ("tunjangan", wrong(PAY, status="HONORER"), "status", "STATUS_TIDAK_DIKENAL"),
    ("tunjangan", wrong(PAY, hari=[DAY | {"telat_menit": -1}]), "hari[0].telat_menit", "NEGATIF"),
    ("tunjangan", wrong(PAY, hari=[DAY | {"telat_menit": 1441}]), "hari[0].telat_menit", "TERLALU_BESAR"),
    ("tunjangan", wrong(PAY, hari=[DAY | {"telat_menit": "30"}]), "hari[0].telat_menit", "BUKAN_BILANGAN_BULAT"),
    ("tunjangan", wrong(PAY, hari=[DAY | {"telat": 30}]), "hari[0].telat", "KOLOM_TIDAK_DIKENAL"),
    ("tunjangan", wrong(PAY, hari=[DAY | {"alpa": 1}]), "hari[0].alpa", "BUKAN_YA_TIDAK"),
    ("tunjangan", wrong(PAY, hari=[{"alpa": True}]), "hari[0].tanggal", "WAJIB"),
    ("tunjangan", wrong(PAY, hari=[{"tanggal": "2026-07-01"}]), "hari[0].tanggal", "DI_LUAR_BULAN"),
    ("tunjangan", wrong(PAY, hari=[DAY, {"tanggal": "2026-06-31"}]), "hari[1].tanggal", "TANGGAL_TIDAK_SAH"),
    ("tunjangan", wrong(PAY, hari=["2026-06-02"]), "hari[0]", "BUKAN_OBJEK"),
    ("tunjangan", wrong(PAY, hari={}), "hari", "BUKAN_DAFTAR"),
    ("tunjangan", wrong(PAY, cuti=[{"jenis": "LIBUR"}]), "cuti[0].jenis", "JENIS_TIDAK_DIKENAL"),
    ("tunjangan", wrong(PAY, cuti=[{"jenis": "SAKIT_GUGUR", "hari": 46}]), "cuti[0].hari", "HARI_CUTI_TIDAK_DIATUR"),
    ("tunjangan", wrong(PAY, cuti=[{"jenis": "BESAR", "bulan_ke": 4}]), "cuti[0].bulan_ke", "BULAN_CUTI_TIDAK_DIATUR"),
    ("tunjangan", wrong(PAY, hukuman=[{"jenis": "DITEGUR"}]), "hukuman[0].jenis", "JENIS_TIDAK_DIKENAL"),
    ("tunjangan", wrong(PAY, hukuman=[{"jenis": "TUNDA_KGB"}]), "hukuman[0].jenis", "HUKUMAN_TIDAK_DIATUR"),
    ("tunjangan", wrong(PAY, catatan="x"), "catatan", "KOLOM_TIDAK_DIKENAL"),
    ("tunjangan", wrong(PAY, tata_letak="apa"), "tata_letak", "TATA_LETAK_TIDAK_DIKENAL"),
    (
        "tunjangan",
        wrong(
            PAY,
            plt=[
                {
                    "jenis": "PLT",
                    "tingkat": "SETARA",
                    "besaran_jabatan": "1",
                    "mulai": "2026-05-02",
                    "selesai": "2026-05-01",
                }
            ],
        ),  # noqa: E501
        "plt[0].selesai",
        "TANGGAL_TERBALIK",
    ),
    ("tunjangan", wrong(PAY, skema=plain(components__0__weight="0.59")), "skema.components", "BOBOT_TIDAK_SATU"),
    ("tunjangan", wrong(PAY, skema=plain(attendance__bands__1__from=35)), "skema.attendance.bands", "PITA_BOLONG"),
    ("talenta", wrong(TALENT, kinerja="101"), "kinerja", "TERLALU_BESAR"),
    ("talenta", wrong(TALENT, kinerja="delapan"), "kinerja", "BUKAN_ANGKA"),
    ("talenta", wrong(TALENT, kinerja={"predikat": "Baik"}), "predikat", "LABEL_TIDAK_DIKENAL"),
    ("talenta", wrong(TALENT, ambang="APA"), "ambang", "AMBANG_TIDAK_DIKENAL"),
    ("talenta", wrong(TALENT, potensial={"kompetensi": "90"}), "potensial.potensi", "WAJIB"),
    (
        "talenta",
        wrong(TALENT, potensial={"kompetensi": "90", "potensi": "1", "kualifikasi": {}, "integritas": "1"}),
        "potensial.kualifikasi",
        "WAJIB",
    ),  # noqa: E501
    ("pensiun", wrong(RETIRE, jabatan="BUPATI"), "jabatan", "JABATAN_TIDAK_DIKENAL"),
    ("pensiun", wrong(RETIRE, jabatan="JF"), "jenjang", "JENJANG_WAJIB"),
    ("pensiun", wrong(RETIRE, tanggal_lahir="17-05-1968"), "tanggal_lahir", "TANGGAL_TIDAK_SAH"),
]


class TestBadInput:
    @pytest.mark.parametrize(("kind", "document", "field", "code"), BAD, ids=[f"{b[0]}-{b[2]}-{b[3]}" for b in BAD])
    def test_names_the_field(self, kind: str, document: dict[str, Any], field: str, code: str) -> None:
        exit_code, found = one(kind, document)

        assert exit_code == 2
        assert (found["error"]["field"], found["error"]["code"]) == (field, code)
        assert found["error"]["message"].strip()

    def test_a_doubled_field(self) -> None:
        code, found = call("predikat", '{"hasil":"ATAS","hasil":"BAWAH","perilaku":"ATAS"}')

        assert (code, found[0]["error"]["code"], found[0]["error"]["field"]) == (2, "KOLOM_GANDA", "hasil")


class TestProgram:
    def run(self, *words: str, text: str = "") -> subprocess.CompletedProcess[str]:
        environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
        program = "import sys; from ekinerja.commands.main import main; sys.exit(main(sys.argv[1:]))"
        return subprocess.run(
            [sys.executable, "-c", program, "hitung", *words],
            input=text,
            capture_output=True,
            text=True,
            check=False,
            env=environment | {"PYTHONPATH": "src", "DATABASE_URL": "postgres://tidak:ada@localhost:1/tidak"},
        )

    @pytest.mark.parametrize("kind", sorted(KINDS))
    def test_bad_input_is_an_answer_not_a_trace(self, kind: str) -> None:
        done = self.run(kind, text="{}")

        assert done.returncode == 2
        assert json.loads(done.stdout)["error"]["field"]
        assert done.stderr == ""

    def test_good_input(self) -> None:
        done = self.run("predikat", text=json.dumps(RATE))

        assert (done.returncode, json.loads(done.stdout)["predikat"]) == (0, "BAIK")

    def test_needs_no_django_and_no_database(self) -> None:
        program = (
            "import sys, json; from ekinerja.commands.hitung import compute; "
            "compute('tunjangan', json.loads(sys.argv[1])); "
            "print([name for name in sys.modules if name.split('.')[0] in ('django', 'psycopg', 'jsonschema')])"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, json.dumps(PAY)],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONPATH": "src"},
        )

        assert done.stdout.strip() == "[]"

    def test_is_a_function_too(self) -> None:
        assert compute("predikat", RATE)["predikat"] == "BAIK"

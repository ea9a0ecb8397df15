"""`ekinerja simulasi tunjangan` from file to report."""

from __future__ import annotations

import argparse
import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from ekinerja.commands import simulasi
from ekinerja.commands.simulasi_report import explain
from ekinerja.commands.simulasi_run import STEPS

HEAD = ["nip", "unit", "bulan", "kelas", "dasar", "predikat", "status", "cuti", "hari"]
ROWS = [
    ["1", "Dinas A", "2026-06", "8", "", "BAIK", "PNS", "", ""],
    ["2", "Dinas A", "2026-06", "8", "", "BUTUH_PERBAIKAN", "PNS", "", ""],
    ["3", "Dinas B", "2026-06", "9", "5000000", "BAIK", "PNS", "", '[{"tanggal":"2026-06-02","telat_menit":45}]'],
    ["4", "Dinas B", "2026-06", "9", "5000000", "BAIK", "CPNS", '[{"jenis":"SAKIT","bulan_ke":2}]', ""],
    ["5", "Dinas B", "2026-06", "9", "lima juta", "BAIK", "PNS", "", ""],
    ["6", "Dinas B", "2026-06", "9", "5000000", "Baik", "PNS", "", ""],
]


def write_rows(path: Path, head: list[str], rows: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def simulate(folder: Path, *words: str) -> int:
    parser = argparse.ArgumentParser()
    simulasi.arguments(parser)
    return simulasi.run(parser.parse_args(["tunjangan", "--keluaran", str(folder / "out"), *words]))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("simulasi")
    data = write_rows(folder / "data.csv", HEAD, ROWS)
    schemes = ["--skema", "permenaker-15-2024", "--skema", "indragiri-hulu"]
    code = simulate(folder, *schemes, "--data", str(data), "--plafon", "10000000", "--sampel", "100")
    assert code == 0
    return folder / "out"


class TestReport:
    def summary(self, report: Path) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((report / "ringkasan.json").read_text(encoding="utf-8"))
        return found

    def test_counts_and_totals(self, report: Path) -> None:
        summary = self.summary(report)

        assert (summary["baris"], summary["baris_ditolak"]) == (6, 2)
        first, second = summary["skema"]
        assert (first["dihitung"], first["ditolak"], second["dihitung"], second["ditolak"]) == (4, 0, 1, 3)
        # 4595150.00 + 4112659.25 + 5000000 - 1500000 x 0.45 % + 5000000 x 50 % x 80 %
        assert first["total"] == "15701059.25"
        assert second["total"] == "4635000.00"

    def test_the_ceiling_is_checked(self, report: Path) -> None:
        first, second = self.summary(report)["skema"]

        assert first["plafon"] == {"pagu": "10000000", "sisa": "-5701059.25", "cukup": False}
        assert second["plafon"]["cukup"] is True

    def test_the_sample_is_checked_person_by_person(self, report: Path) -> None:
        assert [item["periksa"] for item in self.summary(report)["skema"]] == [
            {"sampel": 4, "beda": 0, "rincian": []},
            {"sampel": 4, "beda": 0, "rincian": []},
        ]

    def test_bad_rows_are_reported_with_line_column_and_reason(self, report: Path) -> None:
        found = rows(report / "ditolak.csv")

        assert [(row["baris"], row["nip"], row["kolom"]) for row in found[:2]] == [
            ("6", "5", "dasar"),
            ("7", "6", "predikat"),
        ]
        assert {(row["baris"], row["skema"], row["kolom"]) for row in found[2:]} == {
            ("2", "indragiri-hulu", "dasar"),
            ("3", "indragiri-hulu", "dasar"),
            ("5", "indragiri-hulu", "cuti[0].jenis"),
        }

    def test_winners_and_losers_by_unit_and_class(self, report: Path) -> None:
        assert rows(report / "per_unit.csv") == [
            {
                "unit": "Dinas B",
                "pegawai_bulan": "1",
                "permenaker-15-2024": "4993250.00",
                "indragiri-hulu": "4635000.00",
                "selisih": "-358250.00",
                "naik": "0",
                "turun": "1",
                "tetap": "0",
            }
        ]
        assert [row["kelas"] for row in rows(report / "per_kelas.csv")] == ["9"]

    def test_every_difference_is_explained_to_the_last_digit(self, report: Path) -> None:
        found = rows(report / "perbedaan.csv")

        assert [row["sebab"] for row in found] == ["kinerja -350000; kehadiran -8250"]
        for row in found:
            assert sum(Decimal(row[f"selisih_{step}"]) for step in STEPS) == Decimal(row["selisih"])

    def test_the_summary_can_be_read(self, report: Path) -> None:
        text = (report / "ringkasan.md").read_text(encoding="utf-8")

        assert "TERLAMPAUI" in text
        assert "0 beda" in text
        assert "belum dipastikan" in text


class TestInput:
    def test_days_may_come_in_their_own_file(self, tmp_path: Path) -> None:
        data = write_rows(
            tmp_path / "data.csv", ["nip", "bulan", "dasar", "predikat"], [["1", "2026-06", "5000000", "BAIK"]]
        )
        days = write_rows(
            tmp_path / "hari.csv",
            ["nip", "tanggal", "telat_menit", "alpa"],
            [["1", "2026-06-02", "45", ""], ["1", "2026-06-03", "", "ya"], ["2", "2026-06-03", "", "ya"]],
        )
        off = tmp_path / "libur.txt"
        off.write_text("2026-06-16\n")

        words = ["--skema", "tulang-bawang", "--data", str(data), "--hari", str(days), "--libur", str(off)]
        assert simulate(tmp_path, *words) == 0

        summary = json.loads((tmp_path / "out/ringkasan.json").read_text(encoding="utf-8"))
        assert summary["skema"][0]["total"] == "4920000.00"

    def test_parquet_gives_what_csv_gives(self, tmp_path: Path) -> None:
        columns: dict[str, list[Any]] = {
            "nip": ["1", "2"],
            "bulan": ["2026-06", "2026-06"],
            "dasar": ["5000000", "4000000.50"],
            "kelas": [8, None],
            "predikat": ["BAIK", "KURANG"],
            "pengguna_anggaran": [True, False],
            "hari": [[{"tanggal": "2026-06-02", "telat_menit": 45, "alpa": None}], None],
        }
        parquet.write_table(pyarrow.table(columns), tmp_path / "data.parquet")
        rows_ = [
            ["1", "2026-06", "5000000", "8", "BAIK", "ya", '[{"tanggal":"2026-06-02","telat_menit":45}]'],
            ["2", "2026-06", "4000000.50", "", "KURANG", "", ""],
        ]
        write_rows(tmp_path / "data.csv", list(columns), rows_)

        totals = []
        for name in ("data.parquet", "data.csv"):
            assert simulate(tmp_path, "--skema", "tulang-bawang", "--data", str(tmp_path / name)) == 0
            summary = json.loads((tmp_path / "out/ringkasan.json").read_text(encoding="utf-8"))
            totals.append(summary["skema"][0]["total"])
        assert totals == ["8020000.38", "8020000.38"]

    def test_a_draft_scheme_from_a_file(self, tmp_path: Path) -> None:
        data = write_rows(tmp_path / "data.csv", ["nip", "bulan", "dasar"], [["1", "2026-06", "5000000"]])
        draft = tmp_path / "rancangan.yaml"
        draft.write_text('components:\n  - {code: TETAP, weight: "1"}\n')
        as_json = tmp_path / "rancangan.json"
        as_json.write_text('{"components": [{"code": "TETAP", "weight": 1}]}')

        assert simulate(tmp_path, "--skema", str(draft), "--skema", str(as_json), "--data", str(data)) == 0

        summary = json.loads((tmp_path / "out/ringkasan.json").read_text(encoding="utf-8"))
        assert summary["perbandingan"][0]["tetap"] == 1

    def test_what_the_bulk_path_cannot_do_the_engine_does(self, tmp_path: Path) -> None:
        draft = tmp_path / "aktivitas.yaml"
        draft.write_text('components:\n  - {code: KINERJA, weight: "1"}\nperformance: {source: ACTIVITY_MINUTES}\n')
        head = ["nip", "bulan", "dasar", "menit_aktivitas", "hari_kerja"]
        data = write_rows(tmp_path / "data.csv", head, [["1", "2026-06", "5000000", "3300", "22"]])

        assert simulate(tmp_path, "--skema", str(draft), "--data", str(data)) == 0

        summary = json.loads((tmp_path / "out/ringkasan.json").read_text(encoding="utf-8"))
        assert summary["skema"][0]["total"] == "2500000.00"
        assert summary["skema"][0]["jalur"] == "satu per satu: sumber kinerja ACTIVITY_MINUTES"

    @pytest.mark.parametrize(
        ("head", "rows_", "words", "message"),
        [
            (["nip", "bulan", "gaji"], [["1", "2026-06", "5"]], [], "kolom 'gaji' tidak dikenal"),
            (["nip", "dasar"], [["1", "5"]], [], "kolom 'bulan' wajib ada"),
            (["nip", "bulan"], [["1", "2026-06", "lebih"]], [], "lebih panjang daripada kepalanya"),
            (["nip", "bulan"], [], [], "tidak ada baris data"),
            (["nip", "bulan"], [["1", "2026-06"]], ["--plafon", "banyak"], "plafon"),
            (["nip", "bulan"], [["1", "2026-06"]], ["--skema", "apa"], "Skema 'apa' tidak dikenal"),
            (["nip", "bulan"], [["1", "2026-06"]], ["--skema", "tidak-ada.yaml"], "tidak ada"),
            (["nip", "bulan"], [["1", "2026-06"]], ["--hari", "tidak-ada.csv"], "berkas tidak ada"),
        ],
    )
    def test_bad_input_says_what(
        self,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        head: list[str],
        rows_: list[list[str]],
        words: list[str],
        message: str,
    ) -> None:
        data = write_rows(tmp_path / "data.csv", head, rows_)

        code = simulate(tmp_path, "--skema", "tulang-bawang", "--data", str(data), *words)

        assert code == 2
        assert message in capsys.readouterr().err

    def test_a_faulty_draft_lists_every_mistake(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        draft = tmp_path / "salah.yaml"
        draft.write_text('cycle: X\ncomponents:\n  - {code: TETAP, weight: "0.9"}\n')
        data = write_rows(tmp_path / "data.csv", ["nip", "bulan"], [["1", "2026-06"]])

        assert simulate(tmp_path, "--skema", str(draft), "--data", str(data)) == 2
        assert len(capsys.readouterr().err.splitlines()) == 2


def test_explains_the_largest_part_first() -> None:
    parts = {"hak": Decimal(5), "kinerja": Decimal("-10.50"), "bpjs": Decimal(0)}

    assert explain(parts) == "kinerja -10.5; besaran +5"

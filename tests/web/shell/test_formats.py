"""Dates, numbers and money as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation
from markupsafe import Markup

from ekinerja.web import formats

NOW = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
END = datetime(2026, 11, 30, 16, 59, tzinfo=UTC)


class TestDates:
    def test_writes_a_day_in_full(self) -> None:
        assert formats.tanggal(date(2026, 11, 30)) == "Senin, 30 November 2026"

    def test_writes_a_day_in_english_when_chosen(self) -> None:
        with translation.override("en"):
            assert formats.tanggal(date(2026, 8, 17)) == "Monday, 17 August 2026"

    @pytest.mark.parametrize(("month", "name"), [(1, "Jan"), (5, "Mei"), (8, "Agu"), (10, "Okt"), (12, "Des")])
    def test_shortens_months_the_indonesian_way(self, month: int, name: str) -> None:
        assert formats.tanggal_pendek(date(2026, month, 2)) == f"2 {name} 2026"

    def test_takes_the_day_of_the_agency_not_of_greenwich(self) -> None:
        late = datetime(2026, 11, 30, 17, 30, tzinfo=UTC)
        assert formats.tanggal_pendek(late) == "1 Des 2026"

    @pytest.mark.parametrize(
        ("zone", "text"),
        [("Asia/Jakarta", "23.59 WIB"), ("Asia/Makassar", "00.59 WITA"), ("Asia/Jayapura", "01.59 WIT")],
    )
    def test_names_the_zone(self, zone: str, text: str) -> None:
        with timezone.override(zone):
            assert formats.waktu(END) == text

    def test_writes_a_bare_time_without_zone(self) -> None:
        assert formats.waktu(time(7, 5)) == "07.05"

    def test_writes_a_month(self) -> None:
        assert formats.bulan(date(2026, 2, 1)) == "Februari 2026"

    @pytest.mark.parametrize("function", [formats.tanggal, formats.tanggal_pendek, formats.bulan, formats.waktu])
    def test_writes_a_dash_for_nothing(self, function: object) -> None:
        assert function(None) == "–"  # type: ignore[operator]


class TestNumbers:
    @pytest.mark.parametrize(
        ("value", "places", "text"),
        [
            (Decimal("1234.56"), None, "1.234,56"),
            (7362, None, "7.362"),
            ("83.665", 2, "83,67"),
            (Decimal("2.5"), 0, "3"),
            (Decimal("-1500"), None, "−1.500"),
            (0, None, "0"),
            (None, None, "–"),
        ],
    )
    def test_uses_points_and_commas(self, value: object, places: int | None, text: str) -> None:
        assert formats.angka(value, places) == text  # type: ignore[arg-type]

    def test_writes_rupiah_that_does_not_break(self) -> None:
        assert formats.rupiah(Decimal("4595150")) == "Rp\u00a04.595.150"

    def test_writes_sen_when_asked(self) -> None:
        assert formats.rupiah("4595150.5", 2) == "Rp\u00a04.595.150,50"

    def test_writes_percent(self) -> None:
        assert formats.persen(Decimal("83.67"), 2) == "83,67%"

    @pytest.mark.parametrize(("size", "text"), [(999, "999 byte"), (1500, "1,5 KB"), (5_000_000, "5,0 MB")])
    def test_writes_sizes(self, size: int, text: str) -> None:
        assert formats.ukuran(size) == text


class TestDeadlines:
    def test_says_how_long_and_when(self) -> None:
        assert formats.tenggat(END, NOW) == "2 hari lagi — Senin 30 November 2026, 23.59 WIB"

    @pytest.mark.parametrize(
        ("gap", "text"),
        [
            (timedelta(minutes=25), "25 menit lagi"),
            (timedelta(hours=5, minutes=50), "5 jam lagi"),
            (timedelta(days=1, minutes=1), "besok"),
            (timedelta(days=-1, minutes=-1), "kemarin"),
            (timedelta(days=-12), "12 hari lalu"),
            (timedelta(seconds=-20), "baru saja"),
        ],
    )
    def test_says_the_distance(self, gap: timedelta, text: str) -> None:
        assert formats.relatif(NOW + gap, NOW) == text

    def test_a_date_today_is_today(self) -> None:
        assert formats.relatif(date(2026, 11, 28), NOW) == "hari ini"

    @pytest.mark.parametrize(
        ("value", "state"),
        [
            (NOW - timedelta(minutes=1), "late"),
            (NOW + timedelta(days=3), "soon"),
            (NOW + timedelta(days=4), "calm"),
            (date(2026, 11, 28), "soon"),
            (date(2026, 11, 27), "late"),
            (None, "calm"),
        ],
    )
    def test_knows_what_is_urgent(self, value: date | None, state: str) -> None:
        assert formats.urgency(value, NOW) == state


class TestInitials:
    @pytest.mark.parametrize(
        ("name", "letters"),
        [
            ("Drs. H. Muhammad Abdurrahman Wahid Al-Habsyi, S.Sos., M.M.", "MA"),
            ("Siti", "S"),
            ("dr. Ni Luh Ayu, Sp.A.", "NA"),
            ("H. M.", "HM"),
            ("", "?"),
        ],
    )
    def test_leaves_titles_out(self, name: str, letters: str) -> None:
        assert formats.inisial(name) == letters


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ajukan ke Nyoman Yulianto, M.Pd..", "Ajukan ke Nyoman Yulianto, M.Pd."),
        ("Kode untuk Budi, S.E.. Simpan.", "Kode untuk Budi, S.E. Simpan."),
        ("Tunggu ...", "Tunggu ..."),
        ("Sudah. Selesai.", "Sudah. Selesai."),
    ],
)
def test_a_title_at_the_end_of_a_sentence_brings_its_own_full_stop(text, told):
    assert formats.kalimat(text) == told


def test_marked_text_stays_marked():
    assert isinstance(formats.kalimat(Markup("<b>Budi, M.Pd.</b>.")), Markup)

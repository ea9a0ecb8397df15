"""Advice on outcomes and indicators; it never holds a plan back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ekinerja.planning.data import Accumulation, Approach
from ekinerja.planning.selectors import checks

YEAR = (date(2026, 1, 1), date(2027, 1, 1))
FIVE_MONTHS = (date(2026, 8, 1), date(2027, 1, 1))


def hints(text="Jumlah laporan bulanan", number=12, unit="laporan", days=YEAR, way=Accumulation.SUM):
    return checks.hints_for_indicator(
        approach=Approach.QUANTITATIVE,
        target_unit=unit,
        has_number=number is not None,
        text=text,
        target_number=None if number is None else Decimal(str(number)),
        accumulation=way,
        days=days,
    )


class TestOutcome:
    @pytest.mark.parametrize("text", ["Menyusun laporan", "melaksanakan  piket", "Mengajar kelas 5", "Penyusunan RKA"])
    def test_an_activity_is_pointed_out(self, text):
        assert "kegiatan" in checks.hints_for_outcome(text=text)[0]

    def test_the_example_fits_the_verb(self):
        assert "Tersusunnya" in checks.hints_for_outcome(text="Menyusun laporan")[0]

    @pytest.mark.parametrize("text", ["Tersusunnya laporan", "Meningkatnya mutu", "Terlayaninya pasien", ""])
    def test_a_result_is_left_alone(self, text):
        assert checks.hints_for_outcome(text=text) == ()

    def test_forty_outcomes_are_many(self):
        assert "40 RHK" in checks.hints_for_outcome(text="Meningkatnya mutu", count=40)[0]
        assert checks.hints_for_outcome(text="Meningkatnya mutu", count=20) == ()


class TestIndicator:
    def test_twelve_monthly_reports_do_not_fit_five_months(self):
        assert "5 bulan" in hints(days=FIVE_MONTHS)[0]
        assert hints() == ()
        assert hints(number=5, days=FIVE_MONTHS) == ()

    def test_four_quarterly_reports_do_not_fit_five_months(self):
        assert "2 triwulan" in hints("Laporan triwulanan", 4, days=FIVE_MONTHS)[0]

    def test_a_time_in_months_ends_with_the_plan(self):
        assert "12 bulan" in hints("Waktu penyelesaian", 15, "bulan")[0]
        assert "5 bulan" in hints("Waktu penyelesaian", 6, "Bulan", days=FIVE_MONTHS)[0]
        assert "2 triwulan" in hints("Waktu penyelesaian", 3, "triwulan", days=FIVE_MONTHS)[0]
        assert hints("Waktu penyelesaian", 12, "bulan") == ()

    def test_reports_far_beyond_the_months_count_something_else(self):
        assert hints("Laporan bulanan seluruh puskesmas", 312, days=FIVE_MONTHS) == ()

    def test_a_last_value_is_no_count_of_months(self):
        assert hints(days=FIVE_MONTHS, way=Accumulation.LAST) == ()

    @pytest.mark.parametrize("unit", ["%", "persen", " Persen "])
    def test_120_percent_of_what_ends_at_100(self, unit):
        assert "120 persen" in hints("Persentase pasien terlayani", 120, unit)[0]

    def test_growth_may_exceed_100_percent(self):
        assert hints("Peningkatan pendapatan terhadap tahun lalu", 120, "persen") == ()

    def test_a_number_without_a_unit(self):
        assert "satuan" in hints("Jumlah pasien", 10, "")[0]

    def test_nothing_is_to_be_reached(self):
        assert "nol" in hints("Jumlah pasien", 0, "pasien")[0]

    def test_a_narrative_needs_none(self):
        assert hints("Laporan bulanan", None, "") == ()

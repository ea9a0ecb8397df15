"""Scheme documents: the general one is understood, and every mistake is named in plain words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from ekinerja.regulation.lawbook import load, parse_shipped_scheme
from ekinerja.rules.allowance.parse import SchemeError, examine, parse_scheme, problem_rows
from tests.unit.rules.golden import check
from tests.unit.rules.schemes import general, plain


def problems(document: Any, *, draft: bool = False) -> list[tuple[str, str]]:
    found, _ = examine(document, draft=draft)
    return [(item.field, item.code) for item in found]


class TestUnderstands:
    def test_every_shipped_scheme(self) -> None:
        check("shipped_schemes", {key: lambda k=key: parse_shipped_scheme(k) for key in load().scheme_keys()})

    def test_the_general_scheme_and_its_variants(self) -> None:
        check(
            "scheme_documents",
            {
                "general": lambda: parse_scheme(general()),
                "wrapped": lambda: parse_scheme({"scheme": plain()}),
                "unconfirmed": lambda: parse_scheme(plain(confirmed=False)).citation,
                "regulation": lambda: parse_scheme(plain(regulation="pp-30-2019")).citation,
                "no_rounding": lambda: parse_scheme(plain()).rounding_citation,
                "activity": lambda: (
                    parse_scheme(plain(performance__source="ACTIVITY_MINUTES", performance__map=None)).performance
                ),
                "activity_defaults": lambda: (
                    parse_scheme(plain(performance={"source": "ACTIVITY_MINUTES"})).performance
                ),
                "score_map": lambda: (
                    parse_scheme(
                        plain(
                            performance__mapping_mode="SCORE",
                            performance__map={
                                "SANGAT_BAIK": "100",
                                "BAIK": "90",
                                "BUTUH_PERBAIKAN": "70",
                                "KURANG": "50",
                                "SANGAT_KURANG": "30",
                            },
                            performance__missing={"policy": "SCORE", "value": "80"},
                        )
                    ).performance
                ),
                "reports": lambda: (
                    parse_scheme(
                        plain(
                            performance={
                                "source": "DAILY_REPORT",
                                "report_bands": [
                                    {"from": 0, "to": 1, "pct": "1"},
                                    {"from": 1, "to": 6, "pct": "0.9"},
                                    {"from": 6, "pct": "0.85"},
                                ],
                                "no_report": "0.35",
                            }
                        )
                    ).performance
                ),
                "own_role": lambda: (
                    parse_scheme(
                        plain(
                            components=[{"code": "LAIN", "weight": 1, "role": "TETAP"}],
                            performance=None,
                            attendance=None,
                        )
                    ).components
                ),
                "index_times": lambda: (
                    parse_scheme(
                        plain(base_amount__mode="BASIC_TIMES_INDEX", base_amount__index={"itpp": "0.5", "ikk": "1"})
                    ).base
                ),
                "positions": lambda: (
                    parse_scheme(
                        plain(base_amount={"mode": "POSITION_TABLE", "position_table": {"CAMAT": "9000000"}})
                    ).base
                ),
                "leave_add": lambda: parse_scheme(plain(leave_apply_mode="ADD")).leave_overrides,
                "leave_add_nested": lambda: parse_scheme(general(leave__apply_mode="ADD")).leave_overrides,
                "sanction_list": lambda: [
                    scheme.class_replacement
                    for scheme in [
                        parse_scheme(
                            plain(
                                discipline_sanction=[
                                    {"ids": [1], "pct": "0.2", "months": 1},
                                    {"class_replacement": True},
                                ]
                            )
                        )
                    ]
                ],
                "ter": lambda: (
                    parse_scheme(
                        plain(
                            deductions={
                                "pph21": {
                                    "method": "TER",
                                    "ter": {"A": [{"from": 0, "to": 100, "pct": 0}, {"from": 100, "pct": "0.05"}]},
                                }
                            }
                        )
                    ).tax
                ),
                "acting_defaults": lambda: parse_scheme(plain(acting={})).acting,
                "quarterly": lambda: parse_scheme(plain(cycle="QUARTERLY")).quarterly,
                "draft": lambda: parse_scheme({"components": [{"code": "TETAP", "weight": "1"}]}, draft=True),
                "numbers": lambda: parse_scheme(plain(components__0__weight=Decimal("0.6"))).components,
            },
        )


CLASS_TABLE = {"mode": "CLASS_TABLE"}
MISTAKES: dict[str, dict[str, Any]] = {
    "weights_099": plain(components__0__weight="0.59"),
    "weights_101": plain(components__0__weight="0.61"),
    "code_unknown": plain(components__0__code="APA"),
    "code_twice": plain(components=[{"code": "KINERJA", "weight": "0.5"}, {"code": "KINERJA", "weight": "0.5"}]),
    "code_missing": plain(components=[{"weight": "1"}]),
    "no_components": plain(components=None),
    "gap": plain(attendance__bands__1__from=35),
    "gap_at_start": plain(attendance__bands__0__from=5),
    "overlap": plain(attendance__bands__1__from=30),
    "not_open": plain(attendance__bands__3__to=500),
    "open_too_early": plain(attendance__bands__2__to=None),
    "reversed": plain(attendance__bands__1={"event": "LATE", "from": 31, "to": 31, "pct": "0.01", "code": "TL2"}),
    "falling": plain(attendance__bands__3__pct="0.001"),
    "band_event": plain(attendance__bands__0__event="ALPA"),
    "band_without_pct": plain(attendance__bands__0__pct=None),
    "rate_letters": plain(attendance__bands__0__pct="setengah"),
    "rate_percent": plain(attendance__bands__0__pct="5"),
    "rate_negative": plain(attendance__bands__0__pct="-0.1"),
    "rate_float": plain(attendance__bands__0__pct=0.005),
    "rate_bool": plain(attendance__bands__0__pct=True),
    "bands_not_list": plain(attendance__bands={"a": 1}),
    "band_not_object": plain(attendance__bands__0="TL1"),
    "minutes_fraction": plain(attendance__bands__0__to="30.5"),
    "minutes_zero": plain(attendance__bands__0__from=0),
    "unknown_key": plain(atendance={}),
    "unknown_inner_key": plain(attendance__bandz=[]),
    "unknown_aggregation": plain(attendance__aggregation="PER_JAM"),
    "accumulate_without_alpa": plain(attendance__aggregation="ACCUMULATE_TO_DAYS", attendance__alpa=None),
    "stand_event": plain(attendance__missing_in={"as": "ALPA", "minutes": 91}),
    "alpa_without_rate": plain(attendance__alpa={}),
    "drop_unknown": plain(attendance__exclusivity=[{"when": "ALPA", "drop": ["TELAT"]}]),
    "drop_not_list": plain(attendance__exclusivity=[{"when": "ALPA", "drop": "LATE"}]),
    "component_base_missing": plain(
        components=[{"code": "KINERJA", "weight": "1"}],
    ),
    "attendance_missing": plain(attendance=None),
    "performance_missing": plain(performance=None),
    "map_incomplete": plain(performance__map__KURANG=None),
    "map_unknown": plain(performance__map__CUKUP="0.7"),
    "map_rising": plain(performance__map__BUTUH_PERBAIKAN="1.1"),
    "map_deduct_falling": plain(performance__mapping_mode="DEDUCT_TOTAL"),
    "map_percent": plain(performance__map__SANGAT_BAIK="100"),
    "missing_value": plain(performance__missing={"policy": "SCORE"}),
    "missing_policy": plain(performance__missing={"policy": "TEBAK"}),
    "missing_share": plain(performance__missing={"policy": "SCORE", "value": "1.5"}),
    "reports_without_bands": plain(performance__source="DAILY_REPORT"),
    "reports_gap": plain(
        performance__source="DAILY_REPORT",
        performance__report_bands=[{"from": 0, "to": 2, "pct": "1"}, {"from": 3, "pct": "0.9"}],
    ),
    "reports_not_open": plain(
        performance__source="DAILY_REPORT", performance__report_bands=[{"from": 0, "to": 2, "pct": "1"}]
    ),
    "carry_months": plain(performance__carry_penalty__months=0),
    "base_mode": plain(base_amount__mode="TABEL"),
    "class_words": plain(base_amount__class_table={"delapan": "1"}),
    "amount_letters": plain(base_amount__class_table={"8": "dua juta"}),
    "index_missing": plain(base_amount__mode="BASIC_TIMES_INDEX"),
    "criteria_missing": plain(base_amount__mode="CRITERIA_SUM"),
    "criterion_unknown": general(base_amount__criteria__0__code="LAIN"),
    "criterion_twice": general(base_amount__criteria__1__code="BEBAN_KERJA"),
    "criterion_without_pct": general(base_amount__criteria__0__pct=None),
    "class_twice": general(base_amount__criteria__0__override__1__classes=[2, 3]),
    "classes_words": general(base_amount__criteria__0__override__1__classes=["dua"]),
    "condition_number": general(base_amount__criteria__1__when={"is_budget_user": 1}),
    "criterion_weights": general(base_amount__criteria__1__components=[{"code": "TETAP", "weight": "0.9"}]),
    "leave_unknown": plain(leave=[{"type": "LIBURAN", "deduct": "0"}]),
    "leave_twice": plain(leave=[{"type": "SAKIT|SAKIT", "deduct": "0"}]),
    "leave_steps_missing": plain(leave=[{"type": "SAKIT", "unit": "MONTH_STEP"}]),
    "leave_steps_falling": plain(leave=[{"type": "SAKIT", "unit": "MONTH_STEP", "steps": ["0.5", "0.4"]}]),
    "leave_steps_over": plain(leave=[{"type": "SAKIT", "unit": "MONTH_STEP", "steps": ["0.5", "1.4"]}]),
    "leave_steps_letters": plain(leave=[{"type": "SAKIT", "unit": "MONTH_STEP", "steps": ["a"]}]),
    "leave_mode": plain(leave_apply_mode="KADANG"),
    "leave_mode_nested": general(leave__apply_mode="KADANG"),
    "leave_not_list": plain(leave="SAKIT"),
    "sanction_unknown": plain(discipline_sanction=[{"codes": ["TEGUR"], "pct": "0.1"}]),
    "sanction_nameless": plain(discipline_sanction=[{"pct": "0.1"}]),
    "sanction_months": plain(discipline_sanction=[{"ids": [1, 2], "pct": "0.1", "months": [1]}]),
    "sanction_months_zero": plain(discipline_sanction=[{"ids": [1], "pct": "0.1", "months": 0}]),
    "sanction_months_fraction": plain(discipline_sanction=[{"ids": [1], "pct": "0.1", "months": "1.5"}]),
    "status_unknown": plain(status_multiplier={"HONORER": "0.5"}),
    "status_over": plain(status_multiplier={"CPNS": "80"}),
    "acting_kind": plain(acting__kinds=["PJS"]),
    "acting_below": plain(acting__one_below="SEMUA"),
    "profession": plain(profession_allowance="PENUH"),
    "bpjs_without_cap": general(deductions__bpjs_kes__cap=None),
    "tax_method": general(deductions__pph21__method="TEBAK"),
    "tax_rates": general(deductions__pph21__rates={"I": "0"}),
    "ter_missing": general(deductions__pph21={"method": "TER"}),
    "ter_gap": general(
        deductions__pph21={
            "method": "TER",
            "ter": {"A": [{"from": 0, "to": 10, "pct": 0}, {"from": 11, "pct": "0.1"}]},
        }
    ),
    "ter_not_open": general(deductions__pph21={"method": "TER", "ter": {"A": [{"from": 0, "to": 10, "pct": 0}]}}),
    "ter_empty": general(deductions__pph21={"method": "TER", "ter": {"A": []}}),
    "rounding_unit": plain(rounding={"unit": 7}),
    "rounding_mode": plain(rounding={"unit": 1, "mode": "KE_ATAS"}),
    "rounding_when": plain(rounding={"unit": 1, "when": "TIAP_BARIS"}),
    "cycle": plain(cycle="TAHUNAN"),
    "valid_reversed": plain(valid={"from": "2026-02-01", "to": "2026-01-01"}),
    "valid_without_from": plain(valid={"to": "2026-01-01"}),
    "valid_word": plain(valid={"from": "kapan saja"}),
    "valid_missing": plain(valid=None),
    "code_number": plain(code=5),
    "flag_word": plain(confirmed="ya"),
    "cap_over": plain(attendance__cap="100"),
}


class TestMistakes:
    def test_each_is_named_in_plain_words(self) -> None:
        check("scheme_mistakes", {key: lambda d=document: parse_scheme(d) for key, document in MISTAKES.items()})

    @pytest.mark.parametrize("key", sorted(MISTAKES))
    def test_none_gets_through(self, key: str) -> None:
        with pytest.raises(SchemeError):
            parse_scheme(MISTAKES[key])

    @pytest.mark.parametrize("document", [None, [], "skema", 5])
    def test_what_is_no_document(self, document: Any) -> None:
        assert ("", "BUKAN_OBJEK") in problems(document)

    def test_several_mistakes_come_together(self) -> None:
        found = problems(plain(components__0__weight="0.5", cycle="X"))

        assert ("components", "BOBOT_TIDAK_SATU") in found
        assert ("cycle", "KODE_TIDAK_DIKENAL") in found

    def test_a_draft_may_lack_its_head(self) -> None:
        document = plain(code=None, legal_basis=None, valid=None, base_amount=None)

        assert problems(document, draft=True) == []
        assert {field for field, _ in problems(document)} == {"code", "legal_basis", "valid", "base_amount"}

    def test_rows_for_a_screen(self) -> None:
        found, _ = examine(plain(cycle="X"))

        assert problem_rows(found) == [
            {"field": "cycle", "code": "KODE_TIDAK_DIKENAL", "message": "pilihan: MONTHLY, QUARTERLY"}
        ]

"""Insurance, tax and rounding of the allowance engine."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from ekinerja.regulation.lawbook import load
from ekinerja.rules.allowance.case import SanctionServed
from ekinerja.rules.allowance.sheet import Column, pay_sheet
from ekinerja.rules.rating import Rating
from tests.unit.rules.golden import check
from tests.unit.rules.schemes import general, plain
from tests.unit.rules.test_allowance import explained


class TestDeductions:
    def test_words(self) -> None:
        def take(salary: int | None, amount: int = 1000000, rank: str | None = "III/b", **changes: Any) -> Any:
            document = plain(deductions=general(**changes)["deductions"])
            base = None if salary is None else Decimal(salary)
            return explained(document, amount=Decimal(amount), salary_base=base, rank=rank)

        shown = {"deductions__bpjs_kes__employer_in_gross": True}
        ter = {
            "deductions__pph21": {
                "method": "TER",
                "ter": {"A": [{"from": 0, "to": 5400000, "pct": 0}, {"from": 5400000, "pct": "0.0025"}]},
            }
        }

        def effective(income: int | None, category: str | None = "A") -> Any:
            document = plain(deductions=general(**ter)["deductions"] | {"bpjs_kes": None})
            return explained(document, other_income=None if income is None else Decimal(income), ter_category=category)

        check(
            "pay_deductions",
            {
                "under_cap": lambda: take(4000000),
                "crosses_cap": lambda: take(11500000),
                "at_cap": lambda: take(11000000),
                "salary_over_cap": lambda: take(13000000),
                "salary_missing": lambda: take(None),
                "salary_ignored": lambda: take(None, deductions__bpjs_kes__base_includes_salary=False),
                "employer_shown": lambda: take(4000000, **shown),
                "rank_I": lambda: take(4000000, rank="I/a"),
                "rank_IV": lambda: take(4000000, rank="IV/e"),
                "rank_missing": lambda: take(4000000, rank=None),
                "rank_unknown": lambda: take(4000000, rank="V"),
                "on_gross": lambda: take(4000000, deductions__pph21__on="GROSS"),
                "no_tax": lambda: take(4000000, deductions__pph21={"method": "NONE"}),
                "borne": lambda: take(4000000, deductions__pph21={"method": "BORNE_BY_GOV"}),
                "zero": lambda: take(4000000, amount=0),
                "ter_under": lambda: effective(4399999),
                "ter_edge": lambda: effective(4400000),
                "ter_income_missing": lambda: effective(None),
                "ter_category_missing": lambda: effective(1, None),
                "ter_category_unknown": lambda: effective(1, "Z"),
                "ter_two_categories": lambda: explained(
                    plain(
                        deductions={
                            "pph21": {
                                "method": "TER",
                                "ter": {"A": [{"from": 0, "pct": 0}], "B": [{"from": 0, "pct": "0.1"}]},
                            }
                        }
                    ),
                    other_income=Decimal(1),
                    ter_category="C",
                ),
            },
        )

    @pytest.mark.parametrize(
        ("unit", "mode", "wanted"),
        [
            ("1", "HALF_UP", "1000001"),
            ("1", "DOWN", "1000000"),
            ("100", "UP", "1000100"),
            ("0.01", "HALF_UP", "1000000.50"),
        ],
    )
    def test_rounds_once_at_the_end(self, unit: str, mode: str, wanted: str) -> None:
        document = plain(rounding={"unit": unit, "mode": mode})

        found = explained(document, amount=Decimal("1000000.5"))

        assert found.net == Decimal(wanted)
        check(
            f"pay_rounding_{unit.replace('.', '')}_{mode}",
            {"case": lambda: explained(document, amount=Decimal("1000000.5"))},
        )


class TestPaySheet:
    def test_columns_of_deli_serdang(self) -> None:
        columns = [
            Column(
                row["number"],
                row["name"],
                row.get("source"),
                tuple(row.get("plus", ())),
                tuple(row.get("minus", ())),
            )
            for row in load().layout("deli-serdang")["columns"]
        ]
        shown = general(deductions__bpjs_kes__employer_in_gross=True)["deductions"]

        def sheet(document: dict[str, Any], **changes: Any) -> Any:
            known: dict[str, Any] = {"salary_base": Decimal(4000000), "rank": "III/b"}
            found = explained(document, **(known | changes))
            sheet = pay_sheet(columns=columns, result=found, texts={"NAMA": "Siti", "KELAS": "8"})
            assert sheet[18] == found.net
            return sheet

        full = plain(deductions=shown, rounding={"unit": 1})
        served = (SanctionServed("23"), SanctionServed("TEGURAN_LISAN"))
        check(
            "pay_sheet",
            {
                "everything": lambda: sheet(
                    full, amount=Decimal("5000000.55"), sanctions=served, correction=Decimal(-100000)
                ),
                "correction_paid": lambda: sheet(full, correction=Decimal(70000)),
                "nothing_due": lambda: sheet(full, amount=Decimal(0)),
                "no_deductions": lambda: sheet(plain()),
                "third": lambda: sheet(plain(), amount=Decimal(3), rating=Rating.KURANG),
            },
        )

    def test_a_column_may_be_missing(self) -> None:
        found = explained()

        sums = pay_sheet(columns=[Column(2, "Jumlah", None, (1, 9), (8,))], result=found, texts={})

        assert sums == {2: Decimal(0)}

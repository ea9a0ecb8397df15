"""Numbers as people write them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from ekinerja.web.numbers import angka_ringkas, parse_number, write_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        ("61,95", "61.95"),
        ("61.95", "61.95"),
        ("1.200", "1200"),
        ("1.200.000,5", "1200000.5"),
        (" 3 000 ", "3000"),
        ("-2,5", "-2.5"),
    ],
)
def test_reads(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["dua puluh", "1,2,3", "12 orang", "", "Infinity", "NaN", "9" * 20])
def test_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        parse_number(text)


def test_writes_back_what_it_reads() -> None:
    assert write_number(Decimal("90.5000")) == "90,5"
    assert write_number(Decimal("120.0000")) == "120"
    assert write_number(None) == ""
    assert angka_ringkas(Decimal("1200.0000")) == "1.200"
    assert angka_ringkas(Decimal("61.9500")) == "61,95"

"""A yearly target in parts: what they make, and how they are spread."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekinerja.planning.data import Accumulation
from ekinerja.planning.selectors import target_parts

TARGETS = st.decimals(min_value=0, max_value=10**12, places=2)
COUNTS = st.integers(min_value=1, max_value=12)
WAYS = st.sampled_from(list(Accumulation))


class TestSpread:
    @given(target=TARGETS, count=COUNTS, way=WAYS)
    def test_always_makes_the_target(self, target, count, way):
        parts = target_parts.spread(target=target, numbers=range(1, count + 1), accumulation=way)

        assert len(parts) == count
        assert target_parts.difference(parts=parts, accumulation=way, target=target) == 0

    @given(target=TARGETS, count=COUNTS)
    def test_a_last_value_never_falls(self, target, count):
        parts = target_parts.spread(target=target, numbers=range(1, count + 1), accumulation=Accumulation.LAST)

        assert list(parts.values()) == sorted(parts.values())

    def test_the_rest_goes_to_the_last(self):
        parts = target_parts.spread(target=Decimal(125), numbers=range(2, 14), accumulation=Accumulation.SUM)

        assert parts[2] == 10
        assert parts[13] == 15

    def test_nothing_for_no_periods(self):
        assert target_parts.spread(target=Decimal(5), numbers=(), accumulation=Accumulation.SUM) == {}


class TestToldBy:
    @pytest.mark.parametrize(("way", "told"), [("JUMLAH", "60"), ("NILAI_AKHIR", "30"), ("RATA_RATA", "20")])
    def test_depends_on_the_kind(self, way, told):
        parts = {1: Decimal(10), 3: Decimal(30), 2: Decimal(20)}

        assert target_parts.told_by(parts=parts, accumulation=way) == Decimal(told)

    def test_says_by_how_much_it_misses(self):
        parts = {1: Decimal(10), 2: Decimal(20)}

        assert target_parts.difference(parts=parts, accumulation="JUMLAH", target=Decimal(40)) == -10
        assert target_parts.difference(parts=parts, accumulation="JUMLAH", target=None) is None
        assert target_parts.difference(parts={}, accumulation="JUMLAH", target=Decimal(40)) is None

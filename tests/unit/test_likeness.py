"""Which outcome of the superior somebody's words mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekinerja.planning.selectors import likeness

CHOICES = {
    "a": "Meningkatnya mutu pelayanan kesehatan dasar",
    "b": "Tersusunnya laporan keuangan tepat waktu",
    "c": "Menurunnya angka kematian ibu",
}


class TestBestOf:
    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("Terlayaninya pasien dengan layanan kesehatan bermutu", "a"),
            ("laporan keuangan yang tepat", "b"),
            ("Kematian ibu melahirkan menurun", "c"),
        ],
    )
    def test_finds_what_is_meant(self, text, key):
        assert likeness.best_of(text, CHOICES)[0][0] == key

    @pytest.mark.parametrize("text", ["", "dan yang untuk", "Meningkatnya", "Terpeliharanya kendaraan dinas"])
    def test_common_or_strange_words_find_nothing(self, text):
        assert likeness.best_of(text, CHOICES) == []

    def test_the_same_words_are_most_alike(self):
        assert likeness.best_of(CHOICES["b"], CHOICES)[0][1].score == 1


class TestAlike:
    @given(one=st.text(max_size=80), other=st.text(max_size=80))
    def test_is_the_same_both_ways_and_between_0_and_1(self, one, other):
        there = likeness.alike(likeness.words_of(one), likeness.words_of(other))
        back = likeness.alike(likeness.words_of(other), likeness.words_of(one))

        assert there == back
        assert 0 <= there.score <= 1

    @given(text=st.text(max_size=80))
    def test_capitals_do_not_matter(self, text):
        assert likeness.words_of(text.lower()) == likeness.words_of(text.lower().casefold())

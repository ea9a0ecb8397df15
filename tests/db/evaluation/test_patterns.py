"""The pattern of ratings that follows from what a unit achieved."""

from __future__ import annotations

import pytest

from ekinerja.evaluation.selectors.patterns import pattern_of
from ekinerja.rules.rating import OrganisationLevel


class TestPattern:
    @pytest.mark.parametrize("level", list(OrganisationLevel))
    def test_gives_every_person_a_place_and_names_its_article(self, level: OrganisationLevel) -> None:
        pattern = pattern_of(level=level.value, people=200)

        assert sum(count for _rating, count in pattern.persons) == 200
        assert pattern.persons[0][0] == "SANGAT_BAIK"
        assert all("SE MenPANRB 3/2023" in step.citation for step in pattern.steps)
        assert len(pattern.steps) == len(pattern.limits) + 2

    def test_of_a_good_unit_keeps_the_share_of_good_within_seventy_percent(self) -> None:
        pattern = pattern_of(level="BAIK", people=200)

        assert "Baik: paling banyak 140 orang" in pattern.limits
        assert max(pattern.persons, key=lambda pair: pair[1])[0] == "BAIK"

    def test_of_a_small_unit_gives_limits_only(self) -> None:
        pattern = pattern_of(level="BAIK", people=3)

        assert pattern.persons == ()
        assert "Baik: paling banyak 2 orang" in pattern.limits

    def test_of_an_empty_unit_asks_for_nobody(self) -> None:
        assert pattern_of(level="ISTIMEWA", people=0).persons == ()

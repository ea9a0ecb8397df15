"""What the demo writes: always the same, in the words of the forms."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from ekinerja.commands.demo_data import agencies, phrases, seeds
from ekinerja.planning.data import Aspect, BehaviourValue, Perspective, codes_of

AT = datetime(2026, 1, 5, 2, tzinfo=UTC)
KNOWN = {*codes_of(Aspect), *codes_of(Perspective)}


class TestSeeds:
    def test_the_same_word_gives_the_same_number(self):
        assert seeds.number("skp", "1980") == seeds.number("skp", "1980") != seeds.number("skp", "1981")

    def test_ids_are_version_seven_and_ordered_by_time(self):
        early, late = seeds.uuid7(AT, "a"), seeds.uuid7(AT.replace(year=2027), "a")

        assert early.version == 7
        assert early < late

    def test_shares_are_spread_evenly(self):
        found = [seeds.weighted((("a", 0.7), ("b", 0.3)), number) for number in range(5_000)]

        assert found.count("a") / len(found) == pytest.approx(0.7, abs=0.03)


class TestPhrases:
    def test_every_indicator_has_an_aspect_of_the_forms_and_a_target(self):
        for family in phrases.content()["families"]:
            for outcome in phrases.outcomes_for(f"{family['posts'][0]}"):
                for indicator in outcome.indicators:
                    assert indicator.aspect in KNOWN, indicator
                    assert isinstance(indicator.target, Decimal)

    def test_every_post_finds_its_family(self):
        assert phrases.outcomes_for("Jabatan yang belum dikenal")
        assert phrases.outcomes_for("Kepala Dinas Sosial") != phrases.outcomes_for("Guru Ahli Muda")
        assert phrases.outcomes_for("Inspektur Pembantu I") != phrases.outcomes_for("Inspektur")

    def test_expectations_are_on_the_seven_values(self):
        assert set(phrases.content()["expectations"]) == set(codes_of(BehaviourValue))

    def test_evidence_is_at_complete_addresses(self):
        assert all(url.startswith("https://") for _, url in phrases.content()["evidence"])


class TestSmallAgency:
    def test_shares_no_person_and_no_unit_with_the_main_one(self):
        units, persons = agencies.read("ref-unor.csv"), agencies.read("data-utama.csv")

        small_units, small_persons = agencies.shrink(units, persons)

        for whole, small, column in ((units, small_units, 0), (persons, small_persons, 0), (persons, small_persons, 1)):
            keys = {row.split(",")[column] for row in small.splitlines()[1:]}
            assert keys
            assert not keys & {row.split(",")[column] for row in whole.splitlines()[1:]}

"""What changed between two contents of a plan."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ekinerja.planning.selectors import differences
from ekinerja.planning.selectors.differences import ChangeKind

TEXTS = st.text(max_size=60)
IDS = st.sampled_from("abcdef")


def indicator(key: str, text: str, target: str | None = "12.0000", **more: Any) -> dict[str, Any]:
    return {"id": key, "number": 1, "text": text, "aspect": "KUANTITAS", "target_number": target, **more}


def outcome(key: str, text: str, *indicators: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": key, "number": 1, "kind": "UTAMA", "text": text, "indicators": list(indicators), **more}


def content(*outcomes: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"approach": "KUANTITATIF", "outcomes": list(outcomes), "expectations": {}, "notes": {}, **more}


CONTENTS = st.builds(
    lambda rows, notes, said: content(
        *(outcome(key, text or "-") for key, text in rows.items()), notes={"KONSEKUENSI": notes}, expectations=said
    ),
    st.dictionaries(IDS, TEXTS, max_size=4),
    st.lists(TEXTS.filter(bool), max_size=5),
    st.dictionaries(st.sampled_from(["LOYAL", "ADAPTIF"]), TEXTS.filter(bool)),
)


class TestWords:
    @given(before=TEXTS, after=TEXTS)
    def test_lose_nothing_of_either_text(self, before, after):
        rows = differences.words(before, after)

        assert "".join(row.text for row in rows if row.kind != ChangeKind.ADDED) == before
        assert "".join(row.text for row in rows if row.kind != ChangeKind.REMOVED) == after

    def test_mark_the_words_that_came_and_went(self):
        rows = differences.words("Terlayaninya 100 pasien", "Terlayaninya 120 pasien")

        assert [(row.kind, row.text) for row in rows] == [
            ("TETAP", "Terlayaninya "),
            ("DIHAPUS", "100"),
            ("DITAMBAH", "120"),
            ("TETAP", " pasien"),
        ]


class TestCompare:
    @given(same=CONTENTS)
    def test_equal_contents_differ_in_nothing(self, same):
        assert differences.compare(same, same).count == 0

    @given(before=CONTENTS, after=CONTENTS)
    def test_there_and_back_differ_in_as_many_outcomes(self, before, after):
        there, back = differences.compare(before, after), differences.compare(after, before)

        assert len(there.outcomes) == len(back.outcomes)
        assert len(there.expectations) == len(back.expectations)
        came = {row.title for row in there.outcomes if row.kind == ChangeKind.ADDED}
        assert came == {row.title for row in back.outcomes if row.kind == ChangeKind.REMOVED}

    def test_recognises_outcomes_and_indicators_by_id(self):
        before = content(outcome("a", "Sehat", indicator("i", "Jumlah")), outcome("b", "Lama"))
        after = content(outcome("a", "Sehat", indicator("i", "Jumlah", "15.0000")), outcome("c", "Baru"))

        rows = differences.compare(before, after).outcomes

        assert [(row.kind, row.title) for row in rows] == [
            ("DIUBAH", "Sehat"),
            ("DITAMBAH", "Baru"),
            ("DIHAPUS", "Lama"),
        ]
        field = rows[0].items[0].fields[0]
        assert (field.name, field.before, field.after) == ("target", "12", "15")

    def test_a_number_stored_with_other_zeros_is_the_same(self):
        before = content(outcome("a", "Sehat", indicator("i", "Jumlah", "12")))
        after = content(outcome("a", "Sehat", indicator("i", "Jumlah", "12.0000", accumulation="JUMLAH", parts={})))

        assert differences.compare(before, after).count == 0

    def test_tells_the_parts_of_the_year(self):
        before = content(outcome("a", "Sehat", indicator("i", "Jumlah", parts={"1": "6", "10": "6"})))
        after = content(outcome("a", "Sehat", indicator("i", "Jumlah", parts={"1": "5", "10": "1000.5"})))

        field = differences.compare(before, after).outcomes[0].items[0].fields[0]

        assert (field.name, field.before, field.after) == ("parts", "1: 6; 10: 6", "1: 5; 10: 1.000,5")

    def test_compares_annex_lists_by_their_lines(self):
        before = content(notes={"KONSEKUENSI": ["Penghargaan", "Teguran"]})
        after = content(notes={"KONSEKUENSI": ["Penghargaan", "Teguran lisan", "Pembinaan"]})

        rows = differences.compare(before, after).notes

        assert [(row.kind, row.title) for row in rows] == [("DIUBAH", "Teguran lisan"), ("DITAMBAH", "Pembinaan")]

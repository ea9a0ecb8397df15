"""Each English identifier of a statutory term is bound to it, one to one."""

from __future__ import annotations

from collections import defaultdict

from tests.architecture import glossary
from tests.architecture.glossary import Entry, normal
from tests.architecture.sources import assert_none, parse


def unbound(classes: list[tuple[str, str, str]], listed: list[Entry]) -> list[str]:
    """Classes whose statutory term is not in the glossary under their name."""
    bound = {(entry.english, entry.key) for entry in listed}
    return [
        f"{where}: {name}: add `- english: {name}` / `statutory: {' '.join(term.split())}` to docs/glossary"
        for name, term, where in classes
        if (name, normal(term)) not in bound
    ]


def doubles(listed: list[Entry]) -> list[str]:
    """Terms that are bound twice, in either direction."""
    english: dict[str, list[Entry]] = defaultdict(list)
    statutory: dict[str, list[Entry]] = defaultdict(list)
    for entry in listed:
        english[entry.english].append(entry)
        statutory[entry.key].append(entry)
    found = []
    for word, bound in english.items():
        if len(bound) > 1:
            terms = " and ".join(entry.statutory for entry in bound)
            found.append(f"{bound[1].where}: {word} stands for {terms}; rename one class or drop one entry")
    for bound in statutory.values():
        if len(bound) > 1:
            words = " and ".join(entry.english for entry in bound)
            found.append(f"{bound[1].where}: {bound[0].statutory} has two words, {words}; keep one")
    return found


def test_every_statutory_term_is_in_the_glossary() -> None:
    assert_none(unbound(glossary.all_terms(), glossary.entries()))


def test_terms_are_bound_one_to_one() -> None:
    assert_none(doubles(glossary.entries()))


def test_the_page_is_up_to_date() -> None:
    there = glossary.PAGE.read_text(encoding="utf-8") if glossary.PAGE.exists() else ""
    assert there == glossary.page(glossary.entries()), "run `python -m tests.architecture.glossary`"


def test_planted_violations_are_found() -> None:
    plan = Entry("Plan", "SKP", "", (), "x.yaml:entry 1")
    assert unbound([("Plan", "rencana", "a.py:1")], [plan])
    assert not unbound([("Plan", "skp", "a.py:1")], [plan])
    assert doubles([plan, Entry("Plan", "lain", "", (), "x.yaml:entry 2")])
    assert doubles([plan, Entry("Target", "skp", "", (), "x.yaml:entry 2")])
    assert not doubles([plan])


def test_terms_are_read_from_docstrings() -> None:
    text = 'class Outcome:\n    """Statutory term: rencana hasil\n    kerja. One row."""\n'
    assert glossary.terms(parse(text)) == [("Outcome", "rencana hasil\nkerja", 1)]

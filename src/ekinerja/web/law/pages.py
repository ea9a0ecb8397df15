"""What the pages about computing show: every example computed now, and the register with its values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ekinerja.kernel.errors import NotFound
from ekinerja.regulation import public as regulation
from ekinerja.web.law import words


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step: what was done, from what, at which rate, what came out, and the article."""

    label: str
    base: str
    rate: str
    amount: str
    article: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class ExamplePage:
    """A worked example in words, computed when the page is asked for."""

    slug: str
    number: str
    title: str
    topic: str
    topic_label: str
    source: str
    inputs: tuple[tuple[str, str], ...]
    results: tuple[tuple[str, str], ...]
    checks: tuple[tuple[str, str, str, bool], ...]
    steps: tuple[StepRow, ...]
    agrees: bool
    confirmed: bool


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One dated value of the law."""

    term: str
    unit: str
    since: Any
    lines: tuple[tuple[str, str], ...]
    article: str
    confirmed: bool
    source: str


def examples(*, topic: str = "", search: str = "") -> list[ExamplePage]:
    """Return the examples of a topic that contain every word of the search, in the order of the files."""
    chosen = (item for item in regulation.load_examples() if not topic or words.topic_of(item.kind) == topic)
    found = [_example(regulation.work(item)) for item in chosen]
    wanted = search.casefold().split()
    return [page for page in found if all(word in _text(page) for word in wanted)]


def example(slug: str) -> ExamplePage:
    """
    Return one example by its address.

    :raises NotFound: if there is none
    """
    for item in regulation.load_examples():
        if item.id.lower() == slug.lower():
            return _example(regulation.work(item))
    raise NotFound("Contoh hitungan ini tidak ada. Buka daftar contoh dan pilih salah satunya.")


def regulations(*, search: str = "") -> list[Any]:
    """Return the registered regulations whose name contains the search, by short name."""
    wanted = search.casefold().split()
    found = regulation.lawbook().register.values()
    named = (item for item in found if all(word in f"{item.short} {item.title}".casefold() for word in wanted))
    return sorted(named, key=lambda item: item.short)


def values(*, search: str = "") -> list[ValueRow]:
    """Return every dated value of the law whose name or article contains the search."""
    book, wanted = regulation.lawbook(), search.casefold().split()
    parameters = (book.parameter(key) for key in book.parameter_keys())
    rows = (_value(parameter, dated) for parameter in parameters for dated in reversed(parameter.values))
    return [row for row in rows if all(word in f"{row.term} {row.article}".casefold() for word in wanted)]


def _value(parameter: Any, dated: Any) -> ValueRow:
    lines = tuple(words.lines(words.data(dated.value)))
    cite = dated.citation
    found = regulation.lawbook().register.get(cite.regulation)
    address = (found.source if found else None) or ""
    return ValueRow(parameter.term, parameter.unit, dated.since, lines, str(cite), bool(cite.confirmed), address)


def _example(worked: regulation.Worked) -> ExamplePage:
    item = worked.example
    topic = words.topic_of(item.kind)
    inputs = tuple(words.lines(item.input))
    return ExamplePage(
        slug=item.id.lower(),
        number=item.id,
        title=item.title or "; ".join(f"{name}: {text}" for name, text in inputs[:3]),
        topic=topic,
        topic_label=str(words.TOPICS[topic]),
        source=item.source,
        inputs=inputs,
        results=tuple(words.lines(worked.answer)),
        checks=tuple(
            (
                words.path_words(check.path),
                _shown(check.wanted, check.path),
                _shown(check.found, check.path),
                check.agrees,
            )
            for check in worked.checks
        ),
        steps=tuple(_steps(worked.steps)),
        agrees=worked.agrees,
        confirmed=worked.confirmed,
    )


def _shown(found: Any, path: str) -> str:
    key = path.rsplit(".", 1)[-1]
    return "; ".join(text for _name, text in words.lines(found, key=key))


def _steps(steps: Iterable[dict[str, Any]]) -> Iterable[StepRow]:
    for step in steps:
        if "tarif" in step:
            base, rate, amount = words.value(step["dasar"], "dasar"), step["tarif"], step["jumlah"]
            rate, amount = words.value(rate), words.value(amount, "jumlah")
        else:
            base = "; ".join(f"{name}: {words.value(value)}" for name, value in step["nilai"].items())
            rate, amount = "", words.value(step["hasil"])
        confirmed = bool(step.get("terkonfirmasi", True))
        yield StepRow(step["uraian"], base, rate, amount, step["pasal"] or "", confirmed)


def _text(page: ExamplePage) -> str:
    parts = [page.number, page.title, page.topic_label, page.source]
    parts += [f"{name} {text}" for name, text in (*page.inputs, *page.results)]
    parts += [f"{step.label} {step.article}" for step in page.steps]
    return " ".join(parts).casefold()

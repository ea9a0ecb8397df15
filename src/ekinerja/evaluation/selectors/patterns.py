"""How ratings should spread in a unit with a given achievement, in whole persons, with the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ekinerja.evaluation.data import ExplainedStep
from ekinerja.regulation import public as regulation
from ekinerja.rules.distribution import ORDER, Bound, LimitKind, bounds_for, curve
from ekinerja.rules.rating import LABELS, OrganisationLevel


@dataclass(frozen=True)
class Pattern:
    """
    Statutory term: pola distribusi predikat. What follows from a unit's achievement (SE MenPANRB 3/2023).

    ``persons`` pairs each predicate, best first, with its share of the unit's people on the official curve;
    empty for a small unit, where whole persons cannot follow it.
    ``is_confirmed`` is false while the limits have not been read in the official text.
    """

    level: str
    people: int
    persons: tuple[tuple[str, int], ...]
    limits: tuple[str, ...]
    steps: tuple[ExplainedStep, ...]
    is_confirmed: bool


def pattern_of(*, level: str, people: int) -> Pattern:
    """Return the pattern of a level for a unit of so many people."""
    known = OrganisationLevel(level)
    rules = regulation.lawbook().distribution()
    bounds = bounds_for(level=known, total=people, rules=rules)
    article = str(rules.citation)
    steps = [ExplainedStep(_("Capaian unit"), LABELS[level], _("%(n)s pegawai") % {"n": people}, article)]
    steps += [ExplainedStep(_names(bound), _limit(bound), _share(bound, people), article) for bound in bounds]
    persons: tuple[tuple[str, int], ...] = ()
    if people > rules.small_unit:
        persons = _best_first(curve(level=known, rules=rules, total=people))
        weights = _spread(_best_first(curve(level=known, rules=rules)))
        steps.append(ExplainedStep(_("Kurva resmi, dibagi ke orang utuh"), _spread(persons), weights, article))
    limits = tuple(f"{_names(bound)}: {_limit(bound)}" for bound in bounds)
    return Pattern(level, people, persons, limits, tuple(steps), rules.citation.confirmed)


def _best_first(counts: Sequence[int]) -> tuple[tuple[str, int], ...]:
    return tuple((rating.value, count) for rating, count in reversed(list(zip(ORDER, counts, strict=True))))


def _names(bound: Bound) -> str:
    return _(" atau ").join(LABELS[rating.value] for rating in bound.ratings)


def _limit(bound: Bound) -> str:
    if bound.kind is LimitKind.LARGEST:
        return _("kelompok terbesar")
    if bound.kind is LimitKind.PRESENT:
        return _("harus ada")
    if bound.kind is LimitKind.MAX:
        return _("paling banyak %(n)s orang") % {"n": bound.most}
    return _("paling sedikit %(n)s orang") % {"n": bound.least}


def _share(bound: Bound, people: int) -> str:
    if bound.kind in (LimitKind.LARGEST, LimitKind.PRESENT):
        return ""
    percent = f"{(bound.share * 100).normalize():f}%"
    return _("%(percent)s dari %(n)s pegawai") % {"percent": percent, "n": people}


def _spread(persons: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{count} {LABELS[rating]}" for rating, count in persons if count)

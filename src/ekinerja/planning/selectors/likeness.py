"""
How alike two texts are by the words they share; pure.

Indonesian words are compared without the commonest prefixes and endings, so that “pelayanan” meets “terlayaninya”.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K")

WORD = re.compile(r"[^\W\d_]{3,}")
COMMON = frozenset(
    {
        "dan",
        "yang",
        "dengan",
        "untuk",
        "pada",
        "dari",
        "oleh",
        "dalam",
        "atas",
        "serta",
        "sesuai",
        "secara",
        "terhadap",
        "melalui",
        "agar",
        "para",
        "kepada",
        "sebagai",
        "tahun",
        "kabupaten",
        "daerah",
        "meningkat",
        "tersusun",
        "terlaksana",
        "tersedia",
        "terwujud",
        "tingkat",
        "laksana",
        "susun",
        "sedia",
        "wujud",
    }
)
PREFIXES = (
    "menge",
    "meng",
    "meny",
    "men",
    "mem",
    "peng",
    "peny",
    "pen",
    "pem",
    "per",
    "ter",
    "ber",
    "me",
    "pe",
    "di",
    "ke",
    "se",
)
ENDINGS = ("annya", "kannya", "inya", "nya", "kan", "an", "i")
SHORTEST = 4
ENOUGH = 0.34
NEARLY = 0.7


@dataclass(frozen=True)
class Likeness:
    """
    How alike two texts are, from 0 to 1, with the words they share.

    ``overlap`` is the shared part of all words of both, which tells equally alike ones apart.
    """

    score: float
    shared: frozenset[str]
    overlap: float = 0.0


def bare(text: str) -> str:
    """Return words for comparing: without capitals and superfluous spaces."""
    return " ".join(text.casefold().split())


def words_of(text: str) -> frozenset[str]:
    """Return the telling words of a text, reduced to their stems."""
    stems = (stem(word) for word in WORD.findall(text.casefold()))
    return frozenset(word for word in stems if word not in DULL)


def stem(word: str) -> str:
    """Return a word without one prefix and one ending, as long as something remains."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            word = word[: -len(ending)]
            break
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST - 1:
            return word[len(prefix) :]
    return word


def alike(one: frozenset[str], other: frozenset[str]) -> Likeness:
    """Return how alike two sets of words are: shared words against the smaller set, dampened for short ones."""
    shared = one & other
    if not shared:
        return Likeness(0.0, shared)
    smaller = min(len(one), len(other))
    score = len(shared) / max(smaller, 2)
    return Likeness(score, shared, len(shared) / len(one | other))


def best_of(text: str, choices: Mapping[K, str], *, most: int = 3) -> Sequence[tuple[K, Likeness]]:
    """Return the choices that are alike enough, most alike first; equal ones in the order given."""
    mine = words_of(text)
    found = [(key, alike(mine, words_of(words))) for key, words in choices.items()]
    good = [(key, likeness) for key, likeness in found if likeness.score >= ENOUGH]
    good.sort(key=lambda item: (-item[1].score, -item[1].overlap))
    return [item for item in good[:most] if item[1].overlap >= good[0][1].overlap * NEARLY]


DULL = COMMON | {stem(word) for word in COMMON}

"""Reduce names to how they sound, so that Mohamad finds Muhammad."""

from __future__ import annotations

import re
import unicodedata

TITLES = frozenset({"dr", "drs", "dra", "drg", "ir", "h", "hj", "prof", "ns", "apt"})
MUHAMMAD = frozenset(
    {"m", "md", "moh", "mohd", "muh", "muhd", "moch", "much", "mohamad", "mochamad", "muchamad", "muhamad", "mohamed"}
)
SKELETON_LETTERS = 3
# Old spelling, then sounds that names write in several ways; applied in this order.
SOUNDS = (
    ("oe", "u"),
    ("oo", "u"),
    ("dj", "j"),
    ("tj", "c"),
    ("nj", "ni"),
    ("sj", "s"),
    ("sy", "s"),
    ("sh", "s"),
    ("kh", "k"),
    ("ch", "h"),
    ("ph", "f"),
    ("q", "k"),
    ("v", "f"),
    ("z", "s"),
    ("x", "ks"),
    ("ae", "ai"),
    ("y", "i"),
)
_AFTER_CONSONANT = re.compile(r"(?<=[bdgjkt])h")
_OLD_Y = re.compile(r"(?<=[aeiouh])j(?=[aeiou])")
_DOUBLE = re.compile(r"(.)\1+")
_NOT_LETTER = re.compile(r"[^a-z0-9]+")


def words_of(text: str) -> list[str]:
    """Return the words in plain lower-case letters: ``Al-Habsyi`` becomes ``al``, ``habsyi``."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("'", "").replace("’", "").replace("`", ""))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [word for word in _NOT_LETTER.split(plain) if word]


def fold(word: str) -> str:
    """Return how a plain word sounds."""
    if _DOUBLE.sub(r"\1", word) in MUHAMMAD:
        return "muhamad"
    for written, sound in SOUNDS:
        word = word.replace(written, sound)
    word = _DOUBLE.sub(r"\1", _AFTER_CONSONANT.sub("", _OLD_Y.sub("i", word)))
    return word[:-1] if len(word) > 3 and word.endswith("h") else word


def skeleton(folded: str) -> str:
    """Return the consonants of a folded word, which survive most slips of the pen."""
    return folded[:1] + re.sub(r"[aeiou]", "", folded[1:])


def name_words(name: str) -> list[tuple[str, str]]:
    """Return what is kept of a name for search: each folded word with its skeleton, once."""
    return sorted({(folded, skeleton(folded)) for folded in map(fold, words_of(name)) if folded})


def query_words(text: str) -> list[tuple[str, str]]:
    """Return the folded beginnings a searched name must have, each with a skeleton as a second chance (or none)."""
    words = words_of(text)
    words = [word for word in words if word not in TITLES] or words
    found = []
    for folded in dict.fromkeys(map(fold, words)):
        bones = skeleton(folded)
        found.append((folded, bones if len(bones) >= SKELETON_LETTERS else ""))
    return found


def sort_key(name: str) -> str:
    """Return the name as it is sorted: plain lower-case words."""
    return " ".join(words_of(name))[:200]

"""Reduce names to how they sound, so that Mohamad finds Muhammad, and to pieces an index can find."""

from __future__ import annotations

import re
import unicodedata

TITLES = frozenset({"dr", "drs", "dra", "drg", "ir", "h", "hj", "prof", "ns", "apt"})
MUHAMMAD = frozenset(
    {"m", "md", "moh", "mohd", "muh", "muhd", "moch", "much", "mohamad", "mochamad", "muchamad", "muhamad", "mohamed"}
)
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


def _pieces(folded: str) -> set[str]:
    marked = f"^{folded}"
    return {marked[:2]} | {marked[start : start + 3] for start in range(max(1, len(marked) - 2))}


def name_tokens(name: str, nip: str) -> list[str]:
    """Return the pieces kept for a person: of each folded word, its skeleton, and four digits of the NIP each."""
    tokens: set[str] = set()
    for word in words_of(name):
        folded = fold(word)
        tokens |= _pieces(folded)
        tokens.add(f"~{skeleton(folded)}")
    tokens.update(f"#{nip[start : start + 4]}" for start in range(len(nip) - 3))
    return sorted(tokens)


def query_tokens(text: str) -> tuple[list[str], list[str]]:
    """Return the pieces a searched name must all have, and the skeletons as a second, looser chance."""
    words = words_of(text)
    words = [word for word in words if word not in TITLES] or words
    folded = [fold(word) for word in words]
    pieces = sorted(set().union(*(_pieces(word) for word in folded))) if folded else []
    loose = sorted({f"~{skeleton(word)}" for word in folded}) if all(len(w) > 3 for w in folded) else []
    return pieces, loose


def digit_tokens(digits: str) -> list[str]:
    """Return the pieces that a part of a NIP of four digits or more must all have."""
    return sorted({f"#{digits[start : start + 4]}" for start in range(len(digits) - 3)})


def sort_key(name: str) -> str:
    """Return the name as it is sorted: plain lower-case words."""
    return " ".join(words_of(name))[:200]

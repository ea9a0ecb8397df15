"""
Make any text printable: nothing a user typed may stop a document or disappear from it unseen.

PDF/A forbids a character that the font cannot show. Known look-alikes (bullets pasted from a word processor,
thumbs and smiles used as feedback) become words or signs; anything else becomes the mark ``UNKNOWN``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from ekinerja.documents.rendering import fonts

UNKNOWN = "⟦?⟧"
# Longest word, in characters, that surely fits a line of a wide, an evaluation's and a narrow column.
LONGEST_WORD = 26
SHORTER_WORD = 20
NARROW_WORD = 13
PIECE = 7
BREAK = "\u200b"

_ALIKE = {
    "\t": " ",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u2010": "-",
    "\u2011": "-",
    "\u25cf": "•",
    "\u25aa": "•",
    "\u25e6": "•",
    "\u25cb": "•",
    "\u2219": "•",
    "\uf0b7": "•",
    "\uf0a7": "•",
    "\uf0d8": "▶",
    "\u27a2": "▶",
    "\u2794": "→",
    "\u279c": "→",
    "\u21d2": "→",
    "\uf0fc": "✓",
    "\u2714": "✓",
    "\u2705": "✓",
    "\u2611": "☑",
    "\u2717": "×",
    "\u2718": "×",
    "\u274c": "×",
    "\u2b50": "*",
    "\u2605": "*",
    "👍": "(jempol)",
    "👎": "(jempol ke bawah)",
    "👏": "(tepuk tangan)",
    "🙏": "(terima kasih)",
    "💪": "(semangat)",
    **dict.fromkeys("🙂😊😀😃😄😁☺", "(senyum)"),
    **dict.fromkeys("🙁😞😢😟☹", "(sedih)"),
}
_PLAIN = re.compile(r"[\n\x20-\x7e]*\Z")
_SEPARATOR = re.compile(r"(?<=[/\\.,;:?&=_@+-])(?=[^\s\u200b])")


def _character(char: str) -> str:
    """Return what is printed for one character."""
    if char in _ALIKE:
        return _ALIKE[char]
    if char == "\n":
        return char
    category = unicodedata.category(char)
    if category == "Cf" or "\ufe00" <= char <= "\ufe0f" or "🏻" <= char <= "🏿":
        return ""
    known = fonts.characters()
    if ord(char) in known and category != "Cc":
        return char
    alike = unicodedata.normalize("NFKC", char) if category not in {"Cc", "Cs", "Co", "Cn"} else ""
    if alike and all(ord(part) in known for part in alike):
        return alike
    return UNKNOWN


def _with_breaks(word: str) -> str:
    """Return a word with places where a line may break: after separators, and inside what is still long."""
    return BREAK.join(
        part[start : start + PIECE] for part in _SEPARATOR.split(word) for start in range(0, len(part), PIECE)
    )


def text(value: str, *, longest: int = LONGEST_WORD) -> str:
    """Return the text as it will be printed; words longer than ``longest`` characters may break."""
    value = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not _PLAIN.match(value):
        value = unicodedata.normalize("NFC", value)
        value = "".join(_character(char) for char in value)
        value = re.sub(f"(?:{re.escape(UNKNOWN)}){{2,}}", UNKNOWN, value).strip()
    value = re.sub(r"\n{3,}", "\n\n", value)
    return re.sub(rf"\S{{{longest + 1},}}", lambda found: _with_breaks(found[0]), value)


def deep(value: Any, *, longest: int = LONGEST_WORD) -> Any:
    """Return the same structure of dictionaries and lists with every text cleaned; ``qr`` is left as it is."""
    if isinstance(value, str):
        return text(value, longest=longest)
    if isinstance(value, dict):
        return {key: part if key == "qr" else deep(part, longest=longest) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [deep(part, longest=longest) for part in value]
    return value

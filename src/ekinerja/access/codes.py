"""One-time codes: easy to read aloud and to type, hard to guess, a typing mistake is noticed."""

from __future__ import annotations

import re
import secrets

# no I, L, O, 0, 1: they look alike on paper; 31 is prime, so the check character finds every swap
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RANDOM = 8
LENGTH = RANDOM + 1


def new_code() -> str:
    """Return a new code of eight random characters (40 bits) and a check character, without separators."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM))
    return body + check_character(body)


def check_character(body: str) -> str:
    """Return the character that makes one wrong or two swapped characters visible."""
    total = sum(position * ALPHABET.index(letter) for position, letter in enumerate(body, start=2))
    return ALPHABET[total % len(ALPHABET)]


def normalise(typed: str) -> str:
    """Return what was typed as the program compares it: capitals, no separators."""
    return re.sub(r"[^0-9A-Z]", "", typed.upper())[: LENGTH + 1]


def is_well_formed(code: str) -> bool:
    """Whether a normalised code can be a code at all; a false one is a typing mistake and costs no attempt."""
    if len(code) != LENGTH or any(letter not in ALPHABET for letter in code):
        return False
    return check_character(code[:RANDOM]) == code[RANDOM]


def printed(code: str) -> str:
    """Return the code in groups of three: ``ABC-DEF-GH2``."""
    return "-".join(code[start : start + 3] for start in range(0, len(code), 3))

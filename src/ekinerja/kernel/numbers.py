"""Numbers as people in Indonesia write them: points for thousands, a comma for decimals."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+")
LARGEST = Decimal(10) ** 15


def parse_number(text: str) -> Decimal:
    """
    Return the number somebody wrote: ``1.200``, ``61,95`` and ``61.95`` are all understood.

    :raises ValueError: it is no number, or far too large
    """
    written = text.strip().replace(" ", "").replace("\u00a0", "")
    if "," in written:
        written = written.replace(".", "").replace(",", ".")
    elif THOUSANDS.fullmatch(written):
        written = written.replace(".", "")
    try:
        number = Decimal(written)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite() or abs(number) > LARGEST:
        raise ValueError(text)
    return number.quantize(Decimal("0.0001"))


def tell_number(number: Decimal | None) -> str:
    """Return a number for reading, without useless zeros: ``1.200``, ``90,5``; empty for none."""
    return "" if number is None else _short(f"{number:,f}").translate(str.maketrans(",.", ".,"))


def write_number(number: Decimal | None) -> str:
    """Return a number as it is typed, without useless zeros: ``1200``, ``90,5``; empty for none."""
    return "" if number is None else _short(f"{number:f}").replace(".", ",")


def _short(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text

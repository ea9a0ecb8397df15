"""Plain lines on the terminal; errors go to standard error."""

from __future__ import annotations

import sys
from collections.abc import Sequence


class Failure(RuntimeError):
    """A command cannot go on; the message says why and how to mend it."""


def say(line: str = "") -> None:
    """Print one line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def step(line: str) -> None:
    """Print one line of progress."""
    say(f"· {line}")


def fail(line: str) -> None:
    """Print why the command stops."""
    sys.stderr.write(f"\nGAGAL: {line}\n")
    sys.stderr.flush()


def table(rows: Sequence[tuple[str, ...]], *, heads: tuple[str, ...], indent: str = "  ") -> None:
    """Print rows under heads, each column as wide as its longest word."""
    widths = [max(len(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    for row in [heads, tuple("─" * width for width in widths), *rows]:
        say(indent + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())

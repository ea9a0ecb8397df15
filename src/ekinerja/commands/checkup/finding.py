"""What a check says: fine, worth a look, or wrong, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How serious a finding is."""

    FINE = "OK"
    NOTICE = "PERHATIAN"
    BROKEN = "GAGAL"


@dataclass(frozen=True)
class Finding:
    """The outcome of one check; ``mend`` says what to do, in one sentence."""

    state: State
    subject: str
    detail: str
    mend: str = ""


Check = Callable[[], Finding]


def fine(subject: str, detail: str) -> Finding:
    """Say that it is in order."""
    return Finding(State.FINE, subject, detail)


def notice(subject: str, detail: str, mend: str) -> Finding:
    """Say that the program works, but something deserves a look."""
    return Finding(State.NOTICE, subject, detail, mend)


def broken(subject: str, detail: str, mend: str) -> Finding:
    """Say that the program cannot work, or not safely."""
    return Finding(State.BROKEN, subject, detail, mend)

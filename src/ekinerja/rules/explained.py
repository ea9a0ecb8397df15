"""What every rule returns: a value, and the ordered steps that lead to it, each with its article."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")

Operand = tuple[str, Decimal | int | str]


@dataclass(frozen=True, slots=True)
class Citation:
    """
    Where a value or a method stands written. Statutory term: dasar hukum.

    ``regulation`` is the key in ``law/regulations.yaml``; ``title`` its short printed name.
    ``confirmed`` is false while nobody has read the value in the official text.
    """

    regulation: str
    article: str = ""
    title: str = ""
    confirmed: bool = True

    def __str__(self) -> str:
        """Print the citation as it stands on screens and forms."""
        return " ".join(part for part in (self.title or self.regulation, self.article) if part)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a computation: what was done, with what, what came out, and which article says so."""

    label: str
    operands: tuple[Operand, ...]
    result: Decimal | int | str
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Explained(Generic[T]):
    """A result together with the steps that produced it, in order."""

    value: T
    steps: tuple[Step, ...]

    @property
    def confirmed(self) -> bool:
        """Tell whether every article used has been confirmed from its official text."""
        return all(step.citation is None or step.citation.confirmed for step in self.steps)


class Severity(StrEnum):
    """How grave a finding is: information, a warning, or something that forbids the act."""

    INFO = "INFO"
    WARNING = "PERINGATAN"
    BLOCK = "MENGHALANGI"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found, in the user's words, with its article. Statutory term: temuan."""

    code: str
    message: str
    citation: Citation | None = None
    severity: Severity = Severity.WARNING
    field: str = ""


class RuleError(ValueError):
    """An input a rule cannot work with; ``field`` names it, ``code`` is stable for programs."""

    def __init__(self, *, code: str, message: str, field: str) -> None:
        self.code = code
        self.message = message
        self.field = field
        super().__init__(f"{field}: {message}")


class NotInForce(RuleError):
    """No value of this parameter was in force on the day asked for; there is never a default."""

    def __init__(self, *, parameter: str, day: str, field: str = "tanggal") -> None:
        super().__init__(
            code="BELUM_BERLAKU",
            message=f"Tidak ada ketentuan '{parameter}' yang berlaku pada {day}.",
            field=field,
        )

"""A value of law through time: what was in force on a day, and what was known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from ekinerja.rules.explained import Citation, NotInForce

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DatedValue(Generic[T]):
    """One value with the day it came into force, the day it was published, and its article."""

    since: date
    value: T
    citation: Citation
    published: date | None = None
    until: date | None = None

    def covers(self, on: date) -> bool:
        """Tell whether the value is in force on that day; ``until`` is the first day it no longer is."""
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A parameter with all its values, oldest first. Statutory term: ketentuan."""

    key: str
    term: str
    unit: str
    values: tuple[DatedValue[T], ...]

    def at(self, on: date, *, known_on: date | None = None) -> DatedValue[T]:
        """
        Return the value in force on a day; with ``known_on`` only what had been published by then.

        :raises NotInForce: if there is none; there is never a default
        """
        for value in reversed(self.values):
            known = known_on is None or value.published is None or value.published <= known_on
            if known and value.covers(on):
                return value
        raise NotInForce(parameter=self.term, day=on.isoformat())

    def latest(self) -> DatedValue[T]:
        """Return the newest value, for checks that carry no date."""
        return self.values[-1]

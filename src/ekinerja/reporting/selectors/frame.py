"""The numbers beside the menu, which every page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value

from ekinerja.activity import public as activity
from ekinerja.kernel.actor import Actor
from ekinerja.notices import public as notices
from ekinerja.people import public as people
from ekinerja.planning import public as planning


@dataclass(frozen=True)
class FrameCounts:
    """
    Statutory term: angka menu. What awaits the actor: unread notifications, decisions, requests about raters.

    ``rated`` is how many plans of open years the actor rates; it is counted only when asked for.
    """

    notifications: int = 0
    inbox: int = 0
    raters: int = 0
    rated: int = 0


def frame_counts(*, actor: Actor, with_rated: bool = False) -> FrameCounts:
    """Return the numbers of the menu, all with one query."""
    parts = [
        _counted("notifications", notices.unread(actor=actor)),
        _counted("raters", people.open_corrections(actor=actor)),
        _counted("inbox", activity.waiting_for(actor=actor)),
        _counted("inbox", planning.plans.waiting_for(actor=actor).order_by()),
    ]
    if with_rated:
        parts.append(_counted("rated", planning.plans.rated_in_open_years(actor=actor)))
    found: dict[str, int] = {}
    for name, number in parts[0].union(*parts[1:], all=True):
        found[name] = found.get(name, 0) + number
    return FrameCounts(**found)


def _counted(name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    marked: QuerySet[Any] = rows.values(counter=Value(name, output_field=CharField()))
    counted: QuerySet[Any] = marked.annotate(number=Count("id")).values_list("counter", "number")
    return counted

"""What operations share: the answers that are no success, pages, and how plans read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from ekinerja.api import schemas
from ekinerja.kernel.errors import Finding, RuleNotMet
from ekinerja.planning import public as planning

FAILURES: dict[int, Any] = dict.fromkeys((401, 403, 404, 409, 422), schemas.ErrorOut)
MOST_PER_PAGE = 100
Code = TypeVar("Code", bound=StrEnum)


def page(*, number: int, size: int, total: int) -> dict[str, int]:
    """Return where a page stands."""
    return {"page": number, "per_page": size, "total": total}


def code_of(kind: type[Code], value: str, field: str) -> Code:
    """
    Return the member of a closed list.

    :raises RuleNotMet: the list has no such code; the finding names those it has
    """
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(item.value for item in kind)
        message = _("Kode tidak dikenal. Pilih salah satu: %(known)s.") % {"known": known}
        raise RuleNotMet(message, findings=(Finding("api.unknown_code", message, field=field),)) from None


def person(found: Any) -> dict[str, Any] | None:
    """Return somebody as kept with a plan."""
    if found is None:
        return None
    return {name: getattr(found, name) for name in ("employee_id", "name", "nip", "rank", "position", "unit")}


def plan(row: planning.Plan) -> dict[str, Any]:
    """Return a plan without its content; its year comes loaded."""
    return {
        "id": row.id,
        "year": row.year.year,
        "state": row.state,
        "employee": person(row.person),
        "rater": person(row.rater),
        "unit_path": row.unit_path,
        "starts_on": row.period.lower,
        "ends_before": row.period.upper,
        "position_group": row.position_group,
        "approach": row.approach,
        "revision": row.revision,
        "submitted_at": row.submitted_at,
        "agreed_at": row.agreed_at,
    }


def outcome(row: planning.Outcome) -> dict[str, Any]:
    """Return an outcome with its loaded indicators."""
    names = ("id", "number", "kind", "classification", "text", "intervened_outcome_id", "goal_id", "intervened_text")
    told = {name: getattr(row, name) for name in (*names, "assigned_by", "revision")}
    return {**told, "indicators": [indicator(item) for item in row.indicators.all() if item.retired_at is None]}


def indicator(row: planning.Indicator) -> dict[str, Any]:
    """Return an indicator."""
    names = ("id", "number", "aspect", "text", "target_unit", "target_text", "revision")
    return {**{name: getattr(row, name) for name in names}, "target_number": schemas.number(row.target_number)}


def measure(row: planning.goals.Measure) -> dict[str, Any]:
    """Return an indicator of a goal with the figures of a year."""
    names = ("id", "text", "measure", "accumulation", "direction", "source", "revision")
    return {
        **{name: getattr(row.indicator, name) for name in names},
        "targets": [
            {
                "quarter": quarter,
                "target": schemas.number(cell.target),
                "target_text": cell.target_text,
                "achieved": schemas.number(cell.achieved),
                "achieved_note": cell.achieved_note,
            }
            for quarter, cell in sorted(row.cells.items())
        ],
    }


def history(steps: Iterable[Any]) -> list[dict[str, Any]]:
    """Return the steps in the life of a plan or an agreement."""
    names = ("action", "before", "after", "at")
    return [
        {
            **{name: getattr(row, name) for name in names},
            "by": row.actor_name,
            "note": row.note,
        }
        for row in steps
    ]


def period(row: planning.Period) -> dict[str, Any]:
    """Return a period of a year."""
    names = ("id", "kind", "number", "fill_opens_on", "fill_deadline")
    told = {name: getattr(row, name) for name in names}
    return {**told, "starts_on": row.span.lower, "ends_before": row.span.upper}


def extension(row: Any, deadline: datetime) -> dict[str, Any]:
    """Return more time for a unit, a person or everybody."""
    names = ("id", "reason", "unit_id", "employee_id", "granted_at", "ended_at", "ended_reason")
    return {**{name: getattr(row, name) for name in names}, "deadline": deadline, "granted_by": row.granted_by_name}

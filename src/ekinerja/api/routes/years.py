"""Performance years and their periods."""

from __future__ import annotations

from typing import Any

from ninja import Router

from ekinerja.api import schemas
from ekinerja.api.answers import FAILURES
from ekinerja.kernel.errors import NotFound
from ekinerja.planning import public as planning

router = Router()


@router.get("", response={200: list[schemas.YearOut], **FAILURES}, url_name="years", summary="All years")
def list_years(request: Any) -> list[dict[str, Any]]:
    """List the agency's years with their periods, the newest first."""
    return [_year(row) for row in planning.years.list_years()]


@router.get("/{int:year}", response={200: schemas.YearOut, **FAILURES}, url_name="year", summary="One year")
def get_year(request: Any, year: int) -> dict[str, Any]:
    """Return one year with its periods."""
    row = next((item for item in planning.years.list_years() if item.year == year), None)
    if row is None:
        raise NotFound
    return _year(row)


def _year(row: Any) -> dict[str, Any]:
    periods = sorted(row.periods.all(), key=lambda item: (item.kind, item.number), reverse=False)
    return {
        "id": row.id,
        "year": row.year,
        "periodicity": row.periodicity,
        "state": row.state,
        "plan_deadline": row.plan_deadline,
        "periods": [
            {
                "id": item.id,
                "kind": item.kind,
                "number": item.number,
                "starts_on": item.span.lower,
                "ends_before": item.span.upper,
                "fill_deadline": item.fill_deadline,
            }
            for item in periods
        ],
    }

"""What changed between versions of a plan."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router

from ekinerja.api import schemas
from ekinerja.api.answers import FAILURES
from ekinerja.kernel import clock
from ekinerja.planning import public as planning

router = Router()
PLAN = "/{uuid:plan_id}"
Version = Annotated[int | None, Query(ge=0, le=9_999)]


@router.get(
    PLAN + "/changes", response={200: schemas.ChangesOut, **FAILURES}, url_name="changes", summary="Versions compared"
)
def get_changes(request: Any, plan_id: UUID, before: Version = None, after: Version = None) -> dict[str, Any]:
    """Compare two agreed versions, or one with what stands now (0); without numbers the latest with what follows."""
    found = planning.changes.changes_of(
        actor=request.auth, plan_id=plan_id, on=clock.today(), before=before, after=after
    )
    return {
        "plan_id": plan_id,
        "versions": [
            {"number": row.number, "agreed_at": row.agreed_at, "agreed_by": row.agreed_by_name}
            for row in found.versions
        ],
        "before": found.before,
        "after": found.after,
        "difference": _difference(found.difference) if found.difference else None,
    }


def _difference(found: Any) -> dict[str, Any]:
    return {
        "count": found.count,
        "form": [_field(row) for row in found.form],
        "outcomes": [{**_line(row), "indicators": [_line(item) for item in row.items]} for row in found.outcomes],
        "expectations": [_line(row) for row in found.expectations],
        "notes": [_line(row) for row in found.notes],
    }


def _line(row: Any) -> dict[str, Any]:
    return {"kind": row.kind, "name": row.name, "title": row.title, "fields": [_field(item) for item in row.fields]}


def _field(row: Any) -> dict[str, Any]:
    segments = [{"kind": part.kind, "text": part.text} for part in row.segments]
    return {"name": row.name, "before": row.before, "after": row.after, "segments": segments}

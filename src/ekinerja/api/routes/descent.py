"""How an outcome comes down from the one above, and who shares it below."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router

from ekinerja.api import answers, schemas
from ekinerja.api.answers import FAILURES, code_of, page
from ekinerja.kernel import clock
from ekinerja.planning import public as planning
from ekinerja.planning.data import Cascade, Division

router = Router()
OUTCOME = "/{uuid:plan_id}/outcomes/{uuid:outcome_id}"
SERVANTS_A_PAGE = 25


@router.get(
    OUTCOME + "/cascade",
    response={200: schemas.DescentOut, **FAILURES},
    url_name="cascade",
    summary="How an outcome comes down",
)
def get_cascade(request: Any, plan_id: UUID, outcome_id: UUID) -> dict[str, Any]:
    """Return how an outcome comes down from the one above, and the indicators of both."""
    found = planning.sharing.descent_of(actor=request.auth, plan_id=plan_id, outcome_id=outcome_id, on=clock.today())
    names = ("cascade", "division", "share", "revision")
    return {
        "outcome_id": outcome_id,
        **{name: getattr(found.outcome, name) for name in names},
        "divides": {str(row.id): row.divides_id for row in found.indicators},
        "above": [answers.indicator(row) for row in found.above],
    }


@router.put(
    OUTCOME + "/cascade",
    response={200: schemas.CascadeOut, **FAILURES},
    url_name="cascade",
    summary="How it comes down",
)
def set_cascade(request: Any, plan_id: UUID, outcome_id: UUID, given: schemas.CascadeIn) -> dict[str, Any]:
    """Say whether an outcome is a part of the one above, divided by what, or a support of its own kind."""
    for kind, name in ((Cascade, "cascade"), (Division, "division")):
        if getattr(given, name):
            code_of(kind, getattr(given, name), name)
    row = planning.set_cascade(
        actor=request.auth,
        plan_id=plan_id,
        outcome_id=outcome_id,
        given=planning.CascadeInput(**given.dict(exclude={"seen"})),
        at=clock.now(),
        seen=given.seen,
    )
    return {"outcome_id": row.id, **{name: getattr(row, name) for name in ("cascade", "division", "share", "revision")}}


@router.get(
    OUTCOME + "/sharing",
    response={200: schemas.SharingOut, **FAILURES},
    url_name="sharing",
    summary="Who shares an outcome",
)
def get_sharing(
    request: Any,
    plan_id: UUID,
    outcome_id: UUID,
    page_number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> dict[str, Any]:
    """List who serves an outcome, by name, and how the parts of its indicators compare with the whole."""
    found = planning.sharing.sharing_of(
        actor=request.auth,
        plan_id=plan_id,
        outcome_id=outcome_id,
        on=clock.today(),
        page=page_number,
        per=SERVANTS_A_PAGE,
    )
    return {
        **page(number=found.servants.number, size=SERVANTS_A_PAGE, total=found.count),
        "outcome_id": outcome_id,
        "text": found.outcome.text,
        "wholes": [_whole(row) for row in found.wholes],
        "items": [vars(row) for row in found.rows],
    }


def _whole(row: Any) -> dict[str, Any]:
    return {
        "indicator": answers.indicator(row.indicator),
        "parts": [
            {**vars(part), "servant": vars(part.servant), "target": schemas.number(part.target)} for part in row.parts
        ],
        "total": schemas.number(row.total),
        "difference": schemas.number(row.difference),
    }

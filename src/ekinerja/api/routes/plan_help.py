"""Help in writing a plan: copies for others, the library, divided targets, and how outcomes come down."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router

from ekinerja.api import answers, schemas
from ekinerja.api.answers import FAILURES, code_of, page
from ekinerja.kernel import clock
from ekinerja.kernel.errors import NotFound
from ekinerja.planning import public as planning
from ekinerja.planning.data import Accumulation

router = Router()
PLAN = "/{uuid:plan_id}"
OUTCOME = PLAN + "/outcomes/{uuid:outcome_id}"
BREAKDOWN = OUTCOME + "/indicators/{uuid:indicator_id}/breakdown"
LIBRARY_PAGE = 20


@router.get(
    PLAN + "/copies", response={200: schemas.CopyPreviewOut, **FAILURES}, url_name="copies", summary="Preview copies"
)
def preview_copies(request: Any, plan_id: UUID, text: str = "") -> dict[str, Any]:
    """Return to whom a plan may be copied: people with a position of the same name whom the caller looks after."""
    found = planning.copying.preview_of(actor=request.auth, plan_id=plan_id, on=clock.today(), text=text)
    names = ("employee_id", "name", "nip", "unit", "is_new", "excluded")
    people = [{name: getattr(row, name) for name in names} for row in found.rows]
    return {"title": found.title, "outcomes": found.outcome_count, "people": people}


@router.post(PLAN + "/copies", response={201: schemas.CopyOut, **FAILURES}, url_name="copies", summary="Copy a plan")
def copy_plan(request: Any, plan_id: UUID, given: schemas.CopyIn) -> tuple[int, dict[str, Any]]:
    """Give others a draft with the outcomes of a plan; each owner confirms it by submitting."""
    report = planning.copy_plan(actor=request.auth, plan_id=plan_id, employee_ids=given.employee_ids, at=clock.now())
    return 201, {"made": report.made, "skipped": report.skipped}


@router.get(
    PLAN + "/library", response={200: schemas.LibraryOut, **FAILURES}, url_name="library", summary="Wordings to choose"
)
def list_wordings(
    request: Any,
    plan_id: UUID,
    text: Annotated[str, Query(max_length=200)] = "",
    every_position: bool = False,
    page_number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> dict[str, Any]:
    """List wordings that agreed plans of the same position use, or of all positions."""
    found = planning.library.library_page(
        actor=request.auth,
        plan_id=plan_id,
        on=clock.today(),
        text=text.strip(),
        only_own=not every_position,
        page=page_number,
    )
    names = ("id", "title", "kind", "text", "uses", "indicators")
    items = [
        {**{name: getattr(row, name) for name in names}, "is_held": found.holds(row)} for row in found.page.object_list
    ]
    place = page(number=found.page.number, size=LIBRARY_PAGE, total=found.page.paginator.count)
    return {**place, "gathered_at": found.gathered_at, "items": items}


@router.post(
    PLAN + "/library/{uuid:wording_id}",
    response={201: schemas.OutcomeOut, **FAILURES},
    url_name="wording",
    summary="Take a wording",
)
def use_wording(request: Any, plan_id: UUID, wording_id: UUID) -> tuple[int, dict[str, Any]]:
    """Take a wording with its indicators into one's own draft."""
    row = planning.use_wording(actor=request.auth, plan_id=plan_id, wording_id=wording_id, at=clock.now())
    return 201, _outcome(plan_id, row.id)


@router.get(
    BREAKDOWN, response={200: schemas.BreakdownOut, **FAILURES}, url_name="breakdown", summary="A divided target"
)
def get_breakdown(request: Any, plan_id: UUID, outcome_id: UUID, indicator_id: UUID) -> dict[str, Any]:
    """Return the part of each month or quarter, and by how much the parts miss the target."""
    return _breakdown(request, plan_id, outcome_id, indicator_id)


@router.put(
    BREAKDOWN, response={200: schemas.BreakdownOut, **FAILURES}, url_name="breakdown", summary="Divide a target"
)
def break_down_target(
    request: Any, plan_id: UUID, outcome_id: UUID, indicator_id: UUID, given: schemas.BreakdownIn
) -> dict[str, Any]:
    """Divide a target over months or quarters; a difference is told, not refused."""
    _breakdown(request, plan_id, outcome_id, indicator_id)
    planning.break_down_target(
        actor=request.auth,
        plan_id=plan_id,
        indicator_id=indicator_id,
        accumulation=code_of(Accumulation, given.accumulation, "accumulation"),
        targets={number: Decimal(part) for number, part in given.targets.items()},
        at=clock.now(),
        seen=given.seen,
    )
    return _breakdown(request, plan_id, outcome_id, indicator_id)


@router.post(
    OUTCOME + "/link", response={200: schemas.OutcomeOut, **FAILURES}, url_name="link", summary="Accept a suggestion"
)
def link_outcome(request: Any, plan_id: UUID, outcome_id: UUID, given: schemas.LinkIn) -> dict[str, Any]:
    """Link an outcome that serves only free words to the outcome above; the own words stay."""
    planning.link_outcome(
        actor=request.auth, plan_id=plan_id, outcome_id=outcome_id, above_id=given.above_id, at=clock.now()
    )
    return _outcome(plan_id, outcome_id)


@router.post(
    OUTCOME + "/change-noted",
    response={200: schemas.OutcomeOut, **FAILURES},
    url_name="change-noted",
    summary="Note a change above",
)
def take_note(request: Any, plan_id: UUID, outcome_id: UUID) -> dict[str, Any]:
    """Note that one has read what changed in the outcome above."""
    planning.take_note(actor=request.auth, plan_id=plan_id, outcome_id=outcome_id, at=clock.now())
    return _outcome(plan_id, outcome_id)


@router.get(
    PLAN + "/followers",
    response={200: list[schemas.FollowerOut], **FAILURES},
    url_name="followers",
    summary="Plans that serve this one",
)
def list_followers(request: Any, plan_id: UUID) -> list[dict[str, Any]]:
    """List the plans of subordinates with how many of their outcomes serve this plan."""
    found = planning.suggestions.followers_of(actor=request.auth, plan_id=plan_id, on=clock.today())
    return [
        {
            "plan_id": row.plan.id,
            "employee_id": row.plan.employee_id,
            "name": row.plan.person.name,
            "state": row.plan.state,
            "outcomes": row.outcome_count,
            "linked": row.linked_count,
            "suggested": row.suggested,
        }
        for row in found.rows
    ]


def _outcome(plan_id: UUID, outcome_id: UUID) -> dict[str, Any]:
    found = next((row for row in planning.outcomes_of(plan_id=plan_id) if row.id == outcome_id), None)
    if found is None:
        raise NotFound
    return answers.outcome(found)


def _breakdown(request: Any, plan_id: UUID, outcome_id: UUID, indicator_id: UUID) -> dict[str, Any]:
    found = planning.breakdown.breakdown_of(
        actor=request.auth, plan_id=plan_id, outcome_id=outcome_id, indicator_id=indicator_id, on=clock.today()
    )
    row, parts = found.indicator, found.parts
    ways = planning.target_parts
    return {
        "accumulation": row.accumulation,
        "periods": list(found.numbers),
        "targets": {number: schemas.number(part) for number, part in parts.items()},
        "together": schemas.number(ways.told_by(parts=parts, accumulation=row.accumulation)),
        "difference": schemas.number(
            ways.difference(parts=parts, accumulation=row.accumulation, target=row.target_number)
        ),
        "revision": row.revision,
    }

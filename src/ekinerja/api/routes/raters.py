"""Who will plan and has nobody yet who approves."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Query, Router

from ekinerja.api import schemas
from ekinerja.api.answers import FAILURES, MOST_PER_PAGE, page
from ekinerja.api.rights import require_role
from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.planning import public as planning

router = Router()


@router.get(
    "/people-without-rater",
    response={200: schemas.UnratedOut, **FAILURES},
    url_name="people-without-rater",
    summary="People without a rater",
)
def list_people_without_rater(
    request: Any,
    year: Annotated[int | None, Query(ge=2000, le=2100)] = None,
    page_number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
    per_page: Annotated[int, Query(ge=1, le=MOST_PER_PAGE)] = 25,
) -> dict[str, Any]:
    """
    List those who will plan and have no rater, by unit and name; admins of the agency may.

    As people stand today, or on the first day of ``year`` while that lies ahead, as its preview counts them.
    """
    require_role(request.auth, Role.AGENCY_ADMIN)
    on = clock.today()
    day = on if year is None else planning.opening.first_day(year=year, on=on)
    rows = planning.opening.list_without_rater(on=day)
    cut = rows[(page_number - 1) * per_page : page_number * per_page]
    return {
        **page(number=page_number, size=per_page, total=len(rows)),
        "items": [
            {
                "employee_id": row.employee_id,
                "name": row.display_name,
                "nip": row.nip,
                "position": row.position_title,
                "unit": row.unit_name,
            }
            for row in cut
        ],
    }

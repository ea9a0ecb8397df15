"""Who calls."""

from __future__ import annotations

from typing import Any

from ninja import Router

from ekinerja.api import schemas
from ekinerja.api.answers import FAILURES

router = Router()


@router.get("/me", response={200: schemas.MeOut, **FAILURES}, url_name="me", summary="Who I am")
def get_me(request: Any) -> dict[str, Any]:
    """Tell who calls and with which roles."""
    actor = request.auth
    return {
        "account_id": actor.account_id,
        "agency_id": actor.agency_id,
        "employee_id": actor.employee_id,
        "name": actor.name,
        "roles": [{"role": grant.role, "unit_path": grant.unit_path} for grant in actor.grants],
        "token": getattr(request, "bearer", None) is not None,
    }

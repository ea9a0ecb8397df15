"""What operations on years and periods share: the end of a day where the agency is, and who gets more time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ekinerja.api import schemas
from ekinerja.kernel import clock
from ekinerja.organisation import public as organisation
from ekinerja.planning import public as planning


def zone_of(request: Any) -> str:
    """Return the time zone of the caller's agency."""
    return organisation.get_agency(int(request.auth.agency_id or 0)).time_zone


def end_of(request: Any, day: date) -> datetime:
    """Return the last second of a day in the time of the caller's agency."""
    return planning.end_of_day(day, zone_of(request))


def more_time(request: Any, given: schemas.ScopeIn) -> dict[str, Any]:
    """Return what every extension says: who gives more time to whom, when and why."""
    return {"actor": request.auth, "at": clock.now(), **given.dict(include=set(schemas.ScopeIn.model_fields))}

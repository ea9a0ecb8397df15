"""What the documents of a year say of the agency: where they are signed, and who leads it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.planning.models import PerformanceYear
from ekinerja.planning.selectors.years import lock_year
from ekinerja.planning.services.open_year import require_year_admin


@transaction.atomic
def set_signing(*, actor: Actor, year_id: UUID, signing_place: str, head_name: str, at: datetime) -> PerformanceYear:
    """
    Set where documents of a year are signed, and the name of the agency's head (regent, mayor, minister).

    Plans and agreements that already name the head keep the name they have.

    :raises NotAllowed: the actor is no admin of the whole agency
    :raises NotFound: there is no such year
    """
    require_year_admin(actor)
    year = lock_year(year_id=year_id)
    before = {"signing_place": year.signing_place, "head_name": year.head_name}
    after = {"signing_place": " ".join(signing_place.split()), "head_name": " ".join(head_name.split())}
    if after == before:
        return year
    year.signing_place, year.head_name = after["signing_place"], after["head_name"]
    year.save(update_fields=["signing_place", "head_name"])
    audit.record(
        actor=actor,
        event="planning.year.changed",
        subject_type="planning.year",
        subject_id=year.id,
        at=at,
        data={"before": before, "after": after},
    )
    return year

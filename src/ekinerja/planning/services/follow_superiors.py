"""Let performance agreements that wait for a decision follow whoever is the superior today."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.planning import events
from ekinerja.planning.data import AgreementState
from ekinerja.planning.models import Agreement
from ekinerja.planning.selectors import agreement_parties
from ekinerja.planning.selectors.plans import day_of
from ekinerja.planning.services.keep_agreement import record, take_second


@transaction.atomic
def follow_superiors(*, actor: Actor, at: datetime) -> int:
    """
    Hand each agreement that waits to the superior of the day, who is told of it; return how many changed hands.

    One whose superior is not known today stays with the one it has. Safe to repeat.
    """
    rows = Agreement.objects.select_for_update(of=("self",)).filter(state=AgreementState.SUBMITTED)
    return sum(_follow(actor, agreement, at) for agreement in rows.exclude(unit=None).order_by("id"))


def _follow(actor: Actor, agreement: Agreement, at: datetime) -> bool:
    second = agreement_parties.parties_on(unit_id=agreement.unit_id, on=day_of(at)).second
    before = agreement.second_employee_id
    if second is None or (second.employee_id == before and agreement.second):
        return False
    take_second(agreement=agreement, second=second)
    agreement.save(update_fields=["second", "second_employee"])
    data = {"before": before, "after": second.employee_id}
    record(actor=actor, agreement=agreement, event="planning.agreement.superior_changed", at=at, data=data)
    outbox.publish(
        events.AgreementSubmitted(
            agreement_id=agreement.id, superior_employee_id=second.employee_id, revision=agreement.revision
        )
    )
    return True

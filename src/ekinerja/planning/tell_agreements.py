"""Tell the parties of a performance agreement what happened to it; each handler tells once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from ekinerja.kernel import clock
from ekinerja.notices import public as notices
from ekinerja.planning import events
from ekinerja.planning.models import Agreement
from ekinerja.planning.selectors import agreements


@transaction.atomic
def tell_agreement_submitted(event: events.AgreementSubmitted) -> None:
    """Tell the superior that an agreement waits for them."""
    agreement = agreements.find(agreement_id=event.agreement_id)
    if agreement is not None and event.superior_employee_id is not None:
        title = _("Perjanjian kinerja %(year)s %(unit)s menunggu kesepakatan Anda") % _words(agreement)
        _tell(event.superior_employee_id, "planning.agreement.submitted", event, title)


@transaction.atomic
def tell_agreement_returned(event: events.AgreementReturned) -> None:
    """Tell the head that the agreement came back, with the note."""
    agreement = agreements.find(agreement_id=event.agreement_id)
    if agreement is not None and event.head_employee_id is not None:
        title = _("Perjanjian kinerja %(year)s %(unit)s dikembalikan") % _words(agreement)
        _tell(event.head_employee_id, "planning.agreement.returned", event, title, agreement.note)


@transaction.atomic
def tell_agreement_agreed(event: events.AgreementAgreed) -> None:
    """Tell the head that the agreement is agreed."""
    agreement = agreements.find(agreement_id=event.agreement_id)
    if agreement is not None and event.head_employee_id is not None:
        title = _("Perjanjian kinerja %(year)s %(unit)s disepakati") % _words(agreement)
        body = _("Dokumen resminya sudah dapat diunduh.")
        _tell(event.head_employee_id, "planning.agreement.agreed", event, title, body)


def _words(agreement: Agreement) -> dict[str, object]:
    first = agreement.first_party
    return {"year": agreement.year.year, "unit": first.unit if first else ""}


def _tell(employee_id: UUID, kind: str, event: Any, title: str, body: str = "") -> None:
    key = f"{kind}:{event.agreement_id.hex}:{event.revision}"
    url = reverse("agreements:detail", args=[event.agreement_id])
    message = notices.Message(kind=kind, key=key, title=title, body=body, url=url)
    notices.notify(employee_ids=[employee_id], message=message, at=clock.now())

"""Add and take away evidence (bukti dukung) of an outcome in a period."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.activity.models import EvidenceLink
from ekinerja.activity.services import entering
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Finding, NotFound, RuleNotMet

MOST_LINKS = 30


@transaction.atomic
def add_evidence(
    *, actor: Actor, plan_id: UUID, period_id: UUID, outcome_id: UUID, title: str, url: str, at: datetime
) -> EvidenceLink:
    """
    Add one piece of evidence: an https address, or only the title of a document kept elsewhere.

    :raises NotFound, NotAllowed, Conflict, DeadlinePassed: see ``entering.lock_to_fill``
    :raises RuleNotMet: neither title nor address, the address is not https, or too many
    """
    entry = entering.lock_to_fill(actor=actor, plan_id=plan_id, period_id=period_id, at=at)
    entering.require_outcome(entry, outcome_id)
    address = check_address(url)
    name = title.strip() or (urlsplit(address).hostname or "" if address else "")
    if not name:
        message = _("Isi judul bukti atau alamat tautannya.")
        raise RuleNotMet(message, findings=(Finding("activity.evidence_empty", message, field="title"),))
    if EvidenceLink.objects.filter(outcome_id=outcome_id, period_id=period_id).count() >= MOST_LINKS:
        message = _("Satu RHK memuat paling banyak %(most)s bukti. Gabungkan dalam satu folder.") % {"most": MOST_LINKS}
        raise RuleNotMet(message, findings=(Finding("activity.too_many_links", message, field="url"),))
    link = EvidenceLink.objects.create(
        outcome_id=outcome_id, period_id=period_id, title=name[:250], url=address, added_at=at
    )
    entering.keep(
        entry, "activity.evidence.added", {"outcome": outcome_id, "evidence": link.id, "title": name, "url": address}
    )
    return link


@transaction.atomic
def remove_evidence(*, actor: Actor, plan_id: UUID, period_id: UUID, evidence_id: UUID, at: datetime) -> None:
    """
    Take one piece of evidence away while the period is still open.

    :raises NotFound, NotAllowed, Conflict, DeadlinePassed: see ``entering.lock_to_fill``
    """
    entry = entering.lock_to_fill(actor=actor, plan_id=plan_id, period_id=period_id, at=at)
    link = EvidenceLink.objects.filter(id=evidence_id, period_id=period_id).first()
    if link is None:
        raise NotFound
    entering.require_outcome(entry, link.outcome_id)
    data = {"evidence": evidence_id, "title": link.title, "url": link.url}
    link.delete()
    entering.keep(entry, "activity.evidence.removed", data)


def check_address(url: str) -> str:
    """
    Return the address without blanks around it, empty when none was given.

    :raises RuleNotMet: it is not a complete https address
    """
    address = url.strip()
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    blank = any(character.isspace() for character in address)
    if parts.scheme != "https" or "." not in host or parts.username or blank or len(address) > 1000:
        message = _("Alamat harus lengkap dan diawali https://, misalnya https://drive.google.com/…")
        raise RuleNotMet(message, findings=(Finding("activity.evidence_address", message, field="url"),))
    return address

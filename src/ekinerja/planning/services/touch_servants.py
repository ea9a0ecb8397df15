"""Changing an outcome that others serve: ask first, tell those touched, let them take note."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound
from ekinerja.notices import public as notices
from ekinerja.planning.data import Part
from ekinerja.planning.models import Indicator, Outcome
from ekinerja.planning.selectors import plans, sharing
from ekinerja.planning.services import editing

LONGEST_TOLD = 200


class OthersServe(Conflict):
    """Outcomes of others serve this one; ``fields`` tells how many (``touched``) and the first of them."""

    code = "planning.others_serve"
    default_message = "RHK ini didukung RHK pegawai lain."


def ask_first(*, outcome: Outcome, confirmed: bool) -> None:
    """
    Refuse a change that touches others unless the actor has confirmed it.

    :raises OthersServe: somebody's outcome serves this one and the change was not confirmed
    """
    if confirmed:
        return
    count, first = sharing.touched_by(outcome_id=outcome.id)
    if count:
        message = ngettext(
            "RHK ini didukung %(n)s RHK pegawai lain. Tekan Simpan untuk melihat siapa yang terdampak, lalu setujui.",
            "RHK ini didukung %(n)s RHK pegawai lain. Tekan Simpan untuk melihat siapa yang terdampak, lalu setujui.",
            count,
        ) % {"n": count}
        raise OthersServe(message, fields={"touched": count, "first": first})


def tell_changed(*, outcome: Outcome, before: str, by: str, at: datetime) -> int:
    """Keep the old words with every outcome that serves this one and tell their owners; return how many owners."""
    rows = list(sharing.serving(outcome_id=outcome.id))
    Outcome.objects.filter(id__in=[row.id for row in rows], served_text="").update(served_text=before)
    return _tell(rows, outcome, _("RHK pimpinan yang Anda dukung berubah"), before, by, at)


def release(*, outcome: Outcome, by: str, at: datetime) -> int:
    """
    Let go of every outcome that serves one that is taken out: its words stay, the owners are told.

    Returns how many outcomes were touched.
    """
    rows = list(Outcome.objects.filter(intervened_outcome=outcome).select_related("plan"))
    for row in rows:
        row.served_text = row.served_text or outcome.text
        row.intervened_outcome = None
        row.intervened_text = row.intervened_text or outcome.text
        row.cascade = row.division = row.share = ""
    Outcome.objects.bulk_update(
        rows, ["served_text", "intervened_outcome", "intervened_text", "cascade", "division", "share"]
    )
    Indicator.objects.filter(divides__outcome=outcome).update(divides=None)
    _tell(rows, outcome, _("RHK pimpinan yang Anda dukung dihapus"), outcome.text, by, at)
    return len(rows)


@transaction.atomic
def take_note(*, actor: Actor, plan_id: UUID, outcome_id: UUID, at: datetime) -> Outcome:
    """
    Note that the owner has read what changed above one of their outcomes; possible in every state of the plan.

    :raises NotFound: the actor may not know of the plan, or it has no such outcome
    :raises NotAllowed: the plan is not the actor's own
    """
    standing = plans.lock_for(actor=actor, plan_id=plan_id, on=plans.day_of(at))
    if Part.OWNER not in standing.parts:
        raise NotAllowed(_("Hanya pemilik SKP yang dapat menandai ini sudah dibaca."))
    outcome = Outcome.objects.filter(plan_id=plan_id, id=outcome_id, retired_at=None).first()
    if outcome is None:
        raise NotFound
    if outcome.served_text:
        before, outcome.served_text = outcome.served_text, ""
        outcome.save(update_fields=["served_text"])
        editing.record(
            actor=actor,
            plan=standing.plan,
            event="planning.change_above.noted",
            at=at,
            data={"outcome": outcome.id, "before": before},
        )
    return outcome


def _tell(rows: list[Outcome], outcome: Outcome, title: str, before: str, by: str, at: datetime) -> int:
    """Tell each owner once, with a link to the first of their outcomes that is touched."""
    first: dict[UUID, Outcome] = {}
    for row in rows:
        first.setdefault(row.plan.employee_id, row)
    for employee_id, row in first.items():
        message = notices.Message(
            kind="planning.outcome.changed_above",
            key=f"planning.above:{outcome.id.hex}:{int(at.timestamp())}",
            title=title,
            body=_("%(name)s mengubah: “%(text)s”. Periksa apakah RHK Anda masih sesuai.")
            % {"name": by, "text": before[:LONGEST_TOLD]},
            url=reverse("plans:detail", args=[row.plan_id]) + f"#outcome-{row.number}",
        )
        notices.notify(employee_ids=[employee_id], message=message, at=at)
    return len(first)

"""Many SKP as one file: ask for it, make it batch by batch, hand it out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.documents import public as documents
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import Conflict, Finding, NotAllowed, NotFound, RuleNotMet
from ekinerja.organisation import public as organisation
from ekinerja.planning import policies
from ekinerja.planning.models import Plan
from ekinerja.planning.selectors import bulk_documents

TASK = "planning.bundle_plans"
SUBJECT = "planning.plan"
BATCH = 24
MOST_IN_PDF = 1000

Advance = Callable[[int, int, str], None]


@transaction.atomic
def request_plan_bundle(
    *, actor: Actor, year: int, unit_id: UUID | None, form: documents.BundleForm, on: date, at: datetime
) -> UUID:
    """
    Queue one file with the agreed SKP of a unit and those below, or of all plans the actor may read; return its id.

    :raises NotFound: no such year or unit, or the unit lies outside the actor's scope
    :raises RuleNotMet: there is no agreed plan, or too many for one PDF
    """
    unit = organisation.units.get_unit(unit_id=unit_id, on=on) if unit_id else None
    if unit is not None and not (actor.has(Role.SYSTEM) or actor.covers(unit.path, *policies.READING_ROLES)):
        raise NotFound
    found, others = bulk_documents.find_agreed(actor=actor, year=year, unit_path=unit.path if unit else "")
    _require_some(found, others, form)
    title = _("SKP %(year)s – %(unit)s") % {
        "year": year,
        "unit": unit.name if unit else _("semua yang dapat Anda baca"),
    }
    bundle = documents.request_bundle(
        actor=actor, task=TASK, form=form, title=title, subject_type=SUBJECT, subjects=found, at=at
    )
    return bundle.id


def make_plan_bundle(*, actor: Actor, bundle_id: UUID, at: datetime, advance: Advance) -> int:
    """
    Issue the documents of a bundle and put them into its file; safe to repeat: what is issued is not made again.

    Each batch is its own transaction. Plans that are no longer agreed, or that the actor may no longer read, are
    left out and counted.

    :raises NotFound: there is no such bundle
    :raises Conflict: somebody asked to stop, or nothing is left to print
    """
    bundle = documents.find_bundle(bundle_id=bundle_id)
    if bundle is None:
        raise NotFound
    ids = [UUID(key) for key in bundle.subjects]
    done: list[UUID] = []
    with documents.bundle_file.assembled(bundle) as assembly:
        for start in range(0, len(ids), BATCH):
            _require_going(bundle_id)
            for plan, document in _issue(actor, ids[start : start + BATCH], at):
                name, label = plan.person.nip or str(plan.id), f"{plan.person.name} · {document.number}"
                assembly.add(name=name, label=label, content=document.content)
                done.append(plan.id)
            advance(min(start + BATCH, len(ids)), len(ids), bundle.title)
        if not done:
            raise Conflict(_("Tidak ada SKP yang masih dapat dicetak. Pilih lagi unit dan tahunnya."))
    sha256, size = documents.bundle_file.measure(bundle)
    documents.finish_bundle(
        actor=actor, bundle_id=bundle_id, subjects=done, refused=len(ids) - len(done), sha256=sha256, size=size, at=at
    )
    return len(done)


@transaction.atomic
def read_plan_bundle(*, actor: Actor, bundle_id: UUID, at: datetime) -> tuple[Path, str]:
    """
    Return where the file lies and what it is to be called; every reading is recorded.

    :raises NotFound: there is none, somebody else asked for it, or it is removed
    :raises NotAllowed: the actor may no longer read all plans in it
    """
    bundle = documents.note_reading(actor=actor, bundle_id=bundle_id, at=at)
    if not bulk_documents.still_readable(actor=actor, plan_ids=[UUID(key) for key in bundle.subjects]):
        raise NotAllowed(_("Hak Anda berubah sejak berkas ini dibuat. Buat berkas yang baru."))
    return documents.bundle_file.path_of(bundle), f"{bundle.title}.{bundle.form.lower()}"


@transaction.atomic
def _issue(actor: Actor, ids: list[UUID], at: datetime) -> list[tuple[Plan, documents.Issued]]:
    """Issue the documents of a batch; they join the file after that, so that nobody waits for a number meanwhile."""
    loaded = bulk_documents.load_documents(actor=actor, plan_ids=ids)
    issued = documents.issue_documents(
        actor=actor,
        subject_type=SUBJECT,
        items=[documents.ToIssue(row.plan.id, row.document) for row in loaded],
        at=at,
    )
    return [(row.plan, document) for row, document in zip(loaded, issued, strict=True)]


def _require_some(found: list[UUID], others: int, form: documents.BundleForm) -> None:
    if not found:
        message = _("Belum ada SKP yang disetujui di sini; %(n)s SKP lain masih berjalan.") % {"n": others}
        raise RuleNotMet(message, findings=(Finding("planning.bundle_empty", message, field="unit"),))
    if form == documents.BundleForm.PDF and len(found) > MOST_IN_PDF:
        message = _("%(n)s SKP terlalu banyak untuk satu PDF. Pilih ZIP, atau unit yang lebih kecil.") % {
            "n": len(found)
        }
        raise RuleNotMet(message, findings=(Finding("planning.bundle_too_large", message, field="bentuk"),))


def _require_going(bundle_id: UUID) -> None:
    now = documents.find_bundle(bundle_id=bundle_id)
    if now is None or now.cancelled_at is not None:
        raise Conflict(_("Dihentikan atas permintaan Anda. Lanjutkan bila masih diperlukan."))

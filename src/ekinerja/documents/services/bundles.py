"""Bundles: many issued documents as one file, made in the background and kept for some days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.documents import bundle_file
from ekinerja.documents.data import BundleForm
from ekinerja.documents.models import DocumentBundle
from ekinerja.kernel import jobs
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound
from ekinerja.kernel.models import JobRun, JobState

KEEP = timedelta(days=7)
LATEST = 20


@transaction.atomic
def request_bundle(
    *, actor: Actor, task: str, form: BundleForm, title: str, subject_type: str, subjects: Sequence[UUID], at: datetime
) -> DocumentBundle:
    """
    Queue a bundle and return it; the caller has decided that the actor may read every subject.

    :raises NotAllowed: the actor has no account to keep the bundle for
    """
    if actor.account_id is None:
        raise NotAllowed
    bundle = DocumentBundle.objects.create(
        form=form,
        title=title[:250],
        subject_type=subject_type,
        subjects=[str(key) for key in subjects],
        requested_by_id=actor.account_id,
        requested_by_name=actor.name[:250],
        requested_at=at,
    )
    run = jobs.request(
        actor=actor, name=task, title=bundle.title, arguments={"bundle_id": str(bundle.id)}, lock=f"{task}.{bundle.id}"
    )
    bundle.run_id = run.id
    bundle.save(update_fields=["run_id"])
    _record(actor, bundle, "documents.bundle.requested", at)
    return bundle


def list_bundles(*, actor: Actor) -> list[tuple[DocumentBundle, JobRun | None]]:
    """Return the actor's latest bundles, each with the work that makes it."""
    if actor.account_id is None:
        return []
    rows = list(DocumentBundle.objects.filter(requested_by_id=actor.account_id)[:LATEST])
    runs = JobRun.objects.in_bulk([row.run_id for row in rows if row.run_id])
    return [(row, runs.get(row.run_id) if row.run_id else None) for row in rows]


def get_bundle(*, actor: Actor, bundle_id: UUID) -> tuple[DocumentBundle, JobRun | None]:
    """
    Return one bundle of the actor's own with the work that makes it.

    :raises NotFound: there is none, or somebody else asked for it
    """
    bundle = _own(actor, bundle_id)
    return bundle, _run_of(bundle)


@transaction.atomic
def cancel_bundle(*, actor: Actor, bundle_id: UUID, at: datetime) -> DocumentBundle:
    """
    Stop a bundle: at once while it waits, after the present batch while it runs.

    :raises NotFound: there is none, or somebody else asked for it
    :raises Conflict: it has ended
    """
    bundle = _own(actor, bundle_id, lock=True)
    run = _run_of(bundle)
    if run is None or run.state not in (JobState.WAITING, JobState.RUNNING):
        raise Conflict(_("Pembuatan dokumen ini sudah berakhir."))
    bundle.cancelled_at = at
    bundle.save(update_fields=["cancelled_at"])
    if run.state == JobState.WAITING:
        jobs.cancel(run_id=run.id)
    _record(actor, bundle, "documents.bundle.cancelled", at)
    return bundle


@transaction.atomic
def resume_bundle(*, actor: Actor, bundle_id: UUID, at: datetime) -> DocumentBundle:
    """
    Go on with a bundle that was stopped or failed; documents that were issued already are not made again.

    :raises NotFound: there is none, or somebody else asked for it
    :raises Conflict: it waits, runs or is done
    """
    bundle = _own(actor, bundle_id, lock=True)
    if bundle.run_id is None:
        raise NotFound
    jobs.retry(actor=actor, run_id=bundle.run_id)
    bundle.cancelled_at = None
    bundle.save(update_fields=["cancelled_at"])
    _record(actor, bundle, "documents.bundle.resumed", at)
    return bundle


def find_bundle(*, bundle_id: UUID) -> DocumentBundle | None:
    """Return a bundle for the program's own work, as it stands now."""
    return DocumentBundle.objects.filter(id=bundle_id).first()


@transaction.atomic
def finish_bundle(
    *, actor: Actor, bundle_id: UUID, subjects: Sequence[UUID], refused: int, sha256: str, size: int, at: datetime
) -> None:
    """Say that the file is whole and what it holds; it is kept for seven days."""
    bundle = DocumentBundle.objects.select_for_update().get(id=bundle_id)
    bundle.subjects = [str(key) for key in subjects]
    bundle.issued_count, bundle.refused_count = len(subjects), refused
    bundle.sha256, bundle.size, bundle.finished_at, bundle.kept_until = sha256, size, at, at + KEEP
    bundle.save()
    _record(actor, bundle, "documents.bundle.finished", at)


@transaction.atomic
def note_reading(*, actor: Actor, bundle_id: UUID, at: datetime) -> DocumentBundle:
    """
    Record that somebody is given the file of their own bundle, and return it.

    :raises NotFound: there is none, somebody else asked for it, or the file is removed
    """
    bundle = _own(actor, bundle_id)
    if bundle.finished_at is None or bundle.removed_at is not None or not bundle_file.path_of(bundle).exists():
        raise NotFound(_("Berkas ini belum jadi atau sudah dihapus. Buat lagi bila perlu."))
    _record(actor, bundle, "documents.bundle.read", at, sensitive=True)
    return bundle


@transaction.atomic
def remove_old_bundles(*, at: datetime) -> int:
    """Remove the files whose days are over and return how many; the documents in them stay issued."""
    rows = list(DocumentBundle.objects.filter(kept_until__lt=at, removed_at=None).select_for_update())
    for row in rows:
        bundle_file.path_of(row).unlink(missing_ok=True)
        row.removed_at = at
        row.save(update_fields=["removed_at"])
    return len(rows)


def _run_of(bundle: DocumentBundle) -> JobRun | None:
    return JobRun.objects.filter(id=bundle.run_id).first() if bundle.run_id else None


def _own(actor: Actor, bundle_id: UUID, *, lock: bool = False) -> DocumentBundle:
    rows = DocumentBundle.objects.select_for_update() if lock else DocumentBundle.objects.all()
    bundle = rows.filter(id=bundle_id).first()
    if bundle is None or actor.account_id is None or bundle.requested_by_id != actor.account_id:
        raise NotFound
    return bundle


def _record(actor: Actor, bundle: DocumentBundle, event: str, at: datetime, *, sensitive: bool = False) -> None:
    audit.record(
        actor=actor,
        event=event,
        subject_type="documents.bundle",
        subject_id=bundle.id,
        at=at,
        data={"form": bundle.form, "documents": len(bundle.subjects), "sha256": bundle.sha256},
        sensitive=sensitive,
    )

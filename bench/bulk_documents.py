"""
Measure many SKP as one file, the way the background job makes them: issue, store, put into a ZIP or one PDF.

Run by hand on a loaded demo: ``python -m bench.bulk_documents 500`` with the demo's ``EKINERJA_HOME``, ``src`` on
PYTHONPATH and the database's addresses in the environment. Everything it issues is rolled back; its files lie in a
folder of their own. The first run issues each document, the second finds them issued (what going on after a stop
costs).
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

import django
from django.conf import settings


def main(wanted: int, agency_id: int = 1) -> None:
    """Make a ZIP, the ZIP again, and one PDF of the same plans, and print the documents in a second."""
    django.setup()
    from django.db import transaction

    from ekinerja.documents import public as documents
    from ekinerja.kernel import clock
    from ekinerja.kernel.actor import Actor, Grant, Role
    from ekinerja.planning import public as planning
    from ekinerja.planning.services.bundle_plans import SUBJECT, TASK

    actor = Actor(uuid4(), agency_id, None, "Pengukur", (Grant(Role.AGENCY_ADMIN),))
    with tempfile.TemporaryDirectory() as folder, clock.in_agency(agency_id), transaction.atomic():
        settings.MEDIA_ROOT = folder
        year = planning.people_tree.pick_year(on=clock.today())[0]
        assert year is not None  # noqa: S101
        ids, _others = planning.bulk_documents.find_agreed(actor=actor, year=year.year)
        for form in (documents.BundleForm.ZIP, documents.BundleForm.ZIP, documents.BundleForm.PDF):
            bundle = documents.request_bundle(
                actor=actor,
                task=TASK,
                form=form,
                title="Ukur",
                subject_type=SUBJECT,
                subjects=ids[:wanted],
                at=clock.now(),
            )
            started, cpu = time.perf_counter(), time.process_time()
            count = planning.make_plan_bundle(
                actor=actor, bundle_id=bundle.id, at=clock.now(), advance=lambda *_told: None
            )
            seconds, busy = time.perf_counter() - started, time.process_time() - cpu
            size = documents.bundle_file.path_of(bundle).stat().st_size
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{form}: {count} documents, {seconds:.1f} s, {count / seconds:.1f} documents/s, "
                f"{busy / count * 1000:.0f} ms of processor time each, {size / 1e6:.1f} MB, peak {peak:.0f} MB, "
                f"{len(list(Path(folder).rglob('*.pdf')))} files"
            )
        transaction.set_rollback(True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)

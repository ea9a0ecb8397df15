"""
The role-outcome matrix of 30 members by 10 outcomes under load, beside a page of one query on the same server.

Run by hand after `./ekinerja demo` has loaded once and was stopped: `.venv/bin/python -m bench.matrix`. Writes one
leader's plan with 300 filled cells into the demo, measures, and takes it out again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from bench import pages

MEMBERS, OUTCOMES = 30, 10


def main() -> None:
    from ekinerja.commands import environment

    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.pages_settings"
    os.environ["EKINERJA_HOSTS"] = "localhost,127.0.0.1,testserver"
    prepared = environment.prepare(settings="bench.pages_settings")
    try:
        environment.django()
        with _planted() as (login, path):
            measured = [
                pages.Page("page of one query", "ketua", "/bench/satu/"),
                pages.Page(f"matrix of {MEMBERS} × {OUTCOMES}", "ketua", path),
                pages.Page("what changed since, unchanged", "ketua", f"{path}terbaru/"),
            ]
            cookies = {"ketua": pages._cookie(login)}
            pages._count_queries(measured, cookies)
            pages.measure(measured, cookies)
    finally:
        prepared.close()


@contextmanager
def _planted() -> Iterator[tuple[str, str]]:
    """Give the login of a leader and the address of a matrix that is there only while this runs."""
    from django.db import transaction
    from django.db.backends.postgresql.psycopg_any import DateRange

    from ekinerja.commands import demo_data
    from ekinerja.kernel import clock, ids
    from ekinerja.kernel.tenancy import context
    from ekinerja.people.models import DirectoryEntry, Employee
    from ekinerja.planning.models import MatrixCell, MatrixMember, Outcome, PerformanceYear, Plan

    login = next(row[2] for row in demo_data.accounts() if row[0].startswith("Perawat"))
    with context.agency(1), transaction.atomic():
        leader = Employee.objects.get(nip=login)
        year = PerformanceYear.objects.order_by("-year").first()
        now, first, end = clock.now(), date(year.year, 1, 1), date(year.year + 1, 1, 1)
        plan = Plan.objects.create(
            year=year, employee=leader, post_key=ids.uuid7(), period=DateRange(first, end),
            position_group="JA_JF", approach="KUANTITATIF", created_at=now, changed_at=now,
            employee_snapshot={"name": leader.display_name, "nip": leader.nip},
        )  # fmt: skip
        text = "Meningkatnya cakupan pelayanan kesehatan sesuai standar nomor "
        columns = [Outcome(plan=plan, number=n, text=f"{text}{n}") for n in range(1, OUTCOMES + 1)]
        Outcome.objects.bulk_create(columns)
        entries = DirectoryEntry.objects.filter(in_service=True).exclude(employee=leader).order_by("nip")[:MEMBERS]
        people = list(entries.values_list("employee_id", flat=True))
        MatrixMember.objects.bulk_create(
            MatrixMember(plan=plan, employee_id=person, added_by_name="bench", added_at=now) for person in people
        )
        MatrixCell.objects.bulk_create(
            MatrixCell(
                outcome=column, employee_id=person, changed_by_name="bench", changed_at=now,
                text="Tersedianya laporan pelayanan yang lengkap dan tepat waktu",
            )
            for column in columns
            for person in people
        )  # fmt: skip
    try:
        yield login, f"/skp/{plan.id}/matriks/"
    finally:
        with context.agency(1), transaction.atomic():
            MatrixCell.objects.filter(outcome__plan=plan).delete()
            plan.delete()


if __name__ == "__main__":
    main()

"""Leave, study, pre-retirement, suspension, return, retirement, departure; and promotions."""

from __future__ import annotations

import re
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import RuleNotMet
from ekinerja.kernel.journal import Journal
from ekinerja.people import events
from ekinerja.people.data import GONE, CivilStatus, Status
from ekinerja.people.models import Appointment, RankRecord, StatusRecord
from ekinerja.people.services.find_employee import Decree, current, lock_employee
from ekinerja.people.services.put_dated import put_dated
from ekinerja.people.services.refresh_directory import refresh_directory

RANK = re.compile(r"^(?:(?:I|II|III)/[a-d]|IV/[a-e]|X?(?:IX|IV|V?I{0,3}))$")


@transaction.atomic
def change_status(
    *, actor: Actor, employee_id: UUID, status: Status, until: date | None, decree: Decree, at: datetime, today: date,
    civil_status: CivilStatus | None = None,
) -> None:  # fmt: skip
    """
    Change a person's standing from a day on; ``until`` is the last day, after which they are active again.

    Retirement, transfer, death and dismissal end every post on that day; the head post becomes vacant.

    :raises NotFound: no such person in this agency
    :raises NotAllowed: the actor is no administrator of them
    :raises Conflict: a later change is recorded already
    :raises RuleNotMet: it is the present standing, or the days are reversed
    """
    employee = lock_employee(actor, employee_id)
    old = current(StatusRecord, employee_id, decree.on)
    wanted_civil = civil_status or (old.civil_status if old else CivilStatus(employee.kind))
    if old is not None and (old.status, old.civil_status) == (status, wanted_civil):
        raise RuleNotMet(_("Kedudukan pegawai ini sudah demikian. Pilih kedudukan lain."))
    if until is not None and (until < decree.on or status in GONE):
        raise RuleNotMet(_("Tanggal akhir tidak berlaku untuk kedudukan ini atau mendahului tanggal mulai."))
    journal = Journal()
    record = put_dated(
        StatusRecord, old, employee, decree.on, journal, 0,
        values={"status": status, "civil_status": wanted_civil, "decree_number": decree.number,
                "reason": decree.reason},
    )  # fmt: skip
    if until is not None:
        back = date.fromordinal(until.toordinal() + 1)
        journal.change(record, 0, period=DateRange(record.period.lower, back))
        put_dated(
            StatusRecord, None, employee, back, journal, 0,
            values={"status": Status.ACTIVE, "civil_status": wanted_civil, "reason": "Kembali aktif"},
        )  # fmt: skip
    ended = _end_posts(employee_id, decree.on, journal) if status in GONE else 0
    journal.write()
    refresh_directory(on=today, employee_ids=[employee_id])
    audit.record(
        actor=actor, event="people.status.changed", subject_type="employee", subject_id=employee_id, at=at,
        data={"before": old.status if old else "", "after": status, "civil_status": wanted_civil, "from": decree.on,
              "until": until, "decree": decree.number, "reason": decree.reason, "posts_ended": ended},
    )  # fmt: skip
    outbox.publish(events.StatusChanged(employee_id=employee_id, status=str(status), on=decree.on.isoformat()))


def _end_posts(employee_id: UUID, on: date, journal: Journal) -> int:
    """End posts on a day; those that would begin later never begin."""
    ended = 0
    rows = Appointment.objects.filter(employee_id=employee_id, period__not_lt=DateRange(on, None))
    for row in rows | Appointment.objects.filter(employee_id=employee_id, period__contains=on):
        if row.period.lower < on:
            journal.change(row, 0, period=DateRange(row.period.lower, on))
        else:
            row.delete()
        ended += 1
    return ended


@transaction.atomic
def change_rank(*, actor: Actor, employee_id: UUID, code: str, decree: Decree, at: datetime, today: date) -> None:
    """
    Give a person another rank from a day on.

    :raises NotFound: no such person in this agency
    :raises NotAllowed: the actor is no administrator of them
    :raises Conflict: a later rank is recorded already
    :raises RuleNotMet: no such rank, or the present one
    """
    employee = lock_employee(actor, employee_id)
    if not code or not RANK.match(code):
        raise RuleNotMet(_("Golongan ruang ditulis seperti III/c, atau angka Romawi untuk PPPK."))
    old = current(RankRecord, employee_id, decree.on)
    if old is not None and old.code == code:
        raise RuleNotMet(_("Golongan ruang pegawai ini sudah demikian."))
    journal = Journal()
    put_dated(RankRecord, old, employee, decree.on, journal, 0, values={"code": code, "decree_number": decree.number})
    journal.write()
    refresh_directory(on=today, employee_ids=[employee_id])
    audit.record(
        actor=actor, event="people.rank.changed", subject_type="employee", subject_id=employee_id, at=at,
        data={"before": old.code if old else "", "after": code, "from": decree.on, "decree": decree.number},
    )  # fmt: skip

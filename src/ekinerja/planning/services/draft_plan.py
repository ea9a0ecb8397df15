"""Start a plan (SKP), and throw a draft away that was never submitted."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, Finding, NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.tenancy.constraints import overlap_refused
from ekinerja.planning import events
from ekinerja.planning.data import Approach, YearState
from ekinerja.planning.models import PerformanceYear, Plan, PlanTransition
from ekinerja.planning.selectors import persons, plans, starting
from ekinerja.planning.services import carry_cell, editing, moving

POSTS = UUID("6c0f2a52-6f0e-5b1e-9a53-0f3f5f1f7a10")


@transaction.atomic
def draft_plan(
    *,
    actor: Actor,
    year: int,
    at: datetime,
    starts_on: date | None = None,
    ends_before: date | None = None,
    approach: Approach = Approach.QUANTITATIVE,
    acting_position_id: UUID | None = None,
) -> Plan:
    """
    Start the actor's own plan, never blocked by a superior without a plan.

    Without dates it runs to the end of the year from its first day, or from the day the present definitive post
    began within it (transfer, first day of duty of a CPNS, first day of a PPPK). ``acting_position_id`` makes it a
    plan for a post the actor acts in (PLT, PLH, PJ), beside the plan for the own post and for the days of the acting.

    :raises NotAllowed: the actor is no employee
    :raises NotFound: the year is not open in this agency
    :raises RuleNotMet: the dates lie outside the year or the acting, or the end is not after the start
    :raises Conflict: a plan for the same post and days exists already
    """
    if actor.employee_id is None:
        raise NotAllowed(_("Hanya pegawai yang dapat menyusun SKP."))
    opened = PerformanceYear.objects.filter(year=year, state=YearState.OPEN).first()
    if opened is None:
        raise NotFound(_("Tahun kinerja %(year)s belum dibuka.") % {"year": year})
    if acting_position_id is not None:
        acting = _acting(actor.employee_id, acting_position_id, year, starts_on, ends_before)
        starts_on, ends_before = acting.lower, acting.upper
    if starts_on is None:
        starts_on = starting.first_day(employee_id=actor.employee_id, year=year, on=plans.day_of(at))
    period = _period(year, starts_on, ends_before)
    plan = build_plan(
        employee_id=actor.employee_id,
        year=opened,
        period=period,
        approach=approach,
        at=at,
        acting_position_id=acting_position_id,
    )
    keep_new(plan=plan, at=at)
    audit.record(
        actor=actor,
        event="planning.plan.drafted",
        subject_type="planning.plan",
        subject_id=plan.id,
        at=at,
        data={"year": year, "starts_on": period.lower, "ends_before": period.upper, "approach": approach},
    )
    return plan


def keep_new(*, plan: Plan, at: datetime) -> None:
    """
    Store a new draft, take in what a leader's matrix holds for its owner, and tell those who count.

    :raises Conflict: a plan for the same post and days exists already
    """
    message = _("Anda sudah punya SKP untuk jabatan dan tanggal itu. Buka SKP tersebut atau ubah tanggalnya.")
    if Plan.objects.filter(post_key=plan.post_key, period__overlap=plan.period).exists():
        raise Conflict(message)
    with overlap_refused(message):
        plan.save(force_insert=True)
    carry_cell.take_in(plan=plan, at=at)
    outbox.publish(events.PlanStepped(plan_id=plan.id, employee_id=plan.employee_id))


@transaction.atomic
def discard_plan(*, actor: Actor, plan_id: UUID, at: datetime) -> None:
    """
    Throw a draft away that was never submitted to anybody.

    :raises NotFound: the actor may not know of the plan
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: it is not a draft any more, or somebody has already read it
    """
    plan = editing.lock_own(actor=actor, plan_id=plan_id, at=at)
    if PlanTransition.objects.filter(plan=plan).exists():
        raise Conflict(_("SKP ini pernah diajukan, jadi tidak dapat dihapus. Ubah isinya bila perlu."))
    audit.record(
        actor=actor,
        event="planning.plan.discarded",
        subject_type="planning.plan",
        subject_id=plan.id,
        at=at,
        data={"starts_on": plan.period.lower, "ends_before": plan.period.upper},
    )
    carry_cell.let_go(plan=plan)
    outbox.publish(events.PlanStepped(plan_id=plan.id, employee_id=plan.employee_id))
    plan.delete()


def build_plan(
    *,
    employee_id: UUID,
    year: PerformanceYear,
    period: DateRange,
    approach: Approach,
    at: datetime,
    acting_position_id: UUID | None = None,
) -> Plan:
    """
    Return an unsaved draft with the employee's post, own or acted in, and raters of a day within its period.

    :raises RuleNotMet: the employee does not act in the post on that day
    """
    on = min(max(plans.day_of(at), period.lower), date.fromordinal(period.upper.toordinal() - 1))
    post = persons.post_of(employee_id=employee_id, on=on)
    if acting_position_id is not None:
        acting = persons.acting_post_of(employee_id=employee_id, position_id=acting_position_id, on=on)
        if acting is None:
            raise _not_acting()
        post = acting
    plan = Plan(
        year=year,
        employee_id=employee_id,
        unit_id=post.unit_id,
        unit_path=post.unit_path,
        position_id_then=post.position_id,
        post_key=post_key(employee_id=employee_id, position_id=post.position_id),
        period=period,
        position_group=post.group,
        approach=approach,
        employee_snapshot=post.person.to_json(),
        created_at=at,
        changed_at=at,
    )
    moving.take_snapshots(plan=plan, on=on)
    return plan


def post_key(*, employee_id: UUID, position_id: UUID | None) -> UUID:
    """Return the key of one person in one post."""
    return uuid.uuid5(POSTS, f"{employee_id}/{position_id or ''}")


def _acting(
    employee_id: UUID, position_id: UUID, year: int, starts_on: date | None, ends_before: date | None
) -> DateRange:
    """Return the days of a plan for a post acted in: those wanted, or all days of the acting within the year."""
    spans = [row for row in persons.acting_posts(employee_id=employee_id, year=year) if row.position_id == position_id]
    if not spans:
        raise _not_acting()
    after = date(year + 1, 1, 1)
    for span in spans:
        first, end = max(span.since, date(year, 1, 1)), min(span.ends_before or after, after)
        if first <= (starts_on or first) and (ends_before or end) <= end:
            return DateRange(starts_on or first, ends_before or end)
    told = {"first": spans[0].since.strftime("%d-%m-%Y"), "kind": spans[0].kind}
    message = _("Anda bertugas sebagai %(kind)s sejak %(first)s. Tanggal SKP harus berada di dalam masa tugas itu.")
    if spans[0].ends_before is not None:
        told["last"] = date.fromordinal(spans[0].ends_before.toordinal() - 1).strftime("%d-%m-%Y")
        message = _(
            "Anda bertugas sebagai %(kind)s dari %(first)s sampai %(last)s. Tanggal SKP harus berada di dalamnya."
        )
    raise RuleNotMet(findings=(Finding("planning.outside_acting", message % told, field="starts_on"),))


def _not_acting() -> RuleNotMet:
    message = _("Anda tidak tercatat sebagai PLT, PLH, atau PJ pada jabatan itu. Periksa penugasannya di profil Anda.")
    return RuleNotMet(findings=(Finding("planning.not_acting", message, field="starts_on"),))


def _period(year: int, start: date, ends_before: date | None) -> DateRange:
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    end = ends_before or after
    if not (first <= start < end <= after):
        raise RuleNotMet(
            findings=(
                Finding(
                    "planning.period_outside_year",
                    _("Periode SKP harus berada di tahun %(year)s dan tanggal akhir sesudah tanggal awal.")
                    % {"year": year},
                    field="starts_on",
                ),
            )
        )
    return DateRange(start, end)

"""Copy a plan to people with a position of the same name; owners confirm their copies by submitting them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils.translation import gettext as _

from ekinerja.kernel import jobs
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, Finding, RuleNotMet
from ekinerja.kernel.models import JobRun
from ekinerja.notices import public as notices
from ekinerja.planning.data import Approach, PlanOrigin, WrittenOutcome
from ekinerja.planning.models import Plan
from ekinerja.planning.selectors import copying, plans, starting, written
from ekinerja.planning.services import editing, write_outcomes
from ekinerja.planning.services.draft_plan import build_plan, keep_new

TASK = "planning.copy_plan"
AT_ONCE = 50


@dataclass(frozen=True)
class CopyReport:
    """Statutory term: hasil penyalinan SKP. How many drafts were made, and how many people were left out."""

    made: int
    skipped: int


def copy_plan(
    *,
    actor: Actor,
    plan_id: UUID,
    employee_ids: Iterable[UUID],
    at: datetime,
    job: jobs.RunningJob | None = None,
) -> CopyReport:
    """
    Make a draft for each of these people; who has a plan or is outside the cycle is left out. Safe to repeat.

    Each draft is stored by itself, so that work that is interrupted goes on where it stopped.

    :raises NotFound: the actor may not know of the plan
    :raises NotAllowed: the actor neither rates anybody nor looks after a unit
    :raises RuleNotMet: nobody was chosen, or the plan holds no outcome
    """
    wanted = set(employee_ids)
    with transaction.atomic():
        preview = _require(actor=actor, plan_id=plan_id, wanted=wanted, on=plans.day_of(at))
        rows = written.written_of(plan_id=plan_id)
    chosen = [row for row in preview.new if row.employee_id in wanted]
    made = 0
    for number, row in enumerate(chosen, start=1):
        with transaction.atomic():
            made += _copy_one(actor, preview.plan, row.employee_id, rows, at)
        if job is not None:
            job.advance(number, len(chosen))
    return CopyReport(made, len(wanted) - made)


@transaction.atomic
def request_copy(*, actor: Actor, plan_id: UUID, employee_ids: Iterable[UUID], at: datetime) -> JobRun:
    """
    Queue the copying to many people, and return the run to follow.

    :raises NotFound, NotAllowed, RuleNotMet: as copying at once
    """
    wanted = sorted(set(employee_ids))
    preview = _require(actor=actor, plan_id=plan_id, wanted=set(wanted), on=plans.day_of(at))
    title = _("Salin SKP %(title)s kepada %(n)s pegawai") % {"title": preview.title, "n": len(wanted)}
    arguments = {"plan_id": str(plan_id), "employee_ids": [str(key) for key in wanted]}
    run = jobs.request(actor=actor, name=TASK, title=title, arguments=arguments, lock=f"{TASK}.{plan_id}")
    data = {"people": len(wanted), "run": run.id}
    editing.record(actor=actor, plan=preview.plan, event="planning.plan.copy_requested", at=at, data=data)
    return run


def _require(*, actor: Actor, plan_id: UUID, wanted: set[UUID], on: date) -> copying.CopyPreview:
    preview = copying.preview_of(actor=actor, plan_id=plan_id, on=on)
    if not preview.outcome_count:
        raise _refusal("planning.copy_empty", _("SKP ini belum berisi RHK."))
    if not wanted & {row.employee_id for row in preview.rows}:
        raise _refusal("planning.copy_nobody", _("Pilih paling sedikit satu pegawai."))
    return preview


def _refusal(code: str, message: str) -> RuleNotMet:
    return RuleNotMet(message, findings=(Finding(code, message, field="people"),))


def _copy_one(actor: Actor, source: Plan, employee_id: UUID, rows: tuple[WrittenOutcome, ...], at: datetime) -> bool:
    """Make one draft; tell whether it was made (somebody may have drafted one meanwhile)."""
    begun = starting.first_day(employee_id=employee_id, year=source.year.year, on=plans.day_of(at))
    starts_on = max(source.period.lower, begun)
    if starts_on >= source.period.upper:
        return False
    plan = build_plan(
        employee_id=employee_id,
        year=source.year,
        period=DateRange(starts_on, source.period.upper),
        approach=Approach(source.approach),
        at=at,
    )
    plan.origin = PlanOrigin.COPY
    plan.prepared_by_name = actor.name[:250]
    try:
        keep_new(plan=plan, at=at)
    except Conflict:
        return False
    made = write_outcomes.write_outcomes(plan=plan, rows=rows)
    write_outcomes.copy_notes(source=source, plan=plan)
    data = {"source": source.id, "outcomes": len(made)}
    editing.record(actor=actor, plan=plan, event="planning.plan.copied", at=at, data=data)
    message = notices.Message(
        kind="planning.plan.prepared",
        key=f"planning.prepared:{plan.id.hex}",
        title=_("%(name)s menyiapkan SKP %(year)s untuk Anda") % {"name": actor.name, "year": source.year.year},
        body=_("Periksa isinya, ubah seperlunya, lalu ajukan. Tanpa pengajuan Anda, SKP ini tetap konsep."),
        url=reverse("plans:detail", args=[plan.id]),
    )
    notices.notify(employee_ids=[employee_id], message=message, at=at)
    return True

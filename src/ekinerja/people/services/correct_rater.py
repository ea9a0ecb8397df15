"""Ask for a correction of one's rater, and decide on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel import outbox
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.tenancy import context
from ekinerja.people import events
from ekinerja.people.models import Employee
from ekinerja.people.models.rating import CorrectionState, RaterCorrection, RaterOverride
from ekinerja.people.rating_line import RaterAnswer
from ekinerja.people.selectors import raters

SUBJECT = "people.rater_correction"
SHORTEST_REASON = 10


@dataclass(frozen=True)
class Decision:
    """What the administrator decides: the rater and the first day, or a refusal with its note."""

    granted: bool
    note: str
    rater_id: UUID | None = None
    starts_on: date | None = None


@transaction.atomic
def ask_for_correction(
    *, actor: Actor, reason: str, proposed_id: UUID | None = None, at: datetime, on: date
) -> RaterCorrection:
    """
    Ask the agency's administrator to correct the actor's own rater.

    :raises NotAllowed: the actor is not an employee
    :raises RuleNotMet: without a reason, or proposing oneself
    :raises NotFound: the proposed rater is not an employee of the agency
    :raises Conflict: a request is already open
    """
    if actor.employee_id is None:
        raise NotAllowed(_("Hanya pegawai yang dapat meminta koreksi penilainya."))
    if len(reason.strip()) < SHORTEST_REASON:
        raise RuleNotMet(
            _("Tuliskan alasan mengapa penilai yang ditampilkan tidak tepat, sedikitnya %d huruf.") % SHORTEST_REASON
        )
    if proposed_id == actor.employee_id:
        raise RuleNotMet(_("Anda tidak dapat mengusulkan diri sendiri sebagai penilai."))
    if proposed_id is not None and not Employee.objects.filter(id=proposed_id).exists():
        raise NotFound(_("Pegawai yang Anda usulkan tidak ditemukan."))
    shown = raters.rater_of(employee_id=actor.employee_id, on=on)
    request = _open_request(actor, actor.employee_id, reason, proposed_id, shown, at)
    audit.record(
        actor=actor,
        event="people.rater_correction.asked",
        subject_type=SUBJECT,
        subject_id=request.id,
        at=at,
        data={"proposed": proposed_id, "shown": shown.rater_employee_id},
    )
    outbox.publish(events.RaterCorrectionAsked(request.id, actor.employee_id))
    return request


def _open_request(
    actor: Actor, employee_id: UUID, reason: str, proposed_id: UUID | None, shown: RaterAnswer, at: datetime
) -> RaterCorrection:
    try:
        with transaction.atomic():
            return RaterCorrection.objects.create(
                agency_id=context.current_or_none(),
                employee_id=employee_id,
                shown_label=shown.rater_label[:330],
                shown_reason=shown.reason_text[:1000],
                proposed_id=proposed_id,
                reason=reason.strip(),
                asked_at=at,
                asked_by_id=actor.account_id,
            )
    except IntegrityError:
        raise Conflict(_("Permintaan koreksi Anda sebelumnya masih menunggu keputusan.")) from None


@transaction.atomic
def withdraw_correction(*, actor: Actor, correction_id: UUID, at: datetime) -> RaterCorrection:
    """
    Withdraw one's own open request.

    :raises NotFound: it is not the actor's
    :raises Conflict: it was decided
    """
    request = _locked(correction_id)
    if request.employee_id != actor.employee_id:
        raise NotFound
    _require_open(request)
    request.state, request.decided_at = CorrectionState.WITHDRAWN, at
    request.save(update_fields=["state", "decided_at"])
    audit.record(
        actor=actor,
        event="people.rater_correction.withdrawn",
        subject_type=SUBJECT,
        subject_id=request.id,
        at=at,
    )
    return request


@transaction.atomic
def decide_correction(*, actor: Actor, correction_id: UUID, decision: Decision, at: datetime) -> RaterCorrection:
    """
    Grant or refuse a request; granting names the rater from a day on.

    :raises NotAllowed: the actor does not administer the agency
    :raises NotFound: no such request or rater
    :raises Conflict: it was decided already
    :raises RuleNotMet: rater or day missing on granting, note missing on refusing
    """
    require_admin(actor)
    request = _locked(correction_id)
    _require_open(request)
    if decision.granted:
        name_rater(
            actor=actor,
            employee_id=request.employee_id,
            rater_id=decision.rater_id or request.proposed_id,
            starts_on=decision.starts_on,
            reason=decision.note or request.reason,
            at=at,
            correction_id=request.id,
        )
    elif not decision.note.strip():
        raise RuleNotMet(_("Tuliskan alasan penolakan supaya pegawai mengerti."))
    request.state = CorrectionState.GRANTED if decision.granted else CorrectionState.REFUSED
    request.decided_at, request.decided_by_id = at, actor.account_id
    request.decided_by_name, request.decision_note = actor.name[:250], decision.note.strip()[:500]
    request.save()
    audit.record(
        actor=actor,
        event="people.rater_correction.granted" if decision.granted else "people.rater_correction.refused",
        subject_type=SUBJECT,
        subject_id=request.id,
        at=at,
        data={"employee": request.employee_id, "note": decision.note},
    )
    outbox.publish(events.RaterCorrectionDecided(request.id, request.employee_id, decision.granted))
    return request


@transaction.atomic
def name_rater(
    *,
    actor: Actor,
    employee_id: UUID,
    rater_id: UUID | None,
    starts_on: date | None,
    reason: str,
    at: datetime,
    correction_id: UUID | None = None,
) -> RaterOverride:
    """
    Name the rater of an employee from a day on; a rater named before ends on that day.

    :raises NotAllowed: the actor does not administer the agency
    :raises NotFound: employee or rater are not of the agency
    :raises RuleNotMet: rater, day or reason missing, or the employee as own rater
    """
    require_admin(actor)
    if rater_id is None or starts_on is None or not reason.strip():
        raise RuleNotMet(_("Isi penilai, tanggal mulai, dan alasannya."))
    if rater_id == employee_id:
        raise RuleNotMet(_("Pegawai tidak dapat menilai dirinya sendiri."))
    both = Employee.objects.select_for_update().filter(id__in=[employee_id, rater_id]).order_by("id")
    if len(both) != 2:
        raise NotFound(_("Pegawai atau penilai tidak ditemukan."))
    _end_overrides(employee_id, starts_on)
    override = RaterOverride.objects.create(
        agency_id=context.current_or_none(),
        employee_id=employee_id,
        rater_id=rater_id,
        correction_id=correction_id,
        period=DateRange(starts_on, None),
        reason=reason.strip()[:500],
        decided_at=at,
        decided_by_id=actor.account_id,
    )
    audit.record(
        actor=actor,
        event="people.rater.named",
        subject_type="people.employee",
        subject_id=employee_id,
        at=at,
        data={"rater": rater_id, "starts_on": starts_on, "reason": reason},
    )
    outbox.publish(events.RaterNamed(employee_id, starts_on.isoformat()))
    return override


@transaction.atomic
def end_named_rater(*, actor: Actor, employee_id: UUID, ends_before: date, at: datetime) -> int:
    """
    Let the unit tree answer again from a day on and return how many decisions were ended.

    :raises NotAllowed: the actor does not administer the agency
    """
    require_admin(actor)
    ended = _end_overrides(employee_id, ends_before)
    if not ended:
        return 0
    audit.record(
        actor=actor,
        event="people.rater.released",
        subject_type="people.employee",
        subject_id=employee_id,
        at=at,
        data={"ends_before": ends_before},
    )
    outbox.publish(events.RaterNamed(employee_id, ends_before.isoformat()))
    return ended


def require_admin(actor: Actor) -> None:
    """
    Demand the right to decide about raters in the whole agency.

    :raises NotAllowed: without it
    """
    if not actor.covers("", Role.AGENCY_ADMIN):
        raise NotAllowed(_("Koreksi penilai diputuskan oleh admin instansi."))


def _end_overrides(employee_id: UUID, day: date) -> int:
    """End what runs on the day; a decision that would start on or after it never takes effect."""
    ended = 0
    for row in RaterOverride.objects.select_for_update().filter(employee_id=employee_id):
        if row.period.isempty or (row.period.upper is not None and row.period.upper <= day):
            continue
        row.period = DateRange(row.period.lower, max(day, row.period.lower))
        row.save(update_fields=["period"])
        ended += 1
    return ended


def _locked(correction_id: UUID) -> RaterCorrection:
    found = RaterCorrection.objects.select_for_update().filter(id=correction_id).first()
    if found is None:
        raise NotFound
    return found


def _require_open(request: RaterCorrection) -> None:
    if request.state != CorrectionState.ASKED:
        raise Conflict(_("Permintaan ini sudah diputuskan atau ditarik."))

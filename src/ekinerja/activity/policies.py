"""Who may fill, comment and rate a period, from what they are to its plan."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ekinerja.activity.data import (
    EDITABLE_STATES,
    MonthPart,
    PeriodAction,
    PeriodState,
    PeriodTransition,
    find_transition,
)
from ekinerja.activity.models import PeriodWork
from ekinerja.kernel.errors import Conflict, NotAllowed
from ekinerja.planning import public as planning
from ekinerja.planning.data import Part as PlanPart

PLAN_PARTS = {
    MonthPart.OWNER: PlanPart.OWNER,
    MonthPart.RATER: PlanPart.RATER,
    MonthPart.RECORDER: PlanPart.RECORDER,
}


def require_transition(standing: planning.Standing, work: PeriodWork, action: PeriodAction) -> PeriodTransition:
    """
    Return the row of the table that the action takes.

    :raises Conflict: the period is in a state in which the action is not possible
    :raises NotAllowed: the actor may see the plan but not do this
    """
    row = find_transition(before=work.state, action=action)
    if row is None:
        raise Conflict(_("Tindakan ini tidak dapat dilakukan pada status periode saat ini. Muat ulang halaman."))
    if not _has_part(standing, row):
        raise NotAllowed(_("Anda tidak berwenang melakukan tindakan ini pada periode ini."))
    return row


def may(standing: planning.Standing, state: str, action: PeriodAction) -> bool:
    """Tell whether the action is open to the actor now."""
    row = find_transition(before=state, action=action)
    return row is not None and _has_part(standing, row)


def _has_part(standing: planning.Standing, row: PeriodTransition) -> bool:
    return any(PLAN_PARTS[part] in standing.parts for part in row.parts)


def require_fill(standing: planning.Standing, work: PeriodWork) -> None:
    """
    Refuse unless the actor may fill the period now, deadlines aside.

    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: the period is submitted or rated, or the plan is still a draft
    """
    if PlanPart.OWNER not in standing.parts:
        raise NotAllowed(_("Hanya pemilik SKP yang dapat mengisi periode ini."))
    if standing.plan.is_editable:
        raise Conflict(_("Ajukan dahulu SKP Anda; setelah itu periode dapat diisi."))
    if work.state not in EDITABLE_STATES:
        raise Conflict(_("Periode ini sudah diajukan. Tarik dahulu bila ingin mengubahnya."))


def waits_for_mending(state: str, submitted_at: datetime | None) -> bool:
    """
    Tell whether the rater has given the period back; then its deadline no longer bars the owner.

    It was handed in once, and taking it back oneself forgets that. A rater mostly reads after the deadline.
    """
    return state == PeriodState.REALISED and submitted_at is not None


def require_feedback(standing: planning.Standing) -> None:
    """
    Refuse unless the actor may give feedback on the plan.

    :raises NotAllowed: the actor is not the rater today
    """
    if PlanPart.RATER not in standing.parts:
        raise NotAllowed(_("Hanya pejabat penilai yang dapat memberi umpan balik di sini."))

"""The one table that says how a plan moves: from, action, to, by whom, with what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ekinerja.planning.data.codes import PlanAction, PlanState


class Part(StrEnum):
    """Statutory term: kedudukan terhadap SKP. What somebody is to one plan, by fact or by role."""

    OWNER = "PEGAWAI_YANG_DINILAI"
    RATER = "PEJABAT_PENILAI"
    RATER_SUPERIOR = "ATASAN_PEJABAT_PENILAI"
    ADMIN = "ADMIN"
    RECORDER = "PENCATAT_KEPUTUSAN"
    READER = "PEMBACA"


@dataclass(frozen=True)
class Transition:
    """Statutory term: perpindahan status SKP. One row of the table."""

    before: PlanState
    action: PlanAction
    after: PlanState
    parts: tuple[Part, ...]
    note_required: bool = False
    checks_content: bool = False


DECIDERS = (Part.RATER, Part.RECORDER)
"""The rater decides; for a rater without an account the agency's admin records the decision with its document."""

TRANSITIONS: tuple[Transition, ...] = (
    Transition(PlanState.DRAFT, PlanAction.SUBMIT, PlanState.SUBMITTED, (Part.OWNER,), checks_content=True),
    Transition(PlanState.RETURNED, PlanAction.SUBMIT, PlanState.SUBMITTED, (Part.OWNER,), checks_content=True),
    Transition(PlanState.SUBMITTED, PlanAction.WITHDRAW, PlanState.DRAFT, (Part.OWNER,)),
    Transition(PlanState.SUBMITTED, PlanAction.RETURN, PlanState.RETURNED, DECIDERS, note_required=True),
    Transition(PlanState.SUBMITTED, PlanAction.AGREE, PlanState.AGREED, DECIDERS, checks_content=True),
    Transition(PlanState.AGREED, PlanAction.REOPEN, PlanState.DRAFT, (Part.RATER, Part.ADMIN), note_required=True),
    Transition(PlanState.AGREED, PlanAction.CLOSE, PlanState.CLOSED, (Part.RATER, Part.ADMIN), note_required=True),
)


def find_transition(*, before: str, action: PlanAction) -> Transition | None:
    """Return the row for a state and an action, or ``None`` when the action is not possible there."""
    for row in TRANSITIONS:
        if row.before == before and row.action == action:
            return row
    return None

"""What crosses the door of planning: codes, snapshots, the transition table; standard library only."""

from ekinerja.planning.data.behaviour import VALUES as BEHAVIOUR_VALUES
from ekinerja.planning.data.behaviour import BehaviourText, behaviour_text
from ekinerja.planning.data.codes import (
    EDITABLE_STATES,
    Approach,
    Aspect,
    BehaviourValue,
    NoteKind,
    OutcomeClassification,
    OutcomeKind,
    Periodicity,
    PeriodKind,
    Perspective,
    PlanAction,
    PlanState,
    PositionGroup,
    YearState,
    codes_of,
)
from ekinerja.planning.data.loading import LoadIndicator, LoadOutcome, LoadPlan, LoadRefusal, LoadReport
from ekinerja.planning.data.recording import RecordedDecision
from ekinerja.planning.data.snapshots import PersonSnapshot
from ekinerja.planning.data.transitions import TRANSITIONS, Part, Transition, find_transition

__all__ = [
    "BEHAVIOUR_VALUES",
    "EDITABLE_STATES",
    "TRANSITIONS",
    "Approach",
    "Aspect",
    "BehaviourText",
    "BehaviourValue",
    "LoadIndicator",
    "LoadOutcome",
    "LoadPlan",
    "LoadRefusal",
    "LoadReport",
    "NoteKind",
    "OutcomeClassification",
    "OutcomeKind",
    "Part",
    "PeriodKind",
    "Periodicity",
    "PersonSnapshot",
    "Perspective",
    "PlanAction",
    "PlanState",
    "PositionGroup",
    "RecordedDecision",
    "Transition",
    "YearState",
    "behaviour_text",
    "codes_of",
    "find_transition",
]

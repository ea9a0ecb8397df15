"""Tables of planning."""

from ekinerja.planning.models.contents import BehaviourExpectation, Indicator, Outcome, PlanNote, TargetPart
from ekinerja.planning.models.goals import (
    Agreement,
    AgreementBudget,
    AgreementTransition,
    Goal,
    GoalImport,
    GoalIndicator,
    GoalTarget,
)
from ekinerja.planning.models.library import LibraryOutcome
from ekinerja.planning.models.pictures import COUNTED, CascadeNode, UnitAlignment
from ekinerja.planning.models.plans import Plan, PlanTransition, PlanVersion
from ekinerja.planning.models.teams import MatrixCell, MatrixMember, Team, TeamMember
from ekinerja.planning.models.years import Downtime, PerformanceYear, Period, PeriodExtension, PlanExtension

__all__ = [
    "Agreement",
    "AgreementBudget",
    "AgreementTransition",
    "BehaviourExpectation",
    "COUNTED",
    "CascadeNode",
    "Downtime",
    "Goal",
    "GoalImport",
    "GoalIndicator",
    "GoalTarget",
    "Indicator",
    "LibraryOutcome",
    "MatrixCell",
    "MatrixMember",
    "Outcome",
    "PerformanceYear",
    "Period",
    "PeriodExtension",
    "Plan",
    "PlanExtension",
    "PlanNote",
    "PlanTransition",
    "PlanVersion",
    "TargetPart",
    "Team",
    "TeamMember",
    "UnitAlignment",
]

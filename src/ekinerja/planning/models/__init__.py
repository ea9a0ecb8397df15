"""Tables of planning."""

from ekinerja.planning.models.contents import BehaviourExpectation, Indicator, Outcome, PlanNote
from ekinerja.planning.models.plans import Plan, PlanTransition, PlanVersion
from ekinerja.planning.models.tallies import UnitTally
from ekinerja.planning.models.years import PerformanceYear, Period, PeriodExtension

__all__ = [
    "BehaviourExpectation",
    "Indicator",
    "Outcome",
    "PerformanceYear",
    "Period",
    "PeriodExtension",
    "Plan",
    "PlanNote",
    "PlanTransition",
    "PlanVersion",
    "UnitTally",
]

"""The door of reporting: home pages, control rooms and their roll-ups."""

from ekinerja.reporting.data import (
    COLUMNS,
    MISSING,
    NUDGED,
    PREDICATES,
    Counts,
    Gap,
    PlanReason,
    PlanStanding,
    Standing,
)
from ekinerja.reporting.nudge_words import plan_nudges
from ekinerja.reporting.selectors.agency import AgencyHome, agency_home
from ekinerja.reporting.selectors.counts import UnitBoard, UnitCounts, is_counted
from ekinerja.reporting.selectors.frame import FrameCounts, frame_counts
from ekinerja.reporting.selectors.leader import LeaderHome, leader_home
from ekinerja.reporting.selectors.oversight import OversightHome, oversight_home
from ekinerja.reporting.selectors.own import Exempt, OwnHome, own_home
from ekinerja.reporting.selectors.periods import period_to_fill
from ekinerja.reporting.selectors.planning_room import PAGE as PLANNERS_A_PAGE
from ekinerja.reporting.selectors.planning_room import (
    Planner,
    PlannerFilter,
    PlannerPage,
    PlanningRoom,
    count_planners,
    iterate_planners,
    list_planners,
    planning_room,
)
from ekinerja.reporting.selectors.reminders import DeadlineGroup, PlanDeadlineGroup, deadlines_near, plan_deadlines_near
from ekinerja.reporting.selectors.team import TeamHome, team_home
from ekinerja.reporting.selectors.units import PAGE, MissingPage, UnitsHome, list_missing, units_home
from ekinerja.reporting.services.count_gaps import count_gaps
from ekinerja.reporting.services.export_planners import (
    ROWS_AT_ONCE,
    get_export,
    keep_export,
    note_planning_export,
    request_planning_export,
)
from ekinerja.reporting.services.nudge import Nudge, NudgeReport, nudge_missing
from ekinerja.reporting.services.nudge_planners import HELPLESS, nudge_planners
from ekinerja.reporting.services.recount import recount_all, recount_people, request_recount

__all__ = [
    "AgencyHome",
    "COLUMNS",
    "Counts",
    "DeadlineGroup",
    "Exempt",
    "FrameCounts",
    "Gap",
    "HELPLESS",
    "LeaderHome",
    "MISSING",
    "MissingPage",
    "NUDGED",
    "Nudge",
    "NudgeReport",
    "OversightHome",
    "OwnHome",
    "PAGE",
    "PLANNERS_A_PAGE",
    "PREDICATES",
    "PlanDeadlineGroup",
    "PlanReason",
    "PlanStanding",
    "Planner",
    "PlannerFilter",
    "PlannerPage",
    "PlanningRoom",
    "ROWS_AT_ONCE",
    "Standing",
    "TeamHome",
    "UnitBoard",
    "UnitCounts",
    "UnitsHome",
    "agency_home",
    "count_gaps",
    "count_planners",
    "deadlines_near",
    "frame_counts",
    "get_export",
    "is_counted",
    "iterate_planners",
    "keep_export",
    "leader_home",
    "list_missing",
    "list_planners",
    "note_planning_export",
    "nudge_missing",
    "nudge_planners",
    "oversight_home",
    "own_home",
    "period_to_fill",
    "plan_nudges",
    "plan_deadlines_near",
    "planning_room",
    "recount_all",
    "recount_people",
    "request_planning_export",
    "request_recount",
    "team_home",
    "units_home",
]

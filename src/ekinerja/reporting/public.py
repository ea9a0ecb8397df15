"""The door of reporting: home pages, control rooms and their roll-ups."""

from ekinerja.reporting.data import COLUMNS, MISSING, NUDGED, PREDICATES, Counts, Gap, Standing
from ekinerja.reporting.selectors.agency import AgencyHome, agency_home
from ekinerja.reporting.selectors.counts import UnitCounts
from ekinerja.reporting.selectors.leader import LeaderHome, leader_home
from ekinerja.reporting.selectors.oversight import OversightHome, oversight_home
from ekinerja.reporting.selectors.own import Exempt, OwnHome, own_home
from ekinerja.reporting.selectors.periods import period_to_fill
from ekinerja.reporting.selectors.reminders import DeadlineGroup, deadlines_near
from ekinerja.reporting.selectors.team import TeamHome, team_home
from ekinerja.reporting.selectors.units import PAGE, MissingPage, UnitsHome, list_missing, units_home
from ekinerja.reporting.services.count_gaps import count_gaps
from ekinerja.reporting.services.nudge import Nudge, NudgeReport, nudge_missing
from ekinerja.reporting.services.recount import recount_all, recount_people, request_recount

__all__ = [
    "AgencyHome",
    "COLUMNS",
    "Counts",
    "DeadlineGroup",
    "Exempt",
    "Gap",
    "LeaderHome",
    "MISSING",
    "MissingPage",
    "NUDGED",
    "Nudge",
    "NudgeReport",
    "OversightHome",
    "OwnHome",
    "PAGE",
    "PREDICATES",
    "Standing",
    "TeamHome",
    "UnitCounts",
    "UnitsHome",
    "agency_home",
    "count_gaps",
    "deadlines_near",
    "leader_home",
    "list_missing",
    "nudge_missing",
    "oversight_home",
    "own_home",
    "period_to_fill",
    "recount_all",
    "recount_people",
    "request_recount",
    "team_home",
    "units_home",
]

"""The door of planning: years, plans (SKP) and their life until agreement."""

from ekinerja.planning import policies
from ekinerja.planning.events import PlanAgreed, PlanReopened, PlanReturned, PlanSubmitted
from ekinerja.planning.models import Indicator, Outcome, Period, Plan
from ekinerja.planning.selectors import (
    breakdown,
    cascade,
    checks,
    documents,
    lines,
    persons,
    plans,
    progress,
    starting,
    target_parts,
    years,
)
from ekinerja.planning.selectors.documents import skp_document_fields
from ekinerja.planning.selectors.lines import PlanLine, lines_of_year
from ekinerja.planning.selectors.plans import (
    Standing,
    day_of,
    get_for,
    indicators_of,
    lock_for,
    outcome_page,
    outcomes_of,
    view_of,
)
from ekinerja.planning.selectors.years import deadline_for, get_period, periods_for
from ekinerja.planning.services.agree_plan import agree_plan
from ekinerja.planning.services.break_down_target import break_down_target
from ekinerja.planning.services.bulk_load import bulk_load
from ekinerja.planning.services.close_plan import close_plan
from ekinerja.planning.services.count_units import recount_year
from ekinerja.planning.services.draft_plan import discard_plan, draft_plan
from ekinerja.planning.services.edit_expectation import save_expectation
from ekinerja.planning.services.edit_form import choose_form
from ekinerja.planning.services.edit_indicator import IndicatorInput, remove_indicator, save_indicator
from ekinerja.planning.services.edit_notes import save_notes
from ekinerja.planning.services.edit_outcome import OutcomeInput, remove_outcome, save_outcome
from ekinerja.planning.services.extend_period import extend_period
from ekinerja.planning.services.moving import decided_by, with_document
from ekinerja.planning.services.open_year import YearSettings, draft_periods, end_of_day, open_year
from ekinerja.planning.services.refresh_raters import refresh_raters
from ekinerja.planning.services.reopen_plan import reopen_plan
from ekinerja.planning.services.return_plan import return_plan
from ekinerja.planning.services.submit_plan import submit_plan
from ekinerja.planning.services.withdraw_plan import withdraw_plan

__all__ = [
    "Indicator",
    "IndicatorInput",
    "Outcome",
    "OutcomeInput",
    "Period",
    "Plan",
    "PlanLine",
    "PlanAgreed",
    "PlanReopened",
    "PlanReturned",
    "PlanSubmitted",
    "Standing",
    "YearSettings",
    "agree_plan",
    "break_down_target",
    "breakdown",
    "bulk_load",
    "cascade",
    "checks",
    "choose_form",
    "close_plan",
    "day_of",
    "decided_by",
    "deadline_for",
    "discard_plan",
    "documents",
    "draft_periods",
    "draft_plan",
    "end_of_day",
    "extend_period",
    "get_for",
    "get_period",
    "indicators_of",
    "lines",
    "lines_of_year",
    "lock_for",
    "open_year",
    "outcome_page",
    "outcomes_of",
    "periods_for",
    "persons",
    "policies",
    "plans",
    "progress",
    "recount_year",
    "refresh_raters",
    "remove_indicator",
    "remove_outcome",
    "reopen_plan",
    "return_plan",
    "save_expectation",
    "save_indicator",
    "save_notes",
    "save_outcome",
    "skp_document_fields",
    "starting",
    "submit_plan",
    "target_parts",
    "view_of",
    "with_document",
    "withdraw_plan",
    "years",
]

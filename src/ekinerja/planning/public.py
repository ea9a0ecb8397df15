"""The door of planning: years, plans (SKP) and their life until agreement."""

from ekinerja.planning import outcome_rows, policies, team_policies, tell_agreements, tell_suggestions, tell_teams
from ekinerja.planning.events import (
    AgreementAgreed,
    AgreementReturned,
    AgreementSubmitted,
    DeadlineMoved,
    ExtensionEnded,
    MatrixFilled,
    PlanAgreed,
    PlanReopened,
    PlanReturned,
    PlanStepped,
    PlanSubmitted,
    TeamLeaderNamed,
    TeamMemberAdded,
    YearChanged,
)
from ekinerja.planning.models import Indicator, Outcome, Period, Plan
from ekinerja.planning.policies import RaterNow
from ekinerja.planning.selectors import (
    agreement_documents,
    agreements,
    alignment,
    breakdown,
    bulk_documents,
    cascade,
    changes,
    checks,
    copying,
    documents,
    downtimes,
    goal_forms,
    goal_imports,
    goals,
    library,
    lines,
    matrix,
    opening,
    outcome_tree,
    people_tree,
    persons,
    plan_pages,
    plans,
    sharing,
    starting,
    suggestions,
    target_parts,
    teams,
    years,
)
from ekinerja.planning.selectors.agreements import BudgetLine
from ekinerja.planning.selectors.differences import ChangeKind, number_told
from ekinerja.planning.selectors.differences import words as words_between
from ekinerja.planning.selectors.documents import skp_document_fields
from ekinerja.planning.selectors.lines import PlanLine, PlanProgress, lines_of_year
from ekinerja.planning.selectors.plans import (
    Standing,
    day_of,
    get_for,
    indicators_of,
    lock_for,
    outcome_page,
    outcomes_of,
    outcomes_to_fill,
    view_of,
)
from ekinerja.planning.selectors.years import (
    Deadline,
    common_deadline,
    deadline_for,
    get_extension,
    get_period,
    periods_for,
    plan_deadline_for,
)
from ekinerja.planning.services.agree_plan import agree_plan
from ekinerja.planning.services.borrow_member import borrow_member, release_member
from ekinerja.planning.services.break_down_target import break_down_target
from ekinerja.planning.services.bulk_load import bulk_load
from ekinerja.planning.services.bulk_load_goals import bulk_load_agreements, bulk_load_goals
from ekinerja.planning.services.bundle_plans import make_plan_bundle, read_plan_bundle, request_plan_bundle
from ekinerja.planning.services.carry_cell import let_go, take_in
from ekinerja.planning.services.change_deadlines import change_plan_deadline, change_window
from ekinerja.planning.services.close_plan import close_plan
from ekinerja.planning.services.copy_plan import AT_ONCE as COPY_AT_ONCE
from ekinerja.planning.services.copy_plan import copy_plan, request_copy
from ekinerja.planning.services.count_alignment import count_alignment
from ekinerja.planning.services.draft_plan import discard_plan, draft_plan
from ekinerja.planning.services.draw_cascade import draw_cascade
from ekinerja.planning.services.edit_expectation import save_expectation
from ekinerja.planning.services.edit_form import choose_form
from ekinerja.planning.services.edit_goal import GoalInput, retire_goal, save_goal
from ekinerja.planning.services.edit_goal_indicator import (
    AchievementInput,
    GoalIndicatorInput,
    TargetInput,
    retire_goal_indicator,
    save_goal_figures,
    save_goal_indicator,
)
from ekinerja.planning.services.edit_indicator import IndicatorInput, remove_indicator, save_indicator
from ekinerja.planning.services.edit_notes import save_notes
from ekinerja.planning.services.edit_outcome import OutcomeInput, remove_outcome, save_outcome
from ekinerja.planning.services.end_extension import end_extension
from ekinerja.planning.services.extend_period import extend_period
from ekinerja.planning.services.extend_plan import extend_plan
from ekinerja.planning.services.fill_cell import EmptyingAsks, fill_cell, fill_cells
from ekinerja.planning.services.follow_superiors import follow_superiors
from ekinerja.planning.services.follow_units import follow_units
from ekinerja.planning.services.gather_cells import gather_cells
from ekinerja.planning.services.gather_library import gather_library, request_library
from ekinerja.planning.services.import_goals import run_goal_import, upload_goals
from ekinerja.planning.services.import_outcomes import import_outcomes, preview_file, preview_rows
from ekinerja.planning.services.keep_agreement import discard_agreement, draft_agreement, save_budgets
from ekinerja.planning.services.keep_team import change_team, create_team, end_team
from ekinerja.planning.services.keep_team_members import add_team_member, remove_team_member
from ekinerja.planning.services.link_outcome import link_outcome
from ekinerja.planning.services.move_agreement import (
    agree_agreement,
    return_agreement,
    submit_agreement,
    withdraw_agreement,
)
from ekinerja.planning.services.moving import decided_by, with_document
from ekinerja.planning.services.note_export import note_export
from ekinerja.planning.services.open_year import YearSettings, end_of_day, open_year, preview_year
from ekinerja.planning.services.record_downtime import preview_downtime, record_downtime
from ekinerja.planning.services.refresh_raters import refresh_raters
from ekinerja.planning.services.reopen_plan import reopen_plan
from ekinerja.planning.services.request_drawing import request_drawing
from ekinerja.planning.services.return_plan import return_plan
from ekinerja.planning.services.set_cascade import CascadeInput, set_cascade
from ekinerja.planning.services.set_signing import set_signing
from ekinerja.planning.services.start_from_plan import start_from_plan
from ekinerja.planning.services.submit_plan import submit_plan
from ekinerja.planning.services.take_over_cell import take_over_cell
from ekinerja.planning.services.touch_servants import OthersServe, take_note
from ekinerja.planning.services.use_wording import use_wording
from ekinerja.planning.services.withdraw_plan import withdraw_plan

__all__ = [
    "take_over_cell",
    "plan_pages",
    "bulk_documents",
    "make_plan_bundle",
    "read_plan_bundle",
    "request_plan_bundle",
    "alignment",
    "AchievementInput",
    "GoalIndicatorInput",
    "GoalInput",
    "TargetInput",
    "AgreementAgreed",
    "AgreementReturned",
    "AgreementSubmitted",
    "BudgetLine",
    "agree_agreement",
    "agreement_documents",
    "agreements",
    "discard_agreement",
    "draft_agreement",
    "return_agreement",
    "save_budgets",
    "submit_agreement",
    "tell_agreements",
    "withdraw_agreement",
    "goal_forms",
    "goal_imports",
    "goals",
    "retire_goal",
    "retire_goal_indicator",
    "run_goal_import",
    "save_goal",
    "save_goal_figures",
    "save_goal_indicator",
    "upload_goals",
    "COPY_AT_ONCE",
    "CascadeInput",
    "ChangeKind",
    "EmptyingAsks",
    "Deadline",
    "DeadlineMoved",
    "ExtensionEnded",
    "Indicator",
    "IndicatorInput",
    "MatrixFilled",
    "OthersServe",
    "Outcome",
    "OutcomeInput",
    "Period",
    "Plan",
    "PlanLine",
    "PlanAgreed",
    "PlanReopened",
    "PlanReturned",
    "PlanProgress",
    "PlanStepped",
    "PlanSubmitted",
    "RaterNow",
    "Standing",
    "TeamLeaderNamed",
    "TeamMemberAdded",
    "YearChanged",
    "YearSettings",
    "add_team_member",
    "agree_plan",
    "borrow_member",
    "break_down_target",
    "breakdown",
    "bulk_load",
    "bulk_load_agreements",
    "bulk_load_goals",
    "cascade",
    "change_team",
    "changes",
    "change_plan_deadline",
    "change_window",
    "checks",
    "choose_form",
    "copy_plan",
    "copying",
    "gather_library",
    "import_outcomes",
    "library",
    "link_outcome",
    "suggestions",
    "tell_suggestions",
    "outcome_rows",
    "preview_file",
    "preview_rows",
    "request_copy",
    "request_library",
    "use_wording",
    "close_plan",
    "end_extension",
    "get_extension",
    "common_deadline",
    "count_alignment",
    "create_team",
    "day_of",
    "decided_by",
    "deadline_for",
    "discard_plan",
    "documents",
    "draft_plan",
    "draw_cascade",
    "end_of_day",
    "end_team",
    "downtimes",
    "extend_period",
    "extend_plan",
    "fill_cell",
    "fill_cells",
    "follow_superiors",
    "follow_units",
    "gather_cells",
    "get_for",
    "get_period",
    "indicators_of",
    "let_go",
    "lines",
    "lines_of_year",
    "lock_for",
    "matrix",
    "note_export",
    "number_told",
    "open_year",
    "opening",
    "outcome_page",
    "outcome_tree",
    "outcomes_of",
    "outcomes_to_fill",
    "people_tree",
    "periods_for",
    "persons",
    "policies",
    "plan_deadline_for",
    "plans",
    "preview_downtime",
    "preview_year",
    "record_downtime",
    "refresh_raters",
    "release_member",
    "remove_indicator",
    "remove_outcome",
    "remove_team_member",
    "reopen_plan",
    "request_drawing",
    "return_plan",
    "save_expectation",
    "save_indicator",
    "save_notes",
    "save_outcome",
    "set_cascade",
    "set_signing",
    "sharing",
    "skp_document_fields",
    "start_from_plan",
    "starting",
    "submit_plan",
    "take_in",
    "take_note",
    "target_parts",
    "team_policies",
    "teams",
    "tell_teams",
    "view_of",
    "with_document",
    "withdraw_plan",
    "words_between",
    "years",
]

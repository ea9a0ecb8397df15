"""Which events go to which handlers; imported by every process when it starts (config/apps.py)."""

from __future__ import annotations

from ekinerja.access import events as access_events
from ekinerja.access import public as access
from ekinerja.activity import public as activity
from ekinerja.audit import tasks as audit_tasks  # noqa: F401 (registers its task)
from ekinerja.config import exporting, notify, schedule  # noqa: F401 (registers tasks and the timetable)
from ekinerja.evaluation import public as evaluation
from ekinerja.evaluation import tasks as evaluation_tasks
from ekinerja.kernel import outbox, requesters
from ekinerja.organisation import public as organisation
from ekinerja.people import events as people_events
from ekinerja.people import tasks as people_tasks  # noqa: F401 (registers its tasks)
from ekinerja.planning import public as planning
from ekinerja.planning import tasks as planning_tasks
from ekinerja.reporting import tasks as reporting_tasks

requesters.resolve_with(access.actor_of_account)
outbox.subscribe(people_events.PeopleImported, access.sync_after_import)
outbox.subscribe(people_events.StatusChanged, access.sync_after_status)
outbox.subscribe(people_events.EmployeeKept, access.sync_after_status)
outbox.subscribe(planning.PlanSubmitted, evaluation_tasks.tell_plan_submitted)
outbox.subscribe(planning.PlanReturned, evaluation_tasks.tell_plan_returned)
outbox.subscribe(planning.PlanAgreed, evaluation_tasks.tell_plan_agreed)
outbox.subscribe(planning.PlanSubmitted, planning.tell_suggestions.tell_subordinates)
outbox.subscribe(planning.PlanAgreed, planning.tell_suggestions.tell_subordinates)
outbox.subscribe(planning.PlanReopened, evaluation_tasks.tell_plan_reopened)
outbox.subscribe(planning.TeamLeaderNamed, planning.tell_teams.tell_leader_named)
outbox.subscribe(planning.TeamMemberAdded, planning.tell_teams.tell_member_added)
outbox.subscribe(planning.MatrixFilled, planning.tell_teams.tell_matrix_filled)
outbox.subscribe(planning.AgreementSubmitted, planning.tell_agreements.tell_agreement_submitted)
outbox.subscribe(planning.AgreementReturned, planning.tell_agreements.tell_agreement_returned)
outbox.subscribe(planning.AgreementAgreed, planning.tell_agreements.tell_agreement_agreed)
outbox.subscribe(activity.PeriodSubmitted, evaluation_tasks.tell_period_submitted)
outbox.subscribe(activity.PeriodReturned, evaluation_tasks.tell_period_returned)
outbox.subscribe(activity.FeedbackGiven, evaluation_tasks.tell_feedback_given)
outbox.subscribe(evaluation.ReviewFinalised, evaluation_tasks.tell_review_finalised)
outbox.subscribe(people_events.RaterCorrectionAsked, notify.tell_correction_asked)
outbox.subscribe(people_events.RaterCorrectionDecided, notify.tell_correction_decided)
outbox.subscribe(people_events.PeopleImported, notify.tell_import_ended)
for change in (
    people_events.RaterNamed,
    people_events.EmployeeMoved,
    people_events.ActingOfficialChanged,
    people_events.StatusChanged,
    people_events.PeopleImported,
    organisation.UnitChanged,
):
    outbox.subscribe(change, planning_tasks.refresh_after, reporting_tasks.recount_everybody)
# The home page counts accounts, too: made by a handler of its own, perhaps after the count above.
outbox.subscribe(access_events.AccountsFollowed, reporting_tasks.recount_everybody)
outbox.subscribe(planning.DeadlineMoved, notify.tell_deadline_moved)
outbox.subscribe(planning.ExtensionEnded, notify.tell_extension_ended)
outbox.subscribe(planning.YearChanged, reporting_tasks.recount_everybody)
for event in (
    planning.PlanStepped,
    activity.PeriodSubmitted,
    activity.PeriodReturned,
    evaluation.ReviewFinalised,
):
    outbox.subscribe(event, reporting_tasks.recount_after)

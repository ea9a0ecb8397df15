"""Which events go to which handlers; imported by the web process and by the worker."""

from __future__ import annotations

from ekinerja.access import public as access
from ekinerja.activity import public as activity
from ekinerja.config import schedule  # noqa: F401 (registers the timetable)
from ekinerja.evaluation import public as evaluation
from ekinerja.evaluation import tasks as evaluation_tasks
from ekinerja.kernel import outbox
from ekinerja.people import events as people_events
from ekinerja.people import tasks as people_tasks  # noqa: F401 (registers its tasks)
from ekinerja.planning import public as planning
from ekinerja.planning import tasks as planning_tasks  # noqa: F401 (registers its tasks)

outbox.subscribe(people_events.PeopleImported, access.sync_after_import)
outbox.subscribe(people_events.StatusChanged, access.sync_after_status)
outbox.subscribe(planning.PlanSubmitted, evaluation_tasks.tell_plan_submitted)
outbox.subscribe(planning.PlanReturned, evaluation_tasks.tell_plan_returned)
outbox.subscribe(planning.PlanAgreed, evaluation_tasks.tell_plan_agreed)
outbox.subscribe(planning.PlanReopened, evaluation_tasks.tell_plan_reopened)
outbox.subscribe(activity.PeriodSubmitted, evaluation_tasks.tell_period_submitted)
outbox.subscribe(activity.PeriodReturned, evaluation_tasks.tell_period_returned)
outbox.subscribe(evaluation.ReviewFinalised, evaluation_tasks.tell_review_finalised)

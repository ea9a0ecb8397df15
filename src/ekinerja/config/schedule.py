"""The timetable: what runs by itself, and how often. One worker takes each run; a missed run is made up."""

from __future__ import annotations

from procrastinate.contrib.django import app

from ekinerja.access import public as access
from ekinerja.audit import public as audit
from ekinerja.kernel import clock, jobs
from ekinerja.kernel.tenancy import context
from ekinerja.organisation import public as organisation


def for_each_agency(task_name: str) -> None:
    """Queue a task once for every agency; one that still waits is not queued twice."""
    for agency in organisation.list_agencies():
        with context.agency(agency.id):
            key = f"{task_name}.{agency.id}"
            jobs.defer(task_name, lock=key, once=key)


@jobs.task(name="audit.seal")
def seal(job: jobs.RunningJob) -> None:
    """Seal the agency's new audit entries, batch after batch."""
    while audit.seal(at=clock.now()):
        pass


@app.periodic(cron="* * * * *")
@app.task(name="schedule.every_minute", queueing_lock="schedule.every_minute")
def every_minute(timestamp: int) -> None:
    """Seal the audit trail."""
    for_each_agency("audit.seal")


@app.periodic(cron="41 18 * * *")
@app.task(name="schedule.nightly_access", queueing_lock="schedule.nightly_access")
def nightly_access(timestamp: int) -> None:
    """Bring accounts in line with people (new, retired) and delete expired sessions; 01.41 WIB."""
    access.sweep(at=clock.now())
    for_each_agency("access.sync_accounts")


@app.periodic(cron="11 17 * * *")
@app.task(name="schedule.nightly_people", queueing_lock="schedule.nightly_people")
def nightly_people(timestamp: int) -> None:
    """Let changes of people dated for the new day become the present picture, empty old imports; 00.11 WIB."""
    for_each_agency("people.refresh_directory")
    for_each_agency("people.clear_old_imports")


@app.periodic(cron="47 17 * * *")
@app.task(name="schedule.nightly_reporting", queueing_lock="schedule.nightly_reporting")
def nightly_reporting(timestamp: int) -> None:
    """Count people by unit and period anew, after people's and plans' changes of the day; 00.47 WIB."""
    for_each_agency("reporting.recount")


@app.periodic(cron="0 1 * * *")
@app.task(name="schedule.morning_reminders", queueing_lock="schedule.morning_reminders")
def morning_reminders(timestamp: int) -> None:
    """Remind those who have not filled seven days and one day before their deadline; 08.00 WIB."""
    for_each_agency("config.remind_deadlines")


@app.periodic(cron="31 17 * * *")
@app.task(name="schedule.nightly_planning", queueing_lock="schedule.nightly_planning")
def nightly_planning(timestamp: int) -> None:
    """Follow changed superiors, draw the cascade and gather the library, after people's changes; 00.31 WIB."""
    for_each_agency("planning.refresh")
    for_each_agency("planning.gather_library")
    for_each_agency("planning.clear_bundles")

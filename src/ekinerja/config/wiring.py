"""Which events go to which handlers; imported by the web process and by the worker."""

from __future__ import annotations

from ekinerja.config import schedule  # noqa: F401 (registers the timetable)
from ekinerja.access import public as access
from ekinerja.kernel import outbox
from ekinerja.people import events as people_events
from ekinerja.people import tasks as people_tasks  # noqa: F401 (registers its tasks)

outbox.subscribe(people_events.PeopleImported, access.sync_after_import)
outbox.subscribe(people_events.StatusChanged, access.sync_after_status)

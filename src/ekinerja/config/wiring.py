"""Which events go to which handlers; imported by the web process and by the worker."""

from __future__ import annotations

from ekinerja.config import schedule  # noqa: F401 (registers the timetable)

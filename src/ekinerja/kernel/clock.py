"""The only place that reads the clock; called at the edges, passed on as an argument."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.apps import apps
from django.utils import timezone

from ekinerja.kernel.tenancy import context
from ekinerja.kernel.tenancy.fields import AGENCY_MODEL


def now() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)


def today(time_zone: str | None = None) -> date:
    """Return today's date in the given zone; by default in the agency's, as requests, jobs and commands enter it."""
    return now().astimezone(ZoneInfo(time_zone) if time_zone else timezone.get_current_timezone()).date()


@contextmanager
def in_agency(agency_id: int) -> Iterator[None]:
    """Enter an agency together with its time zone, for jobs and commands; requests do it in their middleware."""
    agencies = apps.get_model(AGENCY_MODEL)._default_manager
    zone = agencies.filter(pk=agency_id).values_list("time_zone", flat=True).first()
    with context.agency(agency_id), timezone.override(zone or timezone.get_default_timezone()):
        yield

"""When the program ran: it leaves a mark every minute, and what lies between the marks was a standstill."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event

import structlog
from django.db import DatabaseError, connection, transaction

from ekinerja.kernel import clock
from ekinerja.kernel.models import Uptime

EVERY = timedelta(minutes=1)
# So many minutes without a mark are a break; shorter ones are a restart.
LEAST = timedelta(minutes=10)
log = structlog.get_logger("ekinerja.uptime")


@dataclass(frozen=True)
class Standstill:
    """Statutory term: program tidak dapat dipakai. From the last mark before to the first one after."""

    started_at: datetime
    ended_at: datetime


@transaction.atomic
def mark(*, at: datetime) -> None:
    """Leave a mark: lengthen the present run, or begin a new one after a break."""
    latest = Uptime.objects.select_for_update().order_by("-seen_at").first()
    if latest is None or at - latest.seen_at > LEAST:
        Uptime.objects.create(began_at=at, seen_at=at)
    elif at > latest.seen_at:
        latest.seen_at = at
        latest.save(update_fields=["seen_at"])


def keep_marking(stop: Event) -> None:
    """Leave a mark every minute until told to stop; a database that does not answer makes the gap that counts."""
    while True:
        try:
            mark(at=clock.now())
        except DatabaseError as error:
            log.warning("uptime.unmarked", error=str(error))
        finally:
            connection.close()
        if stop.wait(EVERY.total_seconds()):
            return


def standstills(*, since: datetime) -> list[Standstill]:
    """Return the breaks that ended after a moment, the latest first; a break that still lasts is not told."""
    seen: datetime | None = None
    found = []
    for began_at, seen_at in Uptime.objects.order_by("began_at", "id").values_list("began_at", "seen_at"):
        if seen is not None and began_at - seen > LEAST and began_at > since:
            found.append(Standstill(seen, began_at))
        seen = max(seen_at, seen) if seen else seen_at
    return found[::-1]

"""
Slow down guessing without locking anybody out.

Three keys are counted, from narrow to wide:

* the login *in this browser*: five free failures, then growing waits;
* the login *in this network* by browsers that never signed in to it before: thirty failures in fifteen
  minutes, then one attempt a minute. A browser that once signed in to the account is not counted here, so a
  neighbour's guessing (same office, same address) does not touch the owner;
* the *network* as a whole: three hundred failures in ten minutes, for the same strange browsers only.

Nothing is counted by the login alone: nobody can close another person's account from elsewhere.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from ekinerja.access.data import Client, Verdict
from ekinerja.access.keyed import fingerprint
from ekinerja.access.models import Session, Throttle

WAITS = (30, 60, 120, 300, 600, 900)


@dataclass(frozen=True)
class Limit:
    """How many failures of one key are free within a window, and the waits (seconds) after that."""

    key: str
    free: int
    window: timedelta
    waits: tuple[int, ...]


def limits(*, scope: str, login: str, client: Client) -> tuple[Limit, ...]:
    """Return the limits that apply to an attempt for this login from this browser and network."""
    net = network(client.ip)
    own = Limit(
        fingerprint("throttle", scope, "browser", login, client.browser_id, "" if client.trusted else net),
        5,
        timedelta(minutes=30),
        WAITS,
    )
    if client.trusted:
        return (own,)
    return (
        own,
        Limit(fingerprint("throttle", scope, "network", login, net), 30, timedelta(minutes=15), (60,)),
        Limit(fingerprint("throttle", scope, "office", net), 300, timedelta(minutes=10), (60,)),
    )


def network(ip: str) -> str:
    """Return the address for IPv4, its /64 for IPv6 (one household or office)."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return "unknown"
    if address.version == 6:
        return str(ipaddress.ip_network(f"{ip}/64", strict=False))
    return str(address)


@transaction.atomic
def reserve(*, which: tuple[Limit, ...], at: datetime) -> Verdict:
    """
    Count one attempt of this browser as failed before it is checked, unless a wait is running.

    Counting first means that a hundred parallel guesses are a hundred counted guesses. Then call ``forgive``
    when the attempt was right, ``fail`` when it was wrong. The wide keys are only read here, so an office
    that signs in at half past seven does not queue behind one row.
    """
    own, *wider = which
    rows = list(Throttle.objects.filter(key__in=[limit.key for limit in wider]))
    Throttle.objects.bulk_create([Throttle(key=own.key, window_from=at)], ignore_conflicts=True)
    row = Throttle.objects.select_for_update().get(key=own.key)
    until = max((entry.blocked_until or at for entry in (row, *rows)), default=at)
    if until > at:
        return Verdict(False, wait_seconds=max(1, round((until - at).total_seconds())))
    _count(row, own, at)
    wait = 0 if row.blocked_until is None else round((row.blocked_until - at).total_seconds())
    return Verdict(True, wait, max(0, own.free - row.failures))


@transaction.atomic
def fail(*, which: tuple[Limit, ...], at: datetime) -> None:
    """Count a wrong attempt of a strange browser for its network too."""
    wider = {limit.key: limit for limit in which[1:]}
    Throttle.objects.bulk_create([Throttle(key=key, window_from=at) for key in wider], ignore_conflicts=True)
    for row in Throttle.objects.select_for_update().filter(key__in=wider).order_by("key"):
        _count(row, wider[row.key], at)


def forgive(*, which: tuple[Limit, ...]) -> None:
    """Forget the failures of this browser: its owner came in. The row stays, for a second click waits for it."""
    Throttle.objects.filter(key=which[0].key).update(failures=0, blocked_until=None)


def _count(row: Throttle, limit: Limit, at: datetime) -> None:
    if row.window_from + limit.window < at and (row.blocked_until is None or row.blocked_until < at):
        row.failures, row.window_from, row.blocked_until = 0, at, None
    row.failures += 1
    over = row.failures - limit.free
    if over >= 0:
        row.blocked_until = at + timedelta(seconds=limit.waits[min(over, len(limit.waits) - 1)])
    row.save(update_fields=["failures", "window_from", "blocked_until"])


def sweep(*, at: datetime) -> int:
    """Delete expired sessions and counters that nobody needs any more; called nightly. Returns how many."""
    sessions, _ = Session.objects.filter(expire_date__lt=at).delete()
    counters, _ = Throttle.objects.filter(window_from__lt=at - timedelta(days=2)).delete()
    return sessions + counters

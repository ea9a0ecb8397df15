"""Counters of requests and the state of the queue, without any personal data: routes, never addresses."""

from __future__ import annotations

import os

from django.db import DatabaseError, connection
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
REQUESTS = Counter("ekinerja_requests", "Answered requests", ("method", "route", "status"))
SECONDS = Histogram("ekinerja_request_seconds", "Time to answer", ("route",), buckets=BUCKETS)
QUEUE = (
    "SELECT status::text, count(*), coalesce(extract(epoch FROM now() - min(scheduled_at)), 0)"
    " FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed') GROUP BY status"
)


def observe(*, method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request."""
    # Anybody may send any word as method; each new one would be a new counter for ever.
    REQUESTS.labels(method if method in METHODS else "OTHER", route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)


def exposition() -> tuple[bytes, str]:
    """Return all numbers in the text format of Prometheus, of all page processes together."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        counted = generate_latest(registry)
    else:
        counted = generate_latest(REGISTRY)
    return counted + generate_latest(_state()), CONTENT_TYPE_LATEST


def _state() -> CollectorRegistry:
    """Return the state of database and queue, read now."""
    registry = CollectorRegistry()
    up = Gauge("ekinerja_database_up", "Whether the database answers", registry=registry)
    jobs = Gauge("ekinerja_jobs", "Background jobs by state", ("state",), registry=registry)
    try:
        with connection.cursor() as cursor:
            cursor.execute(QUEUE)
            found = {state: count for state, count, _ in cursor.fetchall()}
    except DatabaseError:
        up.set(0)
        return registry
    up.set(1)
    for state in ("todo", "doing", "failed"):
        jobs.labels(state).set(found.get(state, 0))
    return registry

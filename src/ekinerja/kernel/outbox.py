"""
Events: what happened, told to those who react, after commit and at least once.

An event is queued as a job in the transaction of its change. ``config/wiring.py`` names the handlers of
each event; a handler is idempotent and runs in the agency's context.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from ekinerja.kernel import jobs

Handler = Callable[[Any], None]
_handlers: dict[str, list[Handler]] = {}
_types: dict[str, type[Event]] = {}


@dataclasses.dataclass(frozen=True)
class Event:
    """Base of all events: a frozen dataclass of ids (UUID), words and numbers; ``name`` is module.object.verb_past."""

    name: ClassVar[str] = ""


def subscribe(event_type: type[Event], *handlers: Handler) -> None:
    """Name the handlers of an event; called by ``config/wiring.py`` only."""
    _types[event_type.name] = event_type
    known = _handlers.setdefault(event_type.name, [])
    known.extend(handler for handler in handlers if handler not in known)


def publish(event: Event) -> None:
    """Queue the event's handlers, one job each, in the present transaction."""
    payload = {key: str(value) if isinstance(value, UUID) else value for key, value in vars(event).items()}
    for handler in _handlers.get(event.name, ()):
        jobs.defer("kernel.handle_event", event=event.name, handler=_name(handler), payload=payload)


@jobs.task(name="kernel.handle_event")
def handle_event(job: jobs.RunningJob, *, event: str, handler: str, payload: dict[str, Any]) -> None:
    """
    Give a queued event to one of its handlers.

    :raises LookupError: no handler has this name (any more), so the job is kept as failed, not lost as done
    """
    for candidate in _handlers.get(event, ()):
        if _name(candidate) == handler:
            candidate(_rebuild(_types[event], payload))
            return
    raise LookupError(f"{handler} does not handle {event}")


def _rebuild(event_type: type[Event], payload: dict[str, Any]) -> Event:
    values = {
        field.name: UUID(payload[field.name])
        if "UUID" in str(field.type) and payload[field.name]
        else payload[field.name]
        for field in dataclasses.fields(event_type)
    }
    return event_type(**values)


def _name(handler: Handler) -> str:
    return f"{handler.__module__}.{handler.__qualname__}"

"""Write entries."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from ekinerja.audit import digest
from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.tenancy import context

BATCH = 1_000


@dataclass(frozen=True)
class Fact:
    """What happened to one subject, without who and when."""

    event: str
    subject_type: str
    subject_id: str | UUID = ""
    data: Mapping[str, Any] | None = None
    sensitive: bool = False


def record(
    *,
    actor: Actor,
    event: str,
    subject_type: str,
    subject_id: str | UUID = "",
    at: datetime,
    data: Mapping[str, Any] | None = None,
    sensitive: bool = False,
) -> AuditEntry:
    """
    Add one entry in the present transaction; it exists if and only if the change it tells of exists.

    ``event`` is ``module.object.verb_past``; ``data`` holds old and new values, never secrets.

    :raises transaction.TransactionManagementError: outside a transaction
    """
    entry = _entry(actor, at, Fact(event, subject_type, subject_id, data, sensitive))
    _require_transaction()
    entry.save(force_insert=True)
    return entry


def record_many(*, actor: Actor, at: datetime, facts: Iterable[Fact]) -> int:
    """Add many entries of one actor and instant in batches and return how many."""
    _require_transaction()
    entries = [_entry(actor, at, fact) for fact in facts]
    AuditEntry.objects.bulk_create(entries, batch_size=BATCH)
    return len(entries)


def _entry(actor: Actor, at: datetime, fact: Fact) -> AuditEntry:
    entry = AuditEntry(
        agency_id=context.current_or_none(),
        at=at,
        event=fact.event,
        actor_account_id=actor.account_id,
        actor_employee_id=actor.employee_id,
        actor_name=actor.name[:250],
        acting_for_id=actor.acting_for_id,
        elevated=actor.elevated,
        subject_type=fact.subject_type,
        subject_id=str(fact.subject_id),
        sensitive=fact.sensitive,
        data=_plain(fact.data or {}),
    )
    entry.digest = digest.of_entry(entry)
    return entry


def _plain(data: Mapping[str, Any]) -> Any:
    """Return the data as JSON would give it back, so that the digest is the same when read again."""
    return json.loads(json.dumps(data, cls=DjangoJSONEncoder))


def _require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("An audit entry is written in its change's transaction.")

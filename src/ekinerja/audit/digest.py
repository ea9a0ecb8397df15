"""The arithmetic of the chain: what a digest covers and how links are joined."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC

from ekinerja.audit.models import AuditEntry

GENESIS = "0" * 64


def of_entry(entry: AuditEntry) -> str:
    """Return the SHA-256 of everything an entry says, as 64 hexadecimal digits."""
    content = [
        entry.agency_id,
        str(entry.id),
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.event,
        str(entry.actor_account_id or ""),
        str(entry.actor_employee_id or ""),
        entry.actor_name,
        str(entry.acting_for_id or ""),
        entry.elevated,
        entry.subject_type,
        entry.subject_id,
        entry.sensitive,
        entry.data,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def of_seal(previous_hash: str, number: int, digests: Iterable[str]) -> str:
    """Return the hash of a link: the link before it, its number and its entries' digests in order of id."""
    chain = hashlib.sha256(f"{previous_hash}:{number}".encode())
    for digest in digests:
        chain.update(digest.encode())
    return chain.hexdigest()

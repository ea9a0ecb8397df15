"""Seal entries into the agency's hash chain, and verify the chain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ekinerja.audit import digest
from ekinerja.audit.models import AuditEntry, AuditSeal
from ekinerja.kernel.tenancy import context

SEAL_LIMIT = 50_000
READ_AT_ONCE = 5_000

Advance = Callable[[int, int], None]


@dataclass(frozen=True)
class ChainReport:
    """The outcome of a verification; ``problems`` is empty when nothing was changed, added or removed."""

    seals: int
    entries: int
    unsealed: int
    head: str
    problems: tuple[str, ...]

    @property
    def intact(self) -> bool:
        """Whether no problem was found."""
        return not self.problems


@transaction.atomic
def seal(*, at: datetime) -> AuditSeal | None:
    """
    Join all entries not yet sealed to the present agency's chain and return the new link, if there were any.

    Entries are sealed by a job some seconds after they are written, so that writers never wait for each
    other on the head of the chain. Two sealers at once: the number is unique, so one of them fails whole.
    """
    last = AuditSeal.objects.order_by("-number").first()
    pending = list(AuditEntry.objects.filter(sealed_in=None).order_by("id").values_list("id", "digest")[:SEAL_LIMIT])
    if not pending:
        return None
    number = last.number + 1 if last else 1
    previous = last.hash if last else digest.GENESIS
    link = AuditSeal.objects.create(
        agency_id=context.current_or_none(),
        number=number,
        sealed_at=at,
        entry_count=len(pending),
        previous_hash=previous,
        hash=digest.of_seal(previous, number, (item for _, item in pending)),
    )
    ids = [entry_id for entry_id, _ in pending]
    for start in range(0, len(ids), READ_AT_ONCE):
        AuditEntry.objects.filter(id__in=ids[start : start + READ_AT_ONCE]).update(sealed_in=number)
    return link


def _silent(done: int, total: int) -> None:
    return None


@transaction.atomic
def verify(*, advance: Advance = _silent) -> ChainReport:
    """Recompute the present agency's chain from the entries' content and report every difference."""
    problems: list[str] = []
    previous, expected_number, entries = digest.GENESIS, 1, 0
    total = AuditSeal.objects.count() + 1
    for link in AuditSeal.objects.order_by("number"):
        advance(expected_number - 1, total)
        if link.number != expected_number:
            problems.append(f"Segel {expected_number} hilang.")
        if link.previous_hash != previous:
            problems.append(f"Segel {link.number} tidak menyambung ke segel sebelumnya.")
        count = _verify_link(link, problems)
        entries += count
        previous, expected_number = link.hash, link.number + 1
    advance(total - 1, total)
    unsealed = _verify_unsealed(problems)
    sealed_outside = AuditEntry.objects.filter(sealed_in__gte=expected_number).count()
    if sealed_outside:
        problems.append(f"{sealed_outside} catatan menunjuk segel yang tidak ada.")
    advance(total, total)
    return ChainReport(expected_number - 1, entries, unsealed, previous, tuple(problems))


def _verify_link(link: AuditSeal, problems: list[str]) -> int:
    digests = []
    for entry in AuditEntry.objects.filter(sealed_in=link.number).order_by("id").iterator(READ_AT_ONCE):
        computed = digest.of_entry(entry)
        if computed != entry.digest:
            problems.append(f"Catatan {entry.id} ({entry.event}) berubah setelah ditulis.")
        digests.append(computed)
    if len(digests) != link.entry_count:
        problems.append(f"Segel {link.number}: {link.entry_count} catatan disegel, {len(digests)} ditemukan.")
    if digest.of_seal(link.previous_hash, link.number, digests) != link.hash:
        problems.append(f"Segel {link.number} tidak cocok dengan isinya.")
    return len(digests)


def _verify_unsealed(problems: list[str]) -> int:
    count = 0
    for entry in AuditEntry.objects.filter(sealed_in=None).order_by("id").iterator(READ_AT_ONCE):
        count += 1
        if digest.of_entry(entry) != entry.digest:
            problems.append(f"Catatan {entry.id} ({entry.event}) berubah setelah ditulis.")
    return count

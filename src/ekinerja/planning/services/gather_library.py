"""Gather the library of outcomes by position from the agency's own agreed plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from ekinerja.audit import public as audit
from ekinerja.kernel import jobs
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotAllowed
from ekinerja.kernel.journal import insert_rows
from ekinerja.planning.data import OutcomeClassification, PlanState
from ekinerja.planning.models import Indicator, LibraryOutcome, Outcome
from ekinerja.planning.selectors import library
from ekinerja.planning.selectors.likeness import bare

TASK = "planning.gather_library"
CHUNK = 2_000
MOST_INDICATORS = 6
MOST_BY_TITLE = 200


class _Wording:
    """One wording of an outcome in one position, counted while the plans are read."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.row = row
        self.uses = 0
        self.titles: Counter[str] = Counter()
        self.texts: Counter[str] = Counter()
        self.indicators: Counter[tuple[str, ...]] = Counter()


@transaction.atomic
def gather_library(*, actor: Actor, at: datetime) -> int:
    """
    Build the library anew from agreed and closed plans, and return how many wordings it holds.

    Wordings that differ only in capitals and spaces are one; indicators are kept by how often they were used with
    it, with the target used most. Individual outcomes and names of people stay out.

    :raises NotAllowed: the actor administers nothing of the agency
    """
    _require(actor)
    found: dict[tuple[str, str, str, str], _Wording] = {}
    states = [PlanState.AGREED, PlanState.CLOSED]
    rows = Outcome.objects.filter(
        plan__state__in=states, retired_at=None, classification=OutcomeClassification.ORGANISATION
    )
    fields = ("id", "text", "kind", "plan__position_group", "plan__approach", "plan__employee_snapshot__position")
    batch: list[tuple[Any, ...]] = []
    for row in rows.order_by("id").values_list(*fields).iterator(chunk_size=CHUNK):
        batch.append(row)
        if len(batch) == CHUNK:
            _read(found, batch)
            batch = []
    _read(found, batch)
    LibraryOutcome.objects.all().delete()
    kept = insert_rows(LibraryOutcome, _kept(found, at))
    audit.record(
        actor=actor,
        event="planning.library.gathered",
        subject_type="planning.library",
        subject_id=str(actor.agency_id),
        at=at,
        data={"wordings": kept},
    )
    return kept


@transaction.atomic
def request_library(*, actor: Actor, at: datetime) -> None:
    """
    Queue the gathering; one that still waits is not queued twice.

    :raises NotAllowed: the actor administers nothing of the agency
    """
    _require(actor)
    key = f"{TASK}.{actor.agency_id}"
    jobs.defer(TASK, lock=key, once=key)
    audit.record(
        actor=actor,
        event="planning.library.requested",
        subject_type="planning.library",
        subject_id=str(actor.agency_id),
        at=at,
    )


def _require(actor: Actor) -> None:
    if not actor.has(Role.AGENCY_ADMIN, Role.SYSTEM):
        raise NotAllowed


def _read(found: dict[tuple[str, str, str, str], _Wording], batch: list[tuple[Any, ...]]) -> None:
    """Count a batch of outcomes with their indicators, with one query more."""
    of: dict[Any, list[tuple[str, ...]]] = {}
    rows = Indicator.objects.filter(outcome_id__in=[row[0] for row in batch], retired_at=None).order_by("number")
    for outcome_id, *told in rows.values_list(
        "outcome_id", "text", "aspect", "target_number", "target_unit", "target_text", "accumulation"
    ):
        of.setdefault(outcome_id, []).append(tuple("" if value is None else str(value) for value in told))
    for key, text, kind, group, approach, title in batch:
        if not title or not text.strip():
            continue
        place = (library.title_key(title), group, approach, bare(text))
        wording = found.setdefault(place, _Wording({"position_group": group, "approach": approach, "kind": kind}))
        wording.uses += 1
        wording.titles[title] += 1
        wording.texts[text.strip()] += 1
        wording.indicators.update(of.get(key, ()))


def _kept(found: dict[tuple[str, str, str, str], _Wording], at: datetime) -> Iterable[LibraryOutcome]:
    """Return what is worth keeping: for each position the wordings used most."""
    counts: Counter[str] = Counter()
    for (key, *_place), wording in sorted(found.items(), key=lambda item: (-item[1].uses, item[0])):
        counts[key] += 1
        if counts[key] > MOST_BY_TITLE:
            continue
        yield LibraryOutcome(
            title_key=key[:250],
            title=wording.titles.most_common(1)[0][0][:250],
            text=wording.texts.most_common(1)[0][0],
            indicators=list(_usual(wording.indicators)),
            uses=wording.uses,
            gathered_at=at,
            **wording.row,
        )


def _usual(indicators: Counter[tuple[str, ...]]) -> Iterable[dict[str, str]]:
    """Return the indicators used most, each wording once."""
    names = ("text", "aspect", "target_number", "target_unit", "target_text", "accumulation")
    seen: set[str] = set()
    for told, _uses in indicators.most_common():
        if bare(told[0]) in seen:
            continue
        seen.add(bare(told[0]))
        yield dict(zip(names, told, strict=True))
        if len(seen) == MOST_INDICATORS:
            return

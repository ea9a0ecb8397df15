"""The library of outcomes by position: what others of the same position agreed on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, Q, Value, When

from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import NotFound
from ekinerja.planning.data import Accumulation, WrittenIndicator, WrittenOutcome
from ekinerja.planning.models import LibraryOutcome
from ekinerja.planning.selectors import plans, written
from ekinerja.planning.selectors.likeness import bare

CLASSES = re.compile(r"\b(kelas\s+)?(\d+|[ivx]+)\b")
PER_PAGE = 20


@dataclass(frozen=True)
class LibraryPage:
    """Statutory term: pustaka RHK. Wordings to choose from; ``used`` are those the plan holds already."""

    standing: plans.Standing
    page: Page[Any]
    text: str
    only_own: bool
    gathered_at: datetime | None
    used: frozenset[str]
    may_gather: bool

    def holds(self, row: LibraryOutcome) -> bool:
        """Tell whether the plan holds this wording already."""
        return bare(row.text) in self.used


def title_key(title: str) -> str:
    """Return a position's name for comparing: lower case, without numbers of classes."""
    return " ".join(CLASSES.sub(" ", title.casefold()).split())


def library_page(
    *, actor: Actor, plan_id: UUID, on: date, text: str = "", only_own: bool = True, page: int = 1
) -> LibraryPage:
    """
    Return wordings for a plan: those of its own position first, used most first, narrowed to words.

    :raises NotFound: the actor may not know of the plan
    """
    standing = plans.get_for(actor=actor, plan_id=plan_id, on=on)
    plan = standing.plan
    own = title_key(plan.person.position)
    rows = LibraryOutcome.objects.filter(position_group=plan.position_group)
    for word in text.split()[:8]:
        rows = rows.filter(Q(text__icontains=word) | Q(title__icontains=word))
    if only_own:
        rows = rows.filter(title_key=own)
    first = Case(When(title_key=own, then=Value(0)), default=Value(1), output_field=IntegerField())
    shown = Paginator(rows.annotate(place=first).order_by("place", "-uses", "text", "id"), PER_PAGE).get_page(page)
    latest = LibraryOutcome.objects.values_list("gathered_at", flat=True).first()
    mine = written.words_held(plan_id=plan_id)
    may_gather = actor.has(Role.AGENCY_ADMIN, Role.SYSTEM)
    return LibraryPage(standing, shown, text, only_own, latest, mine, may_gather)


def get_wording(*, wording_id: UUID) -> LibraryOutcome:
    """
    Return one wording of the library.

    :raises NotFound: there is none (any more)
    """
    row = LibraryOutcome.objects.filter(id=wording_id).first()
    if row is None:
        raise NotFound
    return row


def as_written(row: LibraryOutcome) -> WrittenOutcome:
    """Return a wording as it is written into a plan."""
    return WrittenOutcome(
        text=row.text,
        kind=row.kind,
        indicators=tuple(
            WrittenIndicator(
                text=item["text"],
                aspect=item["aspect"],
                target_number=Decimal(item["target_number"]) if item["target_number"] else None,
                target_unit=item["target_unit"],
                target_text=item["target_text"],
                accumulation=item.get("accumulation") or Accumulation.SUM,
            )
            for item in row.indicators
        ),
    )

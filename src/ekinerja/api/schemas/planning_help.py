"""How plans come about and hang together: copies, library, divided targets, the cascade, files."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from ekinerja.api.schemas.values import Number, PageOut, Seen
from ekinerja.planning import public as planning

Division = Annotated[str, Field(max_length=40)]


class CandidateOut(Schema):
    """Somebody with a position of the same name; ``is_new`` says that a copy can be made."""

    employee_id: UUID
    name: str
    nip: str
    unit: str
    is_new: bool
    excluded: str


class CopyPreviewOut(Schema):
    """To whom a plan may be copied."""

    title: str
    outcomes: int
    people: list[CandidateOut]


class CopyIn(Schema):
    """Who gets a new draft; the owners confirm it by submitting."""

    employee_ids: Annotated[list[UUID], Field(min_length=1, max_length=planning.COPY_AT_ONCE)]


class CopyOut(Schema):
    """How many drafts were made, and how many people were left out because something had changed meanwhile."""

    made: int
    skipped: int


class LibraryIndicatorOut(Schema):
    """A usual indicator of a wording, with its aspect and unit."""

    text: str = ""
    aspect: str = ""
    target_unit: str = ""


class WordingOut(Schema):
    """A wording that agreed plans of a position use; ``uses`` counts them."""

    id: UUID
    title: str
    kind: str
    text: str
    uses: int
    is_held: bool
    indicators: list[LibraryIndicatorOut]


class LibraryOut(PageOut):
    """A page of wordings; ``gathered_at`` tells how new they are."""

    gathered_at: datetime | None
    items: list[WordingOut]


class BreakdownIn(Schema):
    """The target of each month or quarter by its number, and what they make together: sum, last or average."""

    accumulation: str
    targets: Annotated[dict[Annotated[int, Field(ge=1, le=12)], Number], Field(max_length=12)]
    seen: Seen = None


class BreakdownOut(Schema):
    """The parts of a target, what they make together, and by how much that misses it."""

    accumulation: str
    periods: list[int]
    targets: dict[int, Number]
    together: Number | None
    difference: Number | None
    revision: int


class CascadeIn(Schema):
    """
    How an outcome comes down: ``LANGSUNG`` as a part, or ``TIDAK_LANGSUNG`` as a support.

    ``divides`` names for each own indicator the one above of which it is a part, or null.
    """

    cascade: Division = ""
    division: Division = ""
    share: Annotated[str, Field(max_length=200)] = ""
    divides: dict[UUID, UUID | None] = {}
    seen: Seen = None


class CascadeOut(Schema):
    """How an outcome comes down."""

    outcome_id: UUID
    cascade: str
    division: str
    share: str
    revision: int


class LinkIn(Schema):
    """The outcome above that was suggested."""

    above_id: UUID


class FollowerOut(Schema):
    """A subordinate's plan, how many of its outcomes serve this one, and how many could."""

    plan_id: UUID
    employee_id: UUID
    name: str
    state: str
    outcomes: int
    linked: int
    suggested: int


class TakeOverIn(Schema):
    """A cell that shall say what the member's plan says."""

    outcome_id: UUID
    employee_id: UUID
    seen: Seen = None
    seen_in_plan: Seen = None


class GatheredOut(Schema):
    """How many empty cells were filled."""

    filled: int


class BundleIn(Schema):
    """Which agreed plans to put into one file: ``PDF`` to print, or ``ZIP`` with one PDF each."""

    year: Annotated[int, Field(ge=2022, le=2100)]
    unit_id: UUID | None = None
    form: str = "PDF"


class BundleOut(Schema):
    """A file with many documents; ``state`` is that of the work that makes it."""

    id: UUID
    title: str
    form: str
    state: str
    requested_at: datetime
    finished_at: datetime | None
    documents: int
    refused: int
    size: int
    sha256: str
    kept_until: datetime | None


class PlannerOut(Schema):
    """One person of the control room: where planning stands, why, and whom it waits for."""

    employee_id: UUID
    name: str
    nip: str
    unit: str
    standing: str
    reason: str
    plan_id: UUID | None
    waits_for: str
    days: int | None


class PlannersOut(PageOut):
    """A page of people, and how many stand where."""

    counts: dict[str, int]
    items: list[PlannerOut]


class RemindersIn(Schema):
    """
    Whom to remind: the people named, or without names everybody of the list that the other fields narrow.

    The fields are those of the list of people.
    """

    employee_ids: Annotated[list[UUID], Field(min_length=1, max_length=1_000)] | None = None
    standing: str = ""
    reason: str = ""
    unit_id: UUID | None = None
    text: Annotated[str, Field(max_length=200)] = ""


class RemindersOut(Schema):
    """How many were told, were told today already, and cannot help themselves (no account, no rater)."""

    told: int
    already: int
    unreachable: int


class BranchOut(Schema):
    """One person of the tree, and how those below stand; ``state`` is empty where there is no plan."""

    employee_id: UUID
    name: str
    position: str
    unit: str
    state: str
    plan_id: UUID | None
    direct: int
    below: dict[str, int]


class PeopleTreeOut(PageOut):
    """One person, everybody above, and a page of those directly below; at the top nobody."""

    year: int
    head: str
    person: BranchOut | None
    above: list[BranchOut]
    items: list[BranchOut]


class KnotOut(Schema):
    """A goal or an outcome; ``text`` is empty where you may not read the plan."""

    id: UUID
    is_goal: bool
    text: str
    owner: str
    state: str
    plan_id: UUID | None
    percent: Number | None
    goals_below: int
    outcomes_below: int


class ContentTreeOut(PageOut):
    """A goal or an outcome, what it serves up to the top, and a page of what serves it."""

    year: int
    knot: KnotOut | None
    above: list[KnotOut]
    in_words: str
    goals: list[KnotOut]
    items: list[KnotOut]
    hidden: int


class FoundOut(Schema):
    """What a search in the cascade found."""

    people: list[BranchOut]
    outcomes: list[KnotOut]
    goals: list[KnotOut]

"""The SKP forms of many plans, loaded together: a fixed number of queries for a batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Prefetch

from ekinerja.documents import public as documents
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import NotFound
from ekinerja.organisation import public as organisation
from ekinerja.planning import policies
from ekinerja.planning.data import BEHAVIOUR_VALUES, NoteKind, OutcomeKind, PlanState
from ekinerja.planning.models import BehaviourExpectation, Indicator, Outcome, PerformanceYear, Plan, PlanNote
from ekinerja.planning.selectors.documents import PlanDocument, frame_of, outcome_row, with_measures
from ekinerja.planning.selectors.plans import group_notes

AGREED = (PlanState.AGREED, PlanState.CLOSED)


def find_agreed(*, actor: Actor, year: int, unit_path: str = "") -> tuple[list[UUID], int]:
    """
    Return the agreed plans of a year and subtree that the actor may read, and how many others are not agreed yet.

    Without a role that reads units these are the plans the actor rates, and the own ones.

    :raises NotFound: there is no such year
    """
    opened = PerformanceYear.objects.filter(year=year).first()
    if opened is None:
        raise NotFound
    rows = Plan.objects.filter(policies.visible_to(actor), year=opened)
    if unit_path:
        rows = rows.filter(unit_path__startswith=unit_path)
    ordered = rows.order_by("unit_path", "employee_snapshot__name", "id").values_list("id", "state")
    found = list(ordered)
    agreed = [key for key, state in found if state in AGREED]
    return agreed, len(found) - len(agreed)


def load_documents(*, actor: Actor, plan_ids: Sequence[UUID]) -> list[PlanDocument]:
    """Return the SKP forms of those of the plans that are agreed and that the actor may read, in the order given."""
    rows = Plan.objects.filter(policies.visible_to(actor), id__in=plan_ids, state__in=AGREED).select_related("year")
    plans = {plan.id: plan for plan in rows}
    ids = [key for key in plan_ids if key in plans]
    outcomes, expectations, notes = _outcomes(ids), _expectations(ids), _notes(ids)
    agency = organisation.get_agency(int(actor.agency_id or 0)).name
    return [
        PlanDocument(
            plan=plans[key],
            document=documents.SkpDocument(
                frame=frame_of(plan=plans[key], is_draft=False, agency=agency),
                outcomes=tuple(outcome_row(row) for row in outcomes[key]),
                behaviours=tuple(
                    documents.BehaviourRow(text.label, text.guides, expectation=expectations[key].get(text.value, ""))
                    for text in BEHAVIOUR_VALUES
                ),
                supports=_supports(notes[key]),
            ),
            file_name=f"SKP-{plans[key].period.lower.year}-{plans[key].person.nip or key}.pdf",
        )
        for key in ids
    ]


def still_readable(*, actor: Actor, plan_ids: Sequence[UUID]) -> bool:
    """Tell whether the actor may read all of these plans today."""
    return Plan.objects.filter(policies.visible_to(actor), id__in=plan_ids).count() == len(set(plan_ids))


def _outcomes(ids: Iterable[UUID]) -> dict[UUID, list[Outcome]]:
    current = Indicator.objects.filter(retired_at=None)
    rows = Outcome.objects.filter(plan_id__in=list(ids), retired_at=None).select_related("intervened_outcome", "goal")
    found: dict[UUID, list[Outcome]] = defaultdict(list)
    for row in rows.prefetch_related(Prefetch("indicators", queryset=current)):
        found[row.plan_id].append(row)
    with_measures([row for group in found.values() for row in group])
    for group in found.values():
        group.sort(key=lambda row: (row.kind != OutcomeKind.MAIN, row.number))
    return found


def _expectations(ids: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    for plan_id, value, text in BehaviourExpectation.objects.filter(plan_id__in=list(ids)).values_list(
        "plan_id", "value", "text"
    ):
        found[plan_id][value] = text
    return found


def _notes(ids: Iterable[UUID]) -> dict[UUID, list[PlanNote]]:
    found: dict[UUID, list[PlanNote]] = defaultdict(list)
    for row in PlanNote.objects.filter(plan_id__in=list(ids)):
        found[row.plan_id].append(row)
    return found


def _supports(rows: Sequence[PlanNote]) -> documents.Supports:
    lists = group_notes(rows)
    return documents.Supports(
        resources=lists.get(NoteKind.RESOURCES, ()),
        accountability=lists.get(NoteKind.ACCOUNTABILITY, ()),
        consequences=lists.get(NoteKind.CONSEQUENCES, ()),
    )

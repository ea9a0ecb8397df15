"""A plan as the fields of the official SKP form (PermenPANRB 6/2022, annex)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects

from ekinerja.documents import public as documents
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.numbers import tell_number
from ekinerja.organisation import public as organisation
from ekinerja.planning.data import Aspect, NoteKind, PersonSnapshot, Perspective, PlanState, PositionGroup
from ekinerja.planning.models import GoalIndicator, Indicator, Outcome, Plan
from ekinerja.planning.selectors import matrix, plans
from ekinerja.planning.selectors.plans import day_of

PRINTED: dict[str, str] = {
    Aspect.QUANTITY: "Kuantitas",
    Aspect.QUALITY: "Kualitas",
    Aspect.TIME: "Waktu",
    Aspect.COST: "Biaya",
    Perspective.SERVICE_RECIPIENT: "Penerima Layanan",
    Perspective.BUSINESS_PROCESS: "Proses Bisnis",
    Perspective.INTERNAL_STRENGTH: "Penguatan Internal",
    Perspective.BUDGET: "Anggaran",
}
RANKS = {
    "I/a": "Juru Muda",
    "I/b": "Juru Muda Tingkat I",
    "I/c": "Juru",
    "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tingkat I",
    "II/c": "Pengatur",
    "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda",
    "III/b": "Penata Muda Tingkat I",
    "III/c": "Penata",
    "III/d": "Penata Tingkat I",
    "IV/a": "Pembina",
    "IV/b": "Pembina Tingkat I",
    "IV/c": "Pembina Utama Muda",
    "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}
UNKNOWN = PersonSnapshot(name="-")


@dataclass(frozen=True)
class PlanDocument:
    """Statutory term: dokumen SKP. The form's fields with the name of the file."""

    plan: Plan
    document: documents.SkpDocument
    file_name: str


def skp_document_fields(*, actor: Actor, plan_id: UUID, at: datetime) -> PlanDocument:
    """
    Return the SKP form of a plan; until it is agreed it is a draft.

    :raises NotFound: the actor may not know of the plan
    """
    view = plans.view_of(actor=actor, plan_id=plan_id, on=day_of(at))
    plan = view.plan
    document = documents.SkpDocument(
        frame=frame_of(plan=plan, is_draft=plan.state not in (PlanState.AGREED, PlanState.CLOSED)),
        outcomes=tuple(outcome_row(row) for row in with_measures(view.outcomes)),
        behaviours=tuple(
            documents.BehaviourRow(row.text.label, row.text.guides, expectation=row.expectation)
            for row in view.behaviours
        ),
        supports=documents.Supports(
            resources=view.notes.get(NoteKind.RESOURCES, ()),
            accountability=view.notes.get(NoteKind.ACCOUNTABILITY, ()),
            consequences=view.notes.get(NoteKind.CONSEQUENCES, ()),
        ),
    )
    return PlanDocument(plan, document, f"SKP-{plan.period.lower.year}-{plan.person.nip or plan.id}.pdf")


def frame_of(
    *,
    plan: Plan,
    is_draft: bool,
    employee: PersonSnapshot | None = None,
    rater: PersonSnapshot | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    signed_on: date | None = None,
    agency: str = "",
) -> documents.Frame:
    """Return the head of a document about a plan; without dates, people and agency those of the plan."""
    agency = agency or organisation.get_agency(int(plan.agency_id or 0)).name
    chief = rater or plan.rater or UNKNOWN
    return documents.Frame(
        agency=agency,
        period_start=starts_on or plan.period.lower,
        period_end=ends_on or plan.period.upper - timedelta(days=1),
        employee=party(employee or plan.person),
        rater=party(chief, is_rater=True, agency=agency),
        group=documents.PositionGroup(plan.position_group),
        approach=documents.Approach(plan.approach),
        is_draft=is_draft,
        place=plan.year.signing_place,
        signed_on=signed_on or (day_of(plan.agreed_at) if plan.agreed_at and not is_draft else None),
    )


def party(person: PersonSnapshot, *, is_rater: bool = False, agency: str = "") -> documents.PartyBlock:
    """Return a person as printed; a rater who is no civil servant stands with the agency in place of a unit."""
    outside = is_rater and person.employee_id is None
    acting = f"{person.acting.title()}. " if person.acting else ""
    return documents.PartyBlock(
        name=person.name,
        position=acting + person.position,
        unit=agency if outside else person.unit,
        nip=person.nip,
        rank=rank_in_words(person.rank),
        unit_label="INSTANSI" if outside else "UNIT KERJA",
    )


def rank_in_words(code: str) -> str:
    """Return pangkat and golongan ruang as printed: ``Penata, III/c``; groups of PPPK stand alone."""
    return f"{RANKS[code]}, {code}" if code in RANKS else code


def outcome_row(
    row: Outcome, *, realisations: dict[UUID, str] | None = None, feedback: str = ""
) -> documents.OutcomeRow:
    """Return one outcome as printed, with what was reached where a period tells of it."""
    return documents.OutcomeRow(
        number=row.number,
        text=row.text,
        kind=documents.OutcomeKind(row.kind),
        intervened=intervened_in_words(row),
        feedback=feedback,
        indicators=tuple(
            documents.IndicatorRow(
                text=item.text,
                target=target_in_words(item),
                aspect=PRINTED.get(item.aspect, ""),
                realisation=(realisations or {}).get(item.id, ""),
            )
            for item in plans.indicators_of(row)
        ),
    )


def with_measures(rows: Sequence[Outcome]) -> Sequence[Outcome]:
    """
    Load the indicators that the form prints beside what an outcome serves, with two queries at most.

    Footnote of the form: of goals, and of outcomes of high officials and heads of independent units.
    """
    high = Indicator.objects.filter(retired_at=None, outcome__plan__position_group=PositionGroup.SENIOR)
    prefetch_related_objects(
        rows,
        Prefetch("goal__indicators", queryset=GoalIndicator.objects.filter(retired_at=None), to_attr="told"),
        Prefetch("intervened_outcome__indicators", queryset=high, to_attr="told"),
    )
    return rows


def intervened_in_words(row: Outcome) -> str:
    """Return what the outcome serves as printed; with its indicators where ``with_measures`` loaded them."""
    served = row.goal or row.intervened_outcome
    if served is None:
        return row.intervened_text
    measures = (f"Indikator: {item.text}" for item in getattr(served, "told", ()))
    return "\n".join((served.text, *measures))


def target_in_words(item: Indicator) -> str:
    """Return the target as printed: ``120 pasien``, ``90,5 persen``, or the narrative."""
    told = f"{tell_number(item.target_number)} {item.target_unit}".strip()
    return "; ".join(part for part in (told, item.target_text) if part)


@dataclass(frozen=True)
class MatrixFields:
    """Statutory term: dokumen matriks peran hasil. The matrix's fields with the name of the file."""

    document: documents.MatrixDocument
    file_name: str


def matrix_document_fields(*, actor: Actor, plan_id: UUID, at: datetime) -> MatrixFields:
    """
    Return the role-outcome matrix of a plan; until the leader's plan is agreed it is a draft.

    :raises NotFound: the actor may not know of the matrix
    """
    found = matrix.view_of(actor=actor, plan_id=plan_id, on=day_of(at))
    plan = found.plan
    document = documents.MatrixDocument(
        frame=frame_of(plan=plan, is_draft=plan.state not in (PlanState.AGREED, PlanState.CLOSED)),
        columns=tuple(documents.MatrixColumn(column.number, column.text) for column in found.columns),
        lines=tuple(
            documents.MatrixLine(row.name, row.nip, row.position, row.unit, tuple(cell.text for cell in row.cells))
            for row in found.rows
        ),
    )
    return MatrixFields(document, f"Matriks-peran-hasil-{plan.period.lower.year}-{plan.person.nip or plan.id}.pdf")

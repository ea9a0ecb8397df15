"""A performance agreement as the fields of the official form (PermenPANRB 53/2014, annex I)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from ekinerja.documents import public as documents
from ekinerja.kernel.actor import Actor
from ekinerja.organisation import public as organisation
from ekinerja.planning.data import AgreementState
from ekinerja.planning.models import Agreement
from ekinerja.planning.selectors import agreements
from ekinerja.planning.selectors.documents import UNKNOWN, party
from ekinerja.planning.selectors.plans import day_of


@dataclass(frozen=True)
class AgreementFields:
    """Statutory term: dokumen perjanjian kinerja. The form's fields with the name of the file."""

    agreement: Agreement
    document: documents.AgreementDocument
    file_name: str


def document_fields(*, actor: Actor, agreement_id: UUID, at: datetime) -> AgreementFields:
    """
    Return the official form of an agreement; until it is agreed it is a draft.

    :raises NotFound: there is no such agreement, or the actor may not know of it
    """
    view = agreements.view_of(actor=actor, agreement_id=agreement_id, on=day_of(at))
    agreement = view.agreement
    year = agreement.year.year
    document = documents.AgreementDocument(
        frame=_frame(agreement),
        year=year,
        goals=tuple(
            documents.AgreementGoalRow(row.text, tuple((item.text, item.target) for item in row.indicators))
            for row in view.goals
        ),
        budgets=tuple(
            documents.AgreementBudgetRow(row.programme, rupiah_in_words(row.amount), row.source) for row in view.budgets
        ),
        total=rupiah_in_words(view.total),
        number=agreement.number,
        is_alone=agreement.unit_id is None,
        paper=_paper(agreement),
    )
    change = f"-perubahan-{agreement.number - 1}" if agreement.number > 1 else ""
    return AgreementFields(agreement, document, f"PK-{year}-{view.unit_name}{change}.pdf".replace(" ", "-"))


def rupiah_in_words(amount: Decimal) -> str:
    """Return an amount as printed: ``Rp 4.595.150``, with sen only where there are any."""
    text = f"{amount:,.2f}".removesuffix(".00")
    return "Rp " + text.translate(str.maketrans(",.", ".,"))


def _frame(agreement: Agreement) -> documents.Frame:
    agency = organisation.get_agency(int(agreement.agency_id or 0))
    is_draft = agreement.state != AgreementState.AGREED
    year = agreement.year.year
    return documents.Frame(
        agency=agency.name,
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        employee=_named(party(agreement.first_party or UNKNOWN), agreement),
        rater=_named(party(agreement.second_party or UNKNOWN, is_rater=True, agency=agency.name), agreement),
        group=documents.PositionGroup.LEADER,
        approach=documents.Approach.QUANTITATIVE,
        is_draft=is_draft,
        place=agreement.year.signing_place,
        signed_on=None if is_draft else agreement.signed_on,
    )


def _named(block: documents.PartyBlock, agreement: Agreement) -> documents.PartyBlock:
    """
    Return a party whose name is not merely the title of the post again.

    A regent is kept by the title until the name is known; agreeing in person tells it, otherwise there is none.
    """
    if block.name != block.position:
        return block
    signer = "" if _paper(agreement) else agreement.agreed_by_name
    return replace(block, name=signer)


def _paper(agreement: Agreement) -> str:
    stored = agreement.content.get("document") if agreement.state == AgreementState.AGREED else None
    if not stored:
        return ""
    day = date.fromisoformat(stored["dated"])
    return f"Dicatat dari naskah bertanda tangan nomor {stored['number']} tanggal {day:%d-%m-%Y}."

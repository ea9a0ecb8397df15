"""Begin a performance agreement, write its budgets, throw a draft away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, Finding, NotAllowed, NotFound, RuleNotMet
from ekinerja.organisation import public as organisation
from ekinerja.planning import agreement_policies
from ekinerja.planning.agreement_policies import EDITABLE, AgreementStanding
from ekinerja.planning.data import AgreementState, PersonSnapshot, YearState
from ekinerja.planning.models import Agreement, AgreementBudget, PerformanceYear
from ekinerja.planning.selectors import agreement_parties, agreements, persons
from ekinerja.planning.selectors.agreements import BudgetLine
from ekinerja.planning.selectors.plans import day_of
from ekinerja.planning.services import editing

MOST_BUDGETS = 100


@transaction.atomic
def draft_agreement(*, actor: Actor, year: int, unit_id: UUID | None, at: datetime) -> Agreement:
    """
    Begin the agreement of a unit's head (no unit: the head of the agency), or the next change of an agreed one.

    :raises NotFound: the year is not open, or there is no such unit
    :raises NotAllowed: neither head of the unit nor its clerk or admin
    :raises Conflict: one that is not agreed yet exists already
    """
    opened = PerformanceYear.objects.filter(year=year, state=YearState.OPEN).first()
    if opened is None:
        raise NotFound(_("Tahun kinerja %(year)s belum dibuka.") % {"year": year})
    on = day_of(at)
    path = organisation.units.subtree_path(unit_id=unit_id, on=on) if unit_id else ""
    headed = persons.headed_paths(employee_id=actor.employee_id, on=on)
    if not agreement_policies.may_draft(actor, path, headed):
        raise NotAllowed(_("Perjanjian kinerja disusun oleh kepala unit, pengelola kinerja unit, atau admin instansi."))
    latest = Agreement.objects.filter(agreements.of_unit(unit_id), year=opened).order_by("-number").first()
    if latest is not None and latest.state != AgreementState.AGREED:
        raise Conflict(_("Perjanjian unit ini sudah ada dan belum disepakati. Buka perjanjian tersebut."))
    agreement = Agreement(year=opened, unit_id=unit_id, unit_path=path, number=latest.number + 1 if latest else 1)
    take_parties(agreement=agreement, on=on)
    try:
        with transaction.atomic():
            agreement.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(_("Perjanjian unit ini baru saja dibuat orang lain. Muat ulang halaman.")) from error
    if latest is not None:
        _write(agreement, agreements.content_of(agreement=latest)[1])
    data = {"year": year, "unit": unit_id, "number": agreement.number}
    record(actor=actor, agreement=agreement, event="planning.agreement.drafted", at=at, data=data)
    return agreement


@transaction.atomic
def save_budgets(
    *, actor: Actor, agreement_id: UUID, budgets: Sequence[BudgetLine], at: datetime, seen: int | None = None
) -> Agreement:
    """
    Write the programmes of an agreement with their budgets; replaces all of them.

    :raises NotFound: there is no such agreement, or the actor may not know of it
    :raises NotAllowed: neither its first party nor clerk or admin
    :raises Conflict: it was handed in or agreed
    :raises EditConflict: somebody else changed it meanwhile
    :raises RuleNotMet: a programme has no name or a negative budget
    """
    standing = lock(actor=actor, agreement_id=agreement_id, on=day_of(at))
    agreement = standing.agreement
    agreement_policies.require(standing.may_write, agreement, *EDITABLE)
    given = tuple(BudgetLine(row.programme.strip(), row.amount, row.source.strip()) for row in budgets)
    _check(given)
    theirs = agreements.live_budgets(agreement)
    if given == theirs:
        return agreement
    editing.refuse_if_changed(
        seen=seen, revision=agreement.revision, theirs={"lines": _told(theirs)}, mine={"lines": _told(given)}
    )
    _write(agreement, given)
    take_parties(agreement=agreement, on=day_of(at))
    agreement.revision += 1
    agreement.save()
    data = {"before": _told(theirs), "after": _told(given)}
    record(actor=actor, agreement=agreement, event="planning.agreement.saved", at=at, data=data)
    return agreement


@transaction.atomic
def discard_agreement(*, actor: Actor, agreement_id: UUID, at: datetime) -> None:
    """
    Throw a draft away that was never handed in.

    :raises NotFound: there is no such agreement, or the actor may not know of it
    :raises NotAllowed: neither its first party nor clerk or admin
    :raises Conflict: it was handed in before
    """
    standing = lock(actor=actor, agreement_id=agreement_id, on=day_of(at))
    agreement = standing.agreement
    agreement_policies.require(standing.may_write, agreement, AgreementState.DRAFT)
    if agreement.submitted_at is not None:
        raise Conflict(_("Perjanjian ini pernah diajukan, jadi tidak dapat dihapus. Ubah isinya bila perlu."))
    data = {"year": agreement.year.year, "unit": agreement.unit_id, "number": agreement.number}
    record(actor=actor, agreement=agreement, event="planning.agreement.discarded", at=at, data=data)
    agreement.delete()


def lock(*, actor: Actor, agreement_id: UUID, on: date, anew: bool = False) -> AgreementStanding:
    """
    Lock an agreement and say what the actor is to it; ``anew`` asks today's superior instead of the kept one.

    :raises NotFound: there is no such agreement, or the actor may not know of it
    """
    rows = Agreement.objects.select_for_update(of=("self",)).select_related("year")
    agreement = rows.filter(id=agreement_id).first()
    if agreement is None:
        raise NotFound
    second = agreements.kept_second(agreement)
    if anew:
        second = agreement_parties.parties_on(unit_id=agreement.unit_id, on=on).second_now
    standing = agreement_policies.standing_of(actor, agreement, second, on)
    if not standing.may_read:
        raise NotFound
    return standing


def take_parties(*, agreement: Agreement, on: date) -> agreement_parties.Parties:
    """Keep with the agreement who its two parties are on a day."""
    parties = agreement_parties.parties_on(unit_id=agreement.unit_id, on=on)
    agreement.first = parties.first.to_json() if parties.first else {}
    agreement.first_employee_id = parties.first.employee_id if parties.first else None
    take_second(agreement=agreement, second=parties.second)
    return parties


def take_second(*, agreement: Agreement, second: PersonSnapshot | None) -> None:
    """Keep with the agreement who the superior is."""
    agreement.second = second.to_json() if second else {}
    agreement.second_employee_id = second.employee_id if second else None


def record(*, actor: Actor, agreement: Agreement, event: str, at: datetime, data: dict[str, Any]) -> None:
    """Write the audit row of a change to an agreement."""
    audit.record(actor=actor, event=event, subject_type="planning.agreement", subject_id=agreement.id, at=at, data=data)


def _write(agreement: Agreement, budgets: Sequence[BudgetLine]) -> None:
    AgreementBudget.objects.filter(agreement=agreement).delete()
    AgreementBudget.objects.bulk_create(
        AgreementBudget(agreement=agreement, number=number, programme=b.programme, amount=b.amount, source=b.source)
        for number, b in enumerate(budgets, start=1)
    )


def _check(budgets: Sequence[BudgetLine]) -> None:
    findings = []
    for number, row in enumerate(budgets, start=1):
        if not row.programme:
            message = _("Baris %(n)s: tulis nama programnya.") % {"n": number}
            findings.append(Finding("planning.programme_empty", message, field=f"programme_{number}"))
        if row.amount < Decimal(0):
            message = _("Baris %(n)s: anggaran tidak boleh kurang dari nol.") % {"n": number}
            findings.append(Finding("planning.budget_negative", message, field=f"amount_{number}"))
    if len(budgets) > MOST_BUDGETS:
        findings.append(Finding("planning.too_many_budgets", _("Paling banyak 100 program.")))
    if findings:
        raise RuleNotMet(findings=tuple(findings))


def _told(budgets: Sequence[BudgetLine]) -> list[str]:
    return [f"{row.programme}: {row.amount:f} {row.source}".strip() for row in budgets]

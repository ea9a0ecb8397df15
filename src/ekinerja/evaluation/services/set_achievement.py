"""Set what a unit achieved in a period (capaian kinerja organisasi)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.evaluation import policies
from ekinerja.evaluation.models import OrganisationAchievement
from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Conflict, Finding, RuleNotMet
from ekinerja.organisation import public as organisation
from ekinerja.planning import public as planning
from ekinerja.rules.rating import OrganisationLevel


@transaction.atomic
def set_achievement(
    *,
    actor: Actor,
    unit_id: UUID,
    period_id: UUID,
    level: str,
    basis: str,
    at: datetime,
    seen: int | None = None,
) -> OrganisationAchievement:
    """
    Set the unit's level; a later one replaces it as the current one and keeps it as history.

    ``seen`` is how many decisions the actor had before them.

    :raises NotFound: there is no such period, or no such unit in this agency
    :raises NotAllowed: the actor neither leads nor administers a unit above (SE MenPANRB 3/2023)
    :raises Conflict: the period has not begun, or somebody decided meanwhile
    :raises RuleNotMet: the level is unknown or the basis is empty
    """
    on = planning.day_of(at)
    period = planning.get_period(period_id=period_id)
    unit = organisation.units.get_unit(unit_id=unit_id, on=on)
    policies.require_set(policies.scope_of(actor, on), unit)
    if on < period.span.lower:
        raise Conflict(_("Periode ini belum mulai, jadi capaiannya belum dapat ditetapkan."))
    _check(level, basis)
    rows = list(OrganisationAchievement.objects.select_for_update().filter(unit_id=unit_id, period=period))
    if seen is not None and seen != len(rows):
        raise _changed()
    before = next((row for row in rows if row.is_current), None)
    OrganisationAchievement.objects.filter(id__in=[row.id for row in rows]).update(is_current=False)
    row = _keep(actor, unit_id, period, level, basis.strip(), at)
    audit.record(
        actor=actor,
        event="evaluation.achievement.set",
        subject_type="organisation.unit",
        subject_id=unit_id,
        at=at,
        data={"period": period_id, "before": before.level if before else "", "after": level, "basis": basis.strip()},
    )
    return row


def _check(level: str, basis: str) -> None:
    findings = []
    if level not in [item.value for item in OrganisationLevel]:
        findings.append(Finding("evaluation.level_unknown", _("Pilih capaian organisasi."), field="level"))
    if not basis.strip():
        findings.append(Finding("evaluation.basis_missing", _("Tulis dasar penetapannya."), field="basis"))
    if findings:
        raise RuleNotMet(findings=tuple(findings))


def _keep(
    actor: Actor, unit_id: UUID, period: planning.Period, level: str, basis: str, at: datetime
) -> OrganisationAchievement:
    try:
        with transaction.atomic():
            return OrganisationAchievement.objects.create(
                unit_id=unit_id,
                period=period,
                level=level,
                basis=basis,
                decided_by_name=actor.name[:250],
                decided_at=at,
            )
    except IntegrityError as error:
        raise _changed() from error


def _changed() -> Conflict:
    return Conflict(_("Capaian unit ini baru saja ditetapkan orang lain. Muat ulang halaman untuk melihatnya."))

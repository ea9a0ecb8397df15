"""Set what a unit achieved in a period (capaian kinerja organisasi)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.audit import public as audit
from ekinerja.evaluation.models import OrganisationAchievement
from ekinerja.kernel.actor import Actor, Role
from ekinerja.kernel.errors import Finding, NotAllowed, RuleNotMet
from ekinerja.organisation import public as organisation
from ekinerja.planning import public as planning
from ekinerja.rules.rating import OrganisationLevel


@transaction.atomic
def set_achievement(
    *, actor: Actor, unit_id: UUID, period_id: UUID, level: str, basis: str, at: datetime
) -> OrganisationAchievement:
    """
    Set the unit's level; a later one replaces it as the current one and keeps it as history.

    :raises NotAllowed: the actor neither leads nor administers a unit above (SE MenPANRB 3/2023)
    :raises NotFound: there is no such period
    :raises RuleNotMet: the level is unknown or the basis is empty
    """
    period = planning.get_period(period_id=period_id)
    _require_above(actor, unit_id, at)
    findings = []
    if level not in [item.value for item in OrganisationLevel]:
        findings.append(Finding("evaluation.level_unknown", _("Pilih capaian organisasi."), field="level"))
    if not basis.strip():
        findings.append(Finding("evaluation.basis_missing", _("Tulis dasar penetapannya."), field="basis"))
    if findings:
        raise RuleNotMet(findings=tuple(findings))
    current = OrganisationAchievement.objects.select_for_update().filter(
        unit_id=unit_id, period=period, is_current=True
    )
    before = current.first()
    current.update(is_current=False)
    row = OrganisationAchievement.objects.create(
        unit_id=unit_id,
        period=period,
        level=level,
        basis=basis.strip(),
        decided_by_name=actor.name[:250],
        decided_at=at,
    )
    audit.record(
        actor=actor,
        event="evaluation.achievement.set",
        subject_type="organisation.unit",
        subject_id=unit_id,
        at=at,
        data={"period": period_id, "before": before.level if before else "", "after": level, "basis": basis.strip()},
    )
    return row


def _require_above(actor: Actor, unit_id: UUID, at: datetime) -> None:
    paths = organisation.paths_of_units(unit_ids=[unit_id], on=planning.day_of(at))
    allowed = any(
        actor.covers(path, Role.AGENCY_ADMIN)
        or (actor.covers(path, Role.LEADER) and path not in actor.paths(Role.LEADER))
        for path in paths
    )
    if not allowed and not actor.has(Role.SYSTEM):
        raise NotAllowed(_("Capaian organisasi ditetapkan pimpinan satu tingkat di atas unit itu."))

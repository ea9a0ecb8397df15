"""What units achieved."""

from __future__ import annotations

from uuid import UUID

from ekinerja.evaluation.models import OrganisationAchievement


def level_of(*, unit_id: UUID | None, period_id: UUID) -> str:
    """Return the current level of a unit in a period, empty when it has not been set."""
    if unit_id is None:
        return ""
    rows = OrganisationAchievement.objects.filter(unit_id=unit_id, period_id=period_id, is_current=True)
    return rows.values_list("level", flat=True).first() or ""

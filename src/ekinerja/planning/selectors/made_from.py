"""From whose role-outcome matrix an outcome of a member came; read with the outcomes themselves."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery

from ekinerja.planning.models import MatrixCell


def leader_and_plan() -> dict[str, Any]:
    """Return ``matrix_leader`` (the leader's name) and ``matrix_plan_id`` for outcomes; empty where there is none."""
    rows = MatrixCell.objects.filter(made=OuterRef("pk")).exclude(text="").order_by("id")
    return {
        "matrix_leader": Subquery(rows.values("outcome__plan__employee_snapshot__name")[:1]),
        "matrix_plan_id": Subquery(rows.values("outcome__plan_id")[:1]),
    }

"""Let plans, goals, teams and extensions follow units that moved in the tree: the path decides who may see."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction

from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Actor
from ekinerja.organisation import public as organisation
from ekinerja.planning.selectors.plans import day_of

PLACED = {"unit", "unit_path"}


@transaction.atomic
def follow_units(*, actor: Actor, at: datetime) -> int:
    """
    Rewrite the place in the tree of what belongs to a unit, open or closed, and return how many rows changed.

    Only the path of today's tree changes; what was agreed keeps the names it was agreed under. Units that no longer
    exist keep their last place. Safe to repeat: two queries a table when nothing has moved.
    """
    paths = organisation.units.list_paths(on=day_of(at))
    changed: dict[str, int] = {}
    for model in _placed_models():
        rows = model._default_manager.exclude(unit=None).order_by()
        for unit_id, path in list(rows.values_list("unit_id", "unit_path").distinct()):
            now = paths.get(unit_id)
            if now is not None and now != path:
                count = rows.filter(unit_id=unit_id, unit_path=path).update(unit_path=now)
                changed[model.__name__] = changed.get(model.__name__, 0) + count
    if changed:
        audit.record(actor=actor, event="planning.places.followed", subject_type="planning.places", at=at, data=changed)
    return sum(changed.values())


def _placed_models() -> list[Any]:
    """Return every table of planning whose rows name a unit and its place in the tree."""
    models = apps.get_app_config("planning").get_models()
    return [model for model in models if {field.name for field in model._meta.concrete_fields} >= PLACED]

"""Divide the yearly target of an indicator over the months or quarters of its plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekinerja.kernel.actor import Actor
from ekinerja.kernel.errors import Finding, NotFound, RuleNotMet
from ekinerja.kernel.numbers import tell_number
from ekinerja.planning.data import Accumulation
from ekinerja.planning.models import Indicator, Plan, TargetPart
from ekinerja.planning.selectors import breakdown, target_parts
from ekinerja.planning.services import editing


@transaction.atomic
def break_down_target(
    *,
    actor: Actor,
    plan_id: UUID,
    indicator_id: UUID,
    accumulation: Accumulation,
    targets: Mapping[int, Decimal],
    at: datetime,
    seen: int | None = None,
) -> Indicator:
    """
    Replace the parts of an indicator's target (by number of the period); none of them takes the parts away.

    Parts that do not make the target are kept: the difference is a hint, not a refusal.

    :raises NotFound: the actor may not know of the plan, or it has no such indicator
    :raises NotAllowed: the plan is not the actor's own
    :raises Conflict: it is submitted, agreed or closed
    :raises EditConflict: somebody else changed the indicator or its parts meanwhile
    :raises RuleNotMet: a part falls outside the plan's period
    """
    plan = editing.lock_own(actor=actor, plan_id=plan_id, at=at)
    rows = Indicator.objects.filter(id=indicator_id, outcome__plan=plan, outcome__retired_at=None, retired_at=None)
    indicator = rows.annotate(parts_told=target_parts.loaded()).first()
    if indicator is None:
        raise NotFound
    _require_periods(plan, targets)
    mine = {"accumulation": accumulation.value, "parts": _in_words(targets)}
    theirs = {"accumulation": indicator.accumulation, "parts": _in_words(target_parts.parts_of(indicator))}
    editing.refuse_if_changed(seen=seen, revision=indicator.revision, theirs=theirs, mine=mine)
    if theirs == mine:
        return indicator
    TargetPart.objects.filter(indicator=indicator).delete()
    TargetPart.objects.bulk_create(
        TargetPart(indicator=indicator, period_number=number, target=target) for number, target in targets.items()
    )
    indicator.accumulation = accumulation
    indicator.revision += 1
    indicator.save(update_fields=["accumulation", "revision"])
    editing.keep(
        actor=actor,
        plan=plan,
        event="planning.target.broken_down",
        at=at,
        data={"indicator": indicator.id, "accumulation": accumulation, "parts": _in_words(targets)},
    )
    return indicator


def _in_words(parts: Mapping[int, Decimal]) -> tuple[str, ...]:
    return tuple(f"{number}: {tell_number(parts[number])}" for number in sorted(parts))


def _require_periods(plan: Plan, targets: Mapping[int, Decimal]) -> None:
    known = {row.number for row in breakdown.periods_of(plan=plan)}
    strange = sorted(set(targets) - known)
    if strange:
        raise RuleNotMet(
            findings=(
                Finding(
                    "planning.part_outside",
                    _("Periode %(numbers)s berada di luar periode SKP ini.")
                    % {"numbers": ", ".join(str(number) for number in strange)},
                    field="parts",
                ),
            )
        )

"""The cycle's small agency with its directory filled, counted as on the third of February."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from ekinerja.kernel.actor import Role
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.reporting import public as reporting
from tests.factories import cycle
from tests.web.cycle.conftest import browser, other_world, text_of, today_is, world

__all__ = ["browser", "other_world", "text_of", "today_is", "world"]


@pytest.fixture
def count(world: cycle.World) -> Callable[..., None]:
    """Bring the directory up to date and count everybody."""

    def run(at: datetime = cycle.FEBRUARY) -> None:
        people.refresh_directory(on=at.date())
        reporting.recount_all(at=at)
        reporting.count_gaps(at=at)

    return run


def more_time(world: cycle.World, number: int, day: date, **scope: Any) -> None:
    """Give more time for a period up to the end of a day, to everybody unless a unit or person is named."""
    planning.extend_period(
        actor=world.official(Role.AGENCY_ADMIN),
        period_id=cycle.period(world, number).id,
        fill_deadline=planning.end_of_day(day, "Asia/Jakarta"),
        reason="Banjir",
        at=cycle.FEBRUARY,
        **scope,
    )


def parts(answer: Any) -> list[str]:
    """The labels of the tabs."""
    import re

    return re.findall(r"bagian=(\w+)", text_of(answer))

"""Marks of the running program, and the standstills between them."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from ekinerja.kernel import uptime
from ekinerja.kernel.models import Uptime

START = datetime(2026, 1, 31, 8, 0, tzinfo=UTC)


def ran(first: int, last: int) -> None:
    """Leave marks every minute between two minutes after the start."""
    for minute in range(first, last + 1):
        uptime.mark(at=START + timedelta(minutes=minute))


@pytest.mark.django_db
class TestStandstills:
    def test_a_run_is_one_row_and_a_break_begins_another(self) -> None:
        ran(0, 5)
        ran(200, 202)

        assert Uptime.objects.count() == 2
        assert uptime.standstills(since=START) == [
            uptime.Standstill(START + timedelta(minutes=5), START + timedelta(minutes=200))
        ]

    def test_a_restart_is_no_standstill(self) -> None:
        ran(0, 5)
        ran(14, 15)

        assert uptime.standstills(since=START) == []

    def test_a_second_worker_that_ran_on_leaves_none(self) -> None:
        ran(0, 5)
        Uptime.objects.create(began_at=START, seen_at=START + timedelta(hours=4))
        Uptime.objects.create(began_at=START + timedelta(hours=3), seen_at=START + timedelta(hours=5))

        assert uptime.standstills(since=START) == []

    def test_tells_the_latest_first_and_leaves_out_what_is_long_past(self) -> None:
        for minute in (0, 100, 200, 300):
            ran(minute, minute + 1)

        found = uptime.standstills(since=START + timedelta(minutes=150))

        assert [row.ended_at for row in found] == [START + timedelta(minutes=minute) for minute in (300, 200)]

    def test_a_mark_from_a_clock_that_is_behind_shortens_nothing(self) -> None:
        ran(0, 5)
        uptime.mark(at=START + timedelta(minutes=3))

        assert Uptime.objects.get().seen_at == START + timedelta(minutes=5)


@pytest.mark.django_db(transaction=True)
def test_marks_by_itself_until_told_to_stop() -> None:
    stop = threading.Event()
    stop.set()
    keeper = threading.Thread(target=uptime.keep_marking, args=(stop,))
    keeper.start()
    keeper.join(20)

    assert not keeper.is_alive()
    assert Uptime.objects.count() == 1

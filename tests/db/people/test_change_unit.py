"""A unit that moves or is renamed takes the directory of its people along, in the background when they are many."""

from __future__ import annotations

from datetime import date

import pytest

from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import NotAllowed, NotFound
from ekinerja.kernel.jobs import RunningJob
from ekinerja.kernel.models import JobRun
from ekinerja.kernel.tenancy import context
from ekinerja.organisation.models import Position
from ekinerja.people import public as people
from ekinerja.people import tasks
from ekinerja.people.models import DirectoryEntry
from ekinerja.people.services import change_unit
from tests.factories.office import TODAY, make_office
from tests.factories.regency import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(in_agency):
    return make_office()


@pytest.fixture
def admin(actor_factory, in_agency):
    return actor_factory(Role.AGENCY_ADMIN)


def move(actor, office, on=TODAY):
    return people.move_unit(
        actor=actor, unit_id=office.units["bidang"].id, parent_id=office.units["lain"].id, decree_number="P/1", on=on,
        at=AT, today=TODAY,
    )  # fmt: skip


def path_of(office, name="staf"):
    return DirectoryEntry.objects.get(employee=office.people[name]).unit_path


class TestMoveUnit:
    def test_few_people_follow_at_once(self, admin, office):
        assert move(admin, office) is None
        assert path_of(office).startswith(office.paths["lain"])
        assert path_of(office, "kadis") == office.paths["dinas"]

    def test_many_people_follow_in_the_background_with_progress(self, admin, office, monkeypatch):
        monkeypatch.setattr(change_unit, "MOST_AT_ONCE", 2)
        monkeypatch.setattr(change_unit, "BATCH", 2)
        monkeypatch.setattr("ekinerja.kernel.clock.today", lambda: TODAY)
        seen = []
        monkeypatch.setattr(
            RunningJob, "advance", lambda self, done, total=None, message="": seen.append((done, total))
        )

        run = move(admin, office)

        assert JobRun.objects.get().id == run.id
        assert path_of(office) == office.paths["bidang"]
        done = tasks.refresh_unit(RunningJob(run.id, 1), **run.arguments)
        assert path_of(office).startswith(office.paths["lain"])
        assert done["count"] == 3
        assert seen == [(0, 3), (2, 3), (3, 3)]

    def test_for_a_day_to_come_nothing_runs_now(self, admin, office):
        assert move(admin, office, on=date(2026, 9, 1)) is None
        assert path_of(office) == office.paths["bidang"]
        assert not JobRun.objects.exists()

    def test_refuses_others(self, office, actor_factory, other_agency):
        with pytest.raises(NotAllowed):
            move(actor_factory(Role.UNIT_CLERK), office)
        with context.agency(other_agency), pytest.raises(NotFound):
            move(actor_factory(Role.AGENCY_ADMIN, agency=other_agency), office)


class TestRenameUnit:
    def test_people_are_listed_under_the_new_name(self, admin, office):
        people.rename_unit(
            actor=admin, unit_id=office.units["bidang"].id, name="Bidang Baru", kind="BIDANG", decree_number="P/2",
            on=TODAY, at=AT, today=TODAY,
        )  # fmt: skip

        assert DirectoryEntry.objects.get(employee=office.people["staf"]).unit_name == "Bidang Baru"


class TestCloseUnit:
    def test_posts_of_a_unit_that_closes_later_close_on_that_day(self, admin, office, monkeypatch):
        unit = office.add_unit("lama", "lain", "Kepala Lama")
        people.close_unit(actor=admin, unit_id=unit.id, reason="Digabung", on=date(2026, 9, 1), at=AT)
        posts = Position.objects.filter(unit=unit)

        assert posts.get().is_open
        for day, still_open in ((date(2026, 8, 31), True), (date(2026, 9, 1), False)):
            monkeypatch.setattr("ekinerja.kernel.clock.today", lambda day=day: day)
            tasks.refresh_all(RunningJob(None, 1))
            assert posts.get().is_open is still_open
        assert Position.objects.filter(is_open=True).count() > 3

    def test_posts_of_a_unit_that_closes_today_close_at_once(self, admin, office):
        unit = office.add_unit("lama", "lain", "Kepala Lama")
        people.close_unit(actor=admin, unit_id=unit.id, reason="Digabung", on=TODAY, at=AT)

        assert not Position.objects.get(unit=unit).is_open

"""The cascade as persons: who sees what of it, what is counted, and that rings of raters do not hang it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role, system
from ekinerja.kernel.errors import NotAllowed, NotFound
from ekinerja.kernel.tenancy import context
from ekinerja.people.models.rating import RaterOverride
from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.planning import public as planning
from ekinerja.planning.models import CascadeNode
from tests.factories import cycle

pytestmark = pytest.mark.django_db


def drawn(world: cycle.World) -> CascadeNode:
    refresh_directory(on=cycle.FEBRUARY.date())
    planning.draw_cascade(year=2026, at=cycle.FEBRUARY)
    return world.year


def named(world: cycle.World, name: str) -> CascadeNode:
    return CascadeNode.objects.get(employee=world.people[name])


def names(rows) -> list[str]:
    return [row.name.split(",")[0] for row in rows]


class TestDrawCascade:
    def test_puts_everybody_below_their_rater(self, world):
        drawn(world)

        head, middle, staff = (named(world, name) for name in ("kepala", "kabid", "staf"))
        assert head.parent_path == ""
        assert middle.parent_path == head.path
        assert staff.parent_path == middle.path
        assert (head.depth, middle.depth, staff.depth) == (0, 1, 2)
        assert CascadeNode.objects.count() == len(world.people)

    def test_names_a_rater_without_account_at_the_top(self, world):
        drawn(world)

        assert "Bupati" in named(world, "kepala").rater_label

    def test_counts_plans_below_by_state(self, world):
        cycle.agreed(world, "staf")
        cycle.submitted(world, "rekan")
        cycle.draft(world, "orang_lain")
        year = drawn(world)

        everybody = planning.people_tree.tree(actor=world.official(Role.LEADER), year=year).total
        assert (everybody.agreed, everybody.submitted, everybody.draft) == (1, 1, 1)
        middle, head = named(world, "kabid"), named(world, "kepala")
        assert (middle.below_count, middle.agreed_count, middle.submitted_count) == (2, 1, 1)
        assert (head.below_count, head.none_count) == (3, 1)
        assert head.direct_count == 1

    def test_draws_anew_without_doubles(self, world):
        drawn(world)
        drawn(world)

        assert CascadeNode.objects.count() == len(world.people)

    def test_opens_a_ring_of_raters(self, world):
        for owner, rater in (("kepala", "staf"),):
            RaterOverride.objects.create(
                employee=world.people[owner],
                rater=world.people[rater],
                reason="Uji",
                period=DateRange(date(2026, 1, 1), None),
                **_override_extras(),
            )
        drawn(world)

        paths = set(CascadeNode.objects.values_list("path", flat=True))
        assert len(paths) == len(world.people)
        assert all(path[:-7] == "" or path[:-7] in paths for path in paths)

    def test_does_not_know_another_year(self, world):
        with pytest.raises(NotFound):
            planning.draw_cascade(year=2019, at=cycle.FEBRUARY)


def _override_extras() -> dict:
    fields = {field.name for field in RaterOverride._meta.concrete_fields}
    extras = {"decided_at": cycle.JANUARY, "decided_by_name": "Admin", "named_at": cycle.JANUARY}
    return {name: value for name, value in extras.items() if name in fields}


class TestTree:
    def test_shows_all_to_the_leader(self, world):
        year = drawn(world)

        tree = planning.people_tree.tree(actor=world.official(Role.LEADER), year=year)

        assert tree.sees_all
        assert {row.employee_id for row in tree.roots} == {world.people[key].id for key in ("kepala", "orang_lain")}
        everybody = tree.total
        assert everybody.total == len(world.people)
        assert everybody.none == len(world.people)

    def test_shows_an_employee_only_the_own_line(self, world):
        year = drawn(world)

        tree = planning.people_tree.tree(actor=world.actor("staf"), year=year)

        assert tree.total.total == 0
        (head,) = tree.roots
        (middle,) = head.children
        (own,) = middle.children
        assert own.is_own
        assert own.is_focus
        assert (head.direct, head.tally.total, middle.tally.total) == (0, 0, 0)

    def test_shows_a_rater_everybody_below(self, world):
        year = drawn(world)

        rows, total = planning.people_tree.children_of(
            actor=world.actor("kabid"), year=year, employee_id=world.people["kabid"].id
        )

        assert total == 2
        assert {row.employee_id for row in rows} == {world.people["staf"].id, world.people["rekan"].id}

    def test_shows_a_clerk_the_own_unit_and_the_way_there(self, world):
        year = drawn(world)
        clerk = world.official(Role.UNIT_CLERK, path=world.paths["bidang"])

        tree = planning.people_tree.tree(actor=clerk, year=year)

        (head,) = tree.roots
        (middle,) = head.children
        assert head.tally.total == 0
        assert middle.tally.total == 2
        assert len(middle.children) == 2

    def test_hides_colleagues_from_one_another(self, world):
        year = drawn(world)

        with pytest.raises(NotFound):
            planning.people_tree.node_page(actor=world.actor("staf"), year=year, employee_id=world.people["rekan"].id)

    def test_hides_another_agency(self, world, other_world, other_agency):
        with context.agency(other_agency):
            drawn(other_world)
        year = drawn(world)

        with pytest.raises(NotFound):
            planning.people_tree.node_page(
                actor=world.official(Role.LEADER), year=year, employee_id=other_world.people["staf"].id
            )

    def test_links_a_plan_only_where_it_may_be_read(self, world):
        plan = cycle.agreed(world, "staf")
        cycle.submitted(world, "kabid")
        year = drawn(world)

        page = planning.people_tree.node_page(actor=world.actor("staf"), year=year, employee_id=world.people["staf"].id)

        assert page.person.plan_id == plan.id
        assert page.above[-1].state == "DIAJUKAN"
        assert page.above[-1].plan_id is None

    def test_finds_by_name_only_whom_one_sees(self, world):
        year = drawn(world)

        found = planning.people_tree.find_people(actor=world.actor("kabid"), year=year, text="rekan")
        hidden = planning.people_tree.find_people(actor=world.actor("staf"), year=year, text="rekan")

        assert [row.employee_id for row in found] == [world.people["rekan"].id]
        assert hidden == []

    def test_tells_the_state_of_now(self, world):
        year = drawn(world)
        cycle.submitted(world, "staf")
        planning.draw_cascade(year=2026, at=cycle.FEBRUARY)
        plan = planning.plans.list_own(employee_id=world.people["staf"].id)[0]
        planning.withdraw_plan(actor=world.actor("staf"), plan_id=plan.id, at=cycle.FEBRUARY)

        page = planning.people_tree.node_page(actor=world.actor("staf"), year=year, employee_id=world.people["staf"].id)

        assert page.person.state == "DRAFT"

    def test_tells_of_a_plan_begun_since_it_was_drawn(self, world):
        year = drawn(world)
        plan = cycle.draft(world, "staf")

        page = planning.people_tree.node_page(actor=world.actor("staf"), year=year, employee_id=world.people["staf"].id)

        assert (page.person.state, page.person.plan_id) == ("DRAFT", plan.id)


class TestRequestDrawing:
    def test_queues_and_records(self, world):
        run = planning.request_drawing(actor=world.official(Role.AGENCY_ADMIN), year=2026, at=clock.now())

        assert run.task == "planning.draw_pictures"
        assert AuditEntry.objects.filter(event="planning.pictures.requested", subject_id=run.id).exists()

    def test_refuses_an_employee(self, world):
        with pytest.raises(NotAllowed):
            planning.request_drawing(actor=world.actor("staf"), year=2026, at=clock.now())

    def test_system_may(self, world):
        assert planning.request_drawing(actor=system(world.agency_id), year=2026, at=clock.now()).id

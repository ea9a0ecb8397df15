"""Versions of a plan compared, and who shares an outcome, by the JSON interface."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ekinerja.planning import public as planning
from ekinerja.planning.models import Indicator, Outcome
from tests.contract.checking import checked
from tests.factories import cycle

pytestmark = pytest.mark.django_db
CHANGES = "plans/{plan_id}/changes"
OUTCOME = "plans/{plan_id}/outcomes/{outcome_id}/"


@pytest.fixture
def shared(world):
    """The first outcome of ``staf`` serves the first of ``kabid``, with an indicator that is a part of its first."""
    leader, plan = cycle.agreed(world, "kabid", "kepala"), cycle.submitted(world)
    mine, above = plan.outcomes.order_by("number").first(), leader.outcomes.order_by("number").first()
    Outcome.objects.filter(id=mine.id).update(intervened_outcome=above, goal=None, intervened_text="")
    whole, part = above.indicators.order_by("number").first(), mine.indicators.order_by("number").first()
    Indicator.objects.filter(id=whole.id).update(target_number="120.5", target_unit="Dokumen")
    Indicator.objects.filter(id=part.id).update(divides=whole, target_number="20", target_unit="dokumen")
    return {"plan_id": leader.id, "outcome_id": above.id}, {"plan_id": plan.id, "outcome_id": mine.id}, part, whole


class TestChanges:
    @pytest.fixture
    def reopened(self, world):
        plan = cycle.agreed(world)
        at = cycle.JANUARY + timedelta(days=1)
        planning.reopen_plan(actor=world.actor("kabid"), plan_id=plan.id, at=at, note="Anggaran berubah")
        outcome = plan.outcomes.order_by("number").first()
        Outcome.objects.filter(id=outcome.id).update(text=outcome.text + " sepanjang tahun")
        return plan, outcome

    def test_tell_word_by_word_what_a_plan_opened_again_differs_in(self, caller, reopened):
        plan, outcome = reopened

        status, found = checked(caller("staf"), "get", CHANGES, plan_id=plan.id)

        assert (status, found["before"], found["after"]) == (200, 1, 0)
        assert [row["agreed_by"] for row in found["versions"]] == ["Kabid"]
        told = found["difference"]
        assert (told["count"], told["form"], told["notes"], told["expectations"]) == (1, [], [], [])
        (change,) = told["outcomes"]
        assert (change["kind"], change["title"], change["indicators"]) == (
            "DIUBAH",
            f"{outcome.text} sepanjang tahun",
            [],
        )
        (field,) = change["fields"]
        assert (field["name"], field["before"]) == ("text", outcome.text)
        assert [(part["kind"], part["text"]) for part in field["segments"]] == [
            ("TETAP", outcome.text),
            ("DITAMBAH", " sepanjang tahun"),
        ]

    def test_compare_what_is_asked_for_and_know_no_other_version(self, caller, reopened):
        plan, _outcome = reopened
        reader = caller("kabid")

        same = checked(reader, "get", CHANGES, query="?before=1&after=1", plan_id=plan.id)[1]
        assert (same["after"], same["difference"]["count"]) == (1, 0)
        for query in ("?before=7", "?before=1&after=7", "?before=0"):
            assert checked(reader, "get", CHANGES, query=query, plan_id=plan.id)[0] == 404
        assert checked(reader, "get", CHANGES, query="?before=-1", plan_id=plan.id)[0] == 422

    def test_have_nothing_to_compare_before_there_are_two_contents(self, caller, world):
        for plan in (cycle.draft(world, "rekan"), cycle.agreed(world)):
            status, found = checked(caller("kabid" if plan.agreed_at else "rekan"), "get", CHANGES, plan_id=plan.id)
            assert (status, found["difference"]) == (200, None)


class TestSharing:
    def test_names_who_serves_and_holds_the_parts_against_the_whole(self, caller, shared):
        above, mine, part, _whole = shared

        status, found = checked(caller("kabid"), "get", OUTCOME + "sharing", **above)

        assert (status, found["total"], found["page"]) == (200, 1, 1)
        (servant,) = found["items"]
        assert (servant["outcome_id"], servant["owner"], servant["state"]) == (
            str(mine["outcome_id"]),
            "Staf",
            "DIAJUKAN",
        )
        (whole,) = found["wholes"]
        assert (whole["indicator"]["target_number"], whole["total"], whole["difference"]) == ("120.5", "20", "-100.5")
        assert [(row["text"], row["target"], row["comparable"]) for row in whole["parts"]] == [(part.text, "20", True)]
        assert checked(caller("orang_lain"), "get", OUTCOME + "sharing", **above)[0] == 404

    def test_an_outcome_says_what_it_is_a_part_of(self, caller, shared):
        _above, mine, part, whole = shared

        status, found = checked(caller("staf"), "get", OUTCOME + "cascade", **mine)

        assert (status, found["cascade"]) == (200, "")
        assert found["divides"][str(part.id)] == str(whole.id)
        assert str(whole.id) in [row["id"] for row in found["above"]]

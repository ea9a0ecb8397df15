"""Direct and indirect cascade, the parts beside the whole, and changes above that touch others."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.tenancy import context
from ekinerja.notices.models import Notification
from ekinerja.planning import public as planning
from ekinerja.planning.models import Indicator, Outcome
from tests.factories import cycle

pytestmark = pytest.mark.django_db
AT = cycle.JANUARY


@pytest.fixture
def above(world):
    """The outcome of the head of the field with one indicator of 100 documents."""
    plan = cycle.draft(world, "kabid")
    return write(world, "kabid", plan, "Meningkatnya mutu layanan", 100)


def write(world, name, plan, text, target, above=None, unit="Dokumen"):
    given = planning.OutcomeInput(text=text, intervened_outcome_id=above.id if above else None)
    actor = world.actor(name)
    row = planning.save_outcome(actor=actor, plan_id=plan.id, outcome_id=None, given=given, at=AT)
    planning.save_indicator(
        actor=actor,
        plan_id=plan.id,
        outcome_id=row.id,
        indicator_id=None,
        given=planning.IndicatorInput(text="Jumlah dokumen", target_number=Decimal(target), target_unit=unit),
        at=AT,
    )
    return row


def serve(world, name, above, target, unit="dokumen"):
    """Write an outcome of somebody that is a direct part of the one above."""
    row = write(world, name, cycle.draft(world, name), f"Tersedianya dokumen {name}", target, above, unit)
    part, whole = Indicator.objects.get(outcome=row), Indicator.objects.get(outcome=above)
    given = planning.CascadeInput("LANGSUNG", "WILAYAH", "Kalianda", {part.id: whole.id})
    return planning.set_cascade(actor=world.actor(name), plan_id=row.plan_id, outcome_id=row.id, given=given, at=AT)


def sharing(world, above, name="kabid"):
    return planning.sharing.sharing_of(
        actor=world.actor(name), plan_id=above.plan_id, outcome_id=above.id, on=AT.date()
    )


class TestSetCascade:
    def test_keeps_kind_share_and_part_with_an_audit_row(self, world, above):
        row = serve(world, "staf", above, 40)

        assert (row.cascade, row.division, row.share) == ("LANGSUNG", "WILAYAH", "Kalianda")
        assert Indicator.objects.get(outcome=row).divides == Indicator.objects.get(outcome=above)
        assert AuditEntry.objects.filter(event="planning.cascade.set", subject_id=row.plan_id).exists()

    def test_only_a_direct_one_is_divided(self, world, above):
        row = serve(world, "staf", above, 40)
        own = Indicator.objects.get(outcome=row)
        given = planning.CascadeInput("TIDAK_LANGSUNG", "WILAYAH", "Kalianda", {own.id: own.divides_id})

        row = planning.set_cascade(
            actor=world.actor("staf"), plan_id=row.plan_id, outcome_id=row.id, given=given, at=AT
        )

        own.refresh_from_db()
        assert (row.division, row.share, own.divides_id) == ("", "", None)

    def test_needs_an_outcome_above(self, world):
        row = write(world, "staf", cycle.draft(world), "Sehat", 1)

        with pytest.raises(RuleNotMet):
            planning.set_cascade(
                actor=world.actor("staf"),
                plan_id=row.plan_id,
                outcome_id=row.id,
                given=planning.CascadeInput("LANGSUNG"),
                at=AT,
            )

    def test_refuses_an_indicator_of_another_outcome(self, world, above):
        row = serve(world, "staf", above, 40)
        own = Indicator.objects.get(outcome=row)

        with pytest.raises(RuleNotMet):
            planning.set_cascade(
                actor=world.actor("staf"),
                plan_id=row.plan_id,
                outcome_id=row.id,
                given=planning.CascadeInput("LANGSUNG", divides={own.id: own.id}),
                at=AT,
            )

    def test_tells_when_somebody_else_was_faster(self, world, above):
        row = serve(world, "staf", above, 40)

        with pytest.raises(Conflict):
            planning.set_cascade(
                actor=world.actor("staf"),
                plan_id=row.plan_id,
                outcome_id=row.id,
                given=planning.CascadeInput("TIDAK_LANGSUNG"),
                at=AT,
                seen=1,
            )

    def test_another_outcome_above_starts_anew(self, world, above):
        row = serve(world, "staf", above, 40)

        given = planning.OutcomeInput(text=row.text)
        planning.save_outcome(actor=world.actor("staf"), plan_id=row.plan_id, outcome_id=row.id, given=given, at=AT)

        row.refresh_from_db()
        assert (row.cascade, row.share) == ("", "")
        assert Indicator.objects.get(outcome=row).divides_id is None

    def test_is_the_owners(self, world, other_world, other_agency, above):
        row = serve(world, "staf", above, 40)
        given = planning.CascadeInput("TIDAK_LANGSUNG")

        with pytest.raises(NotAllowed):
            planning.set_cascade(actor=world.actor("kabid"), plan_id=row.plan_id, outcome_id=row.id, given=given, at=AT)
        with context.agency(other_agency), pytest.raises(NotFound):
            planning.set_cascade(
                actor=other_world.actor("staf"), plan_id=row.plan_id, outcome_id=row.id, given=given, at=AT
            )


class TestSharing:
    def test_shows_the_parts_against_the_whole_and_flags_the_difference(self, world, above):
        serve(world, "staf", above, 40)
        serve(world, "rekan", above, 45)

        page = sharing(world, above)

        assert page.count == 2
        assert [part.servant.owner for part in page.wholes[0].parts] == ["Rekan", "Staf"]
        assert (page.wholes[0].total, page.wholes[0].difference) == (85, -15)

    def test_other_units_of_measure_are_not_added(self, world, above):
        serve(world, "staf", above, 40)
        serve(world, "rekan", above, 60, unit="orang")

        whole = sharing(world, above).wholes[0]

        assert (whole.total, whole.strange) == (40, 1)

    def test_an_indicator_that_goes_lets_its_parts_go(self, world, above):
        row = serve(world, "staf", above, 40)
        whole = Indicator.objects.get(outcome=above)

        planning.remove_indicator(actor=world.actor("kabid"), plan_id=above.plan_id, indicator_id=whole.id, at=AT)

        assert Indicator.objects.get(outcome=row).divides_id is None

    def test_is_for_those_who_may_read_the_plan(self, world, other_world, other_agency, above):
        with pytest.raises(NotFound):
            sharing(world, above, "orang_lain")
        with context.agency(other_agency), pytest.raises(NotFound):
            sharing(other_world, above)


class TestChangesAbove:
    def change(self, world, above, text="Meningkatnya mutu layanan dasar", *, confirmed=True):
        return planning.save_outcome(
            actor=world.actor("kabid"),
            plan_id=above.plan_id,
            outcome_id=above.id,
            given=planning.OutcomeInput(text=text),
            at=AT,
            confirmed=confirmed,
        )

    def test_asks_before_others_are_touched(self, world, above):
        serve(world, "staf", above, 40)

        with pytest.raises(planning.OthersServe) as asked:
            self.change(world, above, confirmed=False)

        assert asked.value.fields["touched"] == 1
        assert asked.value.fields["first"][0].owner == "Staf"
        above.refresh_from_db()
        assert above.text == "Meningkatnya mutu layanan"

    def test_tells_those_touched_and_keeps_the_first_words(self, world, above):
        row = serve(world, "staf", above, 40)

        self.change(world, above)
        self.change(world, above, "Meningkatnya mutu layanan rujukan")

        row.refresh_from_db()
        assert row.served_text == "Meningkatnya mutu layanan"
        assert row.intervened_outcome_id == above.id
        told = Notification.objects.filter(employee=world.people["staf"], kind="planning.outcome.changed_above")
        assert "berubah" in told.first().title

    def test_nothing_is_asked_when_nobody_serves_it(self, world, above):
        assert self.change(world, above, confirmed=False).text == "Meningkatnya mutu layanan dasar"

    def test_asks_before_it_is_withdrawn_from_others(self, world, above):
        serve(world, "staf", above, 40)
        given = planning.OutcomeInput(text=above.text, classification="INDIVIDU")
        change = {"actor": world.actor("kabid"), "plan_id": above.plan_id, "outcome_id": above.id, "at": AT}

        with pytest.raises(planning.OthersServe):
            planning.save_outcome(given=given, **change)

        assert planning.save_outcome(given=given, confirmed=True, **change).classification == "INDIVIDU"

    def test_other_fields_change_without_asking(self, world, above):
        serve(world, "staf", above, 40)

        given = planning.OutcomeInput(text=above.text, assigned_by="Bupati")
        row = planning.save_outcome(
            actor=world.actor("kabid"), plan_id=above.plan_id, outcome_id=above.id, given=given, at=AT
        )

        assert row.assigned_by == "Bupati"

    def test_the_owner_takes_note_also_after_agreement(self, world, above):
        row = serve(world, "staf", above, 40)
        planning.submit_plan(actor=world.actor("staf"), plan_id=row.plan_id, at=AT)
        self.change(world, above)
        who = {"plan_id": row.plan_id, "outcome_id": row.id, "at": AT}

        with pytest.raises(NotAllowed):
            planning.take_note(actor=world.actor("kabid"), **who)
        with pytest.raises(NotFound):
            planning.take_note(actor=world.actor("orang_lain"), **who)
        planning.take_note(actor=world.actor("staf"), **who)

        assert Outcome.objects.get(id=row.id).served_text == ""
        assert AuditEntry.objects.filter(event="planning.change_above.noted").count() == 1

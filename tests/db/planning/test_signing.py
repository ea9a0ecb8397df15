"""What documents print of the agency: the place of signing and the name of its head."""

from __future__ import annotations

from datetime import date

import pytest

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import NotAllowed, NotFound
from ekinerja.kernel.tenancy import context
from ekinerja.planning import public as planning
from ekinerja.planning.data import RecordedDecision
from ekinerja.planning.selectors.agreement_parties import head_of_agency
from tests.factories import cycle

HEAD = "Hj. Siti Rahmawati, S.E., M.M."


def tell(world: cycle.World, place: str = "  Kalianda ", head: str = HEAD, **given) -> planning.PerformanceYear:
    known = {"actor": world.official(Role.AGENCY_ADMIN), "year_id": world.year.id, **given}
    return planning.set_signing(signing_place=place, head_name=head, at=cycle.JANUARY, **known)


def frame_of(world: cycle.World, plan: planning.Plan):
    admin = world.official(Role.AGENCY_ADMIN)
    return planning.skp_document_fields(actor=admin, plan_id=plan.id, at=cycle.JANUARY).document.frame


class TestSigning:
    def test_place_and_name_stand_on_the_plan_of_a_head(self, world: cycle.World) -> None:
        tell(world)
        plan = cycle.submitted(world, "kepala")
        paper = RecordedDecision("800/12/2026", date(2026, 1, 10))
        planning.agree_plan(actor=world.official(Role.AGENCY_ADMIN), plan_id=plan.id, at=cycle.JANUARY, decision=paper)

        frame = frame_of(world, plan)

        assert frame.place == "Kalianda"
        assert (frame.rater.name, frame.rater.nip, frame.rater.unit_label) == (HEAD, "", "INSTANSI")
        assert frame.rater.position.startswith("Bupati")

    def test_another_head_later_leaves_the_agreed_plan_alone(self, world: cycle.World) -> None:
        tell(world)
        plan = cycle.submitted(world, "kepala")

        tell(world, head="H. Penggantinya, S.H.")

        assert frame_of(world, plan).rater.name == HEAD

    def test_the_agreement_of_the_agency_names_the_head(self, world: cycle.World) -> None:
        tell(world)

        assert head_of_agency(on=cycle.JANUARY.date()).name == HEAD
        assert head_of_agency(on=date(2025, 1, 5)).name == "Bupati"

    def test_without_them_the_post_stands_alone_and_the_date_too(self, world: cycle.World) -> None:
        frame = frame_of(world, cycle.submitted(world, "kepala"))

        assert frame.place == ""
        assert frame.rater.name.startswith("Bupati")

    def test_is_recorded_once_and_the_admins(self, world: cycle.World, other_world: cycle.World) -> None:
        tell(world)
        tell(world)

        entry = AuditEntry.objects.get(event="planning.year.changed")
        assert entry.data["after"] == {"signing_place": "Kalianda", "head_name": HEAD}
        with pytest.raises(NotAllowed):
            tell(world, actor=world.actor("kepala"))
        with context.agency(other_world.agency_id):
            with pytest.raises(NotFound):
                tell(world, actor=other_world.official(Role.AGENCY_ADMIN))

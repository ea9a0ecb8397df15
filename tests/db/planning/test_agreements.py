"""Performance agreements: who may what, what is frozen, what is recorded from paper."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Actor, Role, system
from ekinerja.kernel.errors import Conflict, NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.jobs import RunningJob
from ekinerja.kernel.tenancy import context
from ekinerja.notices.models import Notification
from ekinerja.planning import public as planning
from ekinerja.planning import tasks
from ekinerja.planning.data import AgreementState, LoadAgreement, PersonSnapshot, RecordedDecision
from ekinerja.planning.models import Agreement, GoalTarget
from tests.factories import cycle, goals

AT = cycle.JANUARY
DAY = AT.date()
PAPER = RecordedDecision("800/12/PK/2026", date(2026, 1, 10))


def admin(world: cycle.World) -> Actor:
    return world.official(Role.AGENCY_ADMIN)


def promise(world: cycle.World, unit: str | None = "bidang", text: str = "Meningkatnya mutu layanan") -> None:
    """Give a unit a goal with an indicator and a target."""
    row = goals.indicator(goals.goal(world, text, unit), "Indeks kepuasan", measure="nilai")
    GoalTarget.objects.create(indicator=row, year=2026, quarter=0, target=Decimal("85.5"))


def draft(world: cycle.World, unit: str | None = "bidang", actor: Actor | None = None) -> Agreement:
    return planning.draft_agreement(
        actor=actor or world.actor("kabid"), year=2026, unit_id=world.units[unit].id if unit else None, at=AT
    )


def submitted(world: cycle.World, unit: str = "bidang", head: str = "kabid") -> Agreement:
    promise(world, unit)
    agreement = draft(world, unit, world.actor(head))
    return planning.submit_agreement(actor=world.actor(head), agreement_id=agreement.id, at=AT)


def agree(world: cycle.World, agreement: Agreement, actor: Actor, **more: Any) -> Agreement:
    return planning.agree_agreement(actor=actor, agreement_id=agreement.id, at=AT, **more)


class TestDraftAgreement:
    def test_follows_the_goals_until_it_is_handed_in(self, world: cycle.World) -> None:
        promise(world)
        agreement = draft(world)
        promise(world, text="Menurunnya waktu tunggu")
        live = planning.agreements.view_of(actor=world.actor("kabid"), agreement_id=agreement.id, on=DAY)
        assert [row.text for row in live.goals] == ["Meningkatnya mutu layanan", "Menurunnya waktu tunggu"]
        assert live.goals[0].indicators[0].target == "85,5 nilai"
        assert (agreement.first_party.name, agreement.second_party.name) == ("Kabid", "Kepala")

        planning.submit_agreement(actor=world.actor("kabid"), agreement_id=agreement.id, at=AT)
        promise(world, text="Sesudah diajukan")

        frozen = planning.agreements.view_of(actor=world.actor("kepala"), agreement_id=agreement.id, on=DAY)
        assert [row.text for row in frozen.goals] == ["Meningkatnya mutu layanan", "Menurunnya waktu tunggu"]

    def test_is_for_the_head_the_clerk_and_the_admin(self, world: cycle.World) -> None:
        for actor, unit in (
            (world.actor("staf"), "bidang"),
            (world.actor("kepala"), "bidang"),
            (world.actor("kepala"), None),
            (world.official(Role.UNIT_CLERK, path=world.paths["lain"]), "bidang"),
            (world.official(Role.INSPECTORATE), "bidang"),
        ):
            with pytest.raises(NotAllowed):
                draft(world, unit, actor)
        draft(world, "bidang", world.official(Role.UNIT_CLERK, path=world.paths["dinas"]))
        draft(world, "dinas", world.actor("kepala"))
        draft(world, None, admin(world))
        with pytest.raises(Conflict):
            draft(world)

    def test_takes_the_units_goals_of_the_highest_level_only(self, world: cycle.World) -> None:
        goals.goal(world, "Tujuan", "dinas", kind="TUJUAN")
        goals.goal(world, "Program", "dinas", kind="PROGRAM")
        promise(world, "dinas", "Sasaran strategis")

        rows = planning.agreements.live_goals(unit_id=world.units["dinas"].id, year=2026)

        assert [row.text for row in rows] == ["Sasaran strategis"]


class TestSubmitAgreement:
    def test_names_everything_that_is_missing(self, world: cycle.World) -> None:
        agreement = draft(world, "lain", admin(world))
        goals.goal(world, "Tanpa indikator", "lain")
        goals.indicator(goals.goal(world, "Tanpa target", "lain"), "Angka melek huruf")

        with pytest.raises(RuleNotMet) as refused:
            planning.submit_agreement(actor=admin(world), agreement_id=agreement.id, at=AT)

        assert [finding.code for finding in refused.value.findings] == [
            "planning.agreement_without_head",
            "planning.goal_without_indicator",
            "planning.goal_without_target",
        ]

    def test_the_clerk_prepares_and_the_head_hands_in(self, world: cycle.World) -> None:
        promise(world)
        clerk = world.official(Role.UNIT_CLERK, path=world.paths["bidang"])
        agreement = draft(world, "bidang", clerk)

        with pytest.raises(NotAllowed):
            planning.submit_agreement(actor=clerk, agreement_id=agreement.id, at=AT)
        planning.submit_agreement(actor=world.actor("kabid"), agreement_id=agreement.id, at=AT)
        planning.withdraw_agreement(actor=world.actor("kabid"), agreement_id=agreement.id, at=AT)

        agreement.refresh_from_db()
        assert agreement.state == "DRAFT"
        with pytest.raises(Conflict):
            planning.discard_agreement(actor=world.actor("kabid"), agreement_id=agreement.id, at=AT)


class TestDecide:
    def test_the_superior_agrees_and_it_never_changes_again(self, world: cycle.World) -> None:
        agreement = submitted(world)

        agree(world, agreement, world.actor("kepala"), seen=agreement.revision)

        agreement.refresh_from_db()
        assert (agreement.state, agreement.agreed_by_name, agreement.signed_on) == ("DISEPAKATI", "Kepala", DAY)
        assert AuditEntry.objects.filter(event="planning.agreement.agreed", subject_id=str(agreement.id)).exists()
        for again in (planning.submit_agreement, planning.withdraw_agreement, planning.discard_agreement):
            with pytest.raises(Conflict):
                again(actor=world.actor("kabid"), agreement_id=agreement.id, at=AT)

    @pytest.mark.parametrize("name", ["kabid", "orang_lain", "staf"])
    def test_is_not_for_anybody_else(self, world: cycle.World, name: str) -> None:
        agreement = submitted(world)

        for step in (
            lambda: agree(world, agreement, world.actor(name)),
            lambda: planning.return_agreement(
                actor=world.actor(name), agreement_id=agreement.id, note="Ubah target", at=AT
            ),
        ):
            with pytest.raises((NotAllowed, NotFound)):
                step()

    def test_an_admin_does_not_decide_for_a_superior_with_an_account(self, world: cycle.World) -> None:
        agreement = submitted(world)

        with pytest.raises(NotAllowed):
            agree(world, agreement, admin(world), decision=PAPER)

    def test_goes_back_with_a_note_and_can_be_handed_in_again(self, world: cycle.World) -> None:
        agreement = submitted(world)
        with pytest.raises(RuleNotMet):
            planning.return_agreement(actor=world.actor("kepala"), agreement_id=agreement.id, note="  ", at=AT)
        with pytest.raises(Conflict):
            planning.return_agreement(
                actor=world.actor("kepala"), agreement_id=agreement.id, note="Ubah", at=AT, seen=1
            )

        planning.return_agreement(
            actor=world.actor("kepala"), agreement_id=agreement.id, note="Target terlalu rendah", at=AT
        )

        agreement.refresh_from_db()
        assert (agreement.state, agreement.note) == ("DIKEMBALIKAN", "Target terlalu rendah")
        planning.submit_agreement(actor=world.actor("kabid"), agreement_id=agreement.id, at=AT)

    def test_a_new_superior_decides_and_the_former_does_not(self, world: cycle.World) -> None:
        agreement = submitted(world)
        cycle.person(world, "baru", "lain", "Sekretaris")
        cycle.replace_head(world, unit="dinas", old="kepala", new="baru", on=date(2026, 1, 5))

        with pytest.raises((NotAllowed, NotFound)):
            agree(world, agreement, world.actor("kepala"))
        agree(world, agreement, world.actor("baru"))

        agreement.refresh_from_db()
        assert agreement.second_party.name == "Baru"

    def test_whoever_handed_it_in_stays_the_first_party_after_leaving_the_post(self, world: cycle.World) -> None:
        agreement = submitted(world)
        cycle.person(world, "baru", "lain", "Sekretaris")
        cycle.replace_head(world, unit="bidang", old="kabid", new="baru", on=date(2026, 1, 5))

        agree(world, agreement, world.actor("kepala"))

        agreement.refresh_from_db()
        assert (agreement.first_party.name, agreement.first_employee_id) == ("Kabid", world.people["kabid"].id)
        change = draft(world, "bidang", world.actor("baru"))
        assert (change.number, change.first_party.name) == (2, "Baru")

    def test_an_admin_records_what_the_regent_signed(self, world: cycle.World) -> None:
        agreement = submitted(world, "dinas", "kepala")
        for wrong in (None, RecordedDecision("", date(2026, 1, 10)), RecordedDecision("800/1", date(2027, 1, 1))):
            with pytest.raises(RuleNotMet):
                agree(world, agreement, admin(world), decision=wrong)
        with pytest.raises((NotAllowed, NotFound)):
            agree(world, agreement, world.official(Role.UNIT_CLERK, path=world.paths["dinas"]), decision=PAPER)

        agree(world, agreement, admin(world), decision=PAPER, official="H. Rahmat Hidayat, S.E.")

        agreement.refresh_from_db()
        assert agreement.agreed_by_name == "H. Rahmat Hidayat, S.E. (dicatat Admin Uji)"
        assert (agreement.signed_on, agreement.second_party.name) == (PAPER.dated, "H. Rahmat Hidayat, S.E.")
        fields = planning.agreement_documents.document_fields(
            actor=world.actor("staf"), agreement_id=agreement.id, at=AT
        )
        assert "800/12/PK/2026 tanggal 10-01-2026" in fields.document.paper
        assert fields.document.goals[0].indicators == (("Indeks kepuasan", "85,5 nilai"),)

    def test_a_regent_with_an_account_agrees_in_person(self, world: cycle.World) -> None:
        agreement = submitted(world, "dinas", "kepala")

        agree(world, agreement, world.official(Role.LEADER, name="H. Rahmat Hidayat"))

        agreement.refresh_from_db()
        assert (agreement.state, agreement.agreed_by_name) == ("DISEPAKATI", "H. Rahmat Hidayat")
        assert "document" not in agreement.content

    def test_the_agencys_own_is_recorded_with_the_name_of_its_head(self, world: cycle.World) -> None:
        promise(world, None)
        agreement = draft(world, None, admin(world))
        planning.submit_agreement(actor=admin(world), agreement_id=agreement.id, at=AT)

        agree(world, agreement, admin(world), decision=PAPER, official="H. Rahmat Hidayat")

        agreement.refresh_from_db()
        assert (agreement.first_party.name, agreement.second) == ("H. Rahmat Hidayat", {})

    def test_a_change_is_the_next_number_with_the_same_budgets(self, world: cycle.World) -> None:
        agreement = submitted(world)
        planning.withdraw_agreement(actor=world.actor("kabid"), agreement_id=agreement.id, at=AT)
        lines = [planning.BudgetLine("Program Kesehatan", Decimal(4_595_150), "APBD")]
        planning.save_budgets(actor=world.actor("kabid"), agreement_id=agreement.id, budgets=lines, at=AT)
        planning.submit_agreement(actor=world.actor("kabid"), agreement_id=agreement.id, at=AT)
        agree(world, agreement, world.actor("kepala"))

        change = draft(world)

        view = planning.agreements.view_of(actor=world.actor("kabid"), agreement_id=change.id, on=DAY)
        assert (change.number, view.total) == (2, Decimal(4_595_150))
        with pytest.raises(Conflict):
            draft(world)


class TestFollowSuperiors:
    def test_one_that_waits_goes_to_the_new_superior_who_is_told_and_opens_it(self, world: cycle.World) -> None:
        agreement = submitted(world)
        cycle.person(world, "baru", "lain", "Sekretaris")
        cycle.replace_head(world, unit="dinas", old="kepala", new="baru", on=date(2026, 1, 5))

        assert planning.follow_superiors(actor=system(world.agency_id), at=AT) == 1
        assert planning.follow_superiors(actor=system(world.agency_id), at=AT) == 0

        assert [row.id for row in planning.agreements.list_waiting(actor=world.actor("baru"))] == [agreement.id]
        view = planning.agreements.view_of(actor=world.actor("baru"), agreement_id=agreement.id, on=DAY)
        assert view.standing.may_decide
        assert view.agreement.second_party.name == "Baru"
        with pytest.raises(NotFound):
            planning.agreements.view_of(actor=world.actor("kepala"), agreement_id=agreement.id, on=DAY)
        told = AuditEntry.objects.get(event="planning.agreement.superior_changed", subject_id=str(agreement.id))
        assert told.data["after"] == str(world.people["baru"].id)
        with connection.cursor() as cursor:
            cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE args::text LIKE '%%agreement.submitted%%'")
            assert any(str(world.people["baru"].id) in row[0] for row in cursor.fetchall())

    def test_what_is_agreed_or_has_no_known_superior_stays_as_it_is(self, world: cycle.World) -> None:
        done = submitted(world)
        agree(world, done, world.actor("kepala"))
        waits = submitted(world, "dinas", "kepala")
        cycle.person(world, "baru", "lain", "Sekretaris")
        cycle.replace_head(world, unit="dinas", old="kepala", new="baru", on=date(2026, 1, 5))

        assert planning.follow_superiors(actor=system(world.agency_id), at=AT) == 0

        done.refresh_from_db()
        waits.refresh_from_db()
        assert (done.second_party.name, waits.second_party.employee_id) == ("Kepala", None)

    def test_a_change_of_who_rates_whom_queues_it(self, world: cycle.World, monkeypatch: pytest.MonkeyPatch) -> None:
        agreement = submitted(world)
        cycle.person(world, "baru", "lain", "Sekretaris")
        cycle.replace_head(world, unit="dinas", old="kepala", new="baru", on=date(2026, 1, 5))
        monkeypatch.setattr("ekinerja.kernel.clock.now", lambda: AT)

        tasks.refresh(RunningJob(None, world.agency_id))

        agreement.refresh_from_db()
        assert agreement.second_employee_id == world.people["baru"].id


class TestHistory:
    def steps(self, agreement: Agreement) -> list[tuple[str, str, str]]:
        return list(agreement.transitions.values_list("action", "actor_name", "note"))

    def test_tells_every_step_with_who_took_it_and_the_note(self, world: cycle.World) -> None:
        agreement = submitted(world)
        kabid, kepala = world.actor("kabid"), world.actor("kepala")
        planning.withdraw_agreement(actor=kabid, agreement_id=agreement.id, at=AT)
        planning.submit_agreement(actor=kabid, agreement_id=agreement.id, at=AT)
        planning.return_agreement(actor=kepala, agreement_id=agreement.id, note=" Target terlalu rendah ", at=AT)
        back = planning.agreements.view_of(actor=kabid, agreement_id=agreement.id, on=DAY)
        assert (back.latest_return.actor_name, back.latest_return.note) == ("Kepala", "Target terlalu rendah")
        planning.submit_agreement(actor=kabid, agreement_id=agreement.id, at=AT)
        agree(world, agreement, kepala)

        view = planning.agreements.view_of(actor=kabid, agreement_id=agreement.id, on=DAY)

        assert [(step.action, step.actor_name, step.note) for step in view.history] == [
            ("AJUKAN", "Kabid", ""),
            ("TARIK", "Kabid", ""),
            ("AJUKAN", "Kabid", ""),
            ("KEMBALIKAN", "Kepala", "Target terlalu rendah"),
            ("AJUKAN", "Kabid", ""),
            ("SEPAKATI", "Kepala", ""),
        ]
        assert view.history[3].actor_employee_id == world.people["kepala"].id
        everybody = planning.agreements.view_of(actor=world.actor("staf"), agreement_id=agreement.id, on=DAY)
        assert [(step.action, step.note) for step in everybody.history][3:] == [
            ("KEMBALIKAN", ""),
            ("AJUKAN", ""),
            ("SEPAKATI", ""),
        ]
        assert view.latest_return is None

    def test_names_the_official_and_the_paper_of_a_recorded_decision(self, world: cycle.World) -> None:
        agreement = submitted(world, "dinas", "kepala")
        planning.return_agreement(
            actor=admin(world), agreement_id=agreement.id, note="Naikkan target", at=AT, decision=PAPER
        )
        planning.submit_agreement(actor=world.actor("kepala"), agreement_id=agreement.id, at=AT)
        agree(world, agreement, admin(world), decision=PAPER, official="H. Rahmat Hidayat")

        assert self.steps(agreement)[1::2] == [
            (
                "KEMBALIKAN",
                "Bupati, Kabupaten Way Rajabasa (dicatat Admin Uji)",
                "Naikkan target Dokumen 800/12/PK/2026 tanggal 10-01-2026.",
            ),
            ("SEPAKATI", "H. Rahmat Hidayat (dicatat Admin Uji)", "Dokumen 800/12/PK/2026 tanggal 10-01-2026."),
        ]

    def test_comes_in_with_agreements_that_are_loaded(self, world: cycle.World) -> None:
        head, chief = PersonSnapshot("Kabid", world.people["kabid"].id), PersonSnapshot("Kepala", employee_id=None)
        given = LoadAgreement(
            id=uuid7(),
            unit_id=world.units["bidang"].id,
            unit_path=world.paths["bidang"],
            state=AgreementState.RETURNED,
            first=head,
            second=chief,
            submitted_at=AT,
            returned_at=AT + timedelta(days=1),
            note="Naikkan target",
        )

        planning.bulk_load_agreements(actor=admin(world), year=2026, agreements=[given], at=AT)

        assert self.steps(Agreement.objects.get()) == [
            ("AJUKAN", "Kabid", ""),
            ("KEMBALIKAN", "Kepala", "Naikkan target"),
        ]


class TestSaveBudgets:
    def test_keeps_rupiah_and_refuses_a_stale_page(self, world: cycle.World) -> None:
        agreement = draft(world)
        save = lambda amount, seen=None: planning.save_budgets(  # noqa: E731
            actor=world.actor("kabid"),
            agreement_id=agreement.id,
            budgets=[planning.BudgetLine("Program", Decimal(amount))],
            at=AT,
            seen=seen,
        )
        save(1_000, 1)
        with pytest.raises(Conflict) as refused:
            save(2_000, 1)
        assert refused.value.fields["theirs"] == {"lines": ["Program: 1000.00"]}
        with pytest.raises(RuleNotMet):
            save(-1)
        with pytest.raises(NotFound):
            planning.save_budgets(actor=world.actor("staf"), agreement_id=agreement.id, budgets=[], at=AT)


class TestReading:
    def test_drafts_are_for_the_parties_agreed_ones_for_everybody(self, world: cycle.World) -> None:
        agreement = submitted(world)
        staff = world.actor("orang_lain")
        with pytest.raises(NotFound):
            planning.agreements.view_of(actor=staff, agreement_id=agreement.id, on=DAY)
        board = planning.agreements.board(actor=staff, year=2026, on=DAY)
        assert [(row.unit_name, row.state, row.may_open) for row in board.rows if row.agreement] == [
            ("Bidang Pelayanan Kesehatan", "DIAJUKAN", False)
        ]

        agree(world, agreement, world.actor("kepala"))

        assert planning.agreements.view_of(actor=staff, agreement_id=agreement.id, on=DAY).goals

    def test_another_agencys_does_not_exist(self, world: cycle.World, other_world: cycle.World) -> None:
        with context.agency(other_world.agency_id):
            foreign = submitted(other_world)

        for step in (
            lambda: planning.agreements.view_of(actor=admin(world), agreement_id=foreign.id, on=DAY),
            lambda: agree(world, foreign, world.actor("kepala")),
            lambda: planning.submit_agreement(actor=admin(world), agreement_id=foreign.id, at=AT),
            lambda: draft(other_world, "dinas", admin(world)),
        ):
            with pytest.raises(NotFound):
                step()

    def test_the_list_counts_states_and_finds_units(self, world: cycle.World) -> None:
        promise(world, "lain")
        submitted(world, "dinas", "kepala")

        board = planning.agreements.board(actor=admin(world), year=2026, on=DAY)

        assert {row.unit_name: row.state for row in board.rows if row.unit_id} == {
            "Dinas Kesehatan": "DIAJUKAN",
            "Dinas Pendidikan": "BELUM_DISUSUN",
        }
        found = planning.agreements.board(actor=admin(world), year=2026, on=DAY, text="pendidikan")
        assert [row.unit_name for row in found.rows] == ["Dinas Pendidikan"]
        waiting = planning.agreements.board(actor=admin(world), year=2026, on=DAY, state="DIAJUKAN")
        assert [row.head_name for row in waiting.rows] == ["Kepala"]
        assert len(planning.agreements.list_waiting(actor=admin(world))) == 1
        assert planning.agreements.list_waiting(actor=world.actor("kabid")) == []


class TestTelling:
    def test_each_party_is_told_once(self, world: cycle.World) -> None:
        agreement = submitted(world)
        planning.return_agreement(
            actor=world.actor("kepala"), agreement_id=agreement.id, note="Target terlalu rendah", at=AT
        )
        sent = planning.AgreementSubmitted(agreement.id, world.people["kepala"].id, 2)
        back = planning.AgreementReturned(agreement.id, world.people["kabid"].id, 3)
        done = planning.AgreementAgreed(agreement.id, world.people["kabid"].id, 4)

        for _time in range(2):
            planning.tell_agreements.tell_agreement_submitted(sent)
            planning.tell_agreements.tell_agreement_returned(back)
            planning.tell_agreements.tell_agreement_agreed(done)

        told = {(row.employee_id, row.kind): row for row in Notification.objects.all()}
        assert len(told) == Notification.objects.count() == 3
        assert told[world.people["kepala"].id, "planning.agreement.submitted"].url == f"/perjanjian/{agreement.id}/"
        assert "Target terlalu rendah" in told[world.people["kabid"].id, "planning.agreement.returned"].body
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE args::text LIKE '%%agreement%%'")
            assert cursor.fetchone()[0] >= 2

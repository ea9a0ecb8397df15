"""One object of every kind that an address can name, in one agency."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from ekinerja.access.models import AccessToken, Account, Delegation, RoleGrant, SecondFactor
from ekinerja.activity.models import EvidenceLink
from ekinerja.documents.models import DocumentBundle
from ekinerja.evaluation import public as evaluation
from ekinerja.evaluation.data import ReviewInput
from ekinerja.kernel.actor import Role
from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.models import JobRun
from ekinerja.notices.models import Notification
from ekinerja.organisation.models import Holiday, UnitCalendar, WorkCalendar
from ekinerja.people.models import Appointment, ImportBatch, ImportRow, RaterCorrection
from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.planning import public as planning
from ekinerja.planning.models import Agreement, Goal, GoalImport, GoalIndicator, LibraryOutcome
from ekinerja.regulation.models import AgencyValue
from tests.factories import cycle

AT = cycle.FEBRUARY
WORDS = {
    "kind": "KONSEKUENSI",
    "value": "AKUNTABEL",
    "behaviour": "AKUNTABEL",
    "name": "mulai",
    "line": 2,
    "slug": "tp-2",
    "year": 2026,
}
UNKNOWN = {"token": "tidak-ada", "code": "TIDAK-ADA"}


def make_samples(world: cycle.World) -> dict[str, Any]:
    """Make the objects inside the agency's context and return them by the name an address gives them."""
    plan = cycle.agreed(world)
    period = cycle.period(world, 1)
    review = evaluation.finalise_review(
        actor=world.actor("kabid"),
        plan_id=plan.id,
        period_id=period.id,
        given=ReviewInput("SESUAI", "SESUAI"),
        at=AT,
    )
    outcome = plan.outcomes.first()
    refresh_directory(on=AT.date())
    planning.draw_cascade(year=2026, at=AT)
    return {
        **WORDS,
        **UNKNOWN,
        "plan_id": plan.id,
        "outcome_id": outcome.id,
        "indicator_id": outcome.indicators.first().id,
        "period_id": period.id,
        "year_id": world.year.id,
        "extension_id": _more_time(world).id,
        "review_id": review.id,
        "unit_id": world.units["bidang"].id,
        "employee_id": world.people["staf"].id,
        "evidence_id": _evidence(outcome, period),
        "wording_id": _wording(),
        **_of_goals(world),
        **_of_teams(world),
        **_of_people(world),
        **_of_access(world),
    }


def _of_goals(world: cycle.World) -> dict[str, Any]:
    goal = Goal.objects.create(text="Meningkatnya derajat kesehatan", first_year=2025, last_year=2029)
    return {
        "agreement_id": Agreement.objects.create(year=world.year).id,
        "goal_id": goal.id,
        "goal_indicator_id": GoalIndicator.objects.create(goal=goal, number=1, text="Usia harapan hidup").id,
        "goal_import_id": GoalImport.objects.create(file_name="sasaran.xlsx", year=2026, created_at=AT).id,
    }


def _more_time(world: cycle.World) -> Any:
    return planning.extend_plan(
        actor=world.official(Role.AGENCY_ADMIN),
        year_id=world.year.id,
        plan_deadline=AT + timedelta(days=30),
        reason="Banjir",
        at=AT,
    )


def _evidence(outcome: Any, period: Any) -> Any:
    return EvidenceLink.objects.create(
        outcome=outcome, period=period, title="Rekap", url="https://contoh.go.id/rekap", added_at=AT
    ).id


def _of_teams(world: cycle.World) -> dict[str, Any]:
    team = cycle.team(world, "staf")
    return {"team_id": team.id, "member_id": team.members.first().id}


def _wording() -> Any:
    return LibraryOutcome.objects.create(
        title_key="perawat terampil",
        title="Perawat Terampil",
        position_group="JA_JF",
        approach="KUANTITATIF",
        kind="UTAMA",
        text="Meningkatnya mutu layanan",
        gathered_at=AT,
    ).id


def _of_people(world: cycle.World) -> dict[str, Any]:
    staff = world.people["staf"]
    acting = Appointment.objects.create(
        employee=world.people["kabid"],
        unit=world.units["lain"],
        position=world.units["lain"].positions.get(is_head=True)
        if world.units["lain"].positions.filter(is_head=True).exists()
        else _head_post(world, "lain"),
        is_head=True,
        kind="PLT",
        period=DateRange(date(2026, 1, 1), None),
    )
    calendar = WorkCalendar.objects.create(code="5", name="Lima hari", weekdays=[1, 2, 3, 4, 5])
    batch = ImportBatch.objects.create(
        kind="PEGAWAI",
        state="PRATINJAU",
        file_name="data.csv",
        file_format="CSV",
        file_size=10,
        file_digest="0" * 64,
        headers=["nipBaru"],
        signature="0" * 64,
        columns={},
        effective_on=date(2026, 1, 1),
        created_at=AT,
        total=1,
    )
    ImportRow.objects.create(batch=batch, line=2, cells=["1"])
    correction = RaterCorrection.objects.create(employee=staff, shown_label="Kabid", reason="Pindah", asked_at=AT)
    value = AgencyValue.objects.create(
        key="cycle/months_before_retirement",
        since=date(2026, 1, 1),
        value="6",
        basis="Perbup",
        proposed_at=AT,
        proposed_by_name="Admin",
    )
    return {
        "appointment_id": acting.id,
        "calendar_id": calendar.id,
        "holiday_id": Holiday.objects.create(calendar=calendar, day=date(2026, 8, 17), name="HUT RI").id,
        "assignment_id": UnitCalendar.objects.create(
            unit=world.units["lain"], calendar=calendar, period=DateRange(date(2026, 1, 1), None)
        ).id,
        "batch_id": batch.id,
        "correction_id": correction.id,
        "value_id": value.id,
        "notification_id": Notification.objects.create(
            employee=staff, kind="uji", key="uji", title="Uji", created_at=AT
        ).id,
        "bundle_id": DocumentBundle.objects.create(
            form="ZIP", title="Uji", subject_type="planning.plan", requested_by_id=uuid7(), requested_at=AT
        ).id,
        "run_id": JobRun.objects.create(
            task="uji", title="Uji", requested_by_id=uuid7(), requested_at=AT, state="GAGAL"
        ).id,
    }


def _head_post(world: cycle.World, unit: str) -> Any:
    return world.units[unit].positions.create(
        agency_id=world.agency_id, title="Kepala", kind="STRUKTURAL", is_head=True
    )


def _of_access(world: cycle.World) -> dict[str, Any]:
    staff = world.people["staf"]
    account = Account.objects.create(
        login=f"contoh-{world.agency_id}", name="Contoh", agency_id=world.agency_id, activated_at=AT
    )
    grant = RoleGrant.objects.create(
        account_id=account.id,
        role=Role.LEADER,
        period=DateRange(date(2026, 1, 1), None),
        granted_at=AT,
        reason="Uji",
    )
    delegation = Delegation.objects.create(
        from_employee_id=world.people["kabid"].id,
        to_employee_id=staff.id,
        what="KOTAK_MASUK",
        period=DateRange(date(2026, 1, 1), date(2026, 12, 31)),
        reason="Dinas luar",
        granted_by=account.id,
        granted_at=AT,
    )
    token = AccessToken.objects.create(
        account=account,
        name="Uji",
        scope="BACA",
        beginning="ekn_uji",
        hash=f"{world.agency_id:064d}",
        created_at=AT,
        expires_at=AT + timedelta(days=1),
    )
    factor = SecondFactor.objects.create(account=account, **factor_values(AT))
    return {
        "account_id": account.id,
        "grant_id": grant.id,
        "delegation_id": delegation.id,
        "factor_id": factor.id,
        "token_id": token.id,
    }


def factor_values(at: datetime) -> dict[str, Any]:
    """Return the other columns of a second proof."""
    return {"kind": "APLIKASI", "name": "Ponsel", "secret": "rahasia", "created_at": at}

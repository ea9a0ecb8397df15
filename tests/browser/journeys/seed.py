"""Makes the small agency in a running program: `python -m tests.browser.journeys.seed`, answers with JSON."""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal
from typing import Any

from ekinerja.commands import environment

PASSWORD = "kuda laut menari 7"


def main() -> None:
    """Make it; today's year is open, the employee has a draft with one outcome."""
    prepared = environment.prepare()
    environment.django()
    try:
        sys.stdout.write(json.dumps(make()))
    finally:
        prepared.close()


def make() -> dict[str, Any]:
    """Return the password, the employee's login, plan and outcome, the head's login and where the head writes."""
    from django.db import transaction

    from ekinerja.access.models import RoleGrant
    from ekinerja.kernel import clock
    from ekinerja.kernel.actor import Role, system
    from ekinerja.kernel.tenancy import context
    from ekinerja.organisation.models import Agency
    from ekinerja.people.services.refresh_directory import refresh_directory
    from ekinerja.planning import public as planning
    from tests.factories import cycle

    now, today = clock.now(), clock.today()
    with transaction.atomic():
        agency = Agency.objects.create(id=1, code="KAB", name="Kabupaten Way Rajabasa", time_zone="Asia/Jakarta")
        with context.agency(agency):
            world = cycle.make_world(agency.pk)
            refresh_directory(on=today)
            world.year = planning.open_year(
                actor=system(agency.pk),
                settings=planning.YearSettings(
                    year=today.year,
                    periodicity="BULANAN",
                    plan_deadline=date(today.year, 12, 31),
                    annual_deadline=date(today.year + 1, 1, 10),
                    fill_days=5,
                ),
                at=now,
            )
            plan, outcome, _indicator = _plan(world, "staf", today.year, now)
            head = _account(world, agency, "kepala", now)
            RoleGrant.objects.create(
                account_id=head.id, role=Role.AGENCY_ADMIN, period=cycle.FOREVER, granted_at=now, reason="Uji"
            )
            return {
                "login": _account(world, agency, "staf", now).login,
                "password": PASSWORD,
                "plan": str(plan.id),
                "outcome": str(outcome.id),
                "head": head.login,
                "pages": _pages(world, today.year, now),
            }


def _account(world: Any, agency: Any, name: str, now: Any) -> Any:
    from ekinerja.access.models import Account

    person = world.people[name]
    account = Account(
        login=person.nip, name=person.display_name, agency=agency, employee_id=person.id, activated_at=now
    )
    account.set_password(PASSWORD)
    account.save(force_insert=True)
    return account


def _plan(world: Any, name: str, year: int, now: Any) -> tuple[Any, Any, Any]:
    """A draft with one outcome and one indicator."""
    from ekinerja.planning import public as planning

    actor = world.actor(name)
    plan = planning.draft_plan(actor=actor, year=year, at=now)
    outcome = planning.save_outcome(
        actor=actor,
        plan_id=plan.id,
        outcome_id=None,
        given=planning.OutcomeInput(text="Terlayaninya pasien sesuai standar"),
        at=now,
    )
    indicator = planning.save_indicator(
        actor=actor,
        plan_id=plan.id,
        outcome_id=outcome.id,
        indicator_id=None,
        given=planning.IndicatorInput(
            text="Jumlah pasien yang terlayani",
            aspect="KUANTITAS" if plan.position_group == "JA_JF" else "PENERIMA_LAYANAN",
            target_number=Decimal(120),
            target_unit="pasien",
        ),
        at=now,
    )
    return plan, outcome, indicator


def _pages(world: Any, year: int, now: Any) -> dict[str, str]:
    """Make what the head of the office writes on; return the address of each page."""
    from ekinerja.people import public as people
    from ekinerja.planning import public as planning
    from ekinerja.planning.models import GoalTarget
    from tests.factories import cycle, goals

    head, below = world.actor("kepala"), world.actor("kabid")
    plan, outcome, indicator = _plan(world, "kepala", year, now)
    cycle.outcome(world, plan, "kepala", "Terpenuhinya tenaga kesehatan di puskesmas", at=now)
    theirs, _outcome, _indicator = _plan(world, "kabid", year, now)
    planning.submit_plan(actor=below, plan_id=theirs.id, at=now)
    goal = goals.goal(world, "Meningkatnya derajat kesehatan", "bidang", first_year=year, last_year=year)
    row = goals.indicator(goal, "Ibu hamil yang dilayani")
    for quarter in range(5):
        GoalTarget.objects.create(indicator=row, year=year, quarter=quarter, target=Decimal(80))
    waiting = planning.draft_agreement(actor=below, year=year, unit_id=world.units["bidang"].id, at=now)
    planning.submit_agreement(actor=below, agreement_id=waiting.id, at=now)
    goals.goal(world, "Meningkatnya mutu layanan", "dinas", first_year=year, last_year=year)
    own = planning.draft_agreement(actor=head, year=year, unit_id=world.units["dinas"].id, at=now)
    team = cycle.team(world, "staf", at=now)
    correction = people.ask_for_correction(actor=world.actor("staf"), reason="Pindah unit.", at=now, on=now.date())
    december = cycle.period(world, 12).id
    mine, member = f"/skp/{plan.id}/", world.people["kabid"].id
    return {
        "goal": "/sasaran/tambah/",
        "goal indicator": f"/sasaran/{goal.id}/indikator/tambah/",
        "goal figures": f"/sasaran/{goal.id}/indikator/{row.id}/angka/?tahun={year}",
        "budgets": f"/perjanjian/{own.id}/anggaran/",
        "returned agreement": f"/perjanjian/{waiting.id}/kembalikan/",
        "returned plan": f"/skp/{theirs.id}/kembalikan/",
        "expectation": f"/skp/{theirs.id}/perilaku/",
        "indicator": f"{mine}rhk/{outcome.id}/",
        "breakdown": f"{mine}rhk/{outcome.id}/indikator/{indicator.id}/rincian/",
        "annex": f"{mine}lampiran/DUKUNGAN_SUMBER_DAYA/",
        "matrix": f"{mine}matriks/",
        "matrix row": f"{mine}matriks/anggota/{member}/",
        "team": "/tim-kerja/buat/",
        "team member": f"/tim-kerja/{team.id}/anggota/",
        "window": f"/siklus/periode/{december}/ubah/",
        "extension": f"/siklus/periode/{december}/perpanjang/",
        "disturbance": "/siklus/gangguan/",
        "named rater": f"/pegawai/{member}/penilai/",
        "refused correction": f"/koreksi-penilai/{correction.id}/",
    }


if __name__ == "__main__":
    main()

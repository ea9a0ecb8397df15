"""Makes the small agency in a running program: `python -m tests.browser.journeys.seed`, answers with JSON."""

from __future__ import annotations

import json
import sys
from datetime import date
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
    """Return login, password, plan and outcome."""
    from django.db import transaction

    from ekinerja.access.models import Account
    from ekinerja.kernel import clock
    from ekinerja.kernel.actor import system
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
            planning.open_year(
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
            actor = world.actor("staf")
            plan = planning.draft_plan(actor=actor, year=today.year, at=now)
            outcome = planning.save_outcome(
                actor=actor,
                plan_id=plan.id,
                outcome_id=None,
                given=planning.OutcomeInput(text="Terlayaninya pasien sesuai standar"),
                at=now,
            )
            person = world.people["staf"]
            account = Account(
                login=person.nip, name=person.display_name, agency=agency, employee_id=person.id, activated_at=now
            )
            account.set_password(PASSWORD)
            account.save(force_insert=True)
    return {"login": person.nip, "password": PASSWORD, "plan": str(plan.id), "outcome": str(outcome.id)}


if __name__ == "__main__":
    main()

"""Count the mistakes in an agency's data that keep people from going on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ekinerja.access import public as access
from ekinerja.kernel.tenancy import context
from ekinerja.people import public as people
from ekinerja.planning import public as planning
from ekinerja.reporting.data import Gap
from ekinerja.reporting.models import DataGap


@transaction.atomic
def count_gaps(*, at: datetime) -> dict[Gap, int]:
    """Count every kind of mistake anew and return the numbers; safe to repeat."""
    on = planning.day_of(at)
    members = people.members_of()
    ids = [member.employee_id for member in members]
    agency_id = context.current_or_none() or 0
    states = access.accounts.activation_of(employee_ids=ids, agency_id=agency_id)
    raters = planning.persons.raters_now(employee_ids=[row.employee_id for row in members if row.unit_id], on=on)
    numbers = {
        Gap.NO_POST: sum(1 for member in members if member.unit_id is None),
        Gap.NO_HEAD: len(people.list_vacancies(on=on)),
        Gap.NO_ACCOUNT: sum(1 for key in ids if key not in states),
        Gap.NOT_ACTIVATED: sum(1 for activated in states.values() if not activated),
        Gap.NO_RATER: sum(1 for rater in raters.values() if rater.employee_id is None and not rater.outside),
        Gap.IMPORT_ROWS: people.import_reading.count_failed_rows(),
    }
    DataGap.objects.all().delete()
    DataGap.objects.bulk_create(DataGap(code=code, amount=amount, counted_at=at) for code, amount in numbers.items())
    return numbers

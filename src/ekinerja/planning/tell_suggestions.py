"""Tell subordinates that their superior's outcomes appeared and which of their own probably serve them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ekinerja.kernel import clock
from ekinerja.notices import public as notices
from ekinerja.planning.selectors import plans, suggestions


@transaction.atomic
def tell_subordinates(event: Any) -> None:
    """Tell each subordinate with a matching outcome once for a superior's plan, however often it moves."""
    plan = plans.find(plan_id=event.plan_id)
    if plan is None:
        return
    for row in suggestions.follower_rows(plan):
        if not row.suggested:
            continue
        body = ngettext(
            "%(n)s RHK Anda tampaknya mendukung RHK beliau. Hubungkan dengan satu klik; kalimat Anda tetap.",
            "%(n)s RHK Anda tampaknya mendukung RHK beliau. Hubungkan dengan satu klik; kalimat Anda tetap.",
            row.suggested,
        )
        message = notices.Message(
            kind="planning.suggestions.found",
            key=f"planning.suggested:{plan.id.hex}:{row.plan.id.hex[-12:]}",
            title=_("%(name)s sudah mengajukan SKP") % {"name": plan.person.name},
            body=body % {"n": row.suggested},
            url=reverse("plans:detail", args=[row.plan.id]) + "#saran",
        )
        notices.notify(employee_ids=[row.plan.employee_id], message=message, at=clock.now())

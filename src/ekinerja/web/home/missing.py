"""Who has not filled and why, as a list; and reminding them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from ekinerja.kernel import clock
from ekinerja.kernel.actor import Role
from ekinerja.reporting import public as reporting
from ekinerja.web import asked, guard
from ekinerja.web.activity.labels import period_name
from ekinerja.web.home import words
from ekinerja.web.paging import page_number, page_of


@require_GET
@guard.role(Role.AGENCY_ADMIN, Role.UNIT_CLERK, Role.LEADER, Role.INSPECTORATE)
def show_list(request: guard.Request) -> HttpResponse:
    """Show a page of people who have not filled, by reason, unit and name."""
    found = reporting.list_missing(
        actor=request.actor,
        now=clock.now(),
        reason=request.GET.get("alasan", ""),
        unit_id=asked.id_of(request.GET.get("unit", "")),
        text=request.GET.get("q", ""),
        page=page_number(request),
    )
    values: dict[str, Any] = {
        "found": found,
        "page": page_of(found.people, number=found.number, total=found.total, size=reporting.PAGE),
        "words": words,
        "period_name": period_name,
        "reasons": [
            (code, f"{words.STANDINGS[code]} ({found.counts.get(code, 0)})")
            for code in (*reporting.MISSING, reporting.Standing.EXEMPT)
            if found.counts.get(code)
        ],
        "may_nudge": request.actor.has(Role.AGENCY_ADMIN, Role.UNIT_CLERK),
        "nudgeable": sum(found.counts.get(code, 0) for code in reporting.NUDGED),
    }
    return render(request, "home/missing.html", values)


@require_POST
@guard.role(Role.AGENCY_ADMIN, Role.UNIT_CLERK)
def nudge(request: guard.Request) -> HttpResponse:
    """Remind one person, or everybody of the list, and say whom it reached."""
    at = clock.now()
    reason = request.POST.get("alasan", "")
    unit_id = asked.id_of(request.POST.get("unit", ""))
    report = reporting.nudge_missing(
        actor=request.actor,
        words=words.nudges,
        at=at,
        employee_id=asked.id_of(request.POST.get("pegawai", "")),
        reason=reason,
        unit_id=unit_id,
    )
    messages.success(request, words.told(report))
    back = request.POST.get("kembali", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        return redirect(back)
    query = urlencode({key: value for key, value in (("alasan", reason), ("unit", unit_id or "")) if value})
    return redirect(f"{reverse('home:missing')}?{query}".rstrip("?"))

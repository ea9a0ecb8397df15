"""What changed between two agreed contents of a plan, or since the latest one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ekinerja.kernel import clock
from ekinerja.planning import public as planning
from ekinerja.web import guard
from ekinerja.web.planning import change_labels, labels


@require_GET
@guard.signed_in
def show_changes(request: guard.Request, plan_id: UUID) -> HttpResponse:
    """Show two contents compared; ``dari`` and ``ke`` are numbers of versions, 0 what stands now."""
    page = planning.changes.changes_of(
        actor=request.actor,
        plan_id=plan_id,
        on=clock.today(),
        before=_number(request, "dari"),
        after=_number(request, "ke"),
    )
    context = {"page": page, "plan": page.plan, "labels": labels, "words": change_labels}
    return render(request, "planning/changes.html", context)


def _number(request: guard.Request, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 5 else None

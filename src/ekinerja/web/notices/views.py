"""Read one's notifications."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ekinerja.kernel import clock
from ekinerja.notices import public as notices
from ekinerja.web import guard
from ekinerja.web.paging import page_number, page_of


@require_GET
@guard.signed_in
def show_list(request: guard.Request) -> HttpResponse:
    """Show a page of the actor's notifications, newest first."""
    unread_only = request.GET.get("saring") == "belum"
    page = notices.list_notifications(actor=request.actor, page=page_number(request), unread_only=unread_only)
    pager = page_of(page.items, number=page.number, total=page.total, size=notices.PAGE)
    return render(request, "notices/list.html", {"page": page, "pager": pager, "unread_only": unread_only})


@require_POST
@guard.signed_in
def open_one(request: guard.Request, notification_id: UUID) -> HttpResponse:
    """Mark a notification as read and go where it points."""
    notification = notices.open_notification(actor=request.actor, notification_id=notification_id, at=clock.now())
    return redirect(notification.url or "notifications:list")


@require_POST
@guard.signed_in
def mark_all(request: guard.Request) -> HttpResponse:
    """Mark everything as read."""
    count = notices.mark_all_read(actor=request.actor, at=clock.now())
    messages.success(request, _("%(count)s pemberitahuan ditandai sudah dibaca.") % {"count": count})
    return redirect("notifications:list")

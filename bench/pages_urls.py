"""All addresses of the program, and the page of one query."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from ekinerja.config.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401
from ekinerja.notices import public as notices
from ekinerja.web import guard


@guard.signed_in
def one_query(request: HttpRequest) -> HttpResponse:
    """Answer within the ordinary frame after one query of its own."""
    notices.list_notifications(actor=request.actor, unread_only=True)
    return render(request, "shell/offline.html")


urlpatterns = [*urlpatterns, path("bench/satu/", one_query)]

"""All addresses of the program, and two pages of one query: with the ordinary frame and without its navigation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import path

from ekinerja.config.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401
from ekinerja.planning import public as planning
from ekinerja.web import guard

FRAMED = """{% extends "shell/base.html" %}{% block title %}Satu{% endblock %}
{% block content %}<p>{{ plans | length }}</p>{% endblock %}"""
framed = engines["jinja2"].from_string(FRAMED)


@guard.signed_in
def one_query(request: HttpRequest) -> HttpResponse:
    """Answer within the ordinary frame, its navigation and counts, after one query of its own."""
    plans = planning.plans.list_own(employee_id=request.actor.employee_id)
    return HttpResponse(framed.render({"plans": plans}, request))


@guard.signed_in
def bare(request: HttpRequest) -> HttpResponse:
    """Answer without navigation after one query."""
    planning.plans.list_own(employee_id=request.actor.employee_id)
    return render(request, "shell/offline.html")


urlpatterns = [*urlpatterns, path("bench/satu/", one_query), path("bench/polos/", bare)]

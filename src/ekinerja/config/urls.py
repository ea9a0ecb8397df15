"""All addresses of the program; each area of the web package brings its own list."""

from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern

urlpatterns: list[URLPattern | URLResolver] = [
    # By name, so that a start does not wait for the JSON interface: it is imported with its first request.
    URLResolver(RoutePattern("api/v1/", is_endpoint=False), "ekinerja.api.urls", app_name="api", namespace="api"),
    path("", include("ekinerja.web.ops.urls")),
    path("", include("ekinerja.web.shell.urls")),
    path("", include("ekinerja.web.home.urls")),
    path("", include("ekinerja.web.access.urls")),
    path("", include("ekinerja.web.access.profile_urls")),
    path("", include("ekinerja.web.notices.urls")),
    path("", include("ekinerja.web.jobs.urls")),
    path("", include("ekinerja.web.verification.urls")),
    path("", include("ekinerja.web.audit.urls")),
    path("", include("ekinerja.web.raters.urls")),
    path("", include("ekinerja.web.exemptions.urls")),
    path("", include("ekinerja.web.people.urls")),
    path("", include("ekinerja.web.organisation.urls")),
    path("", include("ekinerja.web.imports.urls")),
    path("", include("ekinerja.web.evaluation.inbox_urls")),
    path("", include("ekinerja.web.law.urls")),
    path("", include("ekinerja.web.planning.urls")),
    path("", include("ekinerja.web.planning.year_urls")),
    path("", include("ekinerja.web.monitoring.urls")),
    path("", include("ekinerja.web.cascade.urls")),
    path("", include("ekinerja.web.goals.urls")),
    path("", include("ekinerja.web.agreements.urls")),
    path("", include("ekinerja.web.matrix.urls")),
    path("", include("ekinerja.web.teams.urls")),
    path("", include("ekinerja.web.activity.urls")),
    path("", include("ekinerja.web.evaluation.urls")),
    path("", include("ekinerja.web.evaluation.achievement_urls")),
]

handler400 = "ekinerja.web.shell.errors.bad_request"
handler403 = "ekinerja.web.shell.errors.not_allowed"
handler404 = "ekinerja.web.shell.errors.not_found"
handler500 = "ekinerja.web.shell.errors.failed"

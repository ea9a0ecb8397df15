"""All addresses of the program; each area of the web package brings its own list."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("ekinerja.web.ops.urls")),
    path("", include("ekinerja.web.shell.urls")),
    path("", include("ekinerja.web.access.urls")),
]

handler400 = "ekinerja.web.shell.errors.bad_request"
handler403 = "ekinerja.web.shell.errors.not_allowed"
handler404 = "ekinerja.web.shell.errors.not_found"
handler500 = "ekinerja.web.shell.errors.failed"

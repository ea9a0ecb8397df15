"""Addresses of the agency's performance years."""

from django.urls import path

from ekinerja.web.planning.views import years

app_name = "years"
urlpatterns = [
    path("siklus/", years.show_years, name="list"),
    path("siklus/buka/", years.open_year, name="open"),
    path("siklus/periode/<uuid:period_id>/perpanjang/", years.extend, name="extend"),
]

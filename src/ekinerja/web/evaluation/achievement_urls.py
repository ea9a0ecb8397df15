"""Addresses of what units achieved."""

from django.urls import path

from ekinerja.web.evaluation import achievements

app_name = "achievements"
urlpatterns = [
    path("capaian/", achievements.show_board, name="list"),
    path("capaian/<uuid:unit_id>/<uuid:period_id>/", achievements.show_unit, name="unit"),
]

"""Addresses of goals of the organisation."""

from django.urls import path

from ekinerja.web.goals import importing, views

app_name = "goals"
GOAL = "sasaran/<uuid:goal_id>/"
INDICATOR = GOAL + "indikator/<uuid:goal_indicator_id>/"
urlpatterns = [
    path("sasaran/", views.show_tree, name="tree"),
    path("sasaran/tambah/", views.add_goal, name="add"),
    path("sasaran/impor/", importing.show_list, name="imports"),
    path("sasaran/impor/templat.xlsx", importing.template, name="template"),
    path("sasaran/impor/unggah/", importing.upload, name="upload"),
    path("sasaran/impor/<uuid:goal_import_id>/", importing.show, name="import"),
    path("sasaran/impor/<uuid:goal_import_id>/jalankan/", importing.run, name="import-run"),
    path(GOAL, views.show_goal, name="detail"),
    path(GOAL + "di-bawah/", views.branch, name="branch"),
    path(GOAL + "ubah/", views.edit_goal, name="edit"),
    path(GOAL + "hentikan/", views.retire_goal, name="retire"),
    path(GOAL + "indikator/tambah/", views.add_indicator, name="indicator-add"),
    path(INDICATOR, views.edit_indicator, name="indicator"),
    path(INDICATOR + "hentikan/", views.retire_indicator, name="indicator-retire"),
    path(INDICATOR + "angka/", views.edit_figures, name="figures"),
]

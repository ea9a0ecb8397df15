"""Addresses of the periods of a plan."""

from django.urls import path

from ekinerja.web.activity import views

app_name = "activity"
MONTH = "kinerja/<uuid:plan_id>/<uuid:period_id>/"
urlpatterns = [
    path("kinerja/", views.show_mine, name="mine"),
    path(MONTH, views.show_month, name="month"),
    path(MONTH + "aksi/<uuid:outcome_id>/", views.save_steps, name="steps"),
    path(MONTH + "realisasi/<uuid:outcome_id>/", views.save_realisations, name="realisations"),
    path(MONTH + "bukti/<uuid:outcome_id>/", views.add_evidence, name="evidence-add"),
    path(MONTH + "bukti/<uuid:evidence_id>/hapus/", views.remove_evidence, name="evidence-remove"),
    path(MONTH + "umpan-balik/rhk/<uuid:outcome_id>/", views.comment_outcome, name="feedback-outcome"),
    path(MONTH + "umpan-balik/perilaku/<str:behaviour>/", views.comment_behaviour, name="feedback-behaviour"),
    path(MONTH + "ajukan/", views.submit, name="submit"),
    path(MONTH + "tarik/", views.withdraw, name="withdraw"),
    path(MONTH + "kembalikan/", views.give_back, name="return"),
]

"""Addresses of ratings."""

from django.urls import path

from ekinerja.web.evaluation import views

app_name = "evaluation"
urlpatterns = [
    path("penilaian/", views.show_mine, name="mine"),
    path("penilaian/pratinjau/", views.preview, name="preview"),
    path("penilaian/<uuid:plan_id>/<uuid:period_id>/", views.rate, name="rate"),
    path("penilaian/<uuid:review_id>/evaluasi.pdf", views.evaluation_pdf, name="pdf"),
    path("penilaian/<uuid:review_id>/dokumen-evaluasi.pdf", views.record_pdf, name="record-pdf"),
]

"""Addresses about who rates whom."""

from django.urls import path

from ekinerja.web.raters import views

app_name = "raters"
urlpatterns = [
    path("penilai-saya/", views.show_mine, name="mine"),
    path("penilai-saya/koreksi/", views.ask, name="ask"),
    path("penilai-saya/koreksi/<uuid:correction_id>/tarik/", views.withdraw, name="withdraw"),
    path("koreksi-penilai/", views.show_requests, name="requests"),
    path("koreksi-penilai/<uuid:correction_id>/", views.decide, name="decide"),
    path("pegawai/<uuid:employee_id>/penilai/", views.show_person, name="person"),
    path("pegawai/<uuid:employee_id>/penilai/tetapkan/", views.name_rater, name="name"),
    path("pegawai/<uuid:employee_id>/penilai/lepas/", views.release, name="release"),
]

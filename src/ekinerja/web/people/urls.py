"""Addresses of people."""

from django.urls import path

from ekinerja.web.people import changes, views

app_name = "people"
urlpatterns = [
    path("pegawai/", views.show_list, name="list"),
    path("pegawai/ekspor/", views.export, name="export"),
    path("pegawai/baru/", changes.add, name="new"),
    path("pegawai/<uuid:employee_id>/", views.show, name="detail"),
    path("pegawai/<uuid:employee_id>/data-pribadi/", views.show_private, name="private"),
    path("pegawai/<uuid:employee_id>/pindah/", changes.move, name="move"),
    path("pegawai/<uuid:employee_id>/tugaskan/", changes.act, name="act"),
    path("pegawai/<uuid:employee_id>/tugaskan/<uuid:appointment_id>/akhiri/", changes.end_act, name="end-act"),
    path("pegawai/<uuid:employee_id>/kedudukan/", changes.status, name="status"),
    path("pegawai/<uuid:employee_id>/pangkat/", changes.rank, name="rank"),
    path("pegawai/<uuid:employee_id>/koreksi/", changes.correct, name="correct"),
]

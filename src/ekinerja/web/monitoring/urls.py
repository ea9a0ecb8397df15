"""Addresses of the control room of planning."""

from django.urls import path

from ekinerja.web.monitoring import views

app_name = "control"
urlpatterns = [
    path("monitoring/", views.show_room, name="room"),
    path("monitoring/ekspor/", views.export_units, name="export"),
    path("monitoring/hitung-ulang/", views.recount, name="recount"),
    path("monitoring/ingatkan/", views.nudge, name="nudge"),
    path("monitoring/pegawai/", views.show_people, name="people"),
    path("monitoring/pegawai/ekspor/", views.export_people, name="people-export"),
    path("monitoring/unduh/<uuid:run_id>/", views.download, name="download"),
    path("monitoring/<uuid:unit_id>/", views.show_room, name="unit"),
]

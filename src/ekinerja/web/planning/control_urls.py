"""Addresses of the control room of planning."""

from django.urls import path

from ekinerja.web.planning.views import control

app_name = "control"
urlpatterns = [
    path("monitoring/", control.show_room, name="room"),
    path("monitoring/hitung-ulang/", control.recount, name="recount"),
    path("monitoring/<uuid:unit_id>/", control.show_room, name="unit"),
]

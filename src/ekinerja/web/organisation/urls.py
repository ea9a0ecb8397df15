"""Addresses of units, positions and calendars."""

from django.urls import path

from ekinerja.web.organisation import calendars, changes, unit_calendars, views

app_name = "units"
urlpatterns = [
    path("unit/", views.tree, name="tree"),
    path("unit/ekspor/", views.export, name="export"),
    path("unit/baru/", changes.add, name="new"),
    path("unit/<uuid:unit_id>/", views.show, name="detail"),
    path("unit/<uuid:unit_id>/anak/", views.branch, name="branch"),
    path("unit/<uuid:unit_id>/nama/", changes.rename, name="rename"),
    path("unit/<uuid:unit_id>/pindah/", changes.move, name="move"),
    path("unit/<uuid:unit_id>/tutup/", changes.close, name="close"),
    path("jabatan/", views.positions, name="positions"),
    path("kalender/", calendars.show, name="calendar"),
    path("kalender/<uuid:calendar_id>/utama/", calendars.choose, name="calendar-choose"),
    path("kalender/libur/", calendars.add_holiday, name="holiday-add"),
    path("kalender/libur/<uuid:holiday_id>/hapus/", calendars.remove_holiday, name="holiday-remove"),
    path("kalender/unit/baru/", unit_calendars.assign, name="unit-calendar-new"),
    path("kalender/unit/<uuid:assignment_id>/akhiri/", unit_calendars.end, name="unit-calendar-end"),
]

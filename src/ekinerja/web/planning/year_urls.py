"""Addresses of the agency's performance years."""

from django.urls import path

from ekinerja.web.planning.views import deadlines, years

app_name = "years"
urlpatterns = [
    path("siklus/", years.show_years, name="list"),
    path("siklus/buka/", years.open_year, name="open"),
    path("siklus/tanpa-penilai/", years.without_rater, name="without-rater"),
    path("siklus/penyetuju/", years.approvers, name="approvers"),
    path("siklus/gangguan/", deadlines.downtimes, name="downtimes"),
    path("siklus/periode/<uuid:period_id>/ubah/", deadlines.change_window, name="window"),
    path("siklus/periode/<uuid:period_id>/perpanjang/", deadlines.extend, name="extend"),
    path("siklus/perpanjangan/<uuid:extension_id>/akhiri/", deadlines.end_extension, name="end-extension"),
    path("siklus/<uuid:year_id>/batas-skp/", deadlines.change_plan_deadline, name="plan-deadline"),
    path("siklus/<uuid:year_id>/dokumen/", years.set_signing, name="signing"),
    path("siklus/<uuid:year_id>/perpanjang-skp/", deadlines.extend_plan, name="extend-plan"),
]

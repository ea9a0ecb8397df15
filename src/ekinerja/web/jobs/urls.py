"""Addresses of background work."""

from django.urls import path

from ekinerja.web.jobs import views

app_name = "jobs"
urlpatterns = [
    path("pekerjaan/", views.show_list, name="list"),
    path("pekerjaan/<uuid:run_id>/", views.show, name="detail"),
    path("pekerjaan/<uuid:run_id>/kemajuan/", views.show_progress, name="progress"),
    path("pekerjaan/<uuid:run_id>/ulangi/", views.retry, name="retry"),
    path("pekerjaan/<uuid:run_id>/batalkan/", views.cancel, name="cancel"),
]

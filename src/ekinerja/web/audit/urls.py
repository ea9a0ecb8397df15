"""Addresses of the audit trail."""

from django.urls import path

from ekinerja.web.audit import views

app_name = "audit"
urlpatterns = [
    path("audit/", views.show_list, name="list"),
    path("audit/ekspor/", views.export, name="export"),
    path("audit/periksa/", views.verify, name="verify"),
    path("audit/periksa/<uuid:run_id>/", views.show_verification, name="verification"),
]

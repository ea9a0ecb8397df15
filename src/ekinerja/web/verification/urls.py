"""Addresses of the public verification page; printed on paper, so they stay as they are."""

from django.urls import path

from ekinerja.web.verification import views

app_name = "verification"

urlpatterns = [
    path("verifikasi/", views.check, name="check"),
    path("verifikasi/<str:code>/", views.check, name="result"),
]

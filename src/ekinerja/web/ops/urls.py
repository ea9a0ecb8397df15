"""Addresses for machines; short and English by custom of the trade."""

from django.urls import path

from ekinerja.web.ops import views

app_name = "ops"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
]

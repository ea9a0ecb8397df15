"""Addresses of the exemptions."""

from django.urls import path

from ekinerja.web.exemptions import views

app_name = "exemptions"
urlpatterns = [
    path("pengecualian/", views.show_list, name="list"),
    path("pengecualian/aturan/", views.show_rules, name="rules"),
    path("pengecualian/aturan/usul/", views.propose, name="propose"),
    path("pengecualian/aturan/<uuid:value_id>/", views.decide, name="decide"),
]

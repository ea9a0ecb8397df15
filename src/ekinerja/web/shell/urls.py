"""Addresses of the frame."""

from django.urls import path

from ekinerja.web.shell import help, showcase, views

app_name = "shell"
urlpatterns = [
    path("", views.start, name="start"),
    path("bahasa/", views.language, name="language"),
    path("tema/", views.theme, name="theme"),
    path("luring/", views.offline, name="offline"),
    path("komponen/", showcase.components, name="components"),
    path("bantuan/", help.index, name="help"),
    path("bantuan/<slug:name>/", help.page, name="help-page"),
    path("cari/", help.search, name="search"),
    path("sw.js", views.service_worker, name="service-worker"),
]

"""Addresses of the home page."""

from django.urls import path

from ekinerja.web.home import missing, views

app_name = "home"
urlpatterns = [
    path("beranda/", views.show, name="home"),
    path("beranda/hitung-ulang/", views.recount, name="recount"),
    path("beranda/belum-mengisi/", missing.show_list, name="missing"),
    path("beranda/belum-mengisi/ingatkan/", missing.nudge, name="nudge"),
]

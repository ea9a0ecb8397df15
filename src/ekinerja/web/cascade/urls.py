"""Addresses of the cascade."""

from django.urls import path

from ekinerja.web.cascade import views

app_name = "cascade"
urlpatterns = [
    path("kaskade/", views.show_people, name="people"),
    path("kaskade/orang/<uuid:employee_id>/", views.show_person, name="person"),
    path("kaskade/orang/<uuid:employee_id>/bawahan/", views.branch, name="branch"),
    path("kaskade/cari/", views.search, name="search"),
    path("kaskade/gambar-ulang/", views.draw_again, name="draw"),
]

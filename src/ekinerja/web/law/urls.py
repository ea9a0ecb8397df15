"""Addresses of the worked examples and of the register of regulations."""

from django.urls import path

from ekinerja.web.law import views

app_name = "law"
urlpatterns = [
    path("cara-hitung/", views.show_examples, name="examples"),
    path("cara-hitung/<slug:slug>/", views.show_example, name="example"),
    path("ketentuan/", views.show_register, name="register"),
]

"""Addresses of signing in, second proofs, codes and roles."""

from django.urls import path

from ekinerja.web.access.views import sign_in

app_name = "access"
urlpatterns = [
    path("masuk/", sign_in.sign_in, name="sign-in"),
    path("keluar/", sign_in.sign_out, name="sign-out"),
]

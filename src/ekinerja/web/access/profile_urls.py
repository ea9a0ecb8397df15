"""Addresses of the own profile."""

from django.urls import path

from ekinerja.web.access.views import profile

app_name = "profile"
urlpatterns = [
    path("profil/", profile.profile, name="profile"),
    path("profil/surel/<str:token>/", profile.confirm_email, name="confirm-email"),
]

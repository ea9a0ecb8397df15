"""Addresses of the own profile."""

from django.urls import path

from ekinerja.web.access.views import profile, tokens

app_name = "profile"
urlpatterns = [
    path("profil/", profile.profile, name="profile"),
    path("profil/token/", tokens.show_tokens, name="tokens"),
    path("profil/token/<uuid:token_id>/cabut/", tokens.revoke, name="revoke-token"),
    path("profil/surel/<str:token>/", profile.confirm_email, name="confirm-email"),
]

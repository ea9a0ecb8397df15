"""Addresses of the rater's inbox."""

from django.urls import path

from ekinerja.web.evaluation import inbox

app_name = "inbox"
urlpatterns = [
    path("skp/bawahan/", inbox.show_inbox, name="inbox"),
    path("skp/bawahan/semua/", inbox.show_team, name="team"),
    path("skp/bawahan/berikutnya/", inbox.go_on, name="next"),
]

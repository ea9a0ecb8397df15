"""Addresses of the notifications."""

from django.urls import path

from ekinerja.web.notices import views

app_name = "notifications"
urlpatterns = [
    path("pemberitahuan/", views.show_list, name="list"),
    path("pemberitahuan/dibaca/", views.mark_all, name="mark-all"),
    path("pemberitahuan/<uuid:notification_id>/", views.open_one, name="open"),
]

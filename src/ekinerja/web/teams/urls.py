"""Addresses of working teams."""

from django.urls import path

from ekinerja.web.teams import keeping, views

app_name = "teams"
TEAM = "tim-kerja/<uuid:team_id>/"
urlpatterns = [
    path("tim-kerja/", views.show_list, name="list"),
    path("tim-kerja/ekspor/", views.export_list, name="export"),
    path("tim-kerja/buat/", keeping.create, name="create"),
    path(TEAM, views.show_team, name="detail"),
    path(TEAM + "ekspor/", views.export_team, name="members-export"),
    path(TEAM + "ubah/", keeping.change, name="change"),
    path(TEAM + "akhiri/", keeping.end, name="end"),
    path(TEAM + "anggota/", keeping.add_member, name="add-member"),
    path(TEAM + "anggota/<uuid:member_id>/keluar/", keeping.remove_member, name="remove-member"),
]

"""Addresses of the cascade."""

from django.urls import path

from ekinerja.web.cascade import contents, figures, views

app_name = "cascade"
urlpatterns = [
    path("kaskade/", views.show_people, name="people"),
    path("kaskade/orang/<uuid:employee_id>/", views.show_person, name="person"),
    path("kaskade/orang/<uuid:employee_id>/bawahan/", views.branch, name="branch"),
    path("kaskade/hasil/", contents.show_tops, name="contents"),
    path("kaskade/sasaran/<uuid:goal_id>/", contents.show_goal, name="goal"),
    path("kaskade/sasaran/<uuid:goal_id>/di-bawah/", contents.goal_branch, name="goal-branch"),
    path("kaskade/rhk/<uuid:outcome_id>/", contents.show_outcome, name="outcome"),
    path("kaskade/rhk/<uuid:outcome_id>/di-bawah/", contents.outcome_branch, name="outcome-branch"),
    path("kaskade/cari/", views.search, name="search"),
    path("kaskade/keselarasan/", figures.show_board, name="alignment"),
    path("kaskade/keselarasan/unduh/", figures.export, name="alignment-export"),
    path("kaskade/keselarasan/pegawai/", figures.show_unjoined, name="unjoined"),
    path("kaskade/keselarasan/<uuid:unit_id>/", figures.show_board, name="alignment-unit"),
    path("kaskade/keselarasan/<uuid:unit_id>/pegawai/", figures.show_unjoined, name="unjoined-unit"),
    path("kaskade/gambar-ulang/", views.draw_again, name="draw"),
]

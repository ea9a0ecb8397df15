"""Addresses of imports."""

from django.urls import path

from ekinerja.web.imports import views

app_name = "imports"
urlpatterns = [
    path("impor/", views.show_list, name="list"),
    path("impor/unggah/", views.upload, name="upload"),
    path("impor/<uuid:batch_id>/", views.show, name="detail"),
    path("impor/<uuid:batch_id>/kolom/", views.columns, name="columns"),
    path("impor/<uuid:batch_id>/jalankan/", views.run, name="run"),
    path("impor/<uuid:batch_id>/kemajuan/", views.progress, name="progress"),
    path("impor/<uuid:batch_id>/galat.xlsx", views.errors, name="errors"),
    path("impor/<uuid:batch_id>/baris/<int:line>/", views.row, name="row"),
    path("impor/<uuid:batch_id>/ulangi/", views.retry, name="retry"),
    path("impor/<uuid:batch_id>/batalkan/", views.undo, name="undo"),
    path("impor/<uuid:batch_id>/tidak-ada/", views.missing, name="missing"),
]

"""Addresses of the role-outcome matrix of a plan."""

from django.urls import path

from ekinerja.web.matrix import cells, files, views

app_name = "matrix"
MATRIX = "skp/<uuid:plan_id>/matriks/"
ROW = MATRIX + "anggota/<uuid:employee_id>/"
urlpatterns = [
    path("matriks/", views.show_mine, name="mine"),
    path(MATRIX, views.show, name="show"),
    path(MATRIX + "terbaru/", cells.latest, name="latest"),
    path(MATRIX + "sel/", cells.save, name="cells"),
    path(MATRIX + "samakan/", views.take_over, name="take-over"),
    path(MATRIX + "isi-dari-skp/", views.gather, name="gather"),
    path(MATRIX + "anggota/", views.borrow, name="borrow"),
    path(ROW, views.edit_row, name="row"),
    path(ROW + "keluar/", views.release, name="release"),
    path(MATRIX + "ekspor/", files.export, name="export"),
    path(MATRIX + "matriks.pdf", files.pdf, name="pdf"),
]

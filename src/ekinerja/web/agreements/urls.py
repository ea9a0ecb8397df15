"""Addresses of performance agreements."""

from django.urls import path

from ekinerja.web.agreements import views

app_name = "agreements"
AGREEMENT = "perjanjian/<uuid:agreement_id>/"
urlpatterns = [
    path("perjanjian/", views.show_list, name="list"),
    path("perjanjian/susun/", views.draft, name="draft"),
    path(AGREEMENT, views.show, name="detail"),
    path(AGREEMENT + "perjanjian.pdf", views.pdf, name="pdf"),
    path(AGREEMENT + "anggaran/", views.edit_budgets, name="budgets"),
    path(AGREEMENT + "ajukan/", views.submit, name="submit"),
    path(AGREEMENT + "tarik/", views.withdraw, name="withdraw"),
    path(AGREEMENT + "sepakati/", views.agree, name="agree"),
    path(AGREEMENT + "catat/", views.record, name="record"),
    path(AGREEMENT + "kembalikan/", views.give_back, name="return"),
    path(AGREEMENT + "hapus/", views.discard, name="discard"),
]

"""Addresses of plans (SKP)."""

from django.urls import path

from ekinerja.web.planning.views import (
    breakdown,
    bundles,
    changes,
    content,
    copying,
    descent,
    documents,
    importing,
    library,
    moves,
    pages,
)

app_name = "plans"
PLAN = "skp/<uuid:plan_id>/"
OUTCOME = PLAN + "rhk/<uuid:outcome_id>/"
urlpatterns = [
    path("skp/", pages.show_mine, name="mine"),
    path("skp/massal/", bundles.show_list, name="bundles"),
    path("skp/massal/<uuid:bundle_id>/", bundles.show, name="bundle"),
    path("skp/massal/<uuid:bundle_id>/unduh/", bundles.download, name="bundle-file"),
    path("skp/massal/<uuid:bundle_id>/hentikan/", bundles.cancel, name="bundle-cancel"),
    path("skp/massal/<uuid:bundle_id>/lanjutkan/", bundles.resume, name="bundle-resume"),
    path("skp/susun/", pages.draft, name="draft"),
    path(PLAN, pages.show_plan, name="detail"),
    path(PLAN + "salin/", copying.copy_plan, name="copy"),
    path(PLAN + "pustaka/", library.show_library, name="library"),
    path(PLAN + "pustaka/<uuid:wording_id>/pakai/", library.use_wording, name="library-use"),
    path("skp/pustaka/perbarui/", library.gather, name="library-gather"),
    path("skp/templat-rhk.xlsx", importing.template, name="import-template"),
    path(PLAN + "impor/", importing.upload, name="import"),
    path(PLAN + "impor/simpan/", importing.run, name="import-run"),
    path(PLAN + "perubahan/", changes.show_changes, name="changes"),
    path(PLAN + "skp.pdf", documents.plan_pdf, name="pdf"),
    path(PLAN + "bentuk/", content.choose_form, name="form"),
    path(PLAN + "rhk/tambah/", content.add_outcome, name="outcome-add"),
    path(OUTCOME, content.edit_outcome, name="outcome"),
    path(OUTCOME + "hapus/", content.remove_outcome, name="outcome-remove"),
    path(PLAN + "pendukung/", descent.show_followers, name="followers"),
    path(OUTCOME + "hubungkan/", descent.link_outcome, name="link"),
    path(OUTCOME + "dibagi/", descent.show_sharing, name="sharing"),
    path(OUTCOME + "penurunan/", descent.set_cascade, name="cascade"),
    path(OUTCOME + "catat/", descent.take_note, name="take-note"),
    path(OUTCOME + "indikator/", content.add_indicator, name="indicator-add"),
    path(OUTCOME + "indikator/<uuid:indicator_id>/", content.save_indicator, name="indicator"),
    path(OUTCOME + "indikator/<uuid:indicator_id>/hapus/", content.remove_indicator, name="indicator-remove"),
    path(OUTCOME + "indikator/<uuid:indicator_id>/rincian/", breakdown.break_down, name="breakdown"),
    path(PLAN + "lampiran/<str:kind>/", content.edit_notes, name="notes"),
    path(PLAN + "perilaku/", content.edit_expectations, name="expectations"),
    path(PLAN + "perilaku/<str:value>/", content.save_expectation, name="expectation"),
    path(PLAN + "ajukan/", moves.submit, name="submit"),
    path(PLAN + "tarik/", moves.withdraw, name="withdraw"),
    path(PLAN + "setujui/", moves.agree, name="agree"),
    path(PLAN + "catat-persetujuan/", moves.record_agreement, name="record"),
    path(PLAN + "kembalikan/", moves.give_back, name="return"),
    path(PLAN + "buka-kembali/", moves.reopen, name="reopen"),
    path(PLAN + "tutup/", moves.close, name="close"),
    path(PLAN + "hapus/", moves.discard, name="discard"),
]

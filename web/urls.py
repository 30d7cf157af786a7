"""Addresses of the pages. Whoever is not signed in sees only those marked login_not_required."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import path, register_converter

from web.converters import FormatConverter, ReferenceConverter
from web.gallery import views as gallery
from web.views import (
    absences,
    accounts,
    assignments,
    chronology,
    compose,
    delegations,
    figures,
    files,
    groups,
    handovers,
    home,
    inspections,
    memos,
    orders,
    organisation,
    pages,
    reshuffles,
    search,
)

app_name = "web"
register_converter(ReferenceConverter, "reference")
register_converter(FormatConverter, "format")

urlpatterns = [
    path("", home.home, name="home"),
    path("masuk/", accounts.sign_in, name="sign_in"),
    path("keluar/", accounts.sign_out, name="sign_out"),
    path("jabatan/", accounts.hats, name="hats"),
    path("perintah/baru/", compose.compose, name="compose"),
    path("perintah/penerima/", compose.recipients, name="recipients"),
    path("perintah/<reference:reference>/", search.by_reference, name="reference"),
    path("perintah/<uuid:public_id>/", orders.order, name="order"),
    path("perintah/<uuid:public_id>/konsep/", compose.edit_draft, name="edit_draft"),
    path("perintah/<uuid:public_id>/isian/", orders.order_form, name="order_form"),
    path("perintah/<uuid:public_id>/naskah/", orders.formalise, name="formalise"),
    path("perintah/<uuid:public_id>/kronologi/", chronology.order, name="chronology"),
    path(
        "perintah/<uuid:public_id>/kronologi/cetak/",
        chronology.print_order,
        name="chronology_print",
    ),
    path("kronologi/saya/", chronology.mine, name="my_chronology"),
    path("kronologi/saya/cetak/", chronology.print_mine, name="my_chronology_print"),
    path("kronologi/cetak/<uuid:public_id>/", chronology.printout, name="printout"),
    path("pemeriksaan/", inspections.inspections, name="inspections"),
    path("pemeriksaan/baru/", inspections.register, name="inspection_register"),
    path("pemeriksaan/<uuid:public_id>/", inspections.inspection, name="inspection"),
    path("pemeriksaan/<uuid:public_id>/buka/", inspections.look, name="inspection_look"),
    path(
        "pemeriksaan/<uuid:public_id>/buka/<int:n>/", inspections.reading, name="inspection_reading"
    ),
    path(
        "pemeriksaan/<uuid:public_id>/buka/<int:n>/pdf/",
        inspections.reading_pdf,
        name="inspection_pdf",
    ),
    path(
        "pemeriksaan/<uuid:public_id>/<slug:verb>/",
        inspections.inspection_verb,
        name="inspection_verb",
    ),
    path("perintah/<uuid:public_id>/<slug:verb>/", orders.order_verb, name="order_verb"),
    path("bagian/<uuid:public_id>/", assignments.assignment, name="assignment"),
    path("bagian/<uuid:public_id>/laporan/", assignments.report, name="report"),
    path("bagian/<uuid:public_id>/dibaca/", assignments.seen, name="seen"),
    path(
        "bagian/<uuid:public_id>/<slug:verb>/",
        assignments.assignment_verb,
        name="assignment_verb",
    ),
    path("lampiran/<uuid:public_id>/", files.attachment, name="attachment"),
    path("lampiran/<uuid:public_id>/kecil/", files.thumbnail, name="thumbnail"),
    path("naskah/", memos.memos, name="memos"),
    path("naskah/<uuid:public_id>/", memos.memo, name="memo"),
    path("naskah/<uuid:public_id>/pdf/", memos.memo_pdf, name="memo_pdf"),
    path("naskah/<uuid:public_id>/<slug:verb>/", memos.memo_verb, name="memo_verb"),
    path("angka/", figures.mine, name="figures"),
    path("angka/diberikan/", figures.given, name="figures_given"),
    path("angka/rekap.pdf", figures.recap_pdf, name="figures_recap"),
    path("angka/bukti.pdf", figures.evidence_pdf, name="evidence_pdf"),
    path("angka/bukti.xlsx", figures.evidence_xlsx, name="evidence_xlsx"),
    path("kehadiran/", absences.absences, name="absences"),
    path("kehadiran/baru/", absences.new_absence, name="new_absence"),
    path("kehadiran/<uuid:public_id>/", absences.absence, name="absence"),
    path("kehadiran/<uuid:public_id>/<slug:verb>/", absences.absence_verb, name="absence_verb"),
    path("pelimpahan/", delegations.delegations, name="delegations"),
    path("pelimpahan/baru/", delegations.new_delegation, name="new_delegation"),
    path("pelimpahan/akhiri/", delegations.end_delegation, name="end_delegation"),
    path("daftar/", groups.listing, name="groups"),
    path("daftar/baru/", groups.new_group, name="new_group"),
    path("daftar/periksa/", groups.preview, name="group_preview"),
    path("daftar/<uuid:public_id>/", groups.group, name="group"),
    path("daftar/<uuid:public_id>/hapus/", groups.delete_group, name="delete_group"),
    path("organisasi/", organisation.overview, name="organisation"),
    path("organisasi/impor/", organisation.hand_in, name="organisation_import"),
    path("organisasi/impor/<uuid:public_id>/", organisation.checked, name="organisation_checked"),
    path(
        "organisasi/impor/<uuid:public_id>/buang/",
        organisation.discard,
        name="organisation_discard",
    ),
    path(
        "organisasi/impor/<uuid:public_id>/kesalahan.csv",
        organisation.faults,
        name="organisation_faults",
    ),
    path(
        "organisasi/impor/<uuid:public_id>/perubahan.csv",
        organisation.changes,
        name="organisation_changes",
    ),
    path("organisasi/kosong/<str:name>", organisation.blank, name="organisation_blank"),
    path("mutasi/", reshuffles.reshuffles, name="reshuffles"),
    path("mutasi/baru/", reshuffles.new, name="reshuffle_new"),
    path("mutasi/contoh.xlsx", reshuffles.blank, name="reshuffle_sample"),
    path("mutasi/<uuid:public_id>/", reshuffles.reshuffle, name="reshuffle"),
    path("mutasi/<uuid:public_id>/serah-terima/", handovers.all_of, name="reshuffle_sheets"),
    path("mutasi/<uuid:public_id>/serah-terima/<uuid:post_id>/", handovers.one, name="handover"),
    path("mutasi/<uuid:public_id>/<slug:verb>/", reshuffles.reshuffle_verb, name="reshuffle_verb"),
    path("serah-terima/", handovers.handovers, name="handovers"),
    path("pemberitahuan/", pages.notices, name="notices"),
    path("cari/", search.search, name="search"),
    path("cari/saring/", search.filter_page, name="search_filter"),
    path("cari/ekspor.<format:kind>", search.export, name="export"),
    path("lainnya/", pages.more, name="more"),
]

if settings.DEBUG or settings.DEMO:
    urlpatterns += [
        path("galeri/", login_not_required(gallery.index), name="gallery"),
        path("galeri/<slug:name>/", login_not_required(gallery.show), name="gallery_page"),
    ]

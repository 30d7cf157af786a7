"""Addresses of the pages. Whoever is not signed in sees only those marked login_not_required."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from web.gallery import views as gallery
from web.views import (
    accounts,
    assignments,
    chronology,
    compose,
    files,
    home,
    inspections,
    memos,
    orders,
    pages,
)

app_name = "web"

urlpatterns = [
    path("", home.home, name="home"),
    path("masuk/", accounts.sign_in, name="sign_in"),
    path("keluar/", accounts.sign_out, name="sign_out"),
    path("jabatan/", accounts.hats, name="hats"),
    path("perintah/baru/", compose.compose, name="compose"),
    path("perintah/penerima/", compose.recipients, name="recipients"),
    path("perintah/<uuid:public_id>/", orders.order, name="order"),
    path("perintah/<uuid:public_id>/konsep/", compose.edit_draft, name="edit_draft"),
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
    path("pemberitahuan/", pages.notices, name="notices"),
    path("cari/", pages.search, name="search"),
    path("lainnya/", pages.more, name="more"),
]

if settings.DEBUG or settings.DEMO:
    urlpatterns += [
        path("galeri/", login_not_required(gallery.index), name="gallery"),
        path("galeri/<slug:name>/", login_not_required(gallery.show), name="gallery_page"),
    ]

"""Addresses of the pages. Whoever is not signed in sees only those marked login_not_required."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from web.gallery import views as gallery
from web.views import (
    accounts,
    assignments,
    compose,
    files,
    handovers,
    home,
    memos,
    orders,
    pages,
    reshuffles,
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
    path("mutasi/", reshuffles.reshuffles, name="reshuffles"),
    path("mutasi/baru/", reshuffles.new, name="reshuffle_new"),
    path("mutasi/contoh.xlsx", reshuffles.blank, name="reshuffle_sample"),
    path("mutasi/<uuid:public_id>/", reshuffles.reshuffle, name="reshuffle"),
    path("mutasi/<uuid:public_id>/serah-terima/", handovers.all_of, name="reshuffle_sheets"),
    path("mutasi/<uuid:public_id>/serah-terima/<uuid:post_id>/", handovers.one, name="handover"),
    path("mutasi/<uuid:public_id>/<slug:verb>/", reshuffles.reshuffle_verb, name="reshuffle_verb"),
    path("serah-terima/", handovers.handovers, name="handovers"),
    path("pemberitahuan/", pages.notices, name="notices"),
    path("cari/", pages.search, name="search"),
    path("lainnya/", pages.more, name="more"),
]

if settings.DEBUG or settings.DEMO:
    urlpatterns += [
        path("galeri/", login_not_required(gallery.index), name="gallery"),
        path("galeri/<slug:name>/", login_not_required(gallery.show), name="gallery_page"),
    ]

"""Addresses of the pages. Whoever is not signed in sees only those marked login_not_required."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from web.gallery import views as gallery
from web.views import (
    accounts,
    activation,
    assignments,
    compose,
    files,
    home,
    memos,
    offices,
    orders,
    own,
    pages,
    passkeys,
)

app_name = "web"

urlpatterns = [
    path("", home.home, name="home"),
    path("masuk/", accounts.sign_in, name="sign_in"),
    path("masuk/kunci-sandi/", passkeys.sign_in, name="passkey_sign_in"),
    path("masuk/kunci-sandi/mulai/", passkeys.sign_in_options, name="passkey_sign_in_options"),
    path("aktivasi/", activation.activation, name="activation"),
    path("keluar/", accounts.sign_out, name="sign_out"),
    path("akun/", own.account, name="account"),
    path("akun/pin/", own.pin, name="pin"),
    path("akun/perangkat/", own.devices_out, name="devices_out"),
    path("akun/perangkat/<uuid:handle>/", own.device_out, name="device_out"),
    path("akun/kunci-sandi/", passkeys.passkey, name="passkey"),
    path("akun/kunci-sandi/mulai/", passkeys.passkey_options, name="passkey_options"),
    path("akun/kunci-sandi/<int:number>/", passkeys.passkey_out, name="passkey_out"),
    path("kantor/", offices.office, name="office"),
    path("kantor/kartu/", offices.print_cards, name="office_cards"),
    path("kantor/unit/<uuid:public_id>/", offices.unit, name="office_unit"),
    path("kantor/orang/<uuid:public_id>/", offices.person, name="office_person"),
    path(
        "kantor/orang/<uuid:public_id>/<slug:verb>/",
        offices.person_verb,
        name="office_person_verb",
    ),
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
    path("pemberitahuan/", pages.notices, name="notices"),
    path("cari/", pages.search, name="search"),
    path("lainnya/", pages.more, name="more"),
]

if settings.DEBUG or settings.DEMO:
    urlpatterns += [
        path("galeri/", login_not_required(gallery.index), name="gallery"),
        path("galeri/<slug:name>/", login_not_required(gallery.show), name="gallery_page"),
    ]

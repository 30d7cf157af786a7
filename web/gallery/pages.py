"""Every page of the gallery by name: its template and what builds its context."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from web.cards import Chrome, OrderRow
from web.gallery import groups, memos
from web.gallery.homes import clear_home, compose, compose_again, giver_home, turn_home
from web.gallery.orders import board, handled, ready, received, report
from web.gallery.story import BUPATI, KABAG, NOW, TITLE, page, wib
from web.pages import Notice, Notices, Problem, Search, SignIn


def notices() -> dict[str, Any]:
    """The bell."""
    rows = (
        Notice("#", "Camat Singkut melaporkan", "P-0412/2026", wib(24, 15, 20), new=True),
        Notice("#", "Camat Limun mohon arahan", "P-0412/2026", wib(24, 15, 12), new=True),
        Notice("#", "Laporan posko diterima", "P-0398/2026", wib(23, 9)),
    )
    return page(BUPATI, notices=Notices(rows, "#"))


def search() -> dict[str, Any]:
    """A search with one order and one memo found."""
    order = OrderRow("#", TITLE, "Bupati Sarolangun · P-0412/2026", due=wib(25, 10))
    return page(BUPATI, search=Search("banjir", (order,), memos.LIST.groups[0].rows[:1]))


def acting() -> dict[str, Any]:
    """08: the hats, worn for someone else."""
    hats = tuple(replace(hat, current=hat is KABAG[2]) for hat in KABAG)
    chrome = Chrome(hats[2], hats, "Ratna Dewi", recorded_by="Kepala Bagian Umum")
    return {"now": NOW, "chrome": chrome}


def menu() -> dict[str, Any]:
    """The menu in large text."""
    chrome = Chrome(KABAG[0], KABAG, "Ratna Dewi", 3, 1, secretariat=True, gives=True)
    return {"now": NOW, "chrome": chrome}


PAGES: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "masuk": (
        "accounts/sign_in.html",
        lambda: {
            "sign_in": SignIn(
                "#",
                login="197801012005011001",
                error="NIP, nomor ponsel, atau surel tidak cocok dengan kata sandi.",
            )
        },
    ),
    "keluar": ("accounts/sign_out.html", menu),
    "jabatan": ("accounts/hats.html", acting),
    "beranda-pemberi": ("orders/home.html", giver_home),
    "beranda-penerima": ("orders/home.html", turn_home),
    "beranda-bersih": ("orders/home.html", clear_home),
    "perintah-cepat": ("orders/compose.html", compose),
    "perintah-cepat-galat": ("orders/compose.html", compose_again),
    "perintah": ("assignments/received.html", received),
    "perintah-siap": ("assignments/received.html", ready),
    "laporan": ("assignments/report.html", report),
    "papan": ("orders/board.html", board),
    "penerima": ("assignments/handled.html", handled),
    "pemberitahuan": ("pages/notices.html", notices),
    "cari": ("pages/search.html", search),
    "lainnya": ("pages/more.html", menu),
    "daftar": ("groups/list.html", groups.listing),
    "daftar-ubah": ("groups/group.html", groups.form),
    "daftar-lihat": ("groups/group.html", groups.looked_at),
    "naskah": ("memos/list.html", lambda: page(KABAG[0], memos=memos.LIST)),
    "naskah-konsep": (
        "memos/memo.html",
        lambda: page(KABAG[0], memos=memos.LIST, memo=memos.DRAFT),
    ),
    "naskah-bernomor": (
        "memos/memo.html",
        lambda: page(KABAG[0], memos=memos.LIST, memo=memos.NUMBERED),
    ),
    "masalah": (
        "409.html",
        lambda: {
            "problem": Problem(
                "Ditolak",
                "Perintah sudah dicabut pukul 13.10. Kiriman tidak tercatat.",
                "#",
                "Lihat perintah",
            )
        },
    ),
    **{f"galat-{code}": (f"{code}.html", dict) for code in (400, 403, 404, 409, 413, 429, 500)},
}

"""Every page of the gallery by name: its template and what builds its context."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from web.cards import Choice, Chrome, OrderRow
from web.filters import FilterPage, Group
from web.gallery import absences, figures, groups, memos
from web.gallery.homes import clear_home, compose, compose_again, giver_home, turn_home
from web.gallery.orders import board, handled, ready, received, report
from web.gallery.story import BUPATI, KABAG, NOW, TITLE, page, wib
from web.pages import Chip, Notice, Notices, Problem, Search, SignIn


def notices() -> dict[str, Any]:
    """The bell."""
    rows = (
        Notice("#", "Camat Singkut melaporkan", "P-0412/2026", wib(24, 15, 20), new=True),
        Notice("#", "Camat Limun mohon arahan", "P-0412/2026", wib(24, 15, 12), new=True),
        Notice("#", "Laporan posko diterima", "P-0398/2026", wib(23, 9)),
    )
    return page(BUPATI, notices=Notices(rows, "#"))


def search() -> dict[str, Any]:
    """A search with a filter, one order and one memo found."""
    order = OrderRow("#", TITLE, "Bupati Sarolangun · P-0412/2026", due=wib(25, 10))
    shown = Search(
        "banjir",
        (order,),
        memos.LIST.groups[0].rows[:1],
        count=428,
        chips=(Chip("Saya beri", "#"), Chip("Terlambat", "#"), Chip("Kecamatan Pelawan", "#")),
        kept=(("peran", "given"),),
        filter_url="#",
        clear_url="#",
        more_url="#",
        files=(("XLSX", "#"), ("PDF", "#")),
    )
    return page(BUPATI, search=shown)


def filtering() -> dict[str, Any]:
    """The form of a filter, with somebody looked for."""
    every = Choice("", "Semua", on=True)
    urgencies = (every, Choice("biasa", "Biasa"), Choice("segera", "Segera"))
    parties = (
        Choice("", "Siapa saja"),
        Choice("posisi-1", "Camat Pelawan", on=True),
        Choice("orang-1", "Ahmad Fauzi", note="perintah semasa menjabat"),
    )
    shown = FilterPage(
        q="banjir",
        chips=(Group("urgensi", "Kesegeraan", urgencies),),
        selects=(Group("unit", "Unit kerja", (every, Choice("1", "Kecamatan Pelawan"))),),
        parties=parties,
        who="pelawan",
        first="2026-11-01",
        last="",
        show_url="#",
        find_url="#",
        clear_url="#",
        back_url="#",
    )
    return page(BUPATI, filters=shown)


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
    "saring": ("pages/filter.html", filtering),
    "lainnya": ("pages/more.html", menu),
    "angka-saya": ("figures/mine.html", figures.mine),
    "angka-perintah": ("figures/given.html", figures.given),
    "kehadiran": ("absences/list.html", absences.absences),
    "kehadiran-satu": ("absences/one.html", absences.absence),
    "kehadiran-baru": ("absences/new.html", absences.new_absence),
    "pelimpahan": ("delegations/list.html", absences.delegations),
    "pelimpahan-baru": ("delegations/new.html", absences.new_delegation),
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

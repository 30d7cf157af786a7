"""The pages of groups."""

from dataclasses import replace
from typing import Any

from web.cards import Choice
from web.gallery.story import BUPATI, KABAG, page
from web.group_pages import Group, GroupRow, Groups, Member

FORM = Group(
    title="Camat rawan banjir",
    members=(
        Member("p1", "Camat Limun", "Rosmawati"),
        Member("p2", "Camat Mandiangin Timur", "sedang kosong", out=True),
        Member("p3", "Camat Pelawan", "Ahmad Fauzi"),
    ),
    count_label="2 jabatan, 1 dikecualikan",
    beyond=4,
    out_beyond=("p9",),
    url="#",
    delete_url="#",
    key="k-1",
    hat="1",
    name="Camat rawan banjir",
    noun="camat",
    formal_name="Para Camat di Daerah Rawan Banjir",
    owners=(
        Choice("1", "Daftar saya", note="Kepala Bagian Umum"),
        Choice("0", "Daftar kabupaten", on=True, note="dipakai semua pemberi"),
    ),
    position_kinds=(Choice("camat", "Camat", on=True), Choice("lurah", "Lurah")),
    unit_kinds=(Choice("district", "Kecamatan"), Choice("ward", "Kelurahan")),
    units=(Choice("", "Semua unit", on=True), Choice("u1", "Kecamatan Pelawan")),
    regions=(Choice("", "Semua wilayah"), Choice("rawan banjir", "rawan banjir", on=True)),
    positions=(Choice("p4", "Kepala Pelaksana BPBD", on=True), Choice("p5", "Kepala Dinas Sosial")),
    search_url="#",
    q="kepala",
    errors=(("name", "Sudah ada daftar dengan nama itu."),),
)


def listing() -> dict[str, Any]:
    """Own groups and those of the regency."""
    own = (GroupRow("#", "Tim inti", "4 pejabat"),)
    shared = (
        GroupRow("#", "Semua camat", "11 camat", "Camat"),
        GroupRow("#", "Camat rawan banjir", "6 camat", "Camat · bertanda rawan banjir"),
    )
    return page(BUPATI, groups=Groups(own, shared, "Daftar saya", "#"))


def form() -> dict[str, Any]:
    """The form come back with an error."""
    return page(KABAG[0], group=FORM)


def looked_at() -> dict[str, Any]:
    """A group of the regency for somebody who only uses it."""
    shown = replace(FORM, url="", delete_url="", rule="Camat · bertanda rawan banjir")
    return page(BUPATI, group=shown)

"""Absences and delegations of the gallery: a camat on leave, and what the sekda lends."""

from typing import Any

from web.cards import Choice
from web.gallery.story import CAMAT, page
from web.presence import (
    Absence,
    Absences,
    Delegations,
    Group,
    Lent,
    Line,
    NewAbsence,
    NewDelegation,
)

_WEEK = "24 November 2026 sampai 28 November 2026"
_WHYS = ("cuti", "Cuti"), ("sakit", "Sakit"), ("dinas_luar", "Dinas luar"), ("diklat", "Diklat")


def absences() -> dict[str, Any]:
    """One's own leave, one that one stands in for, and the unit's."""
    groups = (
        Group("Saya", (Line("Cuti", _WEEK, "Pengganti: Hendra Saputra", "#"),)),
        Group(
            "Saya menggantikan",
            (
                Line(
                    "Camat Limun", _WEEK, "", "#",
                    warning="Bapak/Ibu sendiri berhalangan pada waktu itu",
                ),
            ),
        ),
        Group("Unit yang saya kelola", (Line("Lurah Pasar", _WEEK, "Belum ada pengganti", "#"),)),
    )  # fmt: skip
    return page(CAMAT, absences=Absences(groups, "#", may_register=True))


def absence() -> dict[str, Any]:
    """One that can be shortened and cancelled, with a refusal."""
    rows = (
        ("Nama", "Ahmad Fauzi"),
        ("Alasan", "Cuti"),
        ("Waktu", _WEEK),
        ("Pengganti", "Hendra Saputra"),
    )
    shown = Absence(
        "Camat Pelawan", rows, 1, "k-1", "#", "2026-11-24", "2026-11-27", "2026-11-24", "#",
        error="Hari terakhir yang baru harus sebelum 28 November 2026.",
    )  # fmt: skip
    return page(CAMAT, absence=shown)


def new_absence() -> dict[str, Any]:
    """The form of an administrator who searched, with an error."""
    shown = NewAbsence(
        "k-1",
        tuple(Choice(word, label, on=word == "cuti") for word, label in _WHYS),
        (Choice("p-1", "Hendra Saputra · Sekretaris Kecamatan Pelawan", on=True),),
        "2026-11-24", "2026-11-22", "800/12/2026", "2026-11-24",
        administers=True, q="camat",
        people=(Choice("?orang=p-2", "Ahmad Fauzi", note="Camat Pelawan"),),
        errors=(("ends_on", "Hari terakhir mendahului hari pertama."),),
    )  # fmt: skip
    return page(CAMAT, absence=shown)


def delegations() -> dict[str, Any]:
    """What was lent, and what was got."""
    given = Lent(
        "Yusnidar", f"Camat Pelawan · {_WEEK}", "Menyusun perintah, menerima laporan", secret=True,
        person="p-1", hat="2", key="k-1",
    )  # fmt: skip
    got = Lent("Untuk Sekretaris Daerah", "sejak 24 November 2026", "Mengingatkan", secret=False)
    return page(CAMAT, delegations=Delegations((given,), (got,), may_lend=True))


def new_delegation() -> dict[str, Any]:
    """The form, with an error."""
    shown = NewDelegation(
        "k-1", "2", "Camat Pelawan",
        (Choice("p-1", "Yusnidar", on=True, note="Kepala Bagian Umum"),),
        (Choice("draft", "Menyusun perintah", on=True),),
        (Choice("accept", "Menerima laporan"),),
        secret=False, starts_on="2026-11-24", ends_on="", earliest="2026-11-24", q="umum",
        errors=(("verbs", "Pilih paling sedikit satu wewenang."),),
    )  # fmt: skip
    return page(CAMAT, delegation=shown)

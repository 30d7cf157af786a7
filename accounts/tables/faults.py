"""What is wrong with a table: every code and its sentence, in one place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST_VALUE: Final = 40  # letters of a cell that a fault repeats
MOST_FAULTS: Final = 50_000

SENTENCES: Final[dict[str, str | Promise]] = {
    # --- The file
    "empty_file": _("Berkas ini kosong."),
    "too_large": _("Berkas lebih besar dari %(megabytes)s MB. Bagi menjadi beberapa berkas."),
    "not_a_table": _("Berkas ini bukan tabel CSV atau XLSX. Simpan sebagai .xlsx atau .csv."),
    "old_excel": _("Format Excel lama (.xls) tidak dibaca. Simpan sebagai .xlsx, lalu kirim lagi."),
    "file_damaged": _("Berkas ini rusak atau tidak utuh. Simpan ulang dari berkas asli."),
    "archive_bomb": _("Isi berkas ini terlalu besar saat dibuka. Bagi menjadi beberapa berkas."),
    "unknown_encoding": _(
        "Penyandian huruf berkas ini tidak dikenal. Simpan sebagai CSV UTF-8 atau XLSX."
    ),
    "not_utf8": _(
        "Huruf di sel ini bukan UTF-8 (berkas mungkin Windows-1252). Simpan berkas sebagai CSV "
        "UTF-8, jangan diperbaiki per huruf."
    ),
    "lost_letters": _("Huruf di sel ini sudah hilang (tanda �). Tulis ulang dari sumbernya."),
    "no_rows": _("Tidak ada baris isi di bawah judul kolom."),
    "too_many_rows": _("Lebih dari %(most)s baris. Bagi menjadi beberapa berkas."),
    "too_many_columns": _("Ada isi di kanan kolom ke-%(most)s. Hapus kolom yang tidak dipakai."),
    "too_many_faults": _("Lebih dari %(most)s kesalahan; sisanya tidak disebutkan."),
    # --- The headings
    "unknown_column": _("Kolom ini tidak dikenal. Hapus, atau pakai judul: %(known)s."),
    "missing_column": _("Kolom wajib ini tidak ada."),
    "same_column_twice": _("Kolom ini ada dua kali (juga sebagai “%(other)s”). Hapus salah satu."),
    "above_headings": _("Baris di atas judul kolom. Hapus, agar judul kolom di baris pertama."),
    # --- The shape of rows
    "merged_cells": _("Sel %(range)s digabung (merge). Pisahkan (unmerge) dan isi tiap barisnya."),
    "bad_quotes": _("Tanda kutip di baris ini tidak berpasangan."),
    "extra_cells": _(
        "Baris ini lebih panjang dari judul kolom. Apit nilai yang berisi pemisah dengan tanda "
        "kutip."
    ),
    # --- Cells
    "empty_cell": _("Wajib diisi."),
    "too_long": _("Terlalu panjang: %(count)s huruf, paling banyak %(most)s."),
    "formula_without_value": _(
        "Rumus tanpa hasil. Buka di Excel, simpan, atau tempel sebagai nilai (paste values)."
    ),
    "formula_error": _("Rumus ini menghasilkan kesalahan Excel. Isi dengan nilainya."),
    "date_in_text": _(
        "Excel mengubah isi ini menjadi tanggal. Ubah format sel menjadi Teks, lalu tulis ulang."
    ),
    "fraction_in_text": _(
        "Isi ini berupa angka pecahan; Excel mengubah 15.10 menjadi 15.1. Ubah format sel menjadi "
        "Teks, lalu tulis ulang."
    ),
    "digits_lost": _(
        "Excel mengubah angka panjang ini dan angka belakangnya hilang. Ubah format sel menjadi "
        "Teks, lalu tulis ulang dari sumbernya."
    ),
    "nip_digits": _("NIP terdiri atas 18 angka."),
    "phone_unreadable": _("Nomor ponsel ditulis seperti 081234567890."),
    "email_unreadable": _("Alamat surel ditulis seperti nama@contoh.go.id."),
    "date_unreadable": _("Tanggal ditulis seperti 31-12-2026, hari lebih dahulu."),
    "number_unreadable": _("Isi dengan angka bulat %(least)s sampai %(most)s."),
    "unknown_choice": _("Tidak dikenal. Pilihan: %(choices)s."),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend.

    `line` is the line of the CSV or the row of the sheet, 0 for the whole file; `column` the
    heading, "" for the whole row; `value` what stands there, shortened; `sheet` the name of the
    sheet, or of the CSV without its ending.
    """

    line: int
    column: str
    code: str
    reason: str
    value: str = ""
    sheet: str = ""


class Faults:
    """The faults found so far, in the order found; at most MOST_FAULTS, the last one says so."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    @property
    def full(self) -> bool:
        """Whether no more are taken."""
        return len(self._found) > MOST_FAULTS

    def add(
        self,
        code: str,
        *,
        line: int = 0,
        column: str = "",
        value: str = "",
        sheet: str = "",
        reason: str | Promise = "",
        **facts: str | int,
    ) -> None:
        """Name a fault. `reason` is the sentence of a code of the caller's own; else SENTENCES[code]."""
        if self.full:
            return
        if len(self._found) == MOST_FAULTS:
            code, reason, line, column, value = "too_many_faults", "", 0, "", ""
            facts = {"most": MOST_FAULTS}
        sentence = str(reason or SENTENCES[code])
        text = sentence % facts if facts else sentence
        self._found.append(Fault(line, column, code, text, shortened(value), sheet))

    def extend(self, others: Iterable[Fault]) -> None:
        """Take faults found apart."""
        room = MOST_FAULTS + 1 - len(self._found)
        self._found.extend(islice(others, room))

    def sorted(self) -> list[Fault]:
        """By sheet and line, as a person walks through a file; those of the whole file first."""
        return sorted(self._found, key=lambda fault: (fault.sheet, fault.line))


def shortened(value: str) -> str:
    """A value on one line, cut at LONGEST_VALUE letters; what cannot be shown becomes '?'."""
    line = "".join(c if c.isprintable() else "?" for c in " ".join(value.split()))
    return line if len(line) <= LONGEST_VALUE else line[: LONGEST_VALUE - 1] + "…"

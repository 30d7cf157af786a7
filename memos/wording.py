"""How dates, times, sums and subjects are written on Indonesian official paper.

A naskah dinas is Indonesian whoever prints it, so these words are fixed and not translated. Forms
follow EYD (the national spelling) and the reference sheets of this project: no `24/11/2026`, no
`16:00`, no `Rp 1,000`. Everything here is pure: text, numbers and dates in, text out.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo

from django.utils import timezone

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}

NO_BREAK_SPACE = "\u00a0"

DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
SCALES = (
    (10**12, "triliun"),
    (10**9, "miliar"),
    (10**6, "juta"),
    (10**3, "ribu"),
    (100, "ratus"),
    (10, "puluh"),
)

# Words that stay small inside a subject or a name (EYD: kata tugas).
SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "antara atas atau bagi dalam dan dari dengan di hingga karena ke kepada oleh pada per "
        "sampai sebagai serta tentang terhadap untuk yang",
    )
)


# --- Dates, times, numbers -------------------------------------------------------------------------


def long_date(day: date) -> str:
    """24 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_date(day: date) -> str:
    """Selasa, 24 November 2026."""
    return f"{WEEKDAYS[day.weekday()]}, {long_date(day)}"


def clock(moment: datetime, *, zone: tzinfo | None = None) -> str:
    """16.00 WIB: an aware moment on the wall clock of `zone`, by default the regency's.

    The three zones of Indonesia are named by their offset; any other place by its own short name.
    """
    local = timezone.localtime(moment, zone)
    hours = (local.utcoffset() or timedelta()) / timedelta(hours=1)
    return f"{local:%H.%M} {ZONES.get(int(hours), local.tzname())}"


def rupiah(amount: int) -> str:
    """Rp84.500.000,00: whole rupiah, without a space (EYD)."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{abs(amount):,},00".replace(",", ".", f"{abs(amount):,}".count(","))


def spelled(number: int) -> str:
    """The number in words (terbilang): 48 is `empat puluh delapan`.

    Raises ValueError below zero and from a thousand trillion up: neither occurs on a memo.
    """
    if not 0 <= number < 10**15:
        raise ValueError(f"{number} cannot be spelled out")
    return DIGITS[0] if number == 0 else _spelled(number)


def _spelled(number: int) -> str:
    """Words for 1 and up: what counts the scale, the scale, then the rest."""
    if number < 10:  # noqa: PLR2004
        return DIGITS[number]
    if number == 10:  # noqa: PLR2004
        return "sepuluh"
    if number == 11:  # noqa: PLR2004
        return "sebelas"
    if number < 20:  # noqa: PLR2004
        return f"{DIGITS[number - 10]} belas"
    size, name = next(scale for scale in SCALES if number >= scale[0])
    count, rest = divmod(number, size)
    # One hundred and one thousand are `seratus` and `seribu`; a million is `satu juta`.
    head = f"se{name}" if count == 1 and size <= 1000 else f"{_spelled(count)} {name}"  # noqa: PLR2004
    return f"{head} {_spelled(rest)}" if rest else head


def roman(number: int) -> str:
    """I, II, IV: of a lampiran or a month. Raises ValueError outside 1 to 3999."""
    if not 0 < number < 4000:  # noqa: PLR2004
        raise ValueError(f"{number} has no Roman form")
    steps = (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    )  # fmt: skip
    written = ""
    for size, letters in steps:
        count, number = divmod(number, size)
        written += letters * count
    return written


def ordinal(number: int) -> str:
    """kesatu, kedua, kesepuluh: the name of a dictum."""
    return f"ke{spelled(number)}"


def enumerated(texts: Iterable[str], *, joined: bool = True) -> tuple[str, ...]:
    """Points of one sentence: each ends in `;`, the last in a stop.

    The last but one ends in `; dan`, unless they are only listed (not `joined`).
    """
    bare = [_bare(text) for text in texts]
    kept = [text for text in bare if text]
    ends = [";"] * len(kept)
    ends[-2:] = ["; dan" if joined else ";", "."][-min(2, len(kept)) :] if kept else []
    return tuple(
        text if end == text[-1] else f"{text}{end}" for text, end in zip(kept, ends, strict=True)
    )


def _bare(text: str) -> str:
    """The point without the mark it was typed with; the dot of S.T. and dkk. belongs to the word."""
    line = re.sub(r"(?:;\s*dan)?[\s;,]*$", "", clean(text))
    return (
        line if re.search(r"(?:\.[A-Z][A-Za-z]{0,5}|\bdkk|\bdll)\.$", line) else line.rstrip(". ")
    )


# --- Words ------------------------------------------------------------------------------------------


def clean(text: str) -> str:
    """Text fit for paper: one form per letter, nothing invisible, line ends as newlines.

    Control characters, overrides of the writing direction, zero-width marks and half surrogates are
    dropped: paper must show exactly the words that were approved. Tabs and runs of spaces become
    one space. Words are never dropped.
    """
    lines = unicodedata.normalize("NFC", text.replace("\t", " ")).splitlines()
    kept = (
        "".join(c for c in line if unicodedata.category(c) not in _UNPRINTABLE) for line in lines
    )
    return "\n".join(re.sub(" {2,}", " ", line).strip(" ") for line in kept)


_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def title_case_hal(text: str) -> str:
    """The subject in title case, function words small: Laporan Kesiapan dan Usul Perbaikan.

    Only words in small letters are touched, so that BPBD and e-Kinerja stay as typed.
    """
    words = text.split()
    return " ".join(
        word
        if not word.islower() or (i and word in SMALL_WORDS)
        else "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
        for i, word in enumerate(words)
    )


def sense_lines(text: str, *, limit: int) -> tuple[str, ...]:
    """A long title of an office broken at sense units, each line at most `limit` letters if it can.

    Breaks typed by hand are kept. Else a line is broken before its last `dan` (or other function
    word) that fits, because `Kepala Dinas Pekerjaan Umum / dan Penataan Ruang` reads as one office.
    """
    lines: list[str] = []
    for typed in clean(text).splitlines():
        rest = typed
        while len(rest) > limit:
            spaces = [m.start() for m in re.finditer(" ", rest[: limit + 1])]
            if not spaces:
                break
            sense = [at for at in spaces if rest[at + 1 :].split(" ")[0].lower() in SMALL_WORDS]
            cut = (sense or spaces)[-1]
            lines.append(rest[:cut])
            rest = rest[cut + 1 :]
        if rest:
            lines.append(rest)
    return tuple(lines)


# --- What a line end must not tear apart ------------------------------------------------------------

_MONTH = "|".join(MONTHS)
_UNITS = (
    "mm|cm|m|km|ha|m2|m²|m³|kg|g|ton|liter|persen|%|orang|personel|jiwa|kepala keluarga|KK|unit|"
    "buah|lembar|berkas|jam|menit|hari|bulan|tahun|minggu|desa|kelurahan|kecamatan|ruas|titik|rumah|"
    "juta|miliar|triliun|ribu"
)
_LABELS = "Pasal|Bab|BAB|Lampiran|Nomor|Tahun|Perintah|angka|huruf|ayat"
_TITLES_BEFORE = r"(?:Prof|Dr|dr|drg|Drs|Dra|Ir|H|Hj|KH|Yth|Sdr|Sdri)\."
_TITLES_AFTER = r"(?:[A-Z][A-Za-z]{0,5}\.)+(?:[A-Z][A-Za-z]{0,4}\.?)*"
# Every pattern is bounded or starts at a word's edge: a hostile text takes no longer than another.
_KEPT = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b\d{{1,2}} (?:s\.d\. \d{{1,2}} )?(?:{_MONTH})(?: \d{{4}})?\b",
        r"\b[Pp]ukul \d{1,2}\.\d{2}(?: (?:WIB|WITA|WIT)\b)?",
        r"\b\d{1,2}\.\d{2} (?:WIB|WITA|WIT)\b",
        r"\bRp \d[\d.,]*",
        rf"(?<![\d.,])\d[\d.,]{{0,24}} (?:{_UNITS})(?!\w)",
        rf"\b(?:{_LABELS}) (?:\(?\d[\w./-]*\)?|[IVXLC]+\b|\(?[a-z]\)?(?!\w))",
        r"\bNIP \d{8} \d{6} \d \d{3}\b",
        r"\bs\.d\. \S+",
        rf"(?:\b{_TITLES_BEFORE} )+\w+",
        rf"\b\w{{1,40}}, {_TITLES_AFTER}(?:, {_TITLES_AFTER})*",
        r"\b[Tt]erima kasih(?=[.!]?\s*$)",
    )
)


def keep_together(text: str) -> str:
    """The text with no-break spaces where a line may not end; otherwise letter for letter the same.

    Covers dates, times, sums, numbers with their unit, `Pasal 5`, `Lampiran I`, `huruf a`, NIP,
    a name with its gelar, `terima kasih` at the end, and a short last word, which never stands on a
    line alone. References such as P-0412/2026 hold no space; `pdf.py` keeps them whole.
    """
    for pattern in _KEPT:
        text = pattern.sub(lambda found: found[0].replace(" ", NO_BREAK_SPACE), text)
    return re.sub(r" (\S{1,8})$", NO_BREAK_SPACE + r"\1", text)

"""Every type of memo under every kind of signer, as stored text and pictures.

`python -m tests.memos.matrix` writes them anew, and the pictures of docs/memos.md: look at what
changed before you keep it.
"""

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

from memos import pdf
from memos.paper import Kop, LeaderKop, Sheet, parse_body
from memos.signature import Capacity, Group, Office, OnBehalf, Signer, block
from tests.memos import papers, reading
from tests.memos.sheets import CAMAT, SEKDA, SETDA, memo

PAGES = Path(__file__).parent / "pages"
DOCS = Path(__file__).parents[2] / "docs" / "memos"
DPI = 36  # of the stored pictures: enough to see that a line moved, small enough to keep

BEHALF = OnBehalf(office=Office.BUPATI, title="Bupati Sarolangun")
ASISTEN = Signer(
    office=Office.OTHER,
    title="Asisten Pemerintahan dan Kesejahteraan Rakyat",
    name="Hendri Satyawan",
    title_after="S.H., M.H.",
    rank="Pembina Utama Muda",
    grade="IV/c",
    nip="197209151998031905",
)
LEADER = LeaderKop("BUPATI SAROLANGUN")
LIMUN = replace(
    SETDA,
    unit_lines=("KECAMATAN LIMUN",),
    address_lines=("Jalan Contoh Nomor 1, Limun, Sarolangun, Jambi 37000",),
)
# Who signs, for whom, under which letterhead: who signs decides it.
SIGNERS: dict[str, tuple[Signer, OnBehalf | None, Kop | LeaderKop]] = {
    "bupati": (papers.BUPATI, None, LEADER),
    "plt-bupati": (replace(papers.BUPATI, capacity=Capacity.PLT), None, LEADER),
    "sekda": (SEKDA, None, SETDA),
    "plh-sekda": (replace(SEKDA, capacity=Capacity.PLH), None, SETDA),
    "kepala-dinas": (papers.KADIS, None, papers.PUPR),
    "camat": (CAMAT, None, LIMUN),
    "an": (SEKDA, BEHALF, SETDA),
    "ub": (ASISTEN, replace(BEHALF, through="Sekretaris Daerah"), SETDA),
}


def explanation(**changes: Any) -> Sheet:
    """A permintaan penjelasan: a nota dinas by its form."""
    facts: dict[str, Any] = {
        "yth": ("Camat Limun",),
        "hal": "Permintaan Penjelasan atas Perintah P-0412/2026",
        "body": parse_body(
            "Sehubungan dengan Perintah Bupati P-0412/2026 tanggal 22 November 2026 pukul "
            "19.42 WIB, yang sampai saat ini belum dijawab, dengan ini disampaikan catatan "
            "sebagai berikut:\n\n1. Batas waktu menjawab adalah tanggal 23 November 2026 pukul "
            "08.00 WIB.\n2. Pengingat telah disampaikan 2 kali.\n\nSaudara diminta menyampaikan "
            "penjelasan tertulis mengenai hal tersebut pada kesempatan pertama."
        ),
    }
    return memo(**(facts | changes))


TYPES: dict[str, tuple[Callable[..., Sheet], Group]] = {
    "nota_dinas": (memo, Group.KORESPONDENSI),
    "penjelasan": (explanation, Group.KORESPONDENSI),
    "memo": (papers.short_memo, Group.KORESPONDENSI),
    "instruksi": (papers.instruksi, Group.ARAHAN),
    "surat_perintah": (papers.command, Group.PENUGASAN),
    "surat_tugas": (papers.duty, Group.PENUGASAN),
    "disposisi": (papers.slip, Group.KORESPONDENSI),
}


def sheet(kind: str, signer: str) -> Sheet:
    """A type under a signer. A disposisi of the bupati lies under setda's letterhead."""
    make, group = TYPES[kind]
    who, behalf, kop = SIGNERS[signer]
    if kind == "disposisi" and isinstance(kop, LeaderKop):
        kop = SETDA
    return make(kop=kop, signature=block(who, group=group, on_behalf=behalf))


@cache
def printed(kind: str, signer: str) -> bytes:
    """Its PDF."""
    return pdf.to_pdf(pdf.render_html(sheet(kind, signer)))


def text_of(kind: str) -> str:
    """What a type says under each signer, line by line, pages parted by a rule."""
    return "\n".join(_section(kind, signer) for signer in SIGNERS)


def _section(kind: str, signer: str) -> str:
    pages = ["\n".join(lines) for lines in reading.lines(printed(kind, signer))]
    return f"== {signer}\n" + "\n--\n".join(pages) + "\n"


def pictures(data: bytes, *, dpi: int, gray: bool = True) -> list[Image.Image]:
    """The pages of a PDF as pictures."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.pdf"
        source.write_bytes(data)
        flags = ["-gray"] if gray else []
        command = ["pdftoppm", "-r", str(dpi), "-png", *flags, str(source), f"{folder}/page"]
        subprocess.run(command, check=True, timeout=60)
        found = sorted(Path(folder).glob("page*.png"))
        return [Image.open(io.BytesIO(path.read_bytes())) for path in found]


def _keep(picture: Image.Image, path: Path, *, colours: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.convert("RGB").quantize(colours).save(path, optimize=True)


SHOWN: dict[str, Callable[[], Sheet]] = {
    "nota-dinas": memo,
    "memo": papers.short_memo,
    "penjelasan": explanation,
    "surat-perintah": papers.command,
    "surat-tugas": papers.duty,
    "instruksi-arahan": papers.instruksi,
    "instruksi-khusus": papers.instruksi_khusus,
    "lembar-disposisi": papers.slip,
    "nota-dinas-tte": papers.signed,
    "konsep": lambda: memo(draft=True, tanggal=None, nomor="\u2003\u2003\u2003/300.2.3/2026"),
}


def write() -> None:
    """Store texts and pictures of the matrix, and the pictures of docs/memos.md."""
    PAGES.mkdir(exist_ok=True)
    for kind in TYPES:
        (PAGES / f"{kind}.txt").write_text(text_of(kind))
        for signer in SIGNERS:
            for n, picture in enumerate(pictures(printed(kind, signer), dpi=DPI), start=1):
                _keep(picture, PAGES / f"{kind}-{signer}-{n}.png", colours=16)
    for name, make in SHOWN.items():
        _show(name, pdf.to_pdf(pdf.render_html(make())))
    _show("pertinggal", pdf.copy_to_pdf(papers.file_copy()))


def _show(name: str, data: bytes) -> None:
    for n, picture in enumerate(pictures(data, dpi=70, gray=False), start=1):
        _keep(picture, DOCS / f"{name}-{n}.png", colours=32)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    sys.exit(write())

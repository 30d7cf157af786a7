"""Every type of memo under every kind of signer: what it says, how it looks, what the file holds.

The stored pages were looked at beside the reference pictures. `tests.memos.matrix` draws them anew.
"""

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat

from memos.pdf import render_html, to_pdf
from memos.signature import block
from tests.memos import matrix, papers, reading
from tests.memos.matrix import SIGNERS, TYPES, printed, sheet

# How far a page may be from its stored picture: another release of poppler smooths letters a little
# otherwise, but a line that moved or is missing differs in more pixels than this.
SHADE = 96  # of 255: a pixel that differs by more is another pixel
DIFFERENT = 0.0004  # at most this share of the pixels
ALL = [(kind, signer) for kind in TYPES for signer in SIGNERS]


def differing(new: Image.Image, kept: Image.Image) -> float:
    """The share of pixels that are clearly others."""
    assert new.size == kept.size
    apart = ImageChops.difference(new.convert("L"), kept.convert("L"))
    far = apart.point([0] * SHADE + [255] * (256 - SHADE))
    return ImageStat.Stat(far).mean[0] / 255


@pytest.mark.parametrize("kind", TYPES)
def test_it_says_what_the_stored_page_says_under_every_signer(kind: str) -> None:
    assert matrix.text_of(kind) == (matrix.PAGES / f"{kind}.txt").read_text()


@pytest.mark.parametrize(("kind", "signer"), ALL)
def test_it_looks_as_the_stored_pages_do(kind: str, signer: str) -> None:
    drawn = matrix.pictures(printed(kind, signer), dpi=matrix.DPI)
    kept = sorted(matrix.PAGES.glob(f"{kind}-{signer}-?.png"))
    assert len(drawn) == len(kept)
    for picture, path in zip(drawn, kept, strict=True):
        assert differing(picture, Image.open(path)) < DIFFERENT, path.name


def test_a_line_that_is_missing_or_moved_is_seen_in_the_pictures() -> None:
    (kept,) = matrix.pictures(printed("surat_tugas", "camat"), dpi=matrix.DPI)
    whole = sheet("surat_tugas", "camat")
    for changed in (
        papers.duty(kop=whole.kop, signature=whole.signature, tembusan=()),
        papers.duty(kop=whole.kop, signature=block(SIGNERS["sekda"][0])),
        papers.duty(kop=whole.kop, signature=whole.signature, nomor="800.1.11.1/65/2026 sisipan"),
    ):
        (drawn,) = matrix.pictures(to_pdf(render_html(changed)), dpi=matrix.DPI)
        assert differing(drawn, kept) > DIFFERENT


def test_the_stored_pages_are_small() -> None:
    assert sum(path.stat().st_size for path in matrix.PAGES.iterdir()) < 1_000_000


@pytest.mark.parametrize("kind", TYPES)
def test_the_file_is_fit_for_an_archive_and_for_a_screen_reader(kind: str) -> None:
    pdf = reading.opened(printed(kind, "sekda"))
    paper = sheet(kind, "sekda")
    assert str(pdf.docinfo["/Title"]) == paper.title
    assert str(pdf.docinfo["/Author"]) == paper.author
    assert str(pdf.Root["/Lang"]) == "id"
    assert pdf.Root["/MarkInfo"]["/Marked"]
    with pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "3A"
    assert {"/H1", "/P"} <= tags(pdf)
    for page in pdf.pages:
        for font in page.Resources["/Font"].values():
            (below,) = font["/DescendantFonts"]
            assert {"/FontFile2", "/FontFile3"} & set(below["/FontDescriptor"].keys())
            assert "/ToUnicode" in font


def tags(pdf: pikepdf.Pdf) -> set[str]:
    """The kinds of structure elements in the file."""
    return {
        str(found["/S"])
        for found in pdf.objects
        if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/StructElem"
    }


@pytest.mark.parametrize(
    ("kind", "group"), [("instruksi", "Naskah-Bonum"), ("surat_perintah", "Liberation-Sans")]
)
def test_the_font_is_that_of_its_group(kind: str, group: str) -> None:
    pdf = reading.opened(printed(kind, "sekda"))
    names = {
        str(font["/BaseFont"]) for page in pdf.pages for font in page.Resources["/Font"].values()
    }
    assert all(group in name for name in names)


@pytest.mark.parametrize(
    ("kind", "order"),
    [
        ("nota_dinas", ("NOTA DINAS", "Yth.", "Hal", "Menindaklanjuti", "Demikian", "Ir. Darmawan")),
        ("memo", ("MEMO", "Yth.", "Mohon siapkan", "terima kasih", "Ir. Darmawan")),
        (
            "surat_perintah",
            ("NOMOR", "Dasar", "MEMERINTAHKAN", "Suhartono", "Camat Limun", "Mengaktifkan",
             "Ditetapkan di", "Ir. Darmawan", "Tembusan"),
        ),
        ("surat_tugas", ("Menimbang", "Dasar", "MENUGASKAN", "Galih", "Untuk", "Tembusan")),
        ("instruksi", ("NOMOR 3", "TENTANG", "Kepada", "KESATU", "KELIMA", "DARMAWAN", "Gubernur")),
        (
            "disposisi",
            ("LEMBAR DISPOSISI", "Surat dari", "No. Agenda", "Permohonan", "Diteruskan",
             "Dengan hormat", "Catatan", "P-0415/2026", "Sekretaris Daerah,"),
        ),
    ],
)  # fmt: skip
def test_the_text_comes_in_the_order_in_which_it_is_read(kind: str, order: tuple[str, ...]) -> None:
    text = reading.stream(printed(kind, "sekda"))
    places = [text.find(phrase) for phrase in order]
    assert -1 not in places
    assert places == sorted(places)

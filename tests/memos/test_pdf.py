"""One page: what it says, where it stands, what the file holds."""

from dataclasses import replace

import pikepdf
import pytest

from memos.paper import DEFAULT, NUMBER_GAP, SecurityMark
from memos.pdf import render_html, to_pdf
from memos.signature import Capacity, Office, OnBehalf, block
from tests.memos import reading
from tests.memos.sheets import CAMAT, SETDA, memo

NEAR = 0.4  # millimetres; letters have a little room at their left


def printed(**changes: object) -> bytes:
    return to_pdf(render_html(memo(**changes)))


@pytest.fixture(scope="module")
def example() -> bytes:
    return printed()


def test_the_example_reads_as_the_reference_sheet(example: bytes) -> None:
    (page,) = reading.lines(example)
    assert page[:15] == [
        "PEMERINTAH KABUPATEN SAROLANGUN",
        "SEKRETARIAT DAERAH",
        "Kompleks Perkantoran Gunung Kembang, Sarolangun, Jambi 37481",
        "Telepon (0745) 000000, Faksimile (0745) 000000",
        "Laman setda.sarolangun.example, Pos-el setda@sarolangun.example",
        "NOTA DINAS",
        "Yth. : Bupati Sarolangun",
        "Dari : Sekretaris Daerah Kabupaten Sarolangun",
        "Tanggal : 24 November 2026",
        "Nomor : 45/300.2.3/2026",
        "Sifat : Segera",
        "Lampiran : -",
        "Hal : Mohon Arahan Pembiayaan dan Lokasi Pos Lapangan Siaga Banjir",
        "dan Tanah Longsor",
        "Menindaklanjuti Perintah Bupati P-0412/2026 tanggal 22 November 2026",
    ]
    assert page[-3:] == [
        "Demikian dilaporkan. Atas arahan Bapak Bupati, kami ucapkan terima kasih.",
        "Sekretaris Daerah,",
        "Ir. Darmawan Pertakusuma, M.Si.",
    ]


def test_a_ruler_finds_the_columns_where_the_profile_says(example: bytes) -> None:
    for text, left in (
        ("Yth.", 30),
        (":", 56),
        ("Bupati", 60),
        ("Menindaklanjuti", 42.5),
        ("1.", 30),
        ("Rapat", 38),
        ("a.", 38),
        ("belanja", 46),
        ("Ir.", 120),
    ):
        assert reading.place(example, text).left == pytest.approx(left, abs=NEAR), text
    assert reading.place(example, "PEMERINTAH").top > DEFAULT.kop_top
    rows = [reading.place(example, label).top for label in ("Dari", "Tanggal")]
    assert rows[1] - rows[0] == pytest.approx(5.08 + 0.6, abs=0.05)


def test_the_signature_leaves_room_to_sign(example: bytes) -> None:
    title = reading.place(example, "Sekretaris", last=True)
    gap = reading.place(example, "Ir.").top - (title.top + title.height)
    assert gap == pytest.approx(DEFAULT.signature_gap, abs=0.5)


def test_the_signer_is_printed_with_rank_and_nip() -> None:
    assert reading.lines(printed(signature=block(CAMAT)))[0][-4:] == [
        "Camat Limun,",
        "Yulia Hapsarani, S.STP., M.Si.",
        "Pembina (IV/a)",
        "NIP 19850717 200712 2 901",
    ]


def test_prefixes_hang_so_that_titles_stand_in_line() -> None:
    signature = block(
        replace(CAMAT, capacity=Capacity.PLT),
        on_behalf=OnBehalf(office=Office.BUPATI, title="Bupati Sarolangun"),
    )
    pdf = printed(signature=signature)
    for text, left in (("a.n.", 112), ("Plt.", 112), ("BUPATI", 120), ("Camat", 120), ("NIP", 120)):
        assert reading.place(pdf, text, last=True).left == pytest.approx(left, abs=NEAR), text


def test_a_long_signer_grows_to_the_left_and_never_over_the_margin() -> None:
    signer = replace(CAMAT, name="Muhammad Nurrachman Wirasatya Kusumaatmadja")
    pdf = printed(signature=block(signer))
    name = reading.place(pdf, "Muhammad")
    assert name.left < 119
    assert name.left == pytest.approx(reading.place(pdf, "Camat", last=True).left, abs=NEAR)
    assert all(word.right < 190.3 for word in reading.words(pdf))


def test_many_addressees_are_numbered_one_is_not(example: bytes) -> None:
    assert "Yth. : Bupati Sarolangun" in reading.lines(example)[0]
    yth = tuple(f"Kepala Dinas Contoh {number}" for number in range(1, 31))
    page = reading.lines(printed(yth=yth))[0]
    assert "Yth. : 1. Kepala Dinas Contoh 1" in page
    assert "30. Kepala Dinas Contoh 30" in page
    assert page.index("30. Kepala Dinas Contoh 30") < page.index(
        "Dari : Sekretaris Daerah Kabupaten Sarolangun"
    )


def test_a_draft_shows_konsep_a_gap_for_the_number_and_no_date() -> None:
    pdf = printed(draft=True, tanggal=None, nomor=f"{NUMBER_GAP}/300.2.3/2026")
    page = reading.lines(pdf)[0]
    assert "Tanggal :" in page
    assert "Nomor : /300.2.3/2026" in page
    assert reading.place(pdf, "/300.2.3/2026").left == pytest.approx(60 + 12.7, abs=NEAR)
    huge = "".join(word.text for word in reading.words(pdf) if word.height > 20)
    assert sorted(huge) == sorted("KONSEP")


def test_a_final_sheet_shows_no_konsep(example: bytes) -> None:
    assert not [word for word in reading.words(example) if word.height > 20]


def test_the_class_stands_top_left_above_the_emblem() -> None:
    mark = reading.place(printed(security_mark=SecurityMark.RAHASIA), "RAHASIA")
    assert mark.left == pytest.approx(30, abs=NEAR)
    assert mark.top + mark.height < DEFAULT.kop_top


def test_without_an_emblem_the_text_stays_where_it_was(example: bytes) -> None:
    bare = printed(kop=replace(SETDA, emblem=None))
    assert reading.lines(bare) == reading.lines(example)


def test_a_regency_on_f4_with_other_margins() -> None:
    profile = replace(DEFAULT, paper_width=215, paper_height=330, margin_left=25)
    pdf = to_pdf(render_html(memo(), profile), profile=profile)
    file = reading.opened(pdf)
    box = file.pages[0].mediabox
    assert [float(side) / reading.MM for side in box[2:]] == pytest.approx([215, 330])
    assert reading.place(pdf, "Yth.").left == pytest.approx(25, abs=NEAR)
    assert reading.place(pdf, "Ir.").left == pytest.approx(115, abs=NEAR)


def test_the_file_is_a4_tagged_named_and_fit_for_an_archive(example: bytes) -> None:
    pdf = reading.opened(example)
    box = pdf.pages[0].mediabox
    assert [float(side) / reading.MM for side in box[2:]] == pytest.approx([210, 297], abs=0.01)
    assert str(pdf.docinfo["/Title"]).startswith("Nota Dinas: Mohon Arahan")
    assert str(pdf.docinfo["/Author"]) == "Sekretariat Daerah"
    assert str(pdf.Root["/Lang"]) == "id"
    assert pdf.Root["/MarkInfo"]["/Marked"]
    with pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "3A"


def test_every_font_is_embedded_and_ours(example: bytes) -> None:
    pdf = reading.opened(example)
    fonts = pdf.pages[0].Resources["/Font"]
    assert len(fonts) == 2
    for font in fonts.values():
        assert "Liberation-Sans" in str(font["/BaseFont"])
        descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
        assert "/FontFile2" in descriptor
        assert "/ToUnicode" in font


def test_pictures_are_not_smoothed_and_have_a_name(example: bytes) -> None:
    pdf = reading.opened(example)
    figures = [
        found
        for found in pdf.objects
        if isinstance(found, pikepdf.Dictionary) and found.get("/S") == "/Figure"
    ]
    assert [str(figure["/Alt"]) for figure in figures] == ["Lambang daerah (contoh)"]
    assert not [
        found
        for found in pdf.objects
        if isinstance(found, pikepdf.Stream) and found.get("/Interpolate")
    ]


def test_equal_sheets_give_equal_bytes_and_others_do_not(example: bytes) -> None:
    assert printed() == example
    assert printed(nomor="46/300.2.3/2026") != example

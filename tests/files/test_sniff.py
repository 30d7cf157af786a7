"""What bytes are, whatever they are called."""

import tempfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from files.refusals import FileRefused
from files.sniff import JPEG, PDF, FileType, display_name, identify
from tests.files import samples


def look(data: bytes, name: str = "") -> FileType:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        return identify(file, name=name)


def refusal(data: bytes, name: str = "") -> str:
    with pytest.raises(FileRefused) as refused:
        look(data, name)
    return refused.value.code


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (samples.picture(), "a.jpg", "image/jpeg"),
        (samples.picture(), "a.JPEG", "image/jpeg"),
        (samples.picture(), "a.png", "image/jpeg"),  # messengers rename photos
        (samples.picture(decoder="PNG"), "a.png", "image/png"),
        (samples.picture(decoder="WEBP"), "a.webp", "image/webp"),
        (samples.mp4(), "suara.m4a", "audio/mp4"),
        (samples.mp4(brand=b"isom"), "suara.mp4", "audio/mp4"),
        (samples.mp4(brand=b"3gp4"), "suara.3gp", "audio/mp4"),
        (samples.mp3(), "suara.mp3", "audio/mpeg"),
        (samples.mp3(tagged=True), "suara.mp3", "audio/mpeg"),
        (samples.ogg(), "suara.ogg", "audio/ogg"),
        (samples.ogg(b"\x01vorbis" + bytes(22)), "suara.oga", "audio/ogg"),
        (samples.webm(), "suara.webm", "audio/webm"),
        (samples.AMR, "suara.amr", "audio/amr"),
        (samples.wav(), "suara.wav", "audio/wav"),
        (samples.pdf(), "surat.pdf", "application/pdf"),
        (samples.pdf(), "Surat No. 12", "application/pdf"),
        (samples.pdf(), "", "application/pdf"),
        (samples.ooxml(), "a.docx", samples.OOXML + "wordprocessingml.document"),
        (samples.ooxml("xl/workbook.xml"), "a.xlsx", samples.OOXML + "spreadsheetml.sheet"),
        (
            samples.ooxml("ppt/presentation.xml"),
            "a.pptx",
            samples.OOXML + "presentationml.presentation",
        ),
        (samples.odf(), "a.odt", "application/vnd.oasis.opendocument.text"),
        (samples.odf("spreadsheet"), "a.ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ],
)
def test_admitted_bytes_are_named_by_what_they_are(data: bytes, name: str, media_type: str) -> None:
    assert look(data, name).media_type == media_type


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (samples.HTML, "foto.jpg", "type_mismatch"),
        (samples.HTML, "surat.pdf", "type_mismatch"),
        (samples.HTML, "page.html", "type_not_allowed"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "type_not_allowed"),
        (b"MZ" + bytes(200), "setup.exe", "type_not_allowed"),
        (samples.picture(decoder="GIF", mode="P", colour=1), "a.gif", "type_not_allowed"),
        (b"a,b\n1,2\n", "data.csv", "type_not_allowed"),
        (b"x", "", "type_not_allowed"),
        (samples.pdf(), "foto.jpg", "type_mismatch"),
        (samples.picture(), "surat.pdf", "type_mismatch"),
        (samples.ooxml(), "a.xlsx", "type_mismatch"),
        (samples.mp3(), "a.pdf", "type_mismatch"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "IMG_1.HEIC", "heic_not_supported"),
        (samples.OLD_WORD, "lama.doc", "old_office_format"),
        (b" " + samples.pdf(), "a.pdf", "type_mismatch"),
    ],
)
def test_anything_else_is_refused_with_its_reason(data: bytes, name: str, code: str) -> None:
    assert refusal(data, name) == code


@pytest.mark.parametrize(
    "data",
    [
        samples.mp4(b"soun", b"vide", brand=b"isom"),
        samples.mp4(b"vide", brand=b"mp42"),
        samples.ogg(b"OpusHead" + bytes(11), b"\x80theora" + bytes(30)),
        samples.webm(b"V_VP8", b"A_OPUS"),
        samples.ogg()[:20],
        samples.mp3()[:300],
        b"RIFF\x10\0\0\0WAVE" + bytes(40),
        samples.mp4()[:40],
    ],
)
def test_moving_pictures_and_broken_sound_are_not_recordings(data: bytes) -> None:
    assert refusal(data) == "type_not_allowed"


@pytest.mark.parametrize(
    "data",
    [
        samples.ooxml(more={"word/vbaProject.bin": b"x"}),
        samples.ooxml(more={"xl/other/VBAproject.BIN": b"x"}),
        samples.archive(
            {"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml"}
        ),
        samples.odf(more={"Basic/Standard/Module1.xml": b"x"}),
    ],
)
def test_a_document_with_macros_is_refused(data: bytes) -> None:
    assert refusal(data) == "macro_not_allowed"


def test_a_zip_that_is_no_office_file_is_refused() -> None:
    assert refusal(samples.archive({"a.txt": b"a"}), "a.zip") == "type_not_allowed"
    both = samples.ooxml(more={"xl/workbook.xml": b"<x/>"})
    assert refusal(both, "a.docx") == "type_mismatch"


def test_a_zip_bomb_is_refused_before_it_is_opened() -> None:
    bomb = samples.ooxml(more={"word/media/a.bin": bytes(20_000_000)})
    assert len(bomb) < 30_000
    assert refusal(bomb, "a.docx") == "archive_bomb"
    crowd = samples.ooxml(more={f"word/{n}": b"" for n in range(4_001)})
    assert refusal(crowd, "a.docx") == "archive_bomb"


def test_bytes_hidden_around_a_zip_are_refused() -> None:
    document = samples.ooxml()
    assert refusal(document + samples.HTML, "a.docx") == "file_damaged"
    assert refusal(document[:-40], "a.docx") == "file_damaged"
    hidden = document[:30] + samples.HTML + document[30:]
    assert refusal(hidden, "a.docx") == "file_damaged"


@pytest.mark.parametrize(
    "data",
    [
        samples.pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
        samples.pdf(b"/OpenAction << /S /J#61vaScript /JS (app.alert(1)) >>"),
        samples.pdf(b"/OpenAction << /S /Launch /F (cmd.exe) >>"),
        samples.pdf(b"/Names << /EmbeddedFiles 4 0 R >>"),
        samples.pdf(stream=b"4 0 << /S /JavaScript /JS (app.alert(1)) >>"),
    ],
)
def test_a_pdf_that_acts_or_hides_is_refused(data: bytes) -> None:
    assert refusal(data, "a.pdf") == "pdf_active"


def test_a_pdf_with_ordinary_object_streams_is_taken() -> None:
    data = samples.pdf(stream=b"4 0 << /Type /Page /MediaBox [0 0 595 842] >>")
    assert look(data, "a.pdf") == PDF


def test_a_locked_or_cut_pdf_is_refused() -> None:
    assert refusal(samples.pdf(b"/Encrypt 5 0 R"), "a.pdf") == "pdf_locked"
    assert refusal(samples.pdf()[:100], "a.pdf") == "file_damaged"
    endless = samples.pdf(stream=b"4 0 << >>").replace(b"endstream", b"")
    assert refusal(endless, "a.pdf") == "file_damaged"


def test_a_pdf_bomb_is_refused() -> None:
    assert refusal(samples.pdf(stream=bytes(70_000_000)), "a.pdf") == "archive_bomb"


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("IMG_0412.JPG", "IMG_0412.jpg"),
        ("jalan rusak.png", "jalan rusak.jpg"),
        ("C:\\Foto\\jalan.jpg", "jalan.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("laporan\u202egpj.exe", "laporangpj.exe.jpg"),
        ("a\r\nSet-Cookie: x\x00.jpg", "a Set-Cookie: x.jpg"),
        ("  . jalan .  .jpg", "jalan.jpg"),
        ("\u200b\ufeff", "Foto.jpg"),
        (". .jpg", "Foto.jpg"),
        ("", "Foto.jpg"),
        ("\ud800jalan", "jalan.jpg"),
    ],
)
def test_a_display_name_cannot_mislead(given_name: str, shown: str) -> None:
    assert display_name(given_name, JPEG) == shown


def test_a_display_name_ends_with_its_type_and_has_at_most_120_characters() -> None:
    assert display_name("x" * 500 + ".pdf", PDF) == "x" * 116 + ".pdf"
    assert display_name("Surat No. 12", PDF) == "Surat No. 12.pdf"


@given(st.text(max_size=300))
def test_any_name_at_all_becomes_one_that_can_be_shown(name: str) -> None:
    shown = display_name(name, PDF)
    assert 5 <= len(shown) <= 120
    assert shown.endswith(".pdf")
    assert shown == display_name(shown, PDF)


HEADS = [
    samples.mp4(), samples.mp3(tagged=True), samples.ogg(), samples.webm(), samples.wav(),
    samples.pdf(stream=b"x" * 50), samples.ooxml(), samples.odf(), samples.AMR,
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(HEADS),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=12),
    st.integers(1, 600),
)
def test_no_bytes_at_all_upset_the_sniffer(
    head: bytes, edits: list[tuple[int, int]], length: int
) -> None:
    data = bytearray(head[:length])
    for at, value in edits:
        data[at % len(data)] = value
    with suppress(FileRefused):
        look(bytes(data), "a.pdf")

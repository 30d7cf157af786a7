"""Rules of the field for long documents: where a page may break, and what stands together."""

import itertools

import pytest

from memos.paper import DEFAULT, Annex, FileCopy, Paraf, PersonLine, Sheet, parse_body
from memos.pdf import copy_to_pdf, render_html, to_pdf
from memos.signature import Group, block
from tests.memos import papers, reading
from tests.memos.sheets import CAMAT, memo, points

SENTENCE = "Melaporkan keadaan setiap hari kepada Sekretaris Daerah"


def pages(sheet: Sheet) -> list[list[str]]:
    """Its lines, page by page."""
    return reading.lines(to_pdf(render_html(sheet)))


def person(n: int) -> PersonLine:
    """An invented person."""
    return PersonLine(f"Pegawai Contoh {n}", "Penata (III/c)", "19880305 201403 1 906", "Analis")


def test_thirty_addressees_and_a_long_body_take_two_pages_and_more_in_order() -> None:
    yth = tuple(f"Kepala Dinas Contoh {n}" for n in range(1, 31))
    found = pages(memo(yth=yth, body=parse_body(points(6)), signature=block(CAMAT)))
    assert len(found) == 2
    text = "\n".join(line for page in found for line in page)
    places = [text.index(f"{n}. Kepala Dinas Contoh {n}\n") for n in range(1, 31)]
    assert places == sorted(places)
    assert found[1][-1].startswith("NIP")


def test_thirty_persons_of_a_surat_perintah_are_never_split() -> None:
    people = tuple(person(n) for n in range(1, 31))
    found = pages(papers.command(people=people))
    for page in found:
        names = [i for i, line in enumerate(page) if "Nama : Pegawai" in line]
        for at in names:
            assert [line.split(" :")[0].split()[-1] for line in page[at + 1 : at + 4]] == [
                "Pangkat/Gol.", "NIP", "Jabatan",
            ]  # fmt: skip
    assert sum("Nama : Pegawai" in line for page in found for line in page) == 30


def test_a_body_of_five_pages_numbers_them_and_joins_each_to_the_next() -> None:
    found = pages(memo(body=parse_body(points(44)), signature=block(CAMAT)))
    assert len(found) == 5
    for number, (page, following) in enumerate(itertools.pairwise(found), start=2):
        assert following[0].replace(" ", "") == f"-{number}-"
        assert page[-1].endswith(" ...")
        first = page[-1].removesuffix(" ...")
        assert following[1].startswith(first)


@pytest.mark.parametrize("count", range(2, 14))
def test_the_signature_takes_two_lines_of_the_tasks_with_it(count: int) -> None:
    tasks = tuple(f"{SENTENCE} nomor {n}" for n in range(count))
    found = pages(papers.command(untuk=tasks, people=papers.PEOPLE[:3]))
    for page in found:
        if "Ditetapkan di Sarolangun" in page and len(found) > 1:
            assert page.index("Ditetapkan di Sarolangun") >= 3  # the number of the page, two lines
        assert page[-1] != "MEMERINTAHKAN:"
        assert page[0] != "Tembusan:"


@pytest.mark.parametrize("count", range(3, 16))
def test_a_dictum_is_never_split_and_the_signature_never_alone(count: int) -> None:
    dictums = tuple(
        f"Kepala Dinas Contoh {n} menyiapkan tenaga, obat, dan ambulans di setiap pos lapangan "
        f"sampai masa siaga yang ke-{n} berakhir." for n in range(count)
    )  # fmt: skip
    found = pages(papers.instruksi(dictums=dictums))
    text = [line for page in found for line in page]
    assert sum(line.startswith("KE") and " : " in line for line in text) == count
    for page in found:
        body = [line for line in page if not line.endswith("...")]
        starts = [i for i, line in enumerate(body) if " : Kepala Dinas Contoh" in line]
        assert all(body[i + 1].startswith(("pos", "ambulans", "obat")) or "lapangan" in body[i + 1]
                   for i in starts)  # fmt: skip
        if "Dikeluarkan di Sarolangun" in page and len(found) > 1:
            assert page.index("Dikeluarkan di Sarolangun") >= 3
        assert not page[-1].startswith("Untuk")


def test_labels_of_eight_and_more_dictums_keep_their_colons_in_one_line() -> None:
    pdf = to_pdf(render_html(papers.instruksi(dictums=("Menyiapkan tenaga.",) * 12)))
    words = [word for word in reading.words(pdf) if word.page == 1]
    labels = [word for word in words if word.text.startswith("KE") and word.left < 31]
    rows = {round(word.top) for word in labels if word.top > 60}
    colons = {round(word.left, 1) for word in words if word.text == ":" and round(word.top) in rows}
    assert len(colons) == 1
    assert all(word.right < min(colons) for word in labels if round(word.top) in rows)


def test_a_lampiran_begins_a_page_with_its_roman_number_and_no_joining_word() -> None:
    found = pages(papers.signed())
    begins = [next(i for i, page in enumerate(found) if part in page) for part in
              ("LAMPIRAN I", "LAMPIRAN II")]  # fmt: skip
    assert begins == [2, 3]
    for at in begins:
        assert found[at][0].replace(" ", "") == f"-{at + 1}-"
        assert found[at][1].startswith("LAMPIRAN ")
        assert not any(line.endswith("...") for line in found[at - 1])
    assert "NOMOR : 112/600.1.9.4/2026" in found[2]
    assert "TANGGAL : 24 November 2026" in found[2]


def test_a_single_lampiran_has_no_number_and_a_long_one_goes_on_with_its_head() -> None:
    people = tuple(person(n) for n in range(1, 61))
    found = pages(papers.command(people=people, listed=True,
                                 annexes=(Annex(title="Daftar Nama", people=people),)))  # fmt: skip
    start = next(i for i, page in enumerate(found) if "LAMPIRAN" in page)
    assert not any("Nama : " in line for page in found for line in page)
    assert "Nama-nama yang tercantum dalam Lampiran" in " ".join(found[0])
    for page in found[start:]:
        assert any(line.startswith("No. Nama dan NIP") for line in page)
    rows = [line for page in found[start:] for line in page if "Pegawai Contoh" in line]
    assert [int(row.split(".")[0]) for row in rows if row[0].isdigit()] == list(range(1, 61))


def test_the_last_thing_on_a_page_is_never_only_the_tembusan() -> None:
    copies = tuple(f"Kepala Dinas Contoh {n}" for n in range(1, 31))
    for page in pages(papers.duty(tembusan=copies)):
        body = [line for line in page if line.replace(" ", "") != "-2-"]
        assert body[0] != "Tembusan:"
        assert len(body) > 2


def test_a_single_tembusan_is_not_numbered_and_many_are() -> None:
    (one,) = pages(papers.duty())
    assert one[-2:] == ["Tembusan:", "Camat Limun"]
    assert pages(papers.instruksi())[-1][-3:] == [
        "1. Gubernur Jambi", "2. Ketua DPRD Kabupaten Sarolangun",
        "3. Inspektur Daerah Kabupaten Sarolangun",
    ]  # fmt: skip


# --- The file copy ----------------------------------------------------------------------------------


def without_copy(lines: list[str]) -> list[str]:
    return [line for line in lines if "PERTINGGAL" not in line]


def test_the_pertinggal_says_who_initialled_and_moves_no_line() -> None:
    plain, copy = to_pdf(render_html(memo())), copy_to_pdf(papers.file_copy())
    (page,) = reading.lines(copy)
    text = " ".join(page)
    for word in ("PERTINGGAL", "Paraf Hierarki", "Paraf Koordinasi", "08.41 WIB", "Kepala BPKAD"):
        assert word in text
    kept = {(w.text, round(w.left), round(w.top)) for w in reading.words(plain)}
    assert kept <= {(w.text, round(w.left), round(w.top)) for w in reading.words(copy)}
    mark = reading.place(copy, "PERTINGGAL")
    assert mark.right == pytest.approx(190 - 2.5, abs=1)
    assert mark.top < DEFAULT.kop_top


def test_initials_that_do_not_fit_beside_the_signature_get_a_sheet_of_their_own() -> None:
    many = FileCopy(hierarchy=tuple(Paraf(f"Kepala Bagian Contoh {n}") for n in range(1, 25)))
    found = reading.lines(copy_to_pdf(papers.file_copy(file_copy=many)))
    assert len(found) == 2
    assert found[0][-1] == "Ir. Darmawan Pertakusuma, M.Si."
    assert "LEMBAR KENDALI" in found[1]
    assert "Kepala Bagian Contoh 24" in found[1][-1]


def test_without_initials_there_is_no_pertinggal() -> None:
    with pytest.raises(ValueError, match="initials"):
        copy_to_pdf(memo())


# --- The signature ----------------------------------------------------------------------------------


def test_ink_and_electronic_signature_break_pages_alike() -> None:
    wet = reading.words(to_pdf(render_html(papers.signed(box=None))))
    boxed = reading.words(to_pdf(render_html(papers.signed())))
    below = [next(w for w in words if w.text == "Budiman") for words in (wet, boxed)]
    assert (below[0].page, round(below[0].top, 1)) == (below[1].page, round(below[1].top, 1))


def test_place_and_date_stand_over_the_title_at_the_same_edge() -> None:
    pdf = to_pdf(render_html(papers.duty(signature=block(CAMAT, group=Group.PENUGASAN))))
    edges = [reading.place(pdf, word, last=True).left for word in ("Ditetapkan", "pada", "Yulia")]
    assert edges == pytest.approx([120] * 3, abs=0.4)

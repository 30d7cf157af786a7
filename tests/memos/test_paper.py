from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from memos.paper import (
    DEFAULT,
    Block,
    HeadField,
    Item,
    NumberedList,
    Paragraph,
    SecurityMark,
    head_rows,
    parse_body,
)
from memos.wording import clean
from tests.memos.sheets import BODY, memo


def test_the_example_body_is_paragraphs_and_nested_points() -> None:
    opening, points, request, closing = parse_body(BODY)
    assert isinstance(opening, Paragraph)
    assert opening.introduces
    assert isinstance(points, NumberedList)
    assert [item.marker for item in points.items] == ["1.", "2.", "3.", "4."]
    assert points.items[0].text.endswith("Dinas PUPR, Dinas Kesehatan, dan kedua camat terkait.")
    (below,) = points.items[2].below
    assert isinstance(below, NumberedList)
    assert [item.marker for item in below.items] == ["a.", "b."]
    assert points.items[2].introduces
    assert isinstance(request, Paragraph)
    assert isinstance(closing, Paragraph)


def test_three_levels_nest_and_close_again() -> None:
    assert parse_body("1. satu\na. dua\n1) tiga\n2) empat\nb. lima\n2. enam") == (
        NumberedList(
            (
                Item(
                    "1.",
                    "satu",
                    (
                        NumberedList(
                            (
                                Item(
                                    "a.",
                                    "dua",
                                    (NumberedList((Item("1)", "tiga"), Item("2)", "empat"))),),
                                ),
                                Item("b.", "lima"),
                            )
                        ),
                    ),
                ),
                Item("2.", "enam"),
            )
        ),
    )


def test_any_kind_of_number_may_be_the_outermost() -> None:
    assert parse_body("a. satu\nb. dua") == (NumberedList((Item("a.", "satu"), Item("b.", "dua"))),)


def test_blank_lines_between_points_do_not_end_the_list() -> None:
    assert parse_body("1. satu\n\n2. dua") == (
        NumberedList((Item("1.", "satu"), Item("2.", "dua"))),
    )


def test_a_list_goes_on_after_a_paragraph_with_the_next_number() -> None:
    assert parse_body("1. satu\n\nlalu\n\n2. dua") == (
        NumberedList((Item("1.", "satu"),)),
        Paragraph("lalu"),
        NumberedList((Item("2.", "dua"),)),
    )


def test_a_number_that_does_not_fit_is_ordinary_text() -> None:
    assert parse_body("paling lambat tanggal\n5. Kemudian") == (
        Paragraph("paling lambat tanggal 5. Kemudian"),
    )
    assert parse_body("1. satu\n\n7. tujuh") == (
        NumberedList((Item("1.", "satu"),)),
        Paragraph("7. tujuh"),
    )
    assert parse_body("2026. Tahun ini\n\nA. Rahman hadir\n\n1.tanpa spasi") == (
        Paragraph("2026. Tahun ini"),
        Paragraph("A. Rahman hadir"),
        Paragraph("1.tanpa spasi"),
    )


def test_an_empty_body_is_no_block() -> None:
    assert parse_body(" \n\n\t\r\n") == ()


def words_of(blocks: tuple[Block, ...]) -> list[str]:
    words: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            words += block.text.split()
        elif isinstance(block, NumberedList):
            for item in block.items:
                words += [item.marker, *item.text.split(), *words_of(item.below)]
    return words


LINES = st.one_of(
    st.sampled_from(
        ["", "1. satu", "2. dua", "a. huruf", "b. huruf", "1) kurung", "2) dua", "teks"]
    ),
    st.text(max_size=20),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=12))
def test_no_word_is_ever_lost_or_moved(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert words_of(parse_body(text)) == clean(text).split()


def test_the_head_is_in_the_order_of_the_profile_without_an_empty_tembusan() -> None:
    assert [row.label for row in head_rows(memo())] == [
        "Yth.",
        "Dari",
        "Tanggal",
        "Nomor",
        "Sifat",
        "Lampiran",
        "Hal",
    ]
    rows = head_rows(memo(tembusan=("Inspektur Kabupaten Sarolangun",), lampiran=""))
    assert [row.label for row in rows][2] == "Tembusan"
    assert rows[6].values == ("-",)
    number_first = replace(DEFAULT, head_order=(HeadField.NOMOR, HeadField.YTH))
    assert [row.label for row in head_rows(memo(), number_first)] == ["Nomor", "Yth."]


def test_only_the_two_high_classes_are_red() -> None:
    assert [mark.red for mark in SecurityMark] == [False, True, True]


def test_a_draft_says_so_in_its_title() -> None:
    assert memo(hal="Rapat").title == "Nota Dinas: Rapat"
    assert memo(hal="Rapat", draft=True).title == "Konsep Nota Dinas: Rapat"

"""HTML comes in from people, Word and programs: what is kept is words, order, and a few marks."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memos.body import HTML, TEXT, blocks, words_of
from memos.body.allow import as_html, cleaned
from memos.body.reading import MOST_BLOCKS, MOST_CELLS, MOST_COLUMNS
from memos.wording import clean
from tests.memos.sheets import BODY
from workflow.refusals import Refused

ROW = "<tr><td>1</td><td>Bronjong</td></tr>"


def kept(raw: str) -> str:
    """The body as it is stored."""
    return cleaned(raw, HTML)


def refused(raw: str) -> str:
    """The code of the refusal."""
    with pytest.raises(Refused) as found:
        cleaned(raw, HTML)
    assert str(found.value.refusal.sentence)
    return found.value.refusal.code


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("<p>Satu <b>dua</b></p>", "<p>Satu <strong>dua</strong></p>"),
        ("<h1>Dasar</h1>isi", "<h2>Dasar</h2><p>isi</p>"),
        ("<h5>Dasar</h5>", "<h3>Dasar</h3>"),
        ("<div>satu</div><div>dua<br>tiga</div>", "<p>satu</p><p>dua<br>tiga</p>"),
        ("<p onclick='x()' style='color:red' class=a id=b>a</p>", "<p>a</p>"),
        ("<a href='javascript:x()'>kata</a>", "<p>kata</p>"),
        ("<a href='data:text/html,<script>x</script>'>kata</a>", "<p>kata</p>"),
        ("<img src='file:///etc/passwd' onerror=x()>kata", "<p>kata</p>"),
        ("<script>alert(1)</script>kata<style>p{}</style>", "<p>kata</p>"),
        ("<svg><text>gambar</text><script>x</script></svg>kata", "<p>kata</p>"),
        ("<iframe src='http://127.0.0.1/'>x</iframe><object>y</object>kata", "<p>kata</p>"),
        ("<math><mtext><style><img src=x onerror=x()>", ""),
        ("<p>a</p><p>&nbsp;</p><p></p>", "<p>a</p>"),
        ("1 &lt; 2 &amp; <u>3</u>", "<p>1 &lt; 2 &amp; <u>3</u></p>"),
        ("kata<o:p></o:p>lain <span>x</span>y", "<p>katalain xy</p>"),
        ("<td>a</td><td>b</td>", "<p>a b</p>"),
        ("<select><option>a<option>b</select>", "<p>a b</p>"),
        ("<ol type=i start=3 reversed><li>a</li></ol>", '<ol start="3"><li><p>a</p></li></ol>'),
        ("<ol type=a><li>a</li></ol>", '<ol type="a."><li><p>a</p></li></ol>'),
        ("<ol start=99999999999><li>a</ol>", '<ol start="999"><li><p>a</p></li></ol>'),
        ("<ol><li>a</li><ol><li>b</li></ol></ol>",
         "<ol><li><p>a</p><ol><li><p>b</p></li></ol></li></ol>"),
        ("<ul>a<li>b</ul>", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("<table><tr><td rowspan=9 colspan=x>a</td><td>b</td></tr></table>",
         "<table><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr></tbody></table>"),
        ("<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>",
         "<table><tbody><tr><td><p>a</p><p>b</p></td></tr></tbody></table>"),
    ],
)  # fmt: skip
def test_only_words_and_allowed_marks_are_kept(raw: str, stored: str) -> None:
    assert kept(raw) == stored
    assert kept(stored) == stored


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("a" * 1_048_577, "body_too_long"),
        ("<p>" + "kata " * 13_000, "body_too_long"),
        ("<ul><li>" * 131_072, "body_too_many_parts"),
        ("<ul><li>" * 1_000, "body_too_deep"),
        ("<div>" * 5_000 + "a" + "</div>" * 5_000, "body_too_deep"),
        ("<ol><li>a" * 7, "body_lists_too_deep"),
        ("<p>a" * (MOST_BLOCKS + 1), "body_too_many_parts"),
        ("<p>" + "<b>a</b><i>b</i>" * 4_000, "body_too_many_parts"),
        ("<table><tr>" + "<td>a</td>" * 100_000, "body_too_many_parts"),
        ("<table>" + ROW * (MOST_CELLS // 2 + 1), "body_table_too_big"),
        ("<table><tr>" + "<td>a" * (MOST_COLUMNS + 1), "body_table_too_wide"),
        ("<table>" + "<tr><td colspan=200 rowspan=200>a" * 9, "body_table_too_wide"),
        ("<!--" * 200_000, "body_too_many_parts"),
        ('<a "' * 250_000, "body_too_many_parts"),
    ],
)
def test_what_would_hold_up_the_press_is_refused(raw: str, code: str) -> None:
    assert refused(raw) == code


def test_a_format_nobody_knows_is_refused() -> None:
    with pytest.raises(Refused) as found:
        cleaned("a", "rtf")
    assert found.value.refusal.code == "body_format_unknown"


def test_unclosed_marks_with_attributes_do_not_multiply() -> None:
    html = kept("".join(f"<p><font color='{n}'><b id='{n}'>kata" for n in range(50)))
    assert html.count("kata") == 50
    assert len(html) < 50 * 60


def test_a_plain_draft_opens_in_the_editor_with_every_word_and_number() -> None:
    html = as_html(BODY, TEXT)
    assert blocks(html, HTML) == blocks(BODY, TEXT)
    assert kept(html) == html


def test_plain_points_that_start_anew_keep_their_numbers() -> None:
    text = "1. satu\n2. dua\n1. lagi satu\n\nAntara\n\n2. terus"
    html = as_html(text, TEXT)
    assert html.count("<ol>") == 2
    assert '<ol start="2"><li><p>terus</p></li></ol>' in html
    again = [i.marker for b in blocks(html, HTML) if b.kind == "list" for i in b.items]  # type: ignore[union-attr]
    assert again == ["1.", "2.", "1.", "2."]


# --- For all bodies ---------------------------------------------------------------------------------

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=12)
MARKS = st.sampled_from(["b", "em", "u", "strong", "i", "span", "a"])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


inline: Any = st.deferred(
    lambda: st.one_of(
        WORDS.map(lambda text: f" {_escaped(text)} "),
        st.tuples(MARKS, inline).map(lambda of: f"<{of[0]} class='x'>{of[1]}</{of[0]}>"),
        st.tuples(inline, inline).map(" <br> ".join),
    )
)
block: Any = st.deferred(
    lambda: st.one_of(
        st.tuples(
            st.sampled_from(["p", "h1", "h2", "h3", "div", "blockquote", "dd", "section"]), inline
        ).map(lambda of: f"<{of[0]}>{of[1]}</{of[0]}>"),
        inline,
        st.tuples(st.sampled_from(["ol", "ul", "ol type=a start=4"]), items).map(
            lambda of: f"<{of[0]}>{of[1]}</{of[0].split()[0]}>"
        ),
        rows.map(lambda of: f"<table>{of}</table>"),
    )
)
items: Any = st.lists(st.tuples(inline, st.just("")), max_size=3).map(
    lambda of: "".join(f"<li>{a}{b}</li>" for a, b in of)
) | st.lists(st.tuples(inline, block), max_size=2).map(
    lambda of: "".join(f"<li>{a}{b}</li>" for a, b in of)
)
rows: Any = st.lists(
    st.lists(st.one_of(inline, block), max_size=3).map(
        lambda cells: "".join(f"<td rowspan=2 colspan=2>{cell}</td>" for cell in cells)
    ),
    max_size=3,
).map(lambda of: "".join(f"<tr>{row}</tr>" for row in of))
bodies = st.lists(block, max_size=4).map("".join)


@given(st.data())
def test_no_word_is_lost_and_what_is_kept_stays_as_it_is(data: st.DataObject) -> None:
    raw = data.draw(bodies)
    try:
        once = kept(raw)
    except Refused:  # too deep or too wide, which other tests judge
        return
    assert kept(once) == once
    said = "".join(clean(_bare(raw)).split())
    assert "".join("".join(words_of(blocks(once, HTML))).split()) == said


@given(st.text(max_size=400))
def test_any_text_at_all_is_kept_or_refused(raw: str) -> None:
    once = kept(raw)
    assert kept(once) == once


def _bare(raw: str) -> str:
    """The words between the tags that the strategy wrote."""
    parts = (part.split(">", 1)[-1] for part in raw.split("<"))
    text = " ".join(parts)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

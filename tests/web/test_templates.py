"""Every page, drawn from invented data: what must hold whatever the view puts in."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.test import override_settings
from django.utils import translation

from web.cards import Action, ActionField, Barisan, Dock, FieldKind, Mark, MarkKind, Style
from web.gallery.orders import received
from web.gallery.pages import PAGES
from web.gallery.story import NOW, PAPER

STATIC = Path(__file__).resolve().parents[2] / "static"
SPRITE = (STATIC / "img/sprite.svg").read_text()
STYLES = {path.name: path.read_text() for path in (STATIC / "css").glob("*.css")}
WEIGHT_LIMIT = 100_000


class Page(HTMLParser):
    """A drawn page: its tags with attributes and the text a screen reader meets."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Attributes of every such tag."""
        return [attrs for name, attrs in self.tags if name == tag]


def text(html: str) -> str:
    """The words of a piece of HTML with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace(" ,", ",").strip()


@pytest.fixture(autouse=True)
def _frames() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.web.gallery_urls"), translation.override("id"):
        yield


def draw(name: str, **more: object) -> Page:
    template, build = PAGES[name]
    return Page(render_to_string(template, {**build(), "csrf_token": "token", **more}))


def component(name: str, **context: object) -> Page:
    context = {"now": NOW, "csrf_token": "token", **context}
    return Page(render_to_string(f"_components/{name}.html", context))


@pytest.mark.parametrize("name", PAGES)
def test_every_page_obeys_the_content_security_policy(name: str) -> None:
    page = draw(name)
    assert not page.all("style")
    for tag, attrs in page.tags:
        assert "style" not in attrs, (tag, attrs)
        assert not [key for key in attrs if key.startswith("on")], (tag, attrs)
    assert all(script.get("src") for script in page.all("script"))


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_a_language_a_title_and_one_heading_per_width(name: str) -> None:
    page = draw(name)
    assert page.all("html")[0]["lang"] == "id"
    assert re.search(r"<title>[^<·]+", page.html)
    # Detail pages have two, of which one is shown: in the kop on the phone, in the pane beyond.
    assert 1 <= len(page.all("h1")) + page.html.count('class="jabatan">') <= 2


@pytest.mark.parametrize("name", PAGES)
def test_every_icon_mark_script_and_style_exists(name: str) -> None:
    page = draw(name)
    for use in page.all("use"):
        symbol = str(use["href"]).partition("#")[2]
        assert f'id="{symbol}"' in SPRITE, symbol
    prefix = static("")
    for attrs in (*page.all("script"), *page.all("link")):
        address = str(attrs.get("src") or attrs.get("href"))
        assert (STATIC / address.removeprefix(prefix)).is_file(), address


@pytest.mark.parametrize("name", PAGES)
def test_every_post_is_guarded_and_every_field_has_a_name_aloud(name: str) -> None:
    page = draw(name)
    for form in re.findall(r'<form[^>]*method="post".*?</form>', page.html, re.DOTALL):
        assert "csrfmiddlewaretoken" in form
    for attrs in page.all("input") + page.all("textarea") + page.all("select"):
        if attrs.get("type") in {"hidden", "radio", "checkbox", "file"}:
            continue  # the last three are wrapped in their label, or labelled by id like the rest
        label = f'for="{attrs.get("id")}"'
        assert label in page.html or attrs.get("aria-label"), attrs


@pytest.mark.parametrize("name", PAGES)
def test_ids_are_unique_and_what_they_point_to_is_there(name: str) -> None:
    page = draw(name)
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids)), sorted(str(each) for each in ids)
    for _, attrs in page.tags:
        for key in ("for", "aria-describedby", "aria-labelledby", "data-sheet"):
            for target in str(attrs.get(key) or "").split():
                assert target in ids, (key, target)


def test_a_desk_where_nothing_waits_has_no_kunyit() -> None:
    clear, busy = draw("beranda-bersih").html, draw("beranda-penerima").html
    for sign in ("kunyit", "giliran-pita", "#logo-turn"):
        assert sign in busy
        assert sign not in clear
    assert "Semua sudah dijawab" in clear


def test_the_garis_kop_is_dashed_only_for_an_acting_hat() -> None:
    assert "garis-kop putus" in draw("jabatan").html
    assert "garis-kop putus" not in draw("lainnya").html
    assert "Dicatat oleh Kepala Bagian Umum" in draw("jabatan").html


def test_a_board_row_is_read_aloud_as_one_sentence() -> None:
    row = re.search(
        r'<a href="#" data-row>(?:(?!</a>).)*Camat Pelawan.*?</a>', draw("papan").html, re.DOTALL
    )
    assert row
    last = row.group(0).rpartition("<a href")[2]
    assert "Camat Pelawan, Sudah dibaca, belum menjawab, 47 menit" in text("<a href" + last)


def test_a_new_verb_needs_no_new_template() -> None:
    fields = (
        ActionField("reason", "Alasan", required=True, error="Alasan wajib diisi."),
        ActionField("until", "Sampai", FieldKind.MOMENT),
        ActionField("scan", "Pindaian", FieldKind.FILES, accept="application/pdf"),
    )
    action = Action(
        "pause", "Tunda", "/tunda/", fields=fields, key="k-9", hat="7", version=0, open=True
    )
    page = component("sheet", action=action)
    sent = {str(attrs["name"]): attrs for attrs in page.all("input") if attrs.get("name")}
    assert (sent["kunci"]["value"], sent["jabatan"]["value"], sent["versi"]["value"]) == (
        "k-9",
        "7",
        "0",
    )
    assert sent["until"]["type"] == "datetime-local"
    assert "required" not in sent["until"]
    assert sent["scan"]["accept"] == "application/pdf"
    reason = page.all("textarea")[0]
    assert "required" in reason
    assert reason["aria-invalid"] == "true"
    assert "Alasan wajib diisi." in page.html
    assert "open" in page.all("dialog")[0]


def test_a_refused_verb_keeps_its_words_and_says_why_but_cannot_be_sent() -> None:
    refused = Action("start", "Mulai kerjakan", "/mulai/", refusal="Jawab Siap dulu.")
    page = component("action", action=refused)
    button = page.all("button")[0]
    assert button["aria-disabled"] == "true"
    assert button["aria-describedby"] == "tolak-start"
    assert "Jawab Siap dulu." in page.html
    assert not page.all("form")
    assert "/mulai/" not in page.html


def test_the_dock_shows_one_full_button_and_puts_the_rest_away() -> None:
    def plain(verb: str, style: Style = Style.OUTLINED, refusal: str = "") -> Action:
        return Action(verb, verb, "#", style, refusal=refusal)

    actions = (
        plain("start", refusal="belum"),
        plain("ask"),
        plain("acknowledge", Style.KUNYIT),
        plain("progress"),
    )
    dock = Dock.of(actions, others_label="Jawaban lain")
    assert dock.primary is actions[2]
    assert dock.second is actions[1]
    assert dock.others == (actions[0], actions[3])
    assert component("dock", dock=dock).html.count("tombol kunyit") == 1
    alone = Dock.of(actions, others_label="Tindakan lain", beside=False)
    assert alone.second is None
    assert alone.others == (actions[0], actions[1], actions[3])
    assert alone.more == "Tindakan lain"
    assert not Dock.of(actions[2:3], others_label="Tindakan lain").more
    assert not component("dock", dock=Dock()).html.strip()


def test_a_barisan_is_marks_to_24_and_a_bar_with_numbers_above() -> None:
    ready = Mark(MarkKind.READY)
    row = Barisan((ready,) * 24, "24 dari 24 lurah menjawab")
    assert component("barisan", barisan=row).html.count("#m-ready") == 24
    crowd = Barisan((Mark(MarkKind.ASKING), *(ready,) * 400), "400 dari 401 lurah menjawab")
    parts = crowd.segments
    assert [(part.fill, part.count) for part in parts] == [("turn", 1), ("ready", 400)]
    assert parts[0].width >= Barisan.SEGMENT_FLOOR
    assert parts[-1].x + parts[-1].width == Barisan.BAR_WIDTH
    bar = component("barisan", barisan=crowd)
    assert "#m-ready" not in bar.html
    assert bar.all("svg")[0]["aria-label"] == "400 dari 401 lurah menjawab"
    assert "400 siap" in text(bar.html)


def test_lateness_adds_a_bar_and_leaves_the_mark() -> None:
    row = Barisan((Mark(MarkKind.READ, late=True),), "0 dari 1")
    page = component("barisan", barisan=row)
    assert "#m-read" in page.html
    assert "#m-late" in page.html


def test_the_words_of_an_order_are_escaped_and_keep_their_lines() -> None:
    paper = replace(PAPER, text="Baris satu\n<script>alert(1)</script>")
    shown = replace(received()["received"], paper=paper)
    page = draw("perintah", received=shown)
    assert "Baris satu\n&lt;script&gt;" in page.html


def test_an_error_page_draws_without_any_context() -> None:
    page = Page(render_to_string("500.html"))
    assert "Sigap sedang terganggu" in page.html
    assert page.all("a")


def test_nothing_is_promised_that_is_not_true_yet() -> None:
    for name in PAGES:
        words = text(draw(name).html).lower()
        assert "tanpa sinyal" not in words
        assert "aman di ponsel" not in words


def test_all_styles_scripts_and_the_sprite_weigh_less_than_a_photo() -> None:
    """The editor of memos is weighed by itself: only the page of a draft loads it."""
    files = [path for path in STATIC.rglob("*") if path.suffix in {".css", ".js", ".svg"}]
    of_editor = [path for path in files if {"vendor", "editor"} & {*path.parts, path.stem}]
    assert _weight(of_editor) < WEIGHT_LIMIT
    assert _weight([path for path in files if path not in of_editor]) < WEIGHT_LIMIT // 2
    templates = (STATIC.parent / "templates").rglob("*.html")
    pages = [path for path in templates if "editor/start.js" in path.read_text()]
    assert {path.name for path in pages} == {"memo.html", "text.html"}


def _weight(files: list[Path]) -> int:
    return sum(len(gzip.compress(path.read_bytes())) for path in files)


def test_styles_keep_the_rules_of_the_look() -> None:
    css = "\n".join(STYLES.values())
    for banned in ("box-shadow", "text-shadow", "gradient(", "blur(", "@import", "http"):
        assert banned not in css, banned
    for size in re.findall(r"font-size: ([\d.]+)rem", css):
        assert float(size) >= 1
    assert "prefers-reduced-motion" in css


def _tokens(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css))


def _ratio(one: str, other: str) -> float:
    """Contrast by the formula of WCAG 2.2, 1.4.3."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_keeps_7_to_1_and_meaningful_lines_3_to_1(scheme: str) -> None:
    bright, _, dark = STYLES["tokens.css"].partition("@media (prefers-color-scheme: dark)")
    colours = _tokens(bright) | (_tokens(dark) if scheme == "dark" else {})
    pairs = [("di-laut", "laut"), ("di-kunyit", "kunyit"), ("tepi-kunyit", "kertas")]
    pairs += [
        (ink, ground)
        for ink in ("tinta", "tinta-2", "laut")
        for ground in ("kertas", "alas", "laut-muda")
    ]
    pairs += [("hijau", "hijau-muda"), ("merah", "merah-muda"), ("merah", "alas")]
    for ink, ground in pairs:
        assert _ratio(colours[ink], colours[ground]) >= 7, (ink, ground)
    for ground in ("kertas", "alas", "laut-muda"):
        assert _ratio(colours["garis-kuat"], colours[ground]) >= 3, ground

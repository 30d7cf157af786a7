"""Pages and API in English for who asks; paper and records the same whatever the reader speaks."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from instructions.models import Instruction
from memos.models import Memo
from notifications.consumers import handle
from tests.api.calls import address, app
from tests.house.test_translations import CATALOGUE, run
from tests.instructions.orders import share_at, share_of
from tests.memos.memos import order_for_paper, register
from tests.memos.reading import lines
from tests.people import AT, Cast, Member, cast
from tests.web.test_verbs import EDITED
from tests.web.visits import browser, post, text, url_of
from workflow.models import Entry

pytestmark = pytest.mark.django_db

# Words that no sentence of ours does without, and that stand in no name or title.
INDONESIAN = re.compile(
    r"\b(yang|untuk|dengan|belum|sudah|tidak|dari|oleh|pada|dan|atau|ini|anda|perintah|laporan|"
    r"naskah|jabatan|penerima|selesai|jawab|menjawab|menunggu|giliran|kirim|buka|tutup|cari|ubah|"
    r"simpan|konsep|riwayat|lainnya|kembali|terlambat|hari|besok|menit|jam|wajib|boleh|nomor|hal|"
    r"tanggal|dasar|beri|memberi|membuka|mohon|siap|dibaca|dilaporkan|segera|biasa)\b",
    re.IGNORECASE,
)
# What people typed, and names of what they typed it about, stay as they are.
TYPED = (
    "Periksa titik rawan banjir di kecamatan masing-masing. Laporkan rumah terdampak.",
    "Periksa titik rawan banjir di kecamatan masing-masing",
    "Termasuk desa yang belum banjir?",
    "Sudah diperiksa, 14 rumah.",
    "Sudah ditangani BPBD.",
    "Bahasa Indonesia",
)


@pytest.fixture(autouse=True)
def english_catalogue(tmp_path: Path, settings: Any) -> None:
    """The catalogue as it is in the repository, whether or not `make` has compiled it."""
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    assert run("msgfmt", CATALOGUE, f"--output-file={folder / 'django.mo'}").returncode == 0
    settings.LOCALE_PATHS = [tmp_path]


def in_english(member: Member) -> Client:
    """A browser whose reader chose English in the menu."""
    client = browser(member.person)
    chosen = client.post(reverse("web:more"), {"bahasa": "en"})
    assert chosen["Location"] == reverse("web:more")
    return client


def read(response: Any) -> str:
    """What a page says to eyes and ears, without what people typed."""
    page = re.sub(r"<(script|style|textarea)\b.*?</\1>", " ", text(response), flags=re.DOTALL)
    page = re.sub(r'data-html="[^"]*"', "", page)  # the words of the memo, for the editor
    said = re.findall(
        r'(?:aria-label|placeholder|title|alt|data-[\w-]+)="([^"]*[ A-Z][^"]*)"', page
    )
    words = unescape(" ".join([re.sub(r"<[^>]*>", " ", page), *said]))
    for typed in TYPED:
        words = words.replace(typed, " ")
    return " ".join(words.split())


def pages_of(people: Cast) -> Iterator[tuple[Member, str]]:
    """A regency in the middle of its work, and every page that somebody reads of it."""
    register()
    for state in ("sent", "in_progress", "clarifying", "reported", "completed", "revoked"):
        share = share_at(state, people)
        yield people.bupati, url_of(share)
        yield people.bupati, url_of(share.instruction)
        yield people.camat_pelawan, url_of(share)
        if state == "in_progress":
            yield people.camat_pelawan, reverse("web:report", args=[share.public_id])
    for entry in Entry.objects.all():
        handle(entry, AT)
    order = order_for_paper(people)
    desk = browser(people.kabag_umum.person)
    post(desk, reverse("web:formalise", args=[order.public_id]), people.kabag_umum)
    yield people.kabag_umum, url_of(Memo.objects.get())
    for name in ("home", "compose", "hats", "notices", "search", "more", "memos"):
        for member in (people.bupati, people.ajudan, people.camat_pelawan, people.kabag_umum):
            yield member, reverse(f"web:{name}")


def test_every_page_is_english_for_who_chose_it() -> None:
    left = []
    for member, url in pages_of(cast()):
        page = in_english(member).get(url)
        assert (page.status_code, page["Content-Language"]) == (200, "en"), url
        assert INDONESIAN.search(read(browser(member.person).get(url))), url
        words = read(page)
        left += [
            f"{url}: … {words[max(0, m.start() - 40) :][:80]}" for m in INDONESIAN.finditer(words)
        ]
    assert left == []


def test_a_page_is_indonesian_until_somebody_asks_for_another_language() -> None:
    sign_in = reverse("web:sign_in")
    for asked, word in [("", "kata sandi"), ("fr", "kata sandi"), ("id", "kata sandi"),
                        ("en-US,en;q=0.9", "PIN or password")]:  # fmt: skip
        headers = {"Accept-Language": asked} if asked else {}
        assert word in text(Client(headers=headers).get(sign_in)), asked


def test_the_language_chosen_in_the_menu_wins_over_the_browsers() -> None:
    people = cast()
    client = in_english(people.bupati)
    home = reverse("web:home")
    assert "Open orders" not in text(browser(people.bupati.person).get(home))
    assert "New order" in text(client.get(home, headers={"Accept-Language": "id"}))
    client.post(reverse("web:more"), {"bahasa": "id"})
    assert "Perintah baru" in text(client.get(home, headers={"Accept-Language": "en"}))


def test_a_problem_keeps_its_code_and_says_it_in_the_language_asked_for() -> None:
    people = cast()
    share = share_at("completed", people)
    camat = app(people.camat_pelawan)
    answers = [
        camat.post(address(share, "acknowledge"), {}, accept_language=language)
        for language in ("id", "en")
    ]
    assert [answer.data["code"] for answer in answers] == ["not_now", "not_now"]
    assert [answer.data["detail"] for answer in answers] == [
        "Siap, laksanakan tidak dapat dilakukan: keadaannya sekarang Laporan diterima.",
        "“Ready, will do” cannot be done: the state is now “Report accepted”.",
    ]


def test_a_refused_post_is_explained_in_english() -> None:
    people = cast()
    answer = post(in_english(people.bupati), reverse("web:compose"), people.bupati, text="Periksa.")
    assert answer.status_code == 422
    assert "Choose at least one recipient." in text(answer)


def test_paper_is_indonesian_though_the_desk_reads_english() -> None:
    people = cast()
    register()
    order = order_for_paper(people, urgency="sangat_segera")
    desk = in_english(people.kabag_umum)
    post(desk, reverse("web:formalise", args=[order.public_id]), people.kabag_umum)
    memo = Memo.objects.get()
    post(
        desk,
        url_of(memo, "edit"),
        people.kabag_umum,
        **{**EDITED, "urgency": memo.urgency, "body": memo.body},
    )
    post(desk, url_of(memo, "approve"), people.kabag_umum)
    post(desk, url_of(memo, "number"), people.kabag_umum)
    memo.refresh_from_db()
    assert memo.status == "numbered"
    answer = desk.get(reverse("web:memo_pdf", args=[memo.public_id]))
    paper = " ".join(" ".join(line) for line in lines(answer.content))
    for word in ("NOTA DINAS", "Yth.", "Tanggal", "24 November 2026", "Sangat Segera",
                 "Menindaklanjuti Perintah Bupati", "Demikian untuk dilaksanakan"):  # fmt: skip
        assert word in paper, word
    assert "Internal memo" not in paper
    assert "Most urgent" not in paper


def test_an_order_given_in_english_reaches_everybody_in_their_own_language() -> None:
    people = cast()
    to = [str(m.position.public_id) for m in (people.camat_pelawan, people.camat_limun)]
    given = {"text": "Periksa tanggul.", "positions": to}
    post(in_english(people.bupati), reverse("web:compose"), people.bupati, **given)
    order = Instruction.objects.get()
    for entry in Entry.objects.all():
        handle(entry, AT)
    camat = browser(people.camat_pelawan.person)
    page = read(camat.get(url_of(share_of(order, people.camat_pelawan))))
    assert "memberi perintah kepada 2 penerima" in page
    assert "recipients" not in page
    bell = read(camat.get(reverse("web:notices")))
    assert "Perintah baru dari Bupati Sarolangun" in bell

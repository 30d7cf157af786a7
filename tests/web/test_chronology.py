"""Pages of the chronology and of surat tugas: what they show, to whom, and what they write."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from instructions import actions
from instructions.models import Instruction, Printout
from tests.clock import Clock
from tests.instructions.orders import order_to, share_of
from tests.people import AT, Cast, actor, cast
from tests.statements import counted
from tests.web.visits import browser, post, text, url_of
from tests.workflow.attack import change
from workflow.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seals(settings, tmp_path: Path) -> Path:
    """A folder of seals for each test."""
    settings.SEALS_DIR = tmp_path / "seals"
    return settings.SEALS_DIR


def story(people: Cast) -> Instruction:
    """Given two hours ago, asked about an hour ago, by the clock of the server."""
    now = AT
    given = now - timedelta(hours=2)
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati, at=given)
    key = str(share_of(order, people.camat_pelawan).public_id)
    camat = actor(people.camat_pelawan.person, at=now)
    actions.ask(key, actor=camat, at=now - timedelta(hours=1), question="Termasuk desa hulu?")
    return order


def chronology_of(order: Instruction) -> str:
    return reverse("web:chronology", args=[order.public_id])


# --- One's own -------------------------------------------------------------------------------------


def test_the_giver_comes_to_the_chronology_from_the_orders_page():
    people = cast()
    order = story(people)
    client = browser(people.bupati.person)
    assert chronology_of(order) in text(client.get(url_of(order)))
    page = text(client.get(chronology_of(order)))
    for words in (
        "Ahmad Fauzi",
        "mohon arahan",
        "Termasuk desa hulu?",
        "identitas kuat",
        "Siapa dapat mengetahui",
        "Rosmawati",
        "Bukti keutuhan",
        "utuh",
    ):
        assert words in page, words


def test_as_of_an_earlier_moment_the_page_knows_no_more():
    people = cast()
    order = story(people)
    before = timezone.localtime(AT - timedelta(minutes=90)).strftime("%Y-%m-%dT%H:%M")
    page = text(browser(people.bupati.person).get(chronology_of(order), {"saat": before}))
    assert "memberi perintah kepada 2 penerima" in page
    assert "Termasuk desa hulu?" not in page
    assert "Belum menjawab" in page


def test_a_recipient_reads_only_its_own_share():
    people = cast()
    order = story(people)
    page = text(browser(people.camat_limun.person).get(chronology_of(order)))
    assert "Termasuk desa hulu?" not in page
    assert "Ahmad Fauzi" not in page
    assert "Rosmawati" in page


def test_an_altered_entry_is_named_on_the_page():
    people = cast()
    order = story(people)
    change(Entry.objects.get(verb="ask"), channel="web")
    page = text(browser(people.bupati.person).get(chronology_of(order)))
    assert "Isi catatan ini diubah setelah ditulis." in page
    assert "tidak utuh" in page


def test_reading_ones_own_chronology_writes_nothing():
    people = cast()
    order = story(people)
    client = browser(people.bupati.person)
    before = Entry.objects.count()
    with counted() as found:
        client.get(chronology_of(order))
        client.get(reverse("web:my_chronology"))
    written = [sql for sql in found.sql if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql for sql in written if "workflow_" in sql or "instructions_" in sql] == []
    assert Entry.objects.count() == before


def test_printing_is_an_entry_in_the_orders_history_and_gives_a_pdf(clock: Clock):
    people = cast()
    order = story(people)
    client = browser(people.bupati.person)
    answer = post(client, reverse("web:chronology_print", args=[order.public_id]), people.bupati)
    assert answer.status_code == 303
    printed = Entry.objects.get(verb="print")
    assert (printed.root_kind, printed.root_id) == ("instruction", order.pk)
    pdf = client.get(answer["Location"])
    assert pdf.content.startswith(b"%PDF")
    assert pdf["Content-Type"] == "application/pdf"
    assert "mencetak kronologi" in text(client.get(url_of(order)))
    # The paper is one's own, and for a quarter of an hour.
    assert browser(people.sekda.person).get(answer["Location"]).status_code == 404
    clock.at = AT + timedelta(minutes=15)
    assert client.get(answer["Location"]).status_code == 409


def test_the_aide_of_the_giver_reads_and_does_not_print():
    people = cast()
    order = story(people)
    client = browser(people.ajudan.person)
    page = text(client.get(chronology_of(order)))
    assert "Cetak PDF" not in page
    answer = post(client, reverse("web:chronology_print", args=[order.public_id]))
    assert answer.status_code == 403
    assert not Printout.objects.exists()


def test_my_chronology_is_mine_and_prints():
    people = cast()
    story(people)
    client = browser(people.camat_pelawan.person)
    page = text(client.get(reverse("web:my_chronology")))
    assert "P-0001" in page
    assert "Termasuk desa hulu?" in page
    assert "Rosmawati" not in page
    answer = post(client, reverse("web:my_chronology_print"), people.camat_pelawan)
    assert client.get(answer["Location"]).content.startswith(b"%PDF")


def test_a_draft_has_no_chronology():
    from instructions import issuing
    from instructions.issuing import Order

    people = cast()
    draft = issuing.save_draft(Order(text="Konsep."), actor=actor(people.bupati.person), at=AT)
    assert browser(people.bupati.person).get(chronology_of(draft)).status_code == 404


def test_a_long_order_is_shown_and_printed_in_parts(monkeypatch):
    people = cast()
    order = story(people)
    monkeypatch.setattr("web.chronicle.LINES", 2)
    monkeypatch.setattr("memos.chronology_sheet.LINES", 2)
    client = browser(people.bupati.person)
    first = text(client.get(chronology_of(order)))
    assert "Bagian 1 dari 2" in first
    second = text(client.get(chronology_of(order), {"bagian": 2}))
    assert "Termasuk desa hulu?" in second
    assert "memberi perintah" not in second
    answer = post(client, reverse("web:chronology_print", args=[order.public_id]), people.bupati)
    listed = text(client.get(answer["Location"]))
    assert "Bagian 3 dari 3" in listed  # the printing itself is the fifth line
    assert client.get(answer["Location"], {"bagian": 2}).content.startswith(b"%PDF")


@pytest.mark.parametrize(
    "query", [{"saat": "kemarin"}, {"sejak": "x"}, {"bagian": "0"}, {"sesudah": "x" * 61}]
)
def test_nonsense_in_the_address_is_told_to_be_so(query):
    people = cast()
    story(people)
    assert browser(people.bupati.person).get(reverse("web:my_chronology"), query).status_code == 422

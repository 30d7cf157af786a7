"""Incoming letters: recorded in the agenda, disposed as formal orders, filed; and who sees them.

In the grid a capital letter may: H head of the desk, T its clerk, L the leader it is for. A small
letter repeats its own verb. J the leader's aide may look; R was disposed to and may look; X is a
stranger, for whom the letter does not exist.
"""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from files import intake
from instructions import actions as orders
from instructions.addressing import Recipient
from instructions.models import Assignment, Instruction
from memos.letters import actions, sheet
from memos.letters.facts import disposition_facts
from memos.letters.lifecycle import LETTER
from memos.letters.models import Disposition, IncomingLetter
from memos.models import RegisterNumber, RegisterYear
from tests.files.samples import picture
from tests.grids import undone, verdict
from tests.memos import reading
from tests.memos.letters import agenda, disposed, given, letter, letter_at
from tests.memos.memos import clerk
from tests.people import AT, Cast, Member, actor, cast
from tests.races import crowd
from tests.statements import counted
from workflow.models import Entry
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


def refusal(work: Callable[[], Any]) -> str:
    """The code of what is refused."""
    with pytest.raises(Refused) as refused, transaction.atomic():
        work()
    return refused.value.refusal.code


# --- The grid ----------------------------------------------------------------------------------

GRID = """
verb       recorded  disposed  filed
correct    HT        .         .
dispose    L         L         .
file       HTL       HTL       h
"""
STATUSES = ("recorded", "disposed", "filed")


def acts(people: Cast) -> dict[str, Callable[[str, Any], object]]:
    to = [Recipient(str(people.camat_singkut.position.public_id))]
    return {
        "correct": lambda key, by: actions.correct(
            key, given(people, hal="Lain"), actor=by, at=AT, reason="Keliru."
        ),
        "dispose": lambda key, by: (
            actions.dispose(key, actor=by, at=AT, recipients=to, note="Urus.").done
        ),
        "file": lambda key, by: actions.file(key, actor=by, at=AT, reason="Selesai."),
    }


def cells() -> dict[tuple[str, str], str]:
    head, *rows = [line.split() for line in GRID.strip().splitlines()]
    return {
        (status, row[0]): cell
        for row in rows
        for status, cell in zip(head[1:], row[1:], strict=True)
    }


def test_the_grid_has_every_verb_and_status_of_the_table() -> None:
    offered = {move.verb for move in LETTER.moves if move.offered}
    assert set(cells()) == {(status, verb) for status in LETTER.statuses for verb in offered}
    for (status, verb), cell in cells().items():
        assert (status in LETTER.move(verb).source) == any(c.isupper() for c in cell)


@pytest.mark.parametrize("status", STATUSES)
def test_every_cell(status: str) -> None:
    people = cast()
    row, grid = letter_at(status, people), cells()
    players: dict[str, Member] = {
        "H": people.kabag_umum, "T": clerk(), "L": people.bupati, "J": people.ajudan,
        "R": people.camat_pelawan, "X": people.stranger,
    }  # fmt: skip
    wrong = {}
    for letter_of, player in players.items():
        for verb, act in acts(people).items():
            cell = grid[status, verb]
            anywhere = "".join(grid[one, verb] for one in STATUSES).upper()
            blind = letter_of == "X" or (letter_of == "R" and status == "recorded")
            wanted = {"not_now"} if letter_of in anywhere else {"not_yours"}
            wanted = {"not_found"} if blind else wanted
            wanted = {"yes"} if letter_of in cell else wanted
            wanted = {"again"} if letter_of.lower() in cell else wanted
            with undone():
                came = verdict(act, str(row.public_id), player)
            if came not in wanted:
                wrong[letter_of, verb] = (came, wanted)
    assert not wrong


# --- Recording ---------------------------------------------------------------------------------


def test_a_letter_gets_the_next_agenda_number_and_its_scan() -> None:
    people = cast()
    book = agenda()
    RegisterYear.objects.create(
        register=book, year=2026, last=311, opening_number=311, basis="Buku"
    )
    desk = actor(people.kabag_umum.person)
    photo = intake.receive(
        io.BytesIO(picture()), name="surat.jpg", person_id=people.kabag_umum.person.pk, at=AT
    )
    done = actions.record(given(people, scan=photo.public_id), actor=desk, at=AT)
    row = IncomingLetter.objects.get()
    assert (row.register_number.text, row.scan_name) == ("312/2026", "surat.jpg")
    assert row.scan is not None
    assert done.entry is not None
    assert done.entry.facts["number"] == 312
    again = partial(actions.record, given(people, scan=photo.public_id), actor=desk, at=AT)
    with pytest.raises(Exception, match="unknown_upload"):
        again()
    assert RegisterYear.objects.get().last == 312


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"sender": " "}, "sender_required"),
        ({"hal": ""}, "hal_required"),
        ({"hal": "x" * 201}, "hal_too_long"),
        ({"dated": None}, "dated_required"),
        ({"received_on": AT.date() + timedelta(days=1)}, "dated_in_the_future"),
        (
            {"dated": AT.date(), "received_on": AT.date() - timedelta(days=1)},
            "received_before_dated",
        ),
        ({"addressee": "entah"}, "unknown_position"),
        ({"urgency": "kilat"}, "unknown_urgency"),
        ({"security": "gelap"}, "unknown_security"),
    ],
)
def test_a_record_that_makes_no_sense_is_refused(fields: dict[str, Any], code: str) -> None:
    people = cast()
    agenda()
    desk = actor(people.kabag_umum.person)
    words = replace(given(people), **fields)
    assert refusal(lambda: actions.record(words, actor=desk, at=AT)) == code
    assert not RegisterYear.objects.exists()


def test_only_the_desk_records_and_only_in_a_book_of_its_own() -> None:
    people = cast()
    desk = actor(people.kabag_umum.person)
    assert refusal(lambda: actions.record(given(people), actor=desk, at=AT)) == "no_register"
    book = agenda()
    for person in (people.sekda, people.camat_pelawan, people.ajudan):
        by = actor(person.person)
        assert refusal(partial(actions.record, given(people), actor=by, at=AT)) == "not_yours"
    agenda(name="Agenda Rahasia")
    assert refusal(lambda: actions.record(given(people), actor=desk, at=AT)) == "choose_register"
    wrong = partial(actions.record, given(people), actor=desk, at=AT, register="entah")
    assert refusal(wrong) == "unknown_register"
    actions.record(given(people), actor=desk, at=AT, register=str(book.public_id))
    assert RegisterNumber.objects.get().register == book


def test_a_correction_says_why_and_never_lowers_the_class() -> None:
    people = cast()
    row = letter(people, security="terbatas")
    desk = actor(clerk().person)
    done = actions.correct(
        str(row.public_id), given(people, hal="Data Tanggul", security="terbatas"),
        actor=desk, at=AT, reason="Salah ketik.",
    )  # fmt: skip
    assert done.subject.hal == "Data Tanggul"
    assert done.entry is not None
    assert done.entry.facts["fields"] == ["hal"]
    lower = partial(
        actions.correct, str(row.public_id), given(people), actor=desk, at=AT, reason="Ya."
    )
    assert refusal(lower) == "class_lowered"


# --- Disposing ---------------------------------------------------------------------------------


def test_a_disposition_is_a_formal_order_with_the_same_clocks() -> None:
    people = cast()
    row = letter(people, urgency="segera")
    came = disposed(row, people, people.camat_pelawan, people.camat_limun)
    order = Instruction.objects.get(pk=came.order.pk)
    assert (order.form, order.urgency, order.giver) == ("formal", "segera", people.bupati.position)
    assert order.text == (
        "Disposisi atas surat Kepala Balai Wilayah Sungai Nomor PR.02/117/2026"
        " tanggal 20 November 2026 hal Permohonan Data Tanggul.\n"
        "Dengan hormat harap: proses lebih lanjut; laporkan hasil kepada saya.\nSiapkan hari ini."
    )
    assert not order.only_me
    assert order.answer_by is not None
    share = Assignment.objects.get(position=people.camat_pelawan.position)
    by = actor(people.camat_pelawan.person)
    assert IncomingLetter.visible_to(by).get() == row
    orders.acknowledge(str(share.public_id), actor=by, at=AT)
    orders.report(str(share.public_id), actor=by, at=AT, note="Sudah.")
    orders.accept(str(share.public_id), actor=actor(people.bupati.person), at=AT)
    row = IncomingLetter.objects.get()
    assert row.status == "disposed"
    assert Disposition.objects.get().order == order


def test_a_letter_may_be_disposed_again_until_it_is_filed() -> None:
    people = cast()
    row = letter(people)
    first = disposed(row, people, people.camat_pelawan)
    second = disposed(row, people, people.kadis_kesehatan, requests=["diketahui"], note="")
    assert first.order != second.order
    assert [one.order for one in row.dispositions.all()] == [first.order, second.order]
    actions.file(str(row.public_id), actor=actor(people.kabag_umum.person), at=AT, reason="Ya.")
    assert refusal(lambda: disposed(row, people, people.camat_limun)) == "not_now"
    assert Instruction.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"requests": [], "note": " "}, "says_nothing"),
        ({"requests": ["bakar"]}, "unknown_request"),
        ({"finish_by": AT - timedelta(days=1)}, "deadline_in_the_past"),
    ],
)
def test_a_disposition_that_makes_no_sense_leaves_nothing(
    fields: dict[str, Any], code: str
) -> None:
    people = cast()
    row = letter(people)
    assert refusal(lambda: disposed(row, people, people.camat_pelawan, **fields)) == code
    assert refusal(lambda: disposed(row, people)) == "recipients_required"
    row.refresh_from_db()
    assert (row.status, Instruction.objects.count()) == ("recorded", 0)
    assert not Entry.objects.filter(kind="letter", verb="dispose").exists()


def test_a_secret_letter_is_the_leaders_and_of_whom_it_is_disposed_to() -> None:
    people = cast()
    row = letter(people, security="rahasia")

    def sees(member: Member) -> bool:
        return IncomingLetter.visible_to(actor(member.person)).exists()

    assert sees(people.bupati)
    assert not any(sees(one) for one in (people.kabag_umum, people.ajudan, people.camat_pelawan))
    came = disposed(row, people, people.camat_pelawan)
    assert came.order.classification == "rahasia"
    assert sees(people.camat_pelawan)
    assert not any(sees(one) for one in (people.kabag_umum, people.ajudan, people.camat_limun))


def test_the_facts_of_the_sheet() -> None:
    people = cast()
    row = letter(people, urgency="sangat_segera")
    disposed(row, people, people.camat_pelawan, people.camat_limun)
    row = IncomingLetter.visible_to(actor(people.bupati.person)).get()
    with counted() as spent:
        facts = disposition_facts(row)
    assert spent.count <= 3, spent
    assert facts["agenda"] == "1/2026"
    assert (facts["recipients"], facts["informed"]) == (["Camat Pelawan", "Camat Limun"], [])
    assert [words for words, on in facts["requests"] if on] == [
        "Proses lebih lanjut", "Laporkan hasil kepada saya",
    ]  # fmt: skip
    assert facts["signer"]["name"] == "Zulkarnain Datuk Rajo"
    assert (facts["urgency_words"], facts["disposed_on"]) == ("Sangat segera", AT.date())
    empty = disposition_facts(letter(people))
    assert (empty["recipients"], empty["disposed_on"]) == ([], None)


def test_the_sheet_prints_as_disposed_and_empty_before() -> None:
    people = cast()
    row = letter(people, urgency="segera")
    desk = actor(people.kabag_umum.person)
    key = str(row.public_id)
    empty = " ".join(word.text for word in reading.words(sheet.pdf_of(key, actor=desk, at=AT)))
    assert "LEMBAR DISPOSISI" in empty
    assert "1/2026" in empty
    came = disposed(row, people, people.camat_pelawan)
    pdf = sheet.pdf_of(key, actor=desk, at=AT)
    said = " ".join(word.text for word in reading.words(pdf))
    for words in ("Kepala Balai Wilayah Sungai", "Camat Pelawan", came.order.reference,
                  "Siapkan hari ini.", "Zulkarnain Datuk Rajo"):  # fmt: skip
        assert words in said
    assert "KONSEP" not in said
    with pytest.raises(Refused):
        sheet.pdf_of(key, actor=actor(people.camat_pelawan.person), at=AT)


# --- What the database keeps -------------------------------------------------------------------


def test_the_database_keeps_the_rules_by_itself() -> None:
    people = cast()
    row = letter(people)
    disposition = disposed(row, people, people.camat_pelawan).disposition
    with pytest.raises(IntegrityError), transaction.atomic():
        IncomingLetter.objects.filter(pk=row.pk).update(sender="")
    with pytest.raises(IntegrityError), transaction.atomic():
        IncomingLetter.objects.filter(pk=row.pk).update(dated=AT.date() + timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        IncomingLetter.objects.filter(pk=row.pk).update(scan_name="surat.pdf")
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        Disposition.objects.filter(pk=disposition.pk).update(note="Lain.")


@pytest.mark.django_db(transaction=True)
def test_letters_that_come_at_once_get_each_a_number() -> None:
    people = cast()
    agenda()
    desk, words = actor(people.kabag_umum.person), given(people)
    many = 100 if connection.vendor == "postgresql" else 30
    came = crowd([partial(actions.record, words, actor=desk, at=AT)] * many, at_once=12)
    assert [one for one in came if isinstance(one, Exception)] == []
    numbers = RegisterNumber.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, many + 1))

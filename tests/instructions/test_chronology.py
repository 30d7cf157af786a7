"""Who knew what when: stories told literally, as of several moments."""

import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from accounts.models import Capacity
from files import intake
from instructions import actions, chronology
from instructions.chronology import Event, Footing
from instructions.models import Assignment, Instruction
from tests.files.samples import picture
from tests.instructions.orders import TEXT, order_to, share_of
from tests.people import AT, WIB, Cast, actor, appoint, cast, delegate, member, person
from tests.statements import counted
from tests.workflow.attack import change, delete
from workflow import destruction, sealing
from workflow.models import Content, Entry
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seals(settings, tmp_path: Path) -> Path:
    """A folder of seals for each test."""
    settings.SEALS_DIR = tmp_path / "seals"
    return settings.SEALS_DIR


def minutes(count: int) -> datetime:
    return AT + timedelta(minutes=count)


def lively(people: Cast) -> Instruction:
    """Issued at 0; Pelawan reads at 5, asks at 10, is answered at 20, reports at 60; Limun reads at 7."""
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    pelawan = str(share_of(order, people.camat_pelawan).public_id)
    limun = str(share_of(order, people.camat_limun).public_id)
    camat, bupati = actor(people.camat_pelawan.person), actor(people.bupati.person)
    photo = intake.receive(
        io.BytesIO(picture()), name="banjir.jpg", person_id=people.camat_pelawan.person.pk, at=AT
    )
    actions.see(pelawan, actor=camat, at=minutes(5))
    actions.see(limun, actor=actor(people.camat_limun.person), at=minutes(7))
    actions.ask(pelawan, actor=camat, at=minutes(10), question="Termasuk desa yang belum banjir?")
    actions.answer(pelawan, actor=bupati, at=minutes(20), answer="Termasuk.")
    phone = replace(camat, device_at=minutes(45))
    actions.report(
        pelawan, actor=phone, at=minutes(60), note="14 rumah.", attachments=[photo.public_id]
    )
    return order


def said(event: Event) -> str:
    """A line as a person would read it out."""
    about = f" [{event.about}]" if event.about else ""
    return f"{event.at - AT} {event.title}: {event.sentence}{about}"


def test_an_order_is_told_as_it_was_known_at_three_moments():
    order = lively(cast())
    beginning = [
        "0:00:00 Bupati Sarolangun: memberi perintah kepada 2 penerima",
        "0:00:00 Bupati Sarolangun: menyampaikan perintah kepada Camat Limun [Camat Limun]",
        "0:00:00 Bupati Sarolangun: menyampaikan perintah kepada Camat Pelawan [Camat Pelawan]",
    ]
    reading = [
        "0:05:00 Camat Pelawan: membuka perintah [Camat Pelawan]",
        "0:07:00 Camat Limun: membuka perintah [Camat Limun]",
        "0:10:00 Camat Pelawan: mohon arahan [Camat Pelawan]",
    ]
    rest = [
        "0:20:00 Bupati Sarolangun: memberi arahan [Camat Pelawan]",
        "1:00:00 Camat Pelawan: melaporkan selesai [Camat Pelawan]",
    ]
    told = {count: chronology.of_order(order, as_of=minutes(count)) for count in (0, 10, 60)}
    # The two were sent in one moment, in no order that means anything.
    lines = {
        count: [*sorted(map(said, one.events[:3])), *map(said, one.events[3:])]
        for count, one in told.items()
    }
    assert lines == {0: beginning, 10: beginning + reading, 60: beginning + reading + rest}
    assert [[(s.recipient, s.status) for s in told[count].standings] for count in told] == [
        [("Camat Limun", "sent"), ("Camat Pelawan", "sent")],
        [("Camat Limun", "sent"), ("Camat Pelawan", "clarifying")],
        [("Camat Limun", "sent"), ("Camat Pelawan", "reported")],
    ]
    assert [told[count].status for count in told] == ["issued"] * 3
    assert all(told[count].faults == 0 for count in told)


def test_before_it_was_given_nothing_was_known():
    told = chronology.of_order(lively(cast()), as_of=AT - timedelta(minutes=1))
    assert (told.events, told.standings, told.knowers, told.status) == ((), (), (), "")


def test_a_line_says_who_in_what_hat_how_and_at_which_times():
    people = cast()
    told = chronology.of_order(lively(people), as_of=minutes(60))
    issued, report = told.events[0], told.events[-1]
    assert (issued.person, issued.title, issued.right) == (
        "Zulkarnain Datuk Rajo", "Bupati Sarolangun", "definitif",
    )  # fmt: skip
    assert [(word.label, word.body) for word in issued.words] == [("Isi perintah", TEXT)]
    assert (report.person, report.channel, report.strength) == ("Ahmad Fauzi", "api", "strong")
    assert (report.channel_label, report.strength_label) == ("aplikasi ponsel", "kuat")
    assert (report.at, report.device_at) == (minutes(60), minutes(45))
    assert [(word.label, word.body) for word in report.words] == [("Keterangan", "14 rumah.")]
    assert [(file.name, file.note) for file in report.files] == [("banjir.jpg", "")]
    assert len(report.files[0].sha256) == 64
    assert report.reference == "P-0001/2026"


def test_who_could_know_and_who_saw_are_two_things():
    people = cast()
    order = lively(people)
    told = chronology.of_order(order, as_of=minutes(8))
    assert [(k.person, k.told_at, k.seen_at, k.acted_at) for k in told.knowers] == [
        ("Rosmawati", AT, minutes(7), None),
        ("Ahmad Fauzi", AT, minutes(5), None),
    ]
    later = chronology.of_order(order, as_of=minutes(60))
    assert [k.acted_at for k in later.knowers] == [None, minutes(10)]


def test_what_an_aide_opened_is_not_the_officials_knowing():
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    share = str(share_of(order, people.camat_pelawan).public_id)
    helper = person("Toni")
    delegate(helper, people.camat_pelawan.position)
    actions.see(share, actor=actor(helper), at=minutes(3))
    told = chronology.of_order(order, as_of=minutes(10))
    assert [(k.person, k.right, k.told_at, k.seen_at) for k in told.knowers] == [
        ("Ahmad Fauzi", "definitif", AT, None),
        ("Toni", "untuk", None, minutes(3)),
    ]
    assert told.events[-1].title == "untuk Camat Pelawan"
    assert told.events[-1].right_label == "atas pelimpahan"


def test_the_hat_is_the_one_of_that_day():
    people = cast()
    acting = member("Sekretaris Camat Contoh", name="Toni Saputra")
    seat = member("Camat Contoh", name="Lama Sekali")
    row = seat.person.appointments.get()
    row.ends_on = AT.date() - timedelta(days=1)
    row.save()
    appoint(acting.person, seat.position, capacity=Capacity.PLT, starts_on=AT.date())
    order = order_to(replace(seat, person=acting.person), giver=people.bupati)
    share = str(share_of(order, seat).public_id)
    actions.acknowledge(share, actor=actor(acting.person), at=minutes(2))
    # He is made definitive a week later: what he did as Plt. stays what it was.
    given = acting.person.appointments.get(position=seat.position)
    given.ends_on = AT.date() + timedelta(days=6)
    given.save()
    appoint(acting.person, seat.position, starts_on=AT.date() + timedelta(days=7))
    told = chronology.of_order(order, as_of=AT + timedelta(days=30))
    assert (told.events[-1].title, told.events[-1].right) == ("Plt. Camat Contoh", "plt")


def test_a_successor_could_know_from_the_first_day():
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    old = people.camat_pelawan.person.appointments.get()
    old.ends_on = date(2026, 11, 30)
    old.save()
    successor = person("Penerus Baru")
    appoint(successor, people.camat_pelawan.position, starts_on=date(2026, 12, 1))
    before = chronology.of_order(order, as_of=AT + timedelta(days=2))
    after = chronology.of_order(order, as_of=AT + timedelta(days=20))
    assert [k.person for k in before.knowers] == ["Ahmad Fauzi"]
    assert [(k.person, k.told_at) for k in after.knowers] == [
        ("Ahmad Fauzi", AT),
        ("Penerus Baru", datetime(2026, 12, 1, tzinfo=WIB)),
    ]


def test_destroyed_words_are_said_to_be_gone_and_on_what_ground():
    people = cast()
    order = lively(people)
    shell = actor(people.administrator.person, channel="shell")
    question = Content.objects.get(field="question")
    for words in (question, destruction.OnRow(order, "text")):
        destruction.destroy(words, actor=shell, at=minutes(90), basis="uu27-2022-ps44")
    order.refresh_from_db()
    told = chronology.of_order(order, as_of=minutes(60))
    gone = {w.field: w for event in told.events for w in event.words if w.body is None}
    note = "isi dihapus menurut ketentuan uu27-2022-ps44 pada 24 November 2026"
    assert {name: word.note for name, word in gone.items()} == {"text": note, "question": note}
    assert told.faults == 0
    whole = chronology.of_order(order, as_of=minutes(90))
    assert [e.sentence for e in whole.events[-2:]] == [
        "menghapus isi menurut ketentuan uu27-2022-ps44"
    ] * 2


def test_an_altered_entry_is_named_where_it_stands():
    order = lively(cast())
    asked = Entry.objects.get(verb="ask")
    change(asked, facts={"proposed_finish": "2027-01-01T00:00:00+07:00"})
    told = chronology.of_order(order, as_of=minutes(60))
    marked = {e.verb: e.faults[0] for e in told.events if e.faults}
    assert marked == {"ask": "Isi catatan ini diubah setelah ditulis."}


def test_an_entry_moved_out_of_the_window_is_shown_all_the_same():
    order = lively(cast())
    change(Entry.objects.get(verb="ask"), at=minutes(60 * 24 * 30))
    told = chronology.of_order(order, as_of=minutes(60))
    assert [
        e.verb for e in told.events if "Isi catatan ini diubah setelah ditulis." in e.faults
    ] == ["ask"]


def test_a_removed_entry_is_missed_by_name():
    people = cast()
    order = lively(people)
    delete(Entry.objects.get(verb="answer"))
    told = chronology.of_order(order, as_of=minutes(60))
    wrong = {p.name: [str(f.code) for f in p.proof.faults] for p in told.proofs if p.proof.faults}
    assert wrong == {"bagian Camat Pelawan": ["entry_missing"]}


def test_changed_words_are_named_at_their_entry():
    order = lively(cast())
    Content.objects.filter(field="answer").update(body="Tidak termasuk.")
    told = chronology.of_order(order, as_of=minutes(60))
    answer = next(e for e in told.events if e.verb == "answer")
    assert answer.faults == ("Isi answer bukan yang tercatat.",)


def test_the_proof_names_the_seal_that_holds_a_chain():
    people = cast()
    order = lively(people)
    sealing.seal(at=minutes(30))
    actions.see(
        str(share_of(order, people.camat_limun).public_id),
        actor=actor(people.camat_limun.person),
        at=minutes(31),
    )
    pelawan = share_of(order, people.camat_pelawan)
    actions.return_(
        str(pelawan.public_id), actor=actor(people.bupati.person), at=minutes(70), reason="Kurang."
    )
    told = chronology.of_order(order, as_of=minutes(60))
    proof = {p.name: p for p in told.proofs}["bagian Camat Pelawan"]
    sealed = proof.proof.sealed
    assert sealed is not None
    assert (proof.then, proof.proof.n, sealed.n) == (4, 5, 4)
    assert (sealed.file, sealed.genuine) == ("2026-11.jsonl", True)
    line = sealing.files()[0][0].read_text().splitlines()[sealed.line - 1]
    assert sealed.hash in line
    assert proof.proof.head == Assignment.objects.get(pk=pelawan.pk).head


def test_a_forged_seal_is_not_believed(seals: Path):
    order = lively(cast())
    sealing.seal(at=minutes(61))
    file = seals / "2026-11.jsonl"
    file.write_text(file.read_text().replace('"n":1', '"n":2', 1))
    told = chronology.of_order(order, as_of=minutes(60))
    assert {str(f.code) for p in told.proofs for f in p.proof.faults} == {"seal_broken"}


def test_a_file_that_was_swapped_is_named():
    people = cast()
    order = lively(people)
    report = Entry.objects.get(verb="report")
    row = order.attachments.get(entry=report)
    row.blob.__class__.objects.filter(pk=row.blob_id).update(sha256="0" * 64)
    told = chronology.of_order(order, as_of=minutes(60))
    notes = [file.note for event in told.events for file in event.files]
    assert notes == ["bukan berkas yang tercatat", "tercatat, tetapi tidak ada"]


# --- Whose it is -----------------------------------------------------------------------------------


def test_the_giver_reads_all_and_a_recipient_its_own_share():
    people = cast()
    order = lively(people)
    assert chronology.basis_of(order, actor(people.bupati.person)).footing is Footing.GIVER
    basis = chronology.basis_of(order, actor(people.camat_limun.person))
    assert basis.footing is Footing.OWN_SHARE
    told = chronology.of_order(order, as_of=minutes(60), shares=basis.shares)
    assert [said(e) for e in told.events] == [
        "0:00:00 Bupati Sarolangun: memberi perintah kepada 2 penerima",
        "0:00:00 Bupati Sarolangun: menyampaikan perintah kepada Camat Limun [Camat Limun]",
        "0:07:00 Camat Limun: membuka perintah [Camat Limun]",
    ]
    assert [k.person for k in told.knowers] == ["Rosmawati"]
    assert [p.name for p in told.proofs] == ["Perintah P-0001/2026", "bagian Camat Limun"]


def test_the_desk_that_only_puts_it_on_paper_reads_no_chronology():
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati, needs_paper=True)
    with pytest.raises(Refused) as refused:
        chronology.basis_of(order, actor(people.kabag_umum.person))
    assert refused.value.refusal.code == "not_yours"


def test_my_chronology_has_what_i_did_saw_and_was_sent_and_only_my_own_words():
    people = cast()
    lively(people)
    mine = people.camat_pelawan.person
    page = chronology.of_person(actor(mine), since=AT - timedelta(days=1), as_of=minutes(60))
    assert [(e.verb, [w.body for w in e.words]) for e in page.events] == [
        ("send", []),
        ("seen", []),
        ("ask", ["Termasuk desa yang belum banjir?"]),
        ("report", ["14 rumah."]),
    ]
    assert page.next == ""


def test_a_window_is_told_in_pages_that_neither_repeat_nor_skip():
    people = cast()
    lively(people)
    orders = Instruction.objects.all()
    whole = chronology.of_window(orders, since=AT, as_of=minutes(60))
    cursor, seen = "", []
    for _ in range(20):
        page = chronology.of_window(orders, since=AT, as_of=minutes(60), cursor=cursor, limit=3)
        seen += [said(event) for event in page.events]
        cursor = page.next
        if not cursor:
            break
    assert seen == [said(event) for event in whole.events]
    assert len(seen) == 8


def test_a_window_of_one_person_holds_only_theirs():
    people = cast()
    lively(people)
    page = chronology.of_window(
        Instruction.objects.all(), since=AT, as_of=minutes(60), person=people.camat_limun.person
    )
    assert [(e.verb, e.person) for e in page.events] == [("seen", "Rosmawati")]


@pytest.mark.parametrize(
    "cursor", ["x", "1-2-3", "1-0", "99999999999999999-0-99999999999999999999"]
)
def test_a_made_up_cursor_is_refused(cursor: str):
    cast()
    with pytest.raises(Refused) as refused:
        chronology.of_window(Instruction.objects.all(), since=AT, as_of=AT, cursor=cursor)
    assert refused.value.refusal.code == "bad_cursor"


# --- Cost ------------------------------------------------------------------------------------------


def test_a_long_order_costs_no_more_statements_than_a_short_one():
    people = cast()
    crowd = [member(f"Lurah {n}", name=f"Lurah {n}", rank=70) for n in range(40)]
    few = order_to(people.camat_pelawan, giver=people.bupati)
    many = order_to(*crowd, giver=people.bupati)
    for order, members in ((few, [people.camat_pelawan]), (many, crowd)):
        for one in members:
            key = str(share_of(order, one).public_id)
            actions.see(key, actor=actor(one.person), at=AT)
            actions.report(key, actor=actor(one.person), at=AT, note="Selesai.")
    costs = []
    for order in (few, many):
        with counted() as statements:
            told = chronology.of_order(order, as_of=AT)
        assert told.faults == 0
        costs.append(statements.count)
    assert costs[0] == costs[1]
    assert costs[1] <= 11
    windows = []
    for limit in (5, 100):
        with counted() as statements:
            chronology.of_window(Instruction.objects.all(), since=AT, as_of=AT, limit=limit)
        windows.append(statements.count)
    assert windows[0] == windows[1]
    assert windows[1] <= 15

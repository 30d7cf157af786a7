"""Chronologies of a whole office: parts handed on, dates given, people standing in for others."""

import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from accounts import absences
from accounts.absences import Away
from accounts.models import Appointment, Delegation, PositionKind
from files import intake
from instructions import actions, chronology
from instructions.addressing import Recipient
from instructions.chronology import Chronology, Event
from instructions.models import Instruction
from tests.files.samples import picture
from tests.instructions.orders import STEPS, TEXT, order_to, share_at, share_of
from tests.people import AT, Cast, Member, actor, appoint, cast, member, person
from tests.statements import counted
from workflow import destruction

pytestmark = pytest.mark.django_db
LATER = datetime.fromisoformat("2026-11-27T16:00:00+07:00")


@pytest.fixture(autouse=True)
def seals(settings, tmp_path: Path) -> None:
    settings.SEALS_DIR = tmp_path / "seals"


def minutes(count: int) -> datetime:
    return AT + timedelta(minutes=count)


def key(order: Instruction, one: Member) -> str:
    return str(share_of(order, one).public_id)


def kasi_of(people: Cast) -> Member:
    camat = people.camat_pelawan.position
    return member(
        "Kasi Trantib", name="Darmawan", unit=camat.unit, kind=PositionKind.SUPERVISOR,
        superior=camat, rank=80,
    )  # fmt: skip


def told_by(told: Chronology, verb: str) -> list[str]:
    return [event.sentence for event in told.events if event.verb == verb]


def words(event: Event) -> dict[str, str | None]:
    return {word.label: word.body for word in event.words}


def test_how_each_part_came_to_its_recipient_is_told() -> None:
    people = cast()
    kasi = kasi_of(people)
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    bupati = actor(people.bupati.person)
    actions.pass_down(
        key(order, people.camat_pelawan), actor=actor(people.camat_pelawan.person), at=minutes(5),
        recipients=[Recipient(str(kasi.position.public_id))], note="Sisir tepi sungai.",
        finish_by=minutes(60),
    )  # fmt: skip
    actions.propose_redirect(
        key(order, people.camat_limun), actor=actor(people.camat_limun.person), at=minutes(10),
        target=str(people.kadis_kesehatan.position.public_id), reason="Urusan dinas.",
    )  # fmt: skip
    actions.confirm_redirect(key(order, people.camat_limun), actor=bupati, at=minutes(20))
    actions.add_recipients(
        str(order.public_id), actor=bupati, at=minutes(30), reason="Singkut ikut terdampak.",
        recipients=[Recipient(str(people.camat_singkut.position.public_id))],
    )  # fmt: skip
    told = chronology.of_order(order, as_of=minutes(60))
    assert sorted(told_by(told, "send")) == [
        "meneruskan perintah kepada Kasi Trantib",
        "meneruskan perintah kepada Sekretaris Kecamatan Pelawan (untuk diketahui)",
        "menyampaikan perintah kepada Camat Limun",
        "menyampaikan perintah kepada Camat Pelawan",
        "menyampaikan perintah kepada Camat Singkut",
        "menyampaikan perintah kepada Kepala Dinas Kesehatan",
    ]
    assert told_by(told, "pass_down") == ["meneruskan perintah: 2 jabatan"]
    assert told_by(told, "add_recipients") == ["menambah penerima: 1 jabatan"]
    proposed = next(event for event in told.events if event.verb == "propose_redirect")
    assert words(proposed) == {
        "Alasan": "Urusan dinas.", "Dialihkan kepada": "Kepala Dinas Kesehatan",
    }  # fmt: skip
    assert {(s.recipient, s.status, s.handed_by, s.asked) for s in told.standings} == {
        ("Camat Pelawan", "in_progress", "", ""),
        ("Kasi Trantib", "sent", "Camat Pelawan", ""),
        ("Sekretaris Kecamatan Pelawan", "sent", "Camat Pelawan", "untuk diketahui"),
        ("Camat Limun", "redirected", "", ""),
        ("Kepala Dinas Kesehatan", "sent", "", ""),
        ("Camat Singkut", "sent", "", ""),
    }
    assert {(k.person, k.told_at) for k in told.knowers} >= {
        ("Darmawan", minutes(5)), ("Desi Marlina", minutes(20)), ("Slamet Riyadi", minutes(30)),
    }  # fmt: skip
    assert told.faults == 0


def test_dates_and_choices_are_told_with_the_act() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    camat, bupati = actor(people.camat_pelawan.person), actor(people.bupati.person)
    share, why = key(order, people.camat_pelawan), "Hujan."
    actions.acknowledge(share, actor=camat, at=AT, promised_at=LATER)
    actions.extend(share, actor=bupati, at=minutes(1), finish_by=LATER + timedelta(9), reason=why)
    actions.pause(share, actor=bupati, at=minutes(2), until=LATER, reason=why)
    actions.reclassify(
        str(order.public_id), actor=bupati, at=minutes(3), classification="rahasia", reason=why
    )
    told = {event.verb: words(event) for event in chronology.of_order(order, as_of=LATER).events}
    assert told["acknowledge"] == {"Selesai pada": "27 November 2026, 16.00"}
    assert told["extend"] == {
        "Alasan": "Hujan.", "Selesai paling lambat": "6 Desember 2026, 16.00",
    }  # fmt: skip
    assert told["pause"] == {"Alasan": "Hujan.", "Sampai": "27 November 2026, 16.00"}
    # Raising the class seals the words again; they are told once, where they were said.
    assert told["reclassify"] == {"Alasan": "Hujan.", "Sifat": "Rahasia"}
    assert told["issue"] == {"Isi perintah": TEXT}


def test_words_destroyed_after_the_class_was_raised_are_said_to_be_gone_lawfully() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    actions.reclassify(
        str(order.public_id), actor=actor(people.bupati.person), at=minutes(1), reason="Nama warga.",
        classification="terbatas",
    )  # fmt: skip
    order.refresh_from_db()
    shell = actor(people.administrator.person, channel="shell")
    gone = destruction.OnRow(order, "text")
    destruction.destroy(gone, actor=shell, at=minutes(2), basis="uu27-2022-ps44")
    order.refresh_from_db()
    told = chronology.of_order(order, as_of=minutes(5))
    assert [w.note for e in told.events for w in e.words if w.body is None] == [
        "isi dihapus menurut ketentuan uu27-2022-ps44 pada 24 November 2026"
    ]
    assert told.faults == 0


@pytest.mark.parametrize("state", STEPS)
def test_whatever_became_of_it_every_line_is_in_words(state: str) -> None:
    people = cast()
    order = share_at(state, people).instruction
    told = chronology.of_order(order, as_of=minutes(60))
    for event in told.events:
        assert event.sentence
        assert event.sentence not in {event.verb, "ditutup bersama perintahnya"}
        assert not {word.label for word in event.words} & {word.field for word in event.words}
    assert all(row.label != row.status for row in told.standings)


def test_what_closes_by_itself_is_said_as_the_act_of_whoever_ended_it() -> None:
    people = cast()
    kasi = kasi_of(people)
    order = order_to(people.camat_pelawan, giver=people.bupati)
    share, camat = key(order, people.camat_pelawan), actor(people.camat_pelawan.person)
    below = [Recipient(str(kasi.position.public_id))]
    actions.pass_down(share, actor=camat, at=AT, recipients=below)
    actions.report(share, actor=camat, at=minutes(1), note="Selesai.", reason="Kasi menyusul.")
    actions.accept(share, actor=actor(people.bupati.person), at=minutes(2))
    told = chronology.of_order(order, as_of=minutes(5))
    assert {(e.title, e.sentence) for e in told.events if e.verb == "close"} == {
        ("Bupati Sarolangun", "menutup bagian ini bersama bagian di atasnya"),
        ("Bupati Sarolangun", "menyelesaikan perintah: bagian terakhir sudah selesai"),
    }


def test_a_report_that_adopts_another_vouches_for_its_files() -> None:
    people = cast()
    kasi = kasi_of(people)
    order = order_to(people.camat_pelawan, giver=people.bupati)
    share, camat = key(order, people.camat_pelawan), actor(people.camat_pelawan.person)
    below = [Recipient(str(kasi.position.public_id))]
    actions.pass_down(share, actor=camat, at=AT, recipients=below)
    by, photo = kasi.person, io.BytesIO(picture())
    upload = intake.receive(photo, name="banjir.jpg", person_id=by.pk, at=AT)
    actions.report(
        key(order, kasi), actor=actor(by), at=minutes(1), note="14 rumah.",
        attachments=[upload.public_id],
    )  # fmt: skip
    actions.report(
        share, actor=camat, at=minutes(2), note="Selesai.", reason="Sudah.",
        adopts=[key(order, kasi)],
    )  # fmt: skip
    told = chronology.of_order(order, as_of=minutes(5)).events[-1]
    assert words(told)["Laporan dari bawah"] == "Kasi Trantib: 14 rumah."
    assert [(file.name, file.note) for file in told.files] == [
        ("banjir.jpg", "dari laporan di bawahnya")
    ]


# --- Standing in -----------------------------------------------------------------------------------


def test_who_acts_for_a_vacant_position_is_said_to() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    Appointment.objects.filter(position=people.camat_limun.position).delete()
    Appointment.objects.filter(position=people.bupati.position).delete()
    actions.ask(
        key(order, people.camat_limun), actor=actor(people.sekda.person), at=minutes(1),
        question="Camat belum ada; tunggu?",
    )  # fmt: skip
    actions.answer(
        key(order, people.camat_limun), actor=actor(people.kabag_umum.person), at=minutes(2),
        answer="Sekda saja.",
    )  # fmt: skip
    told = chronology.of_order(order, as_of=minutes(5)).events[-2:]
    assert [(e.person, e.title, e.right, e.right_label) for e in told] == [
        ("Mukhtar Efendi", "Camat Limun (kosong)", "kosong", "jabatan kosong"),
        ("Yusnidar", "Bupati Sarolangun (kosong)", "kosong", "jabatan kosong"),
    ]


def test_that_nobody_held_the_position_is_said_where_knowing_is_told() -> None:
    people = cast()
    Appointment.objects.filter(position=people.camat_limun.position).delete()
    order = order_to(people.camat_limun, giver=people.bupati)
    actions.see(key(order, people.camat_limun), actor=actor(people.sekda.person), at=minutes(3))
    told = chronology.of_order(order, as_of=minutes(5))
    assert [(k.person, k.right, k.told_at, k.seen_at) for k in told.knowers] == [
        ("(tidak ada pemegang jabatan)", "kosong", AT, None),
        ("Mukhtar Efendi", "kosong", None, minutes(3)),
    ]


def test_an_aide_of_a_vacant_position_is_still_an_aide() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    Appointment.objects.filter(position=people.bupati.position).delete()
    actions.comment_order(
        str(order.public_id), actor=actor(people.ajudan.person), at=minutes(1), note="Segera."
    )
    told = chronology.of_order(order, as_of=minutes(5)).events[-1]
    assert (told.title, told.right) == ("untuk Bupati Sarolangun", "untuk")


def test_a_stand_in_could_know_only_once_put_down_as_one() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    day, acting = AT.date(), people.sekcam_pelawan.person
    leave = Away("cuti", day, day + timedelta(days=3), substitute=acting.public_id)
    absences.register(leave, actor=actor(people.camat_pelawan.person), at=minutes(30))
    before = chronology.of_order(order, as_of=minutes(20))
    after = chronology.of_order(order, as_of=minutes(40))
    assert [k.person for k in before.knowers] == ["Ahmad Fauzi"]
    assert [(k.person, k.right, k.told_at) for k in after.knowers] == [
        ("Ahmad Fauzi", "definitif", AT),
        ("Hendra Saputra", "plh", minutes(30)),
    ]


# --- What one may read -----------------------------------------------------------------------------


def test_recipients_of_a_closed_list_do_not_learn_of_one_another() -> None:
    people = cast()
    order = order_to(
        people.camat_pelawan, people.camat_limun, giver=people.bupati, closed_list=True
    )
    bupati = actor(people.bupati.person)
    actions.add_recipients(
        str(order.public_id), actor=bupati, at=minutes(1), reason="Singkut juga.",
        recipients=[Recipient(str(people.camat_singkut.position.public_id))],
    )  # fmt: skip
    camat = actor(people.camat_pelawan.person)
    shares = chronology.basis_of(order, camat).shares
    own = chronology.of_order(order, as_of=minutes(5), shares=shares)
    assert [(event.verb, event.sentence) for event in own.events] == [
        ("issue", "memberi perintah"),
        ("send", "menyampaikan perintah kepada Camat Pelawan"),
    ]
    assert own.faults == 0
    whole = chronology.of_order(order, as_of=minutes(5))
    assert "memberi perintah kepada 2 penerima" in told_by(whole, "issue")
    assert told_by(whole, "add_recipients")


def test_the_aide_who_typed_it_reads_no_word_of_it_once_it_is_secret() -> None:
    people = cast()
    aide = actor(people.ajudan.person)
    order = order_to(people.camat_pelawan, giver=people.ajudan)
    window: dict[str, Any] = {"since": minutes(-60), "as_of": minutes(60)}
    page = chronology.of_person(aide, **window)
    assert [words(event) for event in page.events] == [{"Isi perintah": TEXT}, {}]
    actions.reclassify(
        str(order.public_id), actor=actor(people.bupati.person), at=minutes(1), reason="Rahasia.",
        classification="rahasia",
    )  # fmt: skip
    page = chronology.of_person(aide, **window)
    assert [words(event) for event in page.events] == [{}, {}]
    Delegation.objects.update(secret=True)
    page = chronology.of_person(actor(people.ajudan.person), **window)
    assert [words(event) for event in page.events] == [{"Isi perintah": TEXT}, {}]


def test_reading_ones_own_part_costs_the_same_in_a_large_order() -> None:
    people = cast()
    crowd = [member(f"Lurah {n}", name=f"Lurah {n}", rank=70) for n in range(20)]
    costs = []
    for members in ([people.camat_pelawan], crowd):
        order = order_to(*members, giver=people.bupati)
        by = actor(members[0].person)
        with counted() as statements:
            basis = chronology.basis_of(order, by)
            chronology.of_order(order, as_of=AT, shares=basis.shares)
        costs.append(statements.count)
    assert costs[0] == costs[1]


def test_a_successor_of_the_appointed_is_told_apart_from_who_stands_above() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    later = person("Penerus Baru")
    old = people.camat_pelawan.person.appointments.get()
    old.ends_on = AT.date()
    old.save()
    appoint(later, people.camat_pelawan.position, starts_on=AT.date() + timedelta(days=1))
    tomorrow = AT + timedelta(days=1)
    actions.acknowledge(
        key(order, people.camat_pelawan), actor=actor(later, at=tomorrow), at=tomorrow
    )
    told = chronology.of_order(order, as_of=tomorrow).events[-1]
    assert (told.person, told.title, told.right) == ("Penerus Baru", "Camat Pelawan", "definitif")

"""What people write back about an order: buttons and exact words act, everything else is a remark."""

from datetime import timedelta

import pytest
from django.db.models import F

from accounts.models import Appointment, Person
from files import store
from files.models import Kind
from instructions import actions
from instructions.models import Assignment, Attachment
from notifications.chats import acting, inbox, models, replies
from notifications.models import Delivery, Inbound, Reply
from tests.files.samples import photo_with_gps
from tests.instructions.orders import order_to, share_of
from tests.notifications.chats.talks import Phone, payloads_of, told
from tests.people import AT, actor
from workflow.models import Content, Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(people):
    return order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)


@pytest.fixture
def share(order, people):
    return share_of(order, people.camat_pelawan)


@pytest.fixture
def given(share, people, cloud):
    """The camat was told by WhatsApp; the message as it arrived."""
    return told(share, people.camat_pelawan, cloud)


def entries(share):
    return list(Entry.objects.filter(kind="assignment", subject_id=share.pk).order_by("n"))


def state(share):
    return Assignment.objects.get(pk=share.pk).status


def note(entry):
    return Content.objects.get(entry=entry).body


def test_siap_by_button_is_on_record_with_channel_hat_and_the_phones_time(
    given, camat, share, order
):
    siap, _ask, _report = payloads_of(given)
    answer = camat.taps(siap, at=AT + timedelta(minutes=3))
    assert answer == f"Tercatat 14.08: Siap, laksanakan. {order.reference}"
    entry = entries(share)[-1]
    assert (entry.verb, entry.channel, entry.strength) == ("acknowledge", "whatsapp", "medium")
    assert entry.position_id == camat.member.position.pk
    assert entry.device_at == AT.replace(microsecond=0)


def test_the_same_button_again_says_that_it_is_recorded(given, camat, share):
    siap = payloads_of(given)[0]
    camat.taps(siap)
    assert camat.taps(siap).startswith("Sudah tercatat sebelumnya: Siap, laksanakan")
    assert [entry.verb for entry in entries(share)] == ["send", "acknowledge"]


@pytest.mark.parametrize(
    "words", ["Siap", "siap.", "SIAP, LAKSANAKAN", "Siap laksanakan", "Siap melaksanakan"]
)
def test_the_exact_words_are_an_answer_where_one_order_is_open(given, camat, share, words):
    assert camat.says(words).startswith("Tercatat")
    assert state(share) == "acknowledged"


@pytest.mark.parametrize(
    "words",
    [
        "Siap Pak, nanti malam kami kabari",
        "Insyaallah siap",
        "Lapor, Pak, kami masih di jalan",
        "Ok",
        "👍",
        "Sudah kami terima laporannya",
    ],
)
def test_any_other_words_are_a_remark_and_change_no_status(given, camat, share, words):
    answer = camat.says(words)
    assert answer.startswith("Tercatat 14.05: kabar.")
    assert state(share) == "sent"
    assert note(entries(share)[-1]) == words


def test_laporan_selesai_is_asked_once_and_ya_makes_the_remarks_a_report(given, camat, share):
    assert camat.says("Tim sudah turun ke lokasi").endswith("\nLaporan selesai?")
    ya, _belum = payloads_of(camat.cloud.sent()[-1])
    assert "Laporan selesai?" not in camat.says("14 rumah terdampak")
    assert camat.taps(ya).startswith("Tercatat 14.05: Laporkan selesai.")
    assert state(share) == "reported"
    assert note(entries(share)[-1]) == "Tim sudah turun ke lokasi\n14 rumah terdampak"


def test_belum_leaves_everything_as_it_is(given, camat, share):
    camat.says("Tim sudah turun ke lokasi")
    _ya, belum = payloads_of(camat.cloud.sent()[-1])
    camat.taps(belum)
    assert state(share) == "sent"


def test_mohon_arahan_with_its_question(given, camat, share):
    camat.says("Mohon arahan: termasuk desa yang belum banjir?")
    assert state(share) == "clarifying"
    assert note(entries(share)[-1]) == "termasuk desa yang belum banjir?"


def test_the_button_mohon_arahan_asks_for_the_question_and_takes_the_next_message(
    given, camat, share
):
    _siap, ask, _report = payloads_of(given)
    assert "tulis pertanyaan Anda" in camat.taps(ask)
    assert state(share) == "sent"
    camat.says("Termasuk desa yang belum banjir?")
    assert state(share) == "clarifying"


def test_the_question_may_quote_the_message_that_asked_for_it(given, camat, share):
    camat.taps(payloads_of(given)[1])
    camat.quotes(Reply.objects.get().provider_id, "Termasuk desa yang belum banjir?")
    assert state(share) == "clarifying"


def test_what_comes_long_after_the_button_is_a_remark(given, camat, share):
    ask = payloads_of(given)[1]
    camat.taps(ask)
    camat.says("Termasuk desa yang belum banjir?", at=AT + timedelta(minutes=31))
    assert state(share) == "sent"


def test_lapor_with_words(given, camat, share):
    camat.says("Lapor: sudah diperiksa, 14 rumah")
    assert state(share) == "reported"
    assert note(entries(share)[-1]) == "sudah diperiksa, 14 rumah"


def test_the_button_lapor_takes_a_photo_as_the_report(given, camat, share):
    report = payloads_of(given)[2]
    camat.taps(report)
    camat.photographs(photo_with_gps(), caption="Sudah diperiksa")
    assert state(share) == "reported"
    (kept,) = Attachment.objects.filter(assignment=share)
    assert kept.blob.kind == Kind.PHOTO
    with store.open_bytes(kept.blob) as file:
        data = file.read()
    assert b"KameraUji" not in data
    assert b"catatan-rahasia" not in data


def test_a_photo_alone_is_evidence_beside_a_remark(given, camat, share, order):
    camat.photographs(photo_with_gps(), caption="Jembatan di desa")
    assert state(share) == "sent"
    assert Attachment.objects.get(assignment=share).entry == entries(share)[-1]
    assert "files" in entries(share)[-1].facts
    ya = payloads_of(camat.cloud.sent()[-1])[0]
    camat.taps(ya)
    assert state(share) == "reported"


def test_a_photo_that_is_none_is_refused_in_words(given, camat, share):
    answer = camat.photographs(b"MZ not a photo" * 20)
    assert answer.startswith("Jenis berkas ini tidak diterima")
    assert not Attachment.objects.exists()


def test_a_photo_that_is_too_large_is_not_read_to_the_end(given, camat, settings):
    settings.UPLOAD_MAX_BYTES = 1000
    assert camat.photographs(b"x" * 5000).startswith("Belum tercatat. Berkas Anda")


def test_the_token_goes_to_no_other_server(given, camat, cloud):
    cloud.elsewhere = "http://127.0.0.1:9/steal"
    assert camat.photographs(photo_with_gps()).startswith("Belum tercatat. Berkas Anda")


def test_a_photo_waits_for_a_provider_that_is_busy(given, camat, share, cloud):
    cloud.script.append(500)
    assert camat.photographs(photo_with_gps(), caption="Jembatan") == ""
    assert camat.waits(AT + timedelta(seconds=1)) == ""
    assert camat.waits(AT + timedelta(seconds=3)).startswith("Tercatat")
    assert Attachment.objects.filter(assignment=share).count() == 1


def test_a_photo_the_provider_never_gives_is_given_up_in_words(given, camat, cloud):
    cloud.script.extend([500] * 8)
    camat.photographs(photo_with_gps())
    Inbound.objects.filter(done_at=None).update(attempts=7)
    assert camat.waits(AT + timedelta(hours=1)).startswith("Belum tercatat. Berkas Anda")


def test_a_quoted_reply_names_the_order_among_several(given, camat, share, people, order):
    order_to(people.camat_pelawan, giver=people.bupati)
    wamid = Delivery.objects.get().provider_id
    assert camat.quotes(wamid, "Siap").endswith(order.reference)
    assert state(share) == "acknowledged"


def test_a_quoted_answer_of_sigaps_own_names_the_order_too(given, camat, share, people):
    order_to(people.camat_pelawan, giver=people.bupati)
    camat.taps(payloads_of(given)[0])
    own = Reply.objects.get().provider_id
    camat.quotes(own, "Sedang di lokasi")
    assert note(entries(share)[-1]) == "Sedang di lokasi"


def test_the_number_in_the_text_names_the_order(given, camat, share, people, order):
    order_to(people.camat_pelawan, giver=people.bupati)
    camat.says(f"Siap {order.reference}")
    assert state(share) == "acknowledged"


def test_the_spoken_number_does_as_well_after_siap(given, camat, share, people, order):
    order_to(people.camat_pelawan, giver=people.bupati)
    camat.says(f"Siap {order.number:04d}")
    assert state(share) == "acknowledged"


def test_where_several_fit_sigap_asks_and_the_number_alone_is_enough(
    given, camat, share, people, order
):
    second = order_to(people.camat_pelawan, giver=people.bupati, text="Siapkan data stunting.")
    question = camat.says("Mohon arahan: sampai kapan?")
    assert question.startswith("Untuk perintah yang mana?")
    assert f"{second.reference}: Siapkan data stunting." in question
    assert state(share) == "sent"
    camat.says(order.reference)
    assert state(share) == "clarifying"
    assert note(entries(share)[-1]) == "sampai kapan?"


def test_where_nothing_is_open_nothing_is_recorded(people, camat):
    assert camat.says("Siap") == ("Belum tercatat. Tidak ada perintah yang menunggu jawaban Anda.")


def test_a_stranger_is_told_once_a_day_and_no_more(cloud, people, share):
    class Nobody:
        person = Person(phone="+628999999999")

    phone = Phone(Nobody(), cloud)  # type: ignore[arg-type]
    assert phone.says("Siap").startswith("Nomor ini belum terdaftar")
    assert phone.says("Siap") == ""
    assert phone.says("Halo", at=AT + timedelta(hours=23)) == ""
    assert phone.says("Halo", at=AT + timedelta(hours=25)) != ""
    assert state(share) == "sent"


def test_a_photo_of_a_stranger_is_not_even_fetched(cloud, people):
    class Nobody:
        person = Person(phone="+628999999999")

    Phone(Nobody(), cloud).photographs(photo_with_gps())  # type: ignore[arg-type]
    assert [method for method, *_ in cloud.requests] == ["POST"]


def test_a_button_of_somebody_elses_message_does_nothing(given, share, people, cloud):
    limun = Phone(people.camat_limun, cloud)
    assert limun.taps(payloads_of(given)[0]).startswith("Tombol ini bukan untuk Anda")
    assert state(share) == "sent"


def test_a_forged_button_does_nothing(given, camat, share):
    siap = payloads_of(given)[0]
    forged = siap[:-1] + ("A" if siap[-1] != "A" else "B")
    assert camat.taps(forged).startswith("Tombol ini bukan untuk Anda")
    assert state(share) == "sent"


def test_the_button_of_a_hat_that_ended_says_so(given, camat, share, people, order):
    Appointment.objects.filter(person=camat.member.person).update(
        ends_on=AT.date() - timedelta(days=1)
    )
    other = people.camat_singkut.position
    Appointment.objects.create(
        person=camat.member.person, position=other, starts_on=AT.date(), capacity="plt"
    )
    answer = camat.taps(payloads_of(given)[0])
    assert answer == (
        "Belum tercatat. Anda tidak lagi memegang jabatan Camat Pelawan;"
        f" {order.reference} ditangani pejabat yang sekarang."
    )
    assert state(share) == "sent"


def test_somebody_without_any_hat_is_told_so(given, camat, share):
    Appointment.objects.filter(person=camat.member.person).update(
        ends_on=AT.date() - timedelta(days=1)
    )
    assert camat.taps(payloads_of(given)[0]).startswith("Belum tercatat. Anda tidak memegang")


def test_a_blocked_person_is_a_stranger(given, camat, share):
    Person.objects.filter(pk=camat.member.person.pk).update(is_active=False)
    assert camat.taps(payloads_of(given)[0]).startswith("Nomor ini belum terdaftar")
    assert state(share) == "sent"


def test_the_button_of_a_revoked_order_says_why_not(given, camat, share, people, order):
    actions.revoke(
        str(order.public_id), actor=actor(people.bupati.person), at=AT, reason="Sudah ditangani."
    )
    assert "tidak dapat dilakukan" in camat.taps(payloads_of(given)[0])
    assert state(share) == "revoked"


def test_of_a_classified_order_only_siap_comes_by_chat(camat, people, cloud):
    order = order_to(people.camat_pelawan, giver=people.bupati, classification="terbatas")
    share = share_of(order, people.camat_pelawan)
    refusal = camat.says("Lapor: isinya begini")
    assert refusal == (
        f"Belum tercatat. {order.reference} bersifat Terbatas: tulis isinya hanya di Sigap."
    )
    assert [entry.verb for entry in entries(share)] == ["send"]
    assert camat.says("Siap").startswith("Tercatat")


def test_a_sticker_is_not_read(given, camat, share):
    camat._sends("sticker", {"id": "1"}, AT, {})
    assert state(share) == "sent"


def test_the_giver_comments_by_quoting_what_he_was_told(share, people, cloud, bupati):
    asked = actions.ask(
        str(share.public_id), actor=actor(people.camat_pelawan.person), at=AT, question="Kapan?"
    )
    assert asked.entry is not None
    Delivery.objects.create(
        person=people.bupati.person,
        position=people.bupati.position,
        channel="whatsapp",
        entry=asked.entry,
        provider_id="wamid.asked",
        due_at=AT,
        created_at=AT,
    )
    assert bupati.quotes("wamid.asked", "Segera saja").startswith("Tercatat 14.05: kabar.")
    entry = entries(share)[-1]
    assert (entry.verb, entry.position_id) == ("comment", people.bupati.position.pk)


def test_a_poison_message_is_pushed_forward_and_then_given_up_in_words(
    given, camat, share, monkeypatch
):
    def broken(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(acting, "act", broken)
    assert camat.says("Siap") == ""
    row = Inbound.objects.get()
    assert (row.done_at, row.last_error, row.locked_until) == (None, "RuntimeError", None)
    assert row.due_at > AT
    Inbound.objects.update(attempts=F("attempts") + 7)
    assert camat.waits(AT + timedelta(hours=1)).startswith("Belum tercatat karena gangguan")


def test_a_reply_is_tried_again_until_the_provider_takes_it(given, camat, share, cloud):
    cloud.script.extend([503])
    camat.says("Siap")
    assert state(share) == "acknowledged"
    assert Reply.objects.get().done_at is None
    assert camat.waits(AT + timedelta(seconds=10)).startswith("Tercatat")
    assert (Reply.objects.get().attempts, Reply.objects.get().text) == (2, "")


def test_a_worker_that_died_after_claiming_is_followed_by_another(given, camat, share):
    inbox.store(
        "whatsapp",
        [inbox.Incoming(camat.number, "wamid.dead", models.Kind.TEXT, AT, text="Siap")],
        at=AT,
    )
    pk = Inbound.objects.get().pk
    assert inbox._claimed(pk, AT)
    assert inbox.work(at=AT + timedelta(seconds=30)) == 0
    assert inbox.work(at=AT + timedelta(minutes=3)) == 1
    assert state(share) == "acknowledged"


def test_old_messages_are_forgotten_with_their_replies(given, camat):
    camat.says("Siap")
    replies.send_due(at=AT)
    assert inbox.purge(at=AT + timedelta(days=29)) == 0
    assert inbox.purge(at=AT + timedelta(days=31)) == 2
    assert not Reply.objects.exists()

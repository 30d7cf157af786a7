"""An order by WhatsApp: the message comes back as a draft, and only "1" sends it."""

from datetime import timedelta

import pytest

from accounts.models import Appointment, Position, RecipientList
from instructions.models import Assignment, Instruction
from notifications.chats import inbox, recipients
from notifications.chats.models import Kind
from notifications.chats.recipients import Named
from notifications.models import Chat, Reply
from tests.files.samples import photo_with_gps
from tests.instructions.orders import order_to, share_of
from tests.notifications.chats.talks import Phone
from tests.people import AT, actor
from workflow.models import Entry

pytestmark = pytest.mark.django_db
WORDS = "Camat Pelawan dan Limun segera periksa titik rawan banjir di wilayah masing-masing."


def titles(order):
    rows = Assignment.objects.filter(instruction=order).select_related("position")
    return sorted(share.position.title for share in rows)


def test_the_whole_conversation(bupati):
    preview = bupati.says(WORDS)
    assert preview.split("\n") == (
        [
            "Konsep perintah dari Bupati Sarolangun",
            "",
            WORDS,
            "",
            "Kepada: Camat Limun, Camat Pelawan (2 penerima)",
            "Sifat: Segera",
            "Dijawab paling lambat: Selasa 24 November pukul 16.05",
            "Selesai paling lambat: Rabu 25 November pukul 14.05",
            "",
            "Balas 1 untuk mengirim, 2 untuk membatalkan, atau tulis penerima.",
        ]
    )
    assert not Assignment.objects.exists()
    changed = bupati.says("Camat Singkut, Pelawan")
    assert "Kepada: Camat Pelawan, Camat Singkut (2 penerima)" in changed
    sent = bupati.says("1")
    order = Instruction.objects.get()
    assert sent == (
        f"Terkirim: {order.reference} ke 2 penerima."
        " Dijawab paling lambat Selasa 24 November pukul 16.05."
    )
    assert titles(order) == ["Camat Pelawan", "Camat Singkut"]
    assert (order.text, order.urgency, order.classification) == (WORDS, "segera", "biasa")
    issue = Entry.objects.get(kind="instruction", verb="issue")
    assert (issue.channel, issue.strength) == ("whatsapp", "medium")


def test_a_second_1_sends_nothing_twice(bupati):
    bupati.says(WORDS)
    bupati.says("1")
    order = Instruction.objects.get()
    assert bupati.says("1") == f"Sudah terkirim sebagai {order.reference}. Tidak dikirim lagi."
    assert (Instruction.objects.count(), Assignment.objects.count()) == (1, 2)


def test_two_1s_that_wait_together_send_once(bupati):
    bupati.says(WORDS)
    for wamid in ("wamid.one", "wamid.two"):
        incoming = inbox.Incoming(bupati.number, wamid, Kind.TEXT, AT, "1")
        inbox.store("whatsapp", [incoming], at=AT)
    bupati.waits()
    assert Assignment.objects.count() == 2


def test_1_may_quote_the_draft(bupati):
    bupati.says(WORDS)
    bupati.quotes(Reply.objects.get().provider_id, "1")
    assert Assignment.objects.count() == 2


def test_2_sends_nothing(bupati):
    bupati.says(WORDS)
    assert bupati.says("2") == "Konsep dibatalkan. Tidak ada yang dikirim."
    assert Instruction.objects.get().status == "revoked"
    assert bupati.says("1").startswith("Tidak ada konsep yang menunggu.")
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("words", ["ya", "ok kirim", "11", "1 dan 2", "kirim", "satu"])
def test_nothing_but_1_sends(bupati, words):
    bupati.says(WORDS)
    bupati.says(words)
    assert not Assignment.objects.exists()


def test_a_worker_that_starts_anew_goes_on_where_the_talk_stood(bupati):
    bupati.says(WORDS)
    chat = Chat.objects.get(address=bupati.number)
    assert chat.topic == "order"
    assert chat.about["draft"] == str(Instruction.objects.get().public_id)


def test_after_two_hours_1_sends_nothing_and_the_draft_lies_in_sigap(bupati):
    bupati.says(WORDS)
    bupati.says("1", at=AT + timedelta(hours=2, minutes=1))
    assert Instruction.objects.filter(status="draft").exists()
    assert not Assignment.objects.exists()


def test_an_order_to_nobody_asks_for_recipients(bupati):
    preview = bupati.says("Siapkan data stunting untuk rapat besok pagi")
    assert "Kepada: belum ada." in preview
    assert bupati.says("1") == "Pilih paling sedikit satu penerima."
    assert "Kepada: Kepala Dinas Kesehatan" in bupati.says("Kadis Kesehatan")
    assert bupati.says("1").startswith("Terkirim")


def test_recipients_that_are_not_understood_change_nothing(bupati):
    bupati.says(WORDS)
    assert bupati.says("pak anu yang kemarin itu").startswith("Penerima tidak dikenali.")
    bupati.says("1")
    assert titles(Instruction.objects.get()) == ["Camat Limun", "Camat Pelawan"]


def test_the_urgency_can_be_named(bupati):
    bupati.says(WORDS)
    assert "Sifat: Sangat segera" in bupati.says("Sangat segera")
    assert "Camat Limun, Camat Pelawan" in bupati.says("biasa")


def test_a_group_by_its_name_and_by_what_its_members_are_called(bupati):
    group = RecipientList.objects.create(
        name="Kecamatan rawan banjir", noun="camat", by_rule=True, position_kinds=["camat"]
    )
    for words in (
        "Kecamatan rawan banjir agar siaga malam ini",
        "Semua camat agar siaga malam ini",
    ):
        preview = bupati.says(f"Perintah: {words}")
        assert f"Kepada: {group.name} (3 penerima)" in preview
    bupati.says("1")
    assert titles(Instruction.objects.get(status="issued")) == [
        "Camat Limun", "Camat Pelawan", "Camat Singkut",
    ]  # fmt: skip


def test_without_a_group_all_of_a_kind_are_meant(bupati):
    preview = bupati.says("Seluruh camat agar siaga malam ini")
    assert "Kepada: Camat Limun, Camat Pelawan, Camat Singkut (3 penerima)" in preview


def test_a_vacant_recipient_is_shown_before_sending(bupati, people):
    Appointment.objects.filter(person=people.camat_limun.person).update(
        ends_on=AT.date() - timedelta(days=1)
    )
    assert "Camat Limun (kosong), Camat Pelawan" in bupati.says(WORDS)


def test_a_forwarded_message_is_a_draft(people, cloud):
    sekda = Phone(people.sekda, cloud)
    order_to(people.sekda, giver=people.bupati)
    preview = sekda.says("Mohon dukungan data dari wilayah", context={"forwarded": True})
    assert preview.startswith("Konsep perintah dari Sekretaris Daerah")


def test_a_message_of_somebody_with_open_orders_may_be_either_and_3_makes_it_news(people, cloud):
    order = order_to(people.sekda, giver=people.bupati)
    sekda = Phone(people.sekda, cloud)
    preview = sekda.says("Camat Pelawan sudah turun ke lokasi sejak pagi")
    assert preview.endswith(f"Balas 3 bila ini kabar untuk {order.reference}.")
    assert sekda.says("3").startswith("Tercatat 14.05: kabar.")
    assert Entry.objects.filter(verb="comment").count() == 1
    assert Instruction.objects.exclude(pk=order.pk).get().status == "revoked"


def test_answers_in_exact_words_are_no_orders_while_a_draft_waits(people, cloud):
    order = order_to(people.sekda, giver=people.bupati)
    sekda = Phone(people.sekda, cloud)
    sekda.says("Perintah: Camat Pelawan agar siaga")
    sekda.says(f"Siap {order.reference}")
    assert share_of(order, people.sekda).status == "acknowledged"
    assert sekda.says("1").startswith("Terkirim")


def test_a_photo_beside_an_order_is_said_to_stay_out(bupati):
    preview = bupati.photographs(photo_with_gps(), caption=WORDS)
    assert preview.endswith("lampirkan saat menulis di Sigap.")


def test_an_aide_conveys_the_bupatis_order(people, cloud):
    ajudan = Phone(people.ajudan, cloud)
    assert ajudan.says(WORDS).startswith("Konsep perintah dari Untuk Bupati Sarolangun")
    ajudan.says("1")
    order = Instruction.objects.get()
    assert order.conveyed_by_aide
    assert order.giver == people.bupati.position


def test_an_aide_who_says_2_leaves_the_draft(people, cloud):
    ajudan = Phone(people.ajudan, cloud)
    ajudan.says(WORDS)
    assert ajudan.says("2") == "Konsep dibatalkan. Tidak ada yang dikirim."
    ajudan.says("1")
    assert not Assignment.objects.exists()


def test_a_camat_cannot_order_the_bupati(people, cloud):
    camat = Phone(people.camat_pelawan, cloud)
    preview = camat.says("Perintah: Sekda agar datang besok")
    assert "tidak dapat diperintah oleh jabatan ini" in preview
    camat.says("1")
    assert not Assignment.objects.exists()


def test_a_hat_that_ended_before_1_sends_nothing(people, bupati):
    bupati.says(WORDS)
    Appointment.objects.filter(person=people.bupati.person).update(
        ends_on=AT.date() - timedelta(days=1)
    )
    bupati.says("1")
    assert not Assignment.objects.exists()


def test_a_thank_you_is_no_order(bupati):
    assert bupati.says("Terima kasih").startswith("Balas pesan perintah dengan")
    assert not Instruction.objects.exists()


# --- Who is named -----------------------------------------------------------------------------------


def named(people, text, giver="bupati"):
    member = getattr(people, giver)
    found = recipients.named_in(text, actor=actor(member.person), giver=member.position)
    rows = Position.objects.filter(public_id__in=found.positions)
    return {row.title for row in rows}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("camat pelawan agar siaga", {"Camat Pelawan"}),
        ("Kepada Camat Pelawan, Limun, dan Singkut: siaga", "all"),
        ("Camat Pelawan/Limun", {"Camat Pelawan", "Camat Limun"}),
        ("Kadis Kesehatan dan Camat Limun", {"Kepala Dinas Kesehatan", "Camat Limun"}),
        ("Sekda koordinasikan", {"Sekretaris Daerah"}),
        ("Sekcam Pelawan", {"Sekretaris Kecamatan Pelawan"}),
        ("Warga Pelawan dan Limun butuh air", set()),
        ("Camat yang wilayahnya banjir", set()),
        ("Pak Ahmad Fauzi agar siaga", set()),
        ("Bupati Sarolangun memerintahkan", set()),
    ],
)
def test_names_are_found_by_rules_that_can_be_told(people, text, expected):
    if expected == "all":
        expected = {"Camat Pelawan", "Camat Limun", "Camat Singkut"}
    assert named(people, text) == expected


def test_a_title_that_several_have_names_nobody(people):
    from tests.people import member

    member("Kepala Seksi Pemerintahan")
    member("Kepala Seksi Pemerintahan", name="Lain")
    assert named(people, "Kasi Pemerintahan agar siaga") == set()


def test_it_takes_two_statements(people, django_assert_num_queries):
    who = actor(people.bupati.person)
    giver = people.bupati.position
    with django_assert_num_queries(2):
        assert recipients.named_in(WORDS * 20, actor=who, giver=giver) != Named()


def test_no_text_takes_long(people):
    for text in (" ," * 2000, "a" + " " * 3998 + "b", "Camat Pelawan, " * 260, "dan " * 1000):
        named(people, text)

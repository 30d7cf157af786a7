"""Telegram: linked by a code, told with buttons, answered like WhatsApp."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from instructions.models import Assignment, Attachment, Instruction
from notifications.channels import Later, Sent, Unreachable
from notifications.channels.telegram.sender import Telegram
from notifications.chats import inbox, linking, replies
from notifications.models import Chat, Delivery, Inbound
from tests.fakes import telegram_bot as tg
from tests.fakes.server import serving
from tests.files.samples import picture
from tests.instructions.orders import order_to, share_of
from tests.notifications.chats.talks import BUTTONS, message_of
from tests.people import AT
from tests.web.visits import browser, text
from workflow.models import Entry

pytestmark = pytest.mark.django_db
CHAT = 7_001


@pytest.fixture
def bot(settings):
    fake = tg.TelegramBot()
    with serving(fake):
        settings.TELEGRAM_URL = fake.url
        settings.TELEGRAM_TOKEN = tg.TOKEN
        settings.TELEGRAM_BOT = tg.BOT
        settings.TELEGRAM_SECRET = tg.SECRET
        yield fake


@pytest.fixture
def share(people):
    return share_of(order_to(people.camat_pelawan, giver=people.bupati), people.camat_pelawan)


@pytest.fixture
def linked(people, bot):
    camat = people.camat_pelawan.person
    return Chat.objects.create(channel="telegram", address=str(CHAT), person=camat)


@pytest.fixture
def told(linked, share, people, bot):
    """The camat was told on Telegram; what the bot sent."""
    entry = Entry.objects.get(kind="assignment", subject_id=share.pk)
    camat = people.camat_pelawan
    delivery = Delivery.objects.create(
        person=camat.person, position=camat.position, channel="telegram", entry=entry,
        due_at=AT, created_at=AT,
    )  # fmt: skip
    outcome = Telegram().send(message_of(delivery, share), str(CHAT))
    assert isinstance(outcome, Sent)
    Delivery.objects.update(provider_id=outcome.provider_id)
    return bot.sent()[-1]


def data_of(given):
    return [key["callback_data"] for key in given["reply_markup"]["inline_keyboard"][0]]


def waits(bot, at=AT):
    before = len(bot.sent())
    inbox.work(at=at)
    replies.send_due(at=at)
    new = [given for given in bot.sent()[before:] if "text" in given]
    return new[-1]["text"] if new else ""


def says(bot, number, words, at=AT, **more):
    assert tg.post(Client(), tg.message(CHAT, number, text=words, **more)).status_code == 200
    return waits(bot, at)


def state(share):
    return Assignment.objects.get(pk=share.pk).status


def test_the_page_shows_a_code_once_and_the_bot_links_whoever_writes_it(people, bot):
    client = browser(people.camat_pelawan.person)
    page = text(client.post("/akun/telegram/"))
    code = re.search(r'class="kode-sekali">([A-Z0-9]{8})<', page)
    assert code is not None
    assert f"https://t.me/{tg.BOT}?start={code[1]}" in page
    assert code[1] not in text(client.get("/akun/telegram/"))
    assert says(bot, 1, f"/start {code[1]}").startswith("Terhubung.")
    assert Chat.objects.get().person == people.camat_pelawan.person
    assert "Telegram sudah terhubung" in text(client.get("/akun/telegram/"))


def test_a_code_links_one_account_and_then_nobody(people, bot):
    code = linking.new_code(people.sekda.person, "telegram", at=AT)
    assert says(bot, 1, code.lower()).startswith("Terhubung.")
    other = tg.message(7_002, 2, text=code)
    tg.post(Client(), other)
    assert waits(bot).startswith("Akun ini belum terhubung")


def test_a_code_of_long_ago_links_nobody(people, bot):
    code = linking.new_code(people.sekda.person, "telegram", at=AT)
    answer = says(bot, 1, code, at=AT + timedelta(minutes=16))
    assert answer.startswith("Akun ini belum terhubung")


def test_a_new_account_takes_the_place_of_the_old(people, bot, linked):
    code = linking.new_code(people.camat_pelawan.person, "telegram", at=AT)
    tg.post(Client(), tg.message(7_002, 2, text=code))
    waits(bot)
    assert Chat.objects.get(person=people.camat_pelawan.person).address == "7002"


def test_an_ended_link_reaches_nobody(people, bot, linked):
    browser(people.camat_pelawan.person).post("/akun/telegram/", {"putus": "1"})
    assert Telegram().addresses([people.camat_pelawan.person.pk]) == {}


def test_the_page_is_not_there_while_the_channel_is_off(people):
    assert browser(people.camat_pelawan.person).get("/akun/telegram/").status_code == 404


def test_an_order_comes_with_three_buttons(told, share):
    assert [key["text"] for key in told["reply_markup"]["inline_keyboard"][0]] == [
        button.label for button in BUTTONS
    ]
    assert "Periksa titik rawan banjir" in told["text"]


def test_a_tapped_button_acts_and_stops_turning(told, bot, share):
    answer = tg.post(Client(), tg.tap(CHAT, 5, data_of(told)[0]))
    assert answer.json() == {"method": "answerCallbackQuery", "callback_query_id": "q5"}
    assert waits(bot).startswith("Tercatat 14.05: Siap, laksanakan.")
    assert state(share) == "acknowledged"
    assert Entry.objects.order_by("pk").last().channel == "telegram"  # type: ignore[union-attr]


def test_a_photo_comes_through_get_file(told, bot, share):
    bot.files["big"] = picture()
    sizes = [{"file_id": "small"}, {"file_id": "big"}]
    tg.post(Client(), tg.message(CHAT, 6, photo=sizes, caption="Jembatan"))
    waits(bot)
    assert Attachment.objects.filter(assignment=share).count() == 1


def test_a_path_that_leads_elsewhere_is_not_followed(told, bot, share):
    bot.files["big"], bot.path = picture(), "../bot/getMe"
    tg.post(Client(), tg.message(CHAT, 6, photo=[{"file_id": "big"}]))
    assert waits(bot).startswith("Belum tercatat. Berkas Anda")


def test_a_quoted_message_names_the_order(told, bot, share, people):
    order_to(people.camat_pelawan, giver=people.bupati)
    number = int(Delivery.objects.get().provider_id.partition(":")[2])
    says(bot, 7, "Siap", reply_to_message={"message_id": number})
    assert state(share) == "acknowledged"


def test_orders_by_telegram(people, bot):
    Chat.objects.create(channel="telegram", address=str(CHAT), person=people.bupati.person)
    assert says(bot, 1, "Camat Pelawan agar siaga malam ini").startswith("Konsep perintah")
    assert says(bot, 2, "1").startswith("Terkirim")
    assert Instruction.objects.get().status == "issued"


@pytest.mark.parametrize("word", [500, "garbage", "half", ("error", 429, 3)])
def test_trouble_is_tried_again(linked, share, people, bot, word):
    bot.script.append(word)
    outcome = Telegram().answer(str(CHAT), "halo", [], quoted="")
    assert isinstance(outcome, Later)
    if isinstance(word, tuple):
        assert outcome.seconds == 3.0


@pytest.mark.parametrize("code", [400, 403])
def test_a_blocked_bot_goes_to_the_next_channel(linked, bot, code):
    bot.script.append(("error", code))
    assert isinstance(Telegram().answer(str(CHAT), "halo", [], quoted=""), Unreachable)


@pytest.mark.parametrize("secret", ["", "x", "é"])
def test_a_wrong_secret_is_refused(bot, secret):
    assert tg.post(Client(), tg.message(CHAT, 1, text="x"), secret=secret).status_code == 403
    assert not Inbound.objects.exists()


def test_off_without_a_secret(bot, settings):
    settings.TELEGRAM_SECRET = ""
    assert tg.post(Client(), tg.message(CHAT, 1, text="x"), secret="").status_code == 404


@pytest.mark.parametrize(
    ("update", "status"),
    [
        (b"[", 400),
        ({}, 200),
        ({"message": []}, 200),
        ({"message": {"chat": {"id": "x", "type": "private"}}}, 200),
        ({"message": {"chat": {"id": 1, "type": "group"}, "message_id": 1, "text": "x"}}, 200),
        ({"message": {"chat": {"id": 10**30, "type": "private"}, "message_id": 1}}, 200),
        ({"callback_query": {"id": "1"}}, 200),
        ({"callback_query": {"id": [], "message": 5}}, 200),
        ({"edited_message": {"text": "Siap"}}, 200),
    ],
)
def test_nonsense_is_passed_over(bot, update, status):
    assert tg.post(Client(), update).status_code == status
    assert not Inbound.objects.exists()


def test_an_update_repeated_is_one_message(told, bot):
    for _ in range(3):
        tg.post(Client(), tg.tap(CHAT, 5, data_of(told)[0]))
    assert Inbound.objects.count() == 1

"""E-mail over a real socket."""

from typing import Any

import pytest

from notifications.channels import Later, Outcome, Sent, Unreachable
from notifications.channels.email import Email
from tests.fakes.smtp import post_office
from tests.notifications.channels.messages import DELIVERY, message
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office_server(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    settings.EMAIL_HOST_USER, settings.SEND_TIMEOUT = "", 0.5


def test_a_letter_has_the_words_twice_and_an_id_of_its_own(settings: Any) -> None:
    with post_office() as post:
        settings.EMAIL_PORT = post.port
        outcome = Email().send(message(), "camat@contoh.go.id")
    assert outcome == Sent(f"<{DELIVERY}@localhost>")
    (letter,) = post.letters
    assert letter["Subject"] == "P-0412/2026 · Perintah baru dari Bupati Sarolangun"
    assert letter["Message-ID"] == f"<{DELIVERY}@localhost>"
    plain = letter.get_body(("plain",))
    rich = letter.get_body(("html",))
    assert plain is not None
    assert rich is not None
    assert "Periksa <titik> rawan & laporkan." in plain.get_content()
    assert "https://sigap.contoh.go.id/bagian/1/" in plain.get_content()
    assert "Periksa &lt;titik&gt; rawan &amp; laporkan." in rich.get_content()


@pytest.mark.parametrize(
    ("behaviour", "outcome"),
    [
        ({"rcpt": b"550 no such user"}, Unreachable("SMTP 550")),
        ({"rcpt": b"451 later"}, Later("SMTP 451")),
        ({"garbage": True}, Later("SMTP -1")),
        ({"never": True}, Later("SMTPServerDisconnected")),
    ],
)
def test_a_no_is_told_from_not_now(
    settings: Any, behaviour: dict[str, Any], outcome: Outcome
) -> None:
    with post_office(**behaviour) as post:
        settings.EMAIL_PORT = post.port
        assert Email().send(message(), "camat@contoh.go.id") == outcome
    assert post.letters == []


def test_no_server_is_not_now(settings: Any) -> None:
    with post_office() as post:
        settings.EMAIL_PORT = post.port
    assert isinstance(Email().send(message(), "camat@contoh.go.id"), Later)


def test_a_title_cannot_end_the_subject_line(settings: Any) -> None:
    with post_office() as post:
        settings.EMAIL_PORT = post.port
        Email().send(message(title="Satu\r\nBcc: x@contoh.go.id"), "camat@contoh.go.id")
    assert post.letters[0]["Bcc"] is None


def test_whoever_has_no_address_is_not_reached(settings: Any) -> None:
    one, other = person(email="satu@contoh.go.id"), person()
    assert Email().addresses([one.pk, other.pk]) == {one.pk: "satu@contoh.go.id"}
    settings.EMAIL_HOST = ""
    assert Email().addresses([one.pk]) == {}

"""E-mail over the office's own SMTP server: plain text, and the same as simple HTML."""

import smtplib
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import Person
from notifications.channels import Later, Message, Outcome, Sent, Unreachable

PERMANENT = 500
NO_SUCH_MAILBOX = frozenset({550, 551, 553})
"""Replies that say the mailbox is not there (RFC 5321 §4.2.3)."""


class Email:
    """Whoever has an address; nobody while no server is set."""

    name = "email"

    def addresses(self, people: Collection[int]) -> Mapping[int, str]:
        """The addresses of people."""
        if not settings.EMAIL_HOST:
            return {}
        rows = (
            Person.objects.filter(pk__in=people, is_active=True)
            .exclude(email=None)
            .exclude(email="")
        )
        return {pk: email for pk, email in rows.values_list("pk", "email") if email}

    def address_on(self, person: Person) -> str:
        """The person's address, while a server is set."""
        return (person.email or "") if settings.EMAIL_HOST and person.is_active else ""

    def send(self, message: Message, address: str) -> Outcome:
        """One conversation with the server. The id is ours, so that a repeat is one letter."""
        letter_id = f"<{message.delivery}@{urlsplit(settings.BASE_URL).hostname or 'sigap'}>"
        try:
            connection = get_connection(timeout=settings.SEND_TIMEOUT)
            letter = EmailMultiAlternatives(
                subject=_subject(message),
                body=_rendered("txt", message),
                to=[address],
                headers={"Message-ID": letter_id, "Auto-Submitted": "auto-generated"},
                connection=connection,
            )
            letter.attach_alternative(_rendered("html", message), "text/html")
            letter.send()
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            return Unreachable(f"SMTP {code}") if code >= PERMANENT else Later(f"SMTP {code}")
        except smtplib.SMTPResponseException as error:
            dead = error.smtp_code in NO_SUCH_MAILBOX
            return (Unreachable if dead else Later)(f"SMTP {error.smtp_code}")
        except (smtplib.SMTPException, OSError) as error:
            return Later(type(error).__name__)
        return Sent(letter_id)


def _subject(message: Message) -> str:
    parts = [message.reference, message.title.rstrip(".")]
    return " ".join(" · ".join(part for part in parts if part).split())


def _rendered(kind: str, message: Message) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        context = {"message": message, "paragraphs": message.body.split("\n\n")}
        return render_to_string(f"notifications/email.{kind}", context)

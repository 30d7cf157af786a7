"""SMS through whatever gateway the office has: an address, a template of its request, a rule for yes.

Off by default. Short: what and from whom, the reference and the link; never the order's own words.
"""

import json
import re
from collections.abc import Collection, Mapping
from urllib.parse import quote_plus

import requests
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import Person
from notifications.channels import Later, Message, Outcome, Sent, Unreachable
from notifications.channels.sms_in import codes
from notifications.channels.wire import BUSY, asked_to_wait, is_accepted
from workflow.outbound import BoundedSession

LONGEST = 300
CLIENT_ERRORS = range(400, 500)
OURS = frozenset({401, 403})
"""The gateway refuses us and not the number: a matter of settings, tried again."""


class Sms:
    """Whoever has a phone number; nobody while no gateway is set."""

    name = "sms"

    def addresses(self, people: Collection[int]) -> Mapping[int, str]:
        """Phone numbers as +62…"""
        if not settings.SMS_URL:
            return {}
        rows = Person.objects.filter(pk__in=people, is_active=True).exclude(phone=None)
        return {pk: phone for pk, phone in rows.values_list("pk", "phone") if phone}

    def address_on(self, person: Person) -> str:
        """The person's number as +62…, while a gateway is set."""
        return (person.phone or "") if settings.SMS_URL and person.is_active else ""

    def send(self, message: Message, address: str) -> Outcome:
        """One request as the settings describe it."""
        values = {"to": address, "text": text_of(message), "id": str(message.delivery)}
        is_json = settings.SMS_FORMAT == "json"
        kind = "application/json" if is_json else "application/x-www-form-urlencoded"
        headers = {"Content-Type": kind, "Idempotency-Key": values["id"]}
        if settings.SMS_AUTHORIZATION:
            headers["Authorization"] = settings.SMS_AUTHORIZATION
        body = filled(settings.SMS_BODY, values, is_json=is_json)
        url = filled(settings.SMS_URL, values, is_json=False)
        try:
            response = BoundedSession(settings.SEND_TIMEOUT).request(
                settings.SMS_METHOD,
                url,
                data=None if settings.SMS_METHOD == "GET" else body.encode(),
                headers=headers,
            )
        except requests.RequestException as error:
            return Later(type(error).__name__)
        return _judged(response)


def _judged(response: requests.Response) -> Outcome:
    code = response.status_code
    if not is_accepted(code):
        if code in CLIENT_ERRORS and code not in BUSY | OURS:
            return Unreachable(f"HTTP {code}")
        return Later(f"HTTP {code}", asked_to_wait(response.headers))
    said = response.content.decode("utf-8", "replace")
    if settings.SMS_SUCCESS and not re.search(settings.SMS_SUCCESS, said):
        return Later("the gateway did not say yes")
    named = re.search(settings.SMS_ID, said) if settings.SMS_ID else None
    return Sent(named.group(1) if named and named.groups() else "")


def filled(template: str, values: Mapping[str, str], *, is_json: bool) -> str:
    """The template with {to}, {text} and {id} in it, each written so that it cannot end its place."""

    def safe(found: re.Match[str]) -> str:
        value = values[found.group(1)]
        return json.dumps(value)[1:-1] if is_json else quote_plus(value)

    return re.sub(r"\{(to|text|id)\}", safe, template)


def text_of(message: Message) -> str:
    """One or two short messages long."""
    with translation.override(settings.LANGUAGE_CODE):
        said = render_to_string(
            "notifications/sms.txt",
            {
                "title": message.title.rstrip("."),
                "reference": message.reference,
                "link": message.link,
                "answer": _answer(message),
            },
        )
    return said.strip()[:LONGEST]


def _answer(message: Message) -> str:
    """What to answer for "Siap", where answers come in: the order's number and this SMS's code."""
    code = codes.code_for(message) if message.buttons and settings.SMS_IN_SECRET else ""
    number = message.reference.removeprefix("P-").split("/")[0]
    return f"SIAP {number} {code}" if code else ""

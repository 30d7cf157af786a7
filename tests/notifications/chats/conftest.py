"""Phones for the small regency, and a provider on loopback."""

from collections.abc import Iterator

import pytest

from tests.clock import clock  # noqa: F401 - the middleware reads AT
from tests.fakes import whatsapp_cloud
from tests.fakes.server import serving
from tests.fakes.whatsapp_cloud import WhatsAppCloud
from tests.notifications.chats import talks
from tests.notifications.chats.talks import Phone
from tests.people import Cast, cast


@pytest.fixture
def cloud(settings) -> Iterator[WhatsAppCloud]:
    """The provider, and settings that lead to it."""
    fake = WhatsAppCloud()
    with serving(fake):
        settings.WHATSAPP_URL = fake.url
        settings.WHATSAPP_VERSION = whatsapp_cloud.VERSION
        settings.WHATSAPP_PHONE_ID = whatsapp_cloud.PHONE_ID
        settings.WHATSAPP_TOKEN = whatsapp_cloud.TOKEN
        settings.WHATSAPP_APP_SECRET = whatsapp_cloud.SECRET
        settings.WHATSAPP_VERIFY_TOKEN = whatsapp_cloud.VERIFY
        yield fake


@pytest.fixture
def people(db) -> Cast:
    """The small regency, everybody with a number."""
    made = cast()
    talks.give_numbers(made)
    return made


@pytest.fixture
def camat(people, cloud) -> Phone:
    """The phone of the camat of Pelawan."""
    return Phone(people.camat_pelawan, cloud)


@pytest.fixture
def bupati(people, cloud) -> Phone:
    """The phone of the bupati."""
    return Phone(people.bupati, cloud)

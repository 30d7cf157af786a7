"""Photos that a provider does not give: others wait with them, and nothing else does."""

from datetime import timedelta

import pytest

from notifications.chats import inbox
from tests.files.samples import photo_with_gps
from tests.instructions.orders import order_to, share_of
from tests.notifications.chats.talks import told
from tests.people import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def share(people, cloud):
    """A camat's part, told by WhatsApp."""
    share = share_of(order_to(people.camat_pelawan, giver=people.bupati), people.camat_pelawan)
    told(share, people.camat_pelawan, cloud)
    return share


def test_a_provider_that_gives_no_photo_is_asked_for_no_other_in_the_same_pass(
    camat, share, cloud, monkeypatch
):
    with monkeypatch.context() as patch:  # the worker is asleep while three photos come
        patch.setattr(inbox, "work", lambda **_when: 0)
        for _ in range(3):
            camat.photographs(photo_with_gps())
    before = len(cloud.requests)
    cloud.script.append(500)
    assert inbox.work(at=AT) == 0
    assert len(cloud.requests) == before + 1
    assert inbox.work(at=AT + timedelta(seconds=3)) == 3

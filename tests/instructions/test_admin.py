"""Administrators see where orders stand, change nothing, and read nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.instructions.orders import TEXT, order_to, share_of
from tests.people import cast

pytestmark = pytest.mark.django_db


def test_an_administrator_sees_the_status_and_not_the_words() -> None:
    people = cast()
    administrator = people.administrator.person
    administrator.is_superuser = True
    administrator.save()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    client = Client()
    client.force_login(administrator)
    for row in (order, share_of(order, people.camat_pelawan)):
        kind = row._meta.model_name
        for page in (
            reverse(f"admin:instructions_{kind}_changelist"),
            reverse(f"admin:instructions_{kind}_change", args=[row.pk]),
        ):
            shown = client.get(page)
            assert shown.status_code == 200
            assert TEXT[:20] not in shown.content.decode()
        change = reverse(f"admin:instructions_{kind}_change", args=[row.pk])
        assert client.post(change, {"status": "completed"}).status_code == 403
        delete = reverse(f"admin:instructions_{kind}_delete", args=[row.pk])
        assert client.post(delete, {"post": "yes"}).status_code == 403

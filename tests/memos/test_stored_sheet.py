"""A stored sheet is served from its row: no layout, and hardly a statement."""

import pytest
from django.test import Client
from django.urls import reverse

from memos import actions, pdf
from tests.memos.memos import register
from tests.memos.signed import signed
from tests.people import AT, actor, cast
from tests.statements import counted

pytestmark = pytest.mark.django_db
MOST = 3  # beyond session and hats


def test_a_stored_sheet_takes_three_statements_at_most(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = cast()
    register()
    memo = signed(people)
    monkeypatch.setattr(pdf, "to_pdf", None)  # whoever lays it out again fails
    person = people.kabag_umum.person
    reader = actor(person)
    with counted() as reading:
        data = actions.pdf_for_reading(str(memo.public_id), reader, AT)
    assert data.startswith(b"%PDF")
    assert reading.count <= MOST, reading
    client.force_login(person)
    for name in ("web:memo_pdf", "api:memo-pdf"):
        address = reverse(name, args=[memo.public_id])
        client.get(address)
        with counted() as served:
            answer = client.get(address)
        assert answer.content == data
        of_the_memo = [sql for sql in served.sql if "memos_" in sql or "files_" in sql]
        assert len(of_the_memo) <= MOST, served
        assert served.count <= MOST + 4, served  # the session, its person, and the hats

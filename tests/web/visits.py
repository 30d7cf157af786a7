"""Visits for tests: browsers without script, signed in, posting what a page's form would."""

import re
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from accounts.models import Person
from instructions.models import Assignment, Instruction
from memos.models import Memo
from tests.people import Member
from tests.statements import counted

TRANSACTION = re.compile(r"(BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK)")


def browser(person: Person, *, scripted: bool = True) -> Client:
    """A signed-in browser; a scripted one has the cookie that the pages' script sets."""
    client = Client()
    client.force_login(person)
    if scripted:
        client.cookies["js"] = "1"
    return client


def post(client: Client, url: str, member: Member | None = None, **fields: Any) -> Any:
    """Post a form with a fresh key, in the hat of `member` if one is given."""
    data = {"kunci": str(uuid4()), **fields}
    if member is not None:
        data.setdefault("jabatan", str(member.position.public_id))
    return client.post(url, data)


def url_of(subject: Instruction | Assignment | Memo, verb: str = "") -> str:
    """The address of a subject's page, or of one of its verbs."""
    kind = {Instruction: "order", Assignment: "assignment", Memo: "memo"}[type(subject)]
    if not verb:
        return reverse(f"web:{kind}", args=[subject.public_id])
    return reverse(f"web:{kind}_verb", args=[subject.public_id, verb])


def status(client: Client, url: str) -> int:
    """What a GET answers with; a file is read to its end, which closes it."""
    response = client.get(url)
    if response.streaming:
        b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return response.status_code


def text(response: Any) -> str:
    """The page as text."""
    return response.content.decode()


def statements(client: Client, url: str) -> int:
    """How many statements a GET takes."""
    with counted() as found:
        assert client.get(url).status_code == 200
    return found.count

"""Calling the API as a person, over Django's own HTTP stack, and counting what it costs."""

import json
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest
from django.test import Client

from accounts.models import Person
from instructions.models import Assignment, Instruction
from tests.people import Member, Outsider

API = "/api/v1"


class Api:
    """A signed-in app. Every call gives Django's response, with `.data` read from JSON."""

    def __init__(self, token: str = "", **headers: str) -> None:
        self.client = Client()
        self.headers = {"X-Session-Token": token, **headers} if token else headers

    def _said(self, response: Any) -> Any:
        kind = response.headers.get("Content-Type", "")
        if response.streaming:
            response.raw = b"".join(response.streaming_content)
        response.data = (
            json.loads(response.content) if "json" in kind and response.content else None
        )
        return response

    def get(self, path: str, /, headers: dict[str, str] | None = None, **query: Any) -> Any:
        return self._said(
            self.client.get(f"{API}/{path}", query, headers={**self.headers, **(headers or {})})
        )

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        /,
        kind: str = "application/json",
        **headers: str,
    ) -> Any:
        raw = body if isinstance(body, bytes | str) else json.dumps(body or {})
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._said(
            self.client.generic(
                method, f"{API}/{path}", raw, kind, headers={**self.headers, **named}
            )
        )

    def post(self, path: str, body: Any = None, /, **headers: str) -> Any:
        return self.send("POST", path, body, **headers)

    def upload(self, file: Any, *, headers: dict[str, str] | None = None, **fields: Any) -> Any:
        sent = {"file": file, **fields}
        named = {**self.headers, **(headers or {})}
        return self._said(self.client.post(f"{API}/attachments", sent, headers=named))


def token_of(person: Person) -> str:
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.save()
    key = request.session.session_key
    assert key is not None
    return key


def app(who: Member | Outsider, **headers: str) -> Api:
    """The app of this person; X-Acting-Position and others as `headers`."""
    return Api(token_of(who.person), **headers)


def address(subject: Assignment | Instruction, *more: str) -> str:
    noun = {"assignment": "assignments", "instruction": "instructions"}[subject.kind]
    return "/".join((noun, str(subject.public_id), *more))

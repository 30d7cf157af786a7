"""An API client as a mobile app would have one: token, hat, repeatable writes, problems as sentences."""

import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import requests

from demo.servers import DemoError

PATIENCE = 30  # seconds
Json = dict[str, Any]


@dataclass
class Client:
    """One person's phone. `hat` is the position's public id, `spent` the ms of the last call."""

    base_url: str
    name: str
    token: str = ""
    hat: str = ""
    title: str = ""
    spent: float = 0.0
    _http: requests.Session = field(default_factory=requests.Session)

    def sign_in(self, login: str, password: str) -> None:
        """Get a session token, and the first hat. Raises DemoError with the server's sentence."""
        given = {"username": login, "password": password}
        answer = self._send("POST", "/_allauth/app/v1/auth/login", json=given).json()
        self.token = answer["meta"]["session_token"]
        hats = self.get("me")["hats"]
        self.hat, self.title = hats[0]["position"]["id"], hats[0]["title"]

    def get(self, path: str, **query: Any) -> Json:
        """Read a resource below /api/v1/."""
        answer: Json = self._send("GET", f"/api/v1/{path}", params=query).json()
        return answer

    def read(self, path: str) -> bytes:
        """Read a document below /api/v1/; its bytes."""
        return self._send("GET", f"/api/v1/{path}").content

    def post(self, path: str, data: Json | None = None, *, key: str = "") -> Json:
        """Do something, under a key of its own, so that it may be sent again."""
        answer: Json = self._send(
            "POST",
            f"/api/v1/{path}",
            json=data or {},
            headers={"Idempotency-Key": key or str(uuid.uuid4())},
        ).json()
        return answer

    def patch(self, path: str, data: Json) -> Json:
        """Change something."""
        answer: Json = self._send("PATCH", f"/api/v1/{path}", json=data).json()
        return answer

    def upload(self, name: str, content: bytes, media_type: str) -> Json:
        """Send a file; the answer carries the id that a report names."""
        files = {"file": (name, content, media_type)}
        answer: Json = self._send("POST", "/api/v1/attachments", files=files).json()
        return answer

    def document(self, path: str) -> bytes:
        """Do something whose answer is a document; its bytes."""
        key = {"Idempotency-Key": str(uuid.uuid4())}
        return self._send("POST", f"/api/v1/{path}", json={}, headers=key).content

    def _send(self, method: str, path: str, **how: Any) -> requests.Response:
        headers = how.pop("headers", {})
        if self.token:
            headers["X-Session-Token"] = self.token
        if self.hat:
            headers["X-Acting-Position"] = self.hat
        started = time.perf_counter()
        try:
            answer = self._http.request(
                method, self.base_url + path, headers=headers, timeout=PATIENCE, **how
            )
        except requests.RequestException as error:
            raise DemoError(f"{method} {path}: {error}") from None
        self.spent = (time.perf_counter() - started) * 1000
        if not answer.ok:
            raise DemoError(f"{method} {path}: {answer.status_code} {_sentence(answer)}")
        return answer


def _sentence(answer: requests.Response) -> str:
    try:
        problem = answer.json()
    except ValueError:
        return answer.text[:200]
    return str(problem.get("detail") or problem)[:400]

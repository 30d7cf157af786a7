"""The WhatsApp Business Cloud API as it is documented: messages, media, webhooks."""

import hashlib
import hmac
import json
import re
from typing import Any

from tests.fakes.server import Fake
from tests.people import AT

VERSION = "v23.0"
PHONE_ID = "106540352242922"
TOKEN = "EAAG-only-for-tests"
SECRET = "app-secret-only-for-tests"
VERIFY = "word-of-our-own"
NUMBER = re.compile(r"[0-9]{8,15}")
LIMITS = {"text": 4096, "interactive": 1024}


class WhatsAppCloud(Fake):
    """Checks what the documentation demands, and remembers what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.media: dict[str, bytes] = {}
        self.elsewhere = ""

    def answer(self, method: str, path: str, headers: Any, given: Any) -> tuple[int, Any]:
        if headers.get("Authorization") != f"Bearer {TOKEN}":
            return 401, error(190, "Invalid OAuth access token.")
        if method == "POST" and path == f"/{VERSION}/{PHONE_ID}/messages":
            return self._message(given)
        if method == "GET" and path.startswith("/files/"):
            return 200, self.media[path.removeprefix("/files/")]
        name = path.removeprefix(f"/{VERSION}/")
        if method == "GET" and name in self.media:
            url = self.elsewhere or f"{self.url}/files/{name}"
            size = len(self.media[name])
            told = {"url": url, "mime_type": "image/jpeg", "file_size": size, "id": name}
            return 200, {"messaging_product": "whatsapp", **told}
        return 404, error(100, "Unsupported request")

    def trouble(self, word: Any) -> tuple[int, Any] | None:
        """`("error", code)`: the provider's own error."""
        return 400, error(word[1], "refused")

    def _message(self, given: Any) -> tuple[int, Any]:
        fault = fault_of(given)
        if fault:
            return 400, error(131009, fault)
        to = given["to"]
        wamid = f"wamid.{len(self.requests) + 1:04d}"
        return 200, {
            "messaging_product": "whatsapp",
            "contacts": [{"input": to, "wa_id": to}],
            "messages": [{"id": wamid, "message_status": "accepted"}],
        }


def error(code: int, message: str) -> dict[str, Any]:
    """An error as the Graph API words it."""
    told = {"message": f"(#{code}) {message}", "type": "OAuthException", "code": code}
    return {"error": {**told, "error_data": {"messaging_product": "whatsapp", "details": message}}}


def fault_of(given: Any) -> str:
    """What the documentation forbids in a message; empty where it is well made."""
    if not isinstance(given, dict) or given.get("messaging_product") != "whatsapp":
        return "messaging_product"
    if not NUMBER.fullmatch(str(given.get("to", ""))):
        return "to"
    kind = given.get("type")
    if kind == "text":
        return "" if 0 < len(given["text"]["body"]) <= LIMITS["text"] else "body length"
    if kind == "interactive":
        return _interactive_fault(given["interactive"])
    if kind == "template":
        return _template_fault(given["template"])
    return "type"


def _interactive_fault(inner: Any) -> str:
    replies = [button["reply"] for button in inner["action"]["buttons"]]
    if not 0 < len(inner["body"]["text"]) <= LIMITS["interactive"]:
        return "body length"
    if not 1 <= len(replies) <= 3 or len({each["id"] for each in replies}) != len(replies):
        return "buttons"
    fits = all(len(each["title"]) <= 20 and len(each["id"]) <= 256 for each in replies)
    return "" if fits else "button length"


def _template_fault(inner: Any) -> str:
    expected = {"sigap_perintah": 3, "sigap_kabar": 0}
    body, *buttons = inner["components"]
    if inner["name"] not in expected or inner["language"] != {"code": "id"}:
        return "template"
    if len(buttons) != expected[inner["name"]] or len(body["parameters"]) != 4:
        return "parameters"
    words = [each["text"] for each in body["parameters"]]
    if any(re.search(r"[\n\t]| {5}", each) or not each for each in words):
        return "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"
    if sum(map(len, words)) > 1024:
        return "body length"
    good = all(_is_quick_reply(button, index) for index, button in enumerate(buttons))
    return "" if good else "button"


def _is_quick_reply(button: Any, index: int) -> bool:
    payload = button["parameters"][0]["payload"]
    placed = button["sub_type"] == "quick_reply" and button["index"] == str(index)
    return placed and 0 < len(payload) <= 128


# --- What it sends to us ----------------------------------------------------------------------------


def webhook(**value: Any) -> dict[str, Any]:
    """A webhook's body around messages or statuses."""
    told = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "62811000000", "phone_number_id": PHONE_ID},
        **value,
    }
    change = {"field": "messages", "value": told}
    entry = {"id": "102290129340398", "changes": [change]}
    return {"object": "whatsapp_business_account", "entry": [entry]}


def message(sender: str, wamid: str, kind: str, inner: Any, **more: Any) -> dict[str, Any]:
    """One message of somebody."""
    number = sender.removeprefix("+")
    said = {"from": number, "id": wamid, "timestamp": str(int(AT.timestamp())), "type": kind}
    contacts = [{"profile": {"name": "~ orang"}, "wa_id": number}]
    return webhook(contacts=contacts, messages=[{**said, kind: inner, **more}])


def status(wamid: str, name: str, *codes: int, carried: str = "") -> dict[str, Any]:
    """One status of a message of ours, with the data that the message carried."""
    told = {"id": wamid, "status": name, "timestamp": str(int(AT.timestamp()))}
    errors = [{"code": code, "title": "trouble"} for code in codes]
    more: dict[str, Any] = {"errors": errors} if errors else {}
    if carried:
        more["biz_opaque_callback_data"] = carried
    return webhook(statuses=[{**told, "recipient_id": "62800000001", **more}])


def signature(raw: bytes, secret: str = SECRET) -> str:
    """The header that the app secret makes of a body."""
    return "sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()


def post(client: Any, told: Any, *, sign: str | None = None) -> Any:
    """Post a body as the provider does."""
    raw = told if isinstance(told, bytes) else json.dumps(told).encode()
    header = signature(raw) if sign is None else sign
    return client.generic(
        "POST",
        "/kait/whatsapp/",
        raw,
        "application/json",
        headers={"X-Hub-Signature-256": header},
    )

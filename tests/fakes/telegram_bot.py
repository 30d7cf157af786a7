"""The Telegram Bot API as it is documented: sendMessage, getFile, files, updates."""

import json
from typing import Any

from tests.fakes.server import Fake
from tests.people import AT

BOT = "sigap_uji_bot"
TOKEN = "110201543:only-for-tests"
SECRET = "secret-of-the-webhook"


class TelegramBot(Fake):
    """Checks what the documentation demands, and remembers what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, bytes] = {}
        self.path = ""

    def answer(self, method: str, path: str, headers: Any, given: Any) -> tuple[int, Any]:
        if method == "GET" and path.startswith(f"/file/bot{TOKEN}/photos/"):
            return 200, self.files[path.rsplit("/", 1)[-1]]
        if not path.startswith(f"/bot{TOKEN}/"):
            return 401, refused(401, "Unauthorized")
        if path.endswith("/getFile") and given["file_id"] in self.files:
            where = self.path or f"photos/{given['file_id']}"
            return 200, {"ok": True, "result": {"file_id": given["file_id"], "file_path": where}}
        if path.endswith("/sendMessage"):
            return self._message(given)
        return 404, refused(404, "Not Found")

    def trouble(self, word: Any) -> tuple[int, Any] | None:
        """`("error", code, seconds)`: an error, with retry_after where seconds are given."""
        _error, code, *seconds = word
        more = {"parameters": {"retry_after": seconds[0]}} if seconds else {}
        return code, {**refused(code, "trouble"), **more}

    def _message(self, given: Any) -> tuple[int, Any]:
        keys = given.get("reply_markup", {"inline_keyboard": []})["inline_keyboard"]
        data = [key["callback_data"] for row in keys for key in row]
        good = isinstance(given["chat_id"], int) and 0 < len(given["text"]) <= 4096
        if not good or any(not 1 <= len(each.encode()) <= 64 for each in data):
            return 400, refused(400, "Bad Request")
        number = len(self.requests) + 1
        chat = {"id": given["chat_id"], "type": "private"}
        return 200, {"ok": True, "result": {"message_id": number, "chat": chat, "date": 1}}


def refused(code: int, what: str) -> dict[str, Any]:
    """An error as the Bot API words it."""
    return {"ok": False, "error_code": code, "description": what}


def message(chat: int, number: int, **inner: Any) -> dict[str, Any]:
    """An update with one message of a private chat."""
    told = {
        "message_id": number,
        "from": {"id": chat, "is_bot": False, "first_name": "Orang"},
        "chat": {"id": chat, "type": "private"},
        "date": int(AT.timestamp()),
        **inner,
    }
    return {"update_id": 10_000 + number, "message": told}


def tap(chat: int, number: int, data: str) -> dict[str, Any]:
    """An update with one tapped button."""
    shown = {"message_id": number, "chat": {"id": chat, "type": "private"}, "date": 1}
    query = {"id": f"q{number}", "from": {"id": chat}, "message": shown, "data": data}
    return {"update_id": 20_000 + number, "callback_query": query}


def post(client: Any, update: Any, *, secret: str = SECRET) -> Any:
    """Post an update as Telegram does."""
    raw = update if isinstance(update, bytes) else json.dumps(update).encode()
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    return client.generic("POST", "/kait/telegram/", raw, "application/json", headers=headers)

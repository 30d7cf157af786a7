"""An eSign Client Service on loopback that speaks v1 and v2 and really signs, or fails as told."""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

from memos.signing import Level, demo_ca, local
from memos.signing.inspect import signatures_of
from tests.memos.signing import desk
from tests.people import AT

LONGEST = 20.0
NIK = "1503010101700001"
USER, PASSWORD = "sigap", "sandi-layanan"


@cache
def _pen() -> local.LoadedKey:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "x.p12"
        demo_ca.issue(desk.authority(), file, name=desk.NAME, passphrase="x", at=AT)
        return local.opened(file, "x", at=AT)


def signed(pdf: bytes) -> bytes:
    return local.signed([pdf], _pen(), Level.BASIC, None, at=AT)[0]


@dataclass
class Service:
    """`mood` says how signing goes: well, stalls, half, garbage, broken, relay, swaps."""

    mood: str = "well"
    status: str = "ISSUE"
    calls: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    kept: dict[str, bytes] = field(default_factory=dict)
    signatures: int = 0
    verdict: bool = True
    closing: Event = field(default_factory=Event)
    url: str = ""

    def refusal(self, nik: str, passphrase: str) -> tuple[int, dict[str, Any]] | None:
        if nik != NIK or self.status == "NOT_REGISTERED":
            return 400, {"error": f"user {nik} tidak terdaftar", "status_code": 2011}
        if passphrase != desk.PASSPHRASE:  # real services repeat what they got in their errors
            return 400, {"error": f"Passphrase anda salah: {passphrase}", "status_code": 2031}
        return None

    def sign(self, pdf: bytes) -> bytes:
        self.signatures += 1
        return signed(desk.page("Naskah lain") if self.mood == "swaps" else pdf)


def _multipart(content_type: str, body: bytes) -> dict[str, bytes]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    parts: Any = BytesParser().parsebytes(head + body).get_payload()
    return {part.get_param("name", header="content-disposition"): _payload(part) for part in parts}


def _payload(part: Message) -> bytes:
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = LONGEST
    service: Service

    def log_message(self, *_: object) -> None:
        """Be silent."""

    def answer(self) -> None:
        self.close_connection = True
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.service.calls.append(f"{self.command} {self.path}")
        self.service.bodies.append(body)
        login = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.headers.get("Authorization") != f"Basic {login}":
            return self.say(401, b"{}")
        if "/v2/" in self.path:
            return self.second(json.loads(body))
        return self.first(body)

    do_POST = do_GET = answer  # noqa: N815 - named by http.server

    def say(
        self, status: int, body: bytes, *, key: str = "", size: int | None = None, pdf: bool = False
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/pdf" if pdf else "application/json")
        if key:
            self.send_header("id_dokumen", key)
        self.send_header("Content-Length", str(len(body) if size is None else size))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def told(self, status: int, given: dict[str, Any]) -> None:
        self.say(status, json.dumps(given).encode())

    def signed(self, whole: bytes, *, key: str = "", pdf: bool = False) -> None:
        """The answer to a request to sign, in the service's mood; by now it has signed."""
        mood = self.service.mood
        if mood == "stalls":  # the head arrives, the rest never does
            self.say(200, whole[:100], key=key, size=len(whole), pdf=pdf)
            self.service.closing.wait(LONGEST)
        elif mood == "half":
            self.say(200, whole[: len(whole) // 2], key=key, size=len(whole), pdf=pdf)
        elif mood == "cut":  # half a file that says it is whole
            self.say(200, whole[: len(whole) // 2], key=key, pdf=pdf)
        elif mood == "garbage":
            self.say(200, b"<html>Gateway</html>", pdf=pdf)
        elif mood == "broken":
            self.told(500, {"error": "Internal Server Error"})
        else:
            self.say(200, whole, key=key, pdf=pdf)

    def second(self, given: dict[str, Any]) -> None:
        service = self.service
        if self.path.endswith("/user/check/status"):
            return self.told(200, {"status": service.status})
        if self.path.endswith("/verify/pdf"):
            found = signatures_of(b64decode(given["file"]))
            rows = [{"signerName": f.name, "integrityValid": service.verdict} for f in found]
            return self.told(200, {"conclusion": "VALID", "signatureInformations": rows})
        refusal = service.refusal(given["nik"], given["passphrase"])
        if refusal:
            return self.told(*refusal)
        made = [service.sign(b64decode(each)) for each in given["file"]]
        files = [b64encode(each).decode() for each in made]
        return self.signed(json.dumps({"time": "1.2 s", "file": files}).encode())

    def first(self, body: bytes) -> None:
        service = self.service
        if found := re.fullmatch(r"/api/user/status/(\d+)", self.path):
            known = found[1] == NIK and service.status == "ISSUE"
            return self.told(200, {"status_code": 1111 if known else 1110, "status": "..."})
        if found := re.fullmatch(r"/api/sign/download/([\w-]+)", self.path):
            pdf = service.kept.get(found[1])
            return self.say(200, pdf, pdf=True) if pdf else self.told(404, {"error": "?"})
        given = _multipart(self.headers["Content-Type"], body)
        if self.path == "/api/sign/verify":
            rows = [
                {"signature_document": {"document_integrity": service.verdict}}
                for _ in signatures_of(given["signed_file"])
            ]
            return self.told(200, {"jumlah_signature": len(rows), "details": rows})
        refusal = service.refusal(given["nik"].decode(), given["passphrase"].decode())
        if refusal:
            return self.told(*refusal)
        whole, key = service.sign(given["file"]), f"dok-{service.signatures}"
        service.kept[key] = whole
        if service.mood == "relay":
            return self.told(200, {"id_dokumen": key})
        return self.signed(whole, key=key, pdf=True)


@contextmanager
def esign_service() -> Iterator[Service]:
    """A running service; ends with the block, whatever still waits in it."""
    service = Service()
    handler = type("Handler", (_Handler,), {"service": service})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    service.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(LONGEST)

"""Certificates, PDFs and a stamper of time for tests of signatures, all invented."""

import io
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from asn1crypto import keys, tsp, x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from memos.signing import demo_ca
from memos.signing.demo_ca import Authority
from tests.people import AT

PASSPHRASE = "Rahasia-Sekali-71"
NAME = "Dr. Hasan Basri, M.Si."


@cache
def authority() -> Authority:
    """One authority for all tests of this process."""
    with TemporaryDirectory() as folder:
        return demo_ca.ensure(Path(folder) / "keys", Path(folder) / "trust", at=AT)


@cache
def page(text: str = "Nota dinas") -> bytes:
    """A one-page PDF/A as the press makes it."""
    from memos.pdf import paper_to_pdf

    return paper_to_pdf(f"<html lang=id><title>{text}</title><p>{text}</p></html>", css="")


def trusting(folder: Path) -> Path:
    """A folder of trust with the authority's root and list."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "contoh.pem").write_bytes(authority().certificate.public_bytes(Encoding.PEM))
    (folder / "contoh.crl").write_bytes(demo_ca.revoked_list(authority(), at=AT))
    return folder


def pdfsig(pdf: bytes, folder: Path) -> str:
    """What poppler says of the signatures in a PDF."""
    file = folder / "signed.pdf"
    file.write_bytes(pdf)
    said = subprocess.run(
        ["pdfsig", "-nocert", str(file)], capture_output=True, text=True, timeout=60, check=False
    )
    return said.stdout


@cache
def _stamper() -> DummyTimeStamper:
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
    certificate = demo_ca.leaf(
        authority(), "Cap Waktu Contoh", key.public_key(), at=AT, stamps_time=True
    )
    store = SimpleCertificateStore()
    store.register(x509.Certificate.load(authority().certificate.public_bytes(Encoding.DER)))
    raw = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return DummyTimeStamper(
        x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        keys.PrivateKeyInfo.load(raw),
        store,
        fixed_dt=AT,
    )


@contextmanager
def time_authority(*, garbage: bool = False) -> Iterator[str]:
    """A time stamping authority on loopback; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        timeout = 20

        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            body = b"ini bukan cap waktu"
            if not garbage:
                body = _stamper().request_tsa_response(tsp.TimeStampReq.load(asked)).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Be silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/tsa"
        finally:
            server.shutdown()
            thread.join(20)


def flipped(pdf: bytes, where: int) -> bytes:
    """The PDF with one bit of one byte changed."""
    changed = io.BytesIO(pdf)
    changed.seek(where)
    changed.write(bytes([pdf[where] ^ 1]))
    return changed.getvalue()

"""Signatures with a certificate of our own, as two readers of PDFs judge them."""

import io
import stat
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from pyhanko.pdf_utils.generic import NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from memos.signing import Identity, Job, demo_ca, engine, footer_kind
from memos.signing.inspect import BrokenPdf, signatures_of
from tests.memos.signing.desk import (
    NAME,
    PASSPHRASE,
    authority,
    flipped,
    page,
    pdfsig,
    time_authority,
)
from tests.people import AT
from workflow.refusals import Refused

CONTOH = f"{NAME} (CONTOH)"


def sign(who: Identity, *pdfs: bytes, passphrase: str = PASSPHRASE) -> list[bytes]:
    jobs = [Job(pdf) for pdf in pdfs]
    return [each.pdf for each in engine().sign(jobs, who=who, passphrase=passphrase, at=AT)]


def refusal(who: Identity, *pdfs: bytes, **given: Any) -> str:
    with pytest.raises(Refused) as refused:
        sign(who, *(pdfs or (page(),)), **given)
    return refused.value.refusal.code


def test_a_signature_is_an_update_that_both_readers_accept(who: Identity, tmp_path: Path) -> None:
    [signed] = sign(who, page())
    assert signed.startswith(page())
    [facts] = signatures_of(signed)
    assert (facts.name, facts.issuer) == (CONTOH, "Otoritas Sertifikat CONTOH Sigap")
    assert (facts.signed_at, facts.timed) == (AT, False)
    assert facts.intact
    assert facts.trusted
    assert facts.whole
    said = pdfsig(signed, tmp_path)
    assert "Signature is Valid." in said
    assert "ETSI.CAdES.detached" in said
    assert CONTOH in said


def test_ten_with_one_passphrase_are_ten_signatures(who: Identity, tmp_path: Path) -> None:
    pages = [page(f"Nota dinas {number}") for number in range(10)]
    for before, signed in zip(pages, sign(who, *pages), strict=True):
        assert signed.startswith(before)
        [facts] = signatures_of(signed)
        assert facts.intact
        assert facts.trusted
        assert facts.whole
        assert "Signature is Valid." in pdfsig(signed, tmp_path)


@pytest.mark.parametrize(
    "made",
    [
        partial(rsa.generate_private_key, 65_537, 3072),
        partial(ec.generate_private_key, ec.SECP256R1()),
        partial(ec.generate_private_key, ec.SECP521R1()),
    ],
    ids=["rsa-3072", "p-256", "p-521"],
)
def test_the_room_for_a_signature_fits_whatever_key_signs(
    who: Identity, signing: Any, tmp_path: Path, made: Any
) -> None:
    key = made()
    given = demo_ca.leaf(authority(), NAME, key.public_key(), at=AT)
    encryption = BestAvailableEncryption(PASSPHRASE.encode())
    chain = [authority().certificate]
    file = Path(signing.SIGNING_KEYS) / "people" / f"{who.key}.p12"
    file.write_bytes(serialize_key_and_certificates(None, key, given, chain, encryption))
    for signed in sign(who, *[page()] * 5):  # an ECDSA signature is longer at times
        [facts] = signatures_of(signed)
        assert facts.intact
        assert facts.trusted
        assert "Signature is Valid." in pdfsig(signed, tmp_path)
        assert len(signed) < len(page()) + 10_000


def test_what_the_page_says_of_itself_stays(who: Identity) -> None:
    [signed] = sign(who, page())
    assert b"/ModDate" not in signed[len(page()) :]
    before, after = (PdfFileReader(io.BytesIO(pdf)) for pdf in (page(), signed))
    assert after.root["/Metadata"].data == before.root["/Metadata"].data
    assert dict(after.trailer_view["/Info"]) == dict(before.trailer_view["/Info"])


def test_two_signers_stand_one_after_the_other(who: Identity, tmp_path: Path, signing: Any) -> None:
    other = Identity("018f0000-0000-7000-8000-0000000000bb", "Siti Aminah")
    file = Path(signing.SIGNING_KEYS) / "people" / f"{other.key}.p12"
    demo_ca.issue(authority(), file, name=other.name, passphrase="lain-lagi", at=AT)
    [once] = sign(who, page())
    [twice] = sign(other, once, passphrase="lain-lagi")
    facts = signatures_of(twice)
    assert [each.name for each in facts] == [CONTOH, "Siti Aminah (CONTOH)"]
    assert all(each.intact and each.trusted for each in facts)
    assert [each.whole for each in facts] == [False, True]
    assert pdfsig(twice, tmp_path).count("Signature is Valid.") == 2


@pytest.mark.parametrize("signers", [1, 2])
def test_one_flipped_byte_is_caught(who: Identity, tmp_path: Path, signers: int) -> None:
    signed = page()
    for _ in range(signers):
        [signed] = sign(who, signed)
    bad = flipped(signed, signed.index(b"stream") + 40)
    assert not any(each.intact for each in signatures_of(bad))
    assert "Signature is Valid." not in pdfsig(bad, tmp_path)


def test_a_page_changed_after_the_signature_is_caught(who: Identity) -> None:
    [signed] = sign(who, page())
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    first = writer.root["/Pages"]["/Kids"][0]
    first["/MediaBox"][2] = NumberObject(100)
    writer.update_container(first)
    out = io.BytesIO()
    writer.write(out)
    [facts] = signatures_of(out.getvalue())
    assert not facts.intact
    assert not facts.whole


def test_bytes_after_the_signature_are_seen(who: Identity) -> None:
    [signed] = sign(who, page())
    [facts] = signatures_of(signed + b"\n% tambahan\n")
    assert not facts.whole


@pytest.mark.parametrize("level", ["B-T", "B-LTA"])
def test_levels_with_time_hold_too(who: Identity, tmp_path: Path, signing: Any, level: str) -> None:
    signing.SIGNING_LEVEL = level
    with time_authority() as signing.TSA_URL:
        [signed] = sign(who, page())
    [facts] = signatures_of(signed)
    assert (facts.signed_at, facts.timed) == (AT, True)
    assert facts.intact
    assert facts.trusted
    assert (b"/DocTimeStamp" in signed, b"/DSS" in signed) == (level == "B-LTA",) * 2
    assert "Signature is Valid." in pdfsig(signed, tmp_path)


def test_no_time_no_signature(who: Identity, signing: Any) -> None:
    signing.SIGNING_LEVEL = "B-T"
    with time_authority(garbage=True) as signing.TSA_URL:
        assert refusal(who) == "time_unreachable"
    assert refusal(who) == "time_unreachable"  # nobody listens there any more


def test_a_wrong_passphrase_signs_nothing_and_is_not_repeated(who: Identity) -> None:
    wrong = "Salah-Sekali-17"
    with pytest.raises(Refused) as refused:
        sign(who, page(), passphrase=wrong)
    assert refused.value.refusal.code == "wrong_passphrase"
    assert refused.value.refusal.field == "passphrase"
    error: BaseException | None = refused.value
    assert error is not None
    assert error.__cause__ is None
    assert error.__suppress_context__
    assert wrong not in repr(refused.value.refusal)
    assert who.nik not in repr(who)


def test_whoever_has_no_or_an_expired_certificate_cannot_sign(who: Identity, signing: Any) -> None:
    assert refusal(Identity("018f0000-0000-7000-8000-0000000000cc", "X")) == "no_certificate"
    file = Path(signing.SIGNING_KEYS) / "people" / f"{who.key}.p12"
    early, late = AT - timedelta(days=400), AT - timedelta(days=30)
    given = {"name": NAME, "passphrase": PASSPHRASE, "at": early, "until": late}
    demo_ca.issue(authority(), file, **given)  # type: ignore[arg-type]
    assert refusal(who) == "certificate_expired"


def test_a_strangers_certificate_is_intact_but_not_trusted(
    who: Identity, signing: Any, tmp_path: Path
) -> None:
    [signed] = sign(who, page())
    signing.SIGNING_TRUST = tmp_path / "nobody"
    [facts] = signatures_of(signed)
    assert facts.intact
    assert not facts.trusted


def test_unsigned_and_broken_files() -> None:
    assert signatures_of(page()) == []
    for bad in (b"", b"%PDF-1.7\nini bukan PDF", page()[:2000], b"\x00" * 5000):
        with pytest.raises(BrokenPdf):
            signatures_of(bad)


def test_keys_are_read_by_their_owner_alone(who: Identity, signing: Any, tmp_path: Path) -> None:
    keys = tmp_path / "made"
    made = demo_ca.ensure(keys, tmp_path / "trusted", at=AT)
    again = demo_ca.ensure(keys, tmp_path / "trusted", at=AT)
    assert made.certificate == again.certificate
    people = Path(signing.SIGNING_KEYS) / "people" / f"{who.key}.p12"
    for secret in (keys / "ca.key", people):
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600


def test_the_foot_speaks_of_bsre_only_where_bsre_signs(signing: Any) -> None:
    said = {}
    for name in ("off", "local", "bsre-v1", "bsre-v2"):
        signing.SIGNING = name
        said[name] = str(footer_kind())
    assert said == {"off": "unsigned", "local": "example", "bsre-v1": "bsre", "bsre-v2": "bsre"}


def test_where_it_is_off_nothing_is_signed(who: Identity, signing: Any) -> None:
    signing.SIGNING = "off"
    assert refusal(who) == "signing_off"

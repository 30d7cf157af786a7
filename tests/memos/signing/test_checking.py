"""A file that is handed in for a check: what its signatures say, whoever it came from."""

import io
import resource
import zlib

import pytest

from memos.signing import Identity
from memos.verification import checks
from memos.verification.checks import Verdict
from tests.memos.signing.desk import flipped, page
from tests.memos.signing.test_local import CONTOH, sign

pytestmark = pytest.mark.django_db


def test_a_signature_inside_a_file_is_told_whoever_it_came_from(who: Identity) -> None:
    [signed] = sign(who, page())
    found = checks.by_file(io.BytesIO(signed))
    assert found.verdict is Verdict.UNKNOWN
    [facts] = found.signatures
    assert (facts.name, facts.intact, facts.trusted) == (CONTOH, True, True)


def test_a_changed_byte_breaks_the_signature_and_the_page_says_so(who: Identity) -> None:
    [signed] = sign(who, page())
    changed = flipped(signed, len(page()) // 2)
    found = checks.by_file(io.BytesIO(changed))
    assert not any(facts.intact for facts in found.signatures)


def test_a_file_nobody_can_read_has_no_signature_and_no_fault() -> None:
    for data in (b"%PDF-1.7 /ByteRange", b"%PDF-1.7 /ByteRange\n" + b"[" * 100_000, page()):
        found = checks.by_file(io.BytesIO(data))
        assert (found.verdict, found.signatures) == (Verdict.UNKNOWN, ())


def test_a_file_that_unpacks_to_gigabytes_costs_a_stranger_and_not_us(who: Identity) -> None:
    [signed] = sign(who, page())
    pressed = zlib.compress(b"\0" * 60_000_000)
    for _more in range(1):
        pressed = zlib.compress(pressed * 40)
    head = (
        b"9 0 obj<</Type/XRef/Size 9/W[1 1 1]/Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n"
    )
    bomb = b"%PDF-1.7\n" + head % len(pressed) + pressed + b"\nendstream endobj\n"
    bomb += b"startxref\n9\n%%EOF /ByteRange"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert checks.by_file(io.BytesIO(bomb)).signatures == ()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kB
    assert len(checks.by_file(io.BytesIO(signed)).signatures) == 1

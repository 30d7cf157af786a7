"""`/v/`: what a stranger with a paper in hand is told."""

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from files.models import Blob, Upload
from instructions.models import Classification
from memos import final
from memos.models import Memo
from memos.verification import code_of
from tests.memos.memos import memo_at, register
from tests.memos.signed import signed, signed_sheet, unsigned_sheet, voided
from tests.memos.test_verification import Signed
from tests.people import AT, cast
from tests.web.visits import text
from workflow.models import Entry

UNKNOWN = "BCDFGHJKMN"


@pytest.fixture
def memo(db) -> Memo:
    cache.clear()
    people = cast()
    register()
    return memo_at("numbered", people)


def file_of(memo: Memo) -> SimpleUploadedFile:
    data = final.bytes_of(final.issue_of(memo, at=AT))
    return SimpleUploadedFile("surat.pdf", data, "application/pdf")


def sent(data: bytes, url: str = "/v/", client: Client | None = None):
    file = SimpleUploadedFile("surat.pdf", data, "application/pdf")
    return (client or Client()).post(url, {"berkas": file})


def test_a_stranger_reads_the_minimum_and_no_more(memo):
    answer = Client().get(f"/v/{code_of(memo)}")
    page = text(answer)
    assert answer.status_code == 200
    for said in (memo.number_text, "Nota dinas", "SEKRETARIAT DAERAH", "Sekretaris Daerah"):
        assert said in page
    assert "24 November 2026" in page
    for kept in (memo.hal, memo.body[:40], *memo.to_lines, str(memo.public_id), "P-0"):
        assert kept not in page


def test_nobody_caches_or_indexes_it(memo):
    for url in (f"/v/{code_of(memo)}", f"/v/{UNKNOWN}", "/v/"):
        answer = Client().get(url)
        assert answer["Cache-Control"] == "private, no-store"
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Referrer-Policy"] == "strict-origin"


@pytest.mark.parametrize("security", [c for c in Classification if c != "biasa"])
def test_a_code_above_biasa_looks_like_one_that_was_never_given(memo, security):
    Memo.objects.filter(pk=memo.pk).update(security=security)
    code = code_of(memo)
    hidden, unknown = Client().get(f"/v/{code}"), Client().get(f"/v/{UNKNOWN}")
    assert hidden.status_code == unknown.status_code == 404
    assert headers(hidden) == headers(unknown)
    assert without_code(hidden, code) == without_code(unknown, UNKNOWN)


def headers(answer) -> dict[str, str]:
    return {k: v for k, v in answer.headers.items() if k != "X-Request-ID"}


def without_code(answer, code: str) -> str:
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text(answer))
    return page.replace(code, "").replace(f"{code[:5]}-{code[5:]}", "")


def test_whoever_has_the_file_is_told_above_biasa_too(memo):
    Memo.objects.filter(pk=memo.pk).update(security=Classification.SECRET)
    answer = Client().post(f"/v/{code_of(memo)}", {"berkas": file_of(memo)})
    assert "Berkas ini asli" in text(answer)
    assert memo.number_text in text(answer)
    assert memo.hal not in text(answer)


def test_a_changed_file_is_not_known_and_says_nothing_of_the_code(memo):
    data = file_of(memo).read() + b"\n"
    known, unknown = sent(data, f"/v/{code_of(memo)}"), sent(data, f"/v/{UNKNOWN}")
    assert "Berkas ini tidak dikenal" in text(known)
    assert without_code(known, code_of(memo)) == without_code(unknown, UNKNOWN)


def test_checking_keeps_nothing(memo):
    file = file_of(memo)
    before = Blob.objects.count(), Upload.objects.count(), Entry.objects.count()
    Client().post("/v/", {"berkas": file})
    sent(b"%PDF-1.7 another")
    Client().get(f"/v/{code_of(memo)}")
    assert (Blob.objects.count(), Upload.objects.count(), Entry.objects.count()) == before


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        (b"", 422, "Pilih berkas PDF"),
        (b"GIF89a", 422, "bukan PDF"),
        (b"%PDF-" + b"0" * 10_485_760, 413, "terlalu besar"),
    ],
    ids=["empty", "a picture", "too large"],
)
def test_a_bad_file_is_answered_in_plain_words(memo, data, status, said):
    answer = sent(data)
    assert answer.status_code == status
    assert said in text(answer)


def test_a_post_without_a_file_is_answered_in_plain_words(memo):
    answer = Client().post("/v/", {})
    assert answer.status_code == 422
    assert "Pilih berkas PDF" in text(answer)


def test_a_body_that_is_far_too_long_is_not_read(memo):
    class Unread:
        def read(self, *_args):
            message = "the body was read"
            raise AssertionError(message)

        readline = read

    answer = Client().post(
        "/v/",
        {},
        CONTENT_LENGTH=str(900_000_000),
        CONTENT_TYPE="multipart/form-data; boundary=x",
        **{"wsgi.input": Unread()},  # type: ignore[arg-type]
    )
    assert answer.status_code == 413
    assert "terlalu besar" in text(answer)


def test_another_site_cannot_post_for_a_visitor(memo):
    client = Client(enforce_csrf_checks=True)
    assert sent(b"%PDF-1.7 x", client=client).status_code == 403


def test_a_typed_code_has_an_address_of_its_own(memo):
    code = code_of(memo)
    typed = f"{code[:5]}-{code[5:]}".lower()
    answer = Client().get("/v/", {"kode": typed})
    assert answer.status_code == 302
    assert answer["Location"] == f"/v/{code}"
    assert Client().get(f"/v/{typed}").status_code == 200


def test_a_mistyped_code_is_said_so(memo):
    answer = Client().get("/v/", {"kode": "<b>terlalu pendek"})
    assert answer.status_code == 422
    assert "10 huruf dan angka" in text(answer)
    assert "<b>terlalu" not in text(answer)


def test_codes_cannot_be_tried_by_machine(memo):
    client = Client()
    seen = [client.get(f"/v/{UNKNOWN}").status_code for _try in range(61)]
    assert seen == [404] * 60 + [429]
    assert client.get(f"/v/{code_of(memo)}").status_code == 429
    assert client.get(f"/v/{code_of(memo)}")["Retry-After"] == "60"


def test_files_cannot_be_sent_by_machine(memo):
    client = Client()
    seen = [sent(b"%PDF-1.7 x", client=client).status_code for _try in range(11)]
    assert seen == [200] * 10 + [429]


def test_a_voided_paper_is_said_to_be_so(db):
    cache.clear()
    people = cast()
    register()
    memo = voided(people)
    page = text(Client().get(f"/v/{code_of(memo)}"))
    assert "sudah dibatalkan" in page
    page = text(sent(signed_sheet(memo)))
    assert "sudah dibatalkan" in page
    assert "Berkas ini asli" not in page


def test_a_signed_paper_is_told_as_signed(db):
    cache.clear()
    people = cast()
    register()
    memo = signed(people)
    assert "Tercatat dan ditandatangani" in text(Client().get(f"/v/{code_of(memo)}"))
    page = text(sent(signed_sheet(memo)))
    assert "Berkas ini asli" in page
    assert "belum ditandatangani" not in page
    assert "Lembar sebelum ditandatangani" in text(sent(unsigned_sheet(memo)))


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (Signed(), "Tanda tangan utuh dan sertifikatnya dikenal"),
        (Signed(trusted=False), "sertifikatnya tidak dikenal"),
        (Signed(intact=False), "Tanda tangan rusak"),
    ],
)
def test_signatures_are_told_in_words(memo, monkeypatch, facts, said):
    from memos.verification import checks

    monkeypatch.setattr(checks, "signatures_apart", lambda _data: (facts,))
    page = text(sent(b"%PDF-1.7 x"))
    assert said in page
    assert "H. Budi" in page
    assert "24 November 2026 14.05" in page

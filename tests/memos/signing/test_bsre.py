"""The client of BSrE's service against one on loopback that speaks both versions and really signs."""

import json
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from memos.signing import Identity, Job, Signed, engine
from memos.signing.faults import Unsure
from memos.signing.inspect import signatures_of
from tests.memos.signing.desk import PASSPHRASE, page, pdfsig
from tests.memos.signing.esign import NIK, PASSWORD, USER, Service, esign_service
from tests.people import AT
from workflow.refusals import Refused

WHO = Identity("018f0000-0000-7000-8000-0000000000aa", "Hasan Basri", NIK)
WRONG = "Salah-Sekali-17"
both = pytest.mark.parametrize("version", ["bsre-v1", "bsre-v2"], indirect=True)


@pytest.fixture
def service(signing: Any) -> Iterator[Service]:
    with esign_service() as running:
        signing.BSRE_URL, signing.BSRE_USER, signing.BSRE_PASSWORD = running.url, USER, PASSWORD
        signing.BSRE_TIMEOUT = 20
        yield running


@pytest.fixture(autouse=True)
def version(request: pytest.FixtureRequest, signing: Any) -> str:
    signing.SIGNING = getattr(request, "param", "bsre-v2")
    return str(signing.SIGNING)


def sign(*jobs: Job, who: Identity = WHO, passphrase: str = PASSPHRASE) -> list[Signed]:
    given = jobs or (Job(page()),)
    return engine().sign(given, who=who, passphrase=passphrase, at=AT)


def refusal(**given: Any) -> str:
    with pytest.raises(Refused) as refused:
        sign(**given)
    assert_hidden(refused.value)
    return refused.value.refusal.code


def unsure(**given: Any) -> Unsure:
    with pytest.raises(Unsure) as lost:
        sign(**given)
    assert_hidden(lost.value)
    return lost.value


def assert_hidden(error: BaseException) -> None:
    """No error leads to the passphrase or the NIK: not by its words, nor by what it came from."""
    told = "".join(traceback.format_exception(error)) + repr(error)
    for secret in (PASSPHRASE, WRONG, NIK):
        assert secret not in told
    request = getattr(error.__context__, "request", None)
    assert request is None or error.__suppress_context__


@both
def test_a_file_comes_back_signed(service: Service, tmp_path: Path) -> None:
    engine().check(WHO, at=AT)
    [signed] = sign()
    [facts] = signatures_of(signed.pdf)
    assert facts.intact
    assert signed.verdict == "valid"
    assert signed.pdf.startswith(page())
    assert "Signature is Valid." in pdfsig(signed.pdf, tmp_path)
    assert all(f"/sign/pdf {NIK}" not in call for call in service.calls)


def test_version_2_signs_many_in_one_call(service: Service, signing: Any) -> None:
    signing.SIGNING = "bsre-v2"
    pages = [page(f"Naskah {n}") for n in range(3)]
    signed = sign(*(Job(each) for each in pages))
    assert [each.pdf.startswith(own) for each, own in zip(signed, pages, strict=True)] == [True] * 3
    assert service.calls.count("POST /api/v2/sign/pdf") == 1
    given = json.loads(service.bodies[0])
    assert [each["tampilan"] for each in given["signatureProperties"]] == ["INVISIBLE"] * 3
    assert given["nik"] == NIK


def test_version_1_gives_each_its_id(service: Service, signing: Any) -> None:
    signing.SIGNING = "bsre-v1"
    assert [sign()[0].document_id, sign()[0].document_id] == ["dok-1", "dok-2"]


def test_version_1_fetches_what_a_relay_only_names(service: Service, signing: Any) -> None:
    signing.SIGNING, service.mood = "bsre-v1", "relay"
    [signed] = sign()
    assert signed.document_id == "dok-1"
    assert "GET /api/sign/download/dok-1" in service.calls


@both
def test_a_wrong_passphrase_is_said_clearly_and_never_repeated(service: Service) -> None:
    assert refusal(passphrase=WRONG) == "wrong_passphrase"
    assert service.signatures == 0


@both
def test_somebody_unknown_there_is_told_so(service: Service) -> None:
    stranger = Identity(WHO.key, WHO.name, "1503010101700009")
    assert refusal(who=stranger) == "signer_not_registered"
    assert refusal(who=Identity(WHO.key, WHO.name)) == "nik_missing"


@pytest.mark.parametrize(
    ("version", "status", "code"),
    [
        ("bsre-v1", "NOT_REGISTERED", "signer_not_registered"),
        ("bsre-v2", "NOT_REGISTERED", "signer_not_registered"),
        ("bsre-v2", "EXPIRED", "certificate_expired"),
        ("bsre-v2", "RENEW", "certificate_to_renew"),
        ("bsre-v2", "WAITING_FOR_VERIFICATION", "certificate_not_verified"),
        ("bsre-v2", "NEW", "certificate_not_verified"),
        ("bsre-v2", "NO_CERTIFICATE", "no_certificate"),
        ("bsre-v2", "SUSPEND", "certificate_suspended"),
        ("bsre-v2", "REVOKE", "certificate_revoked"),
        ("bsre-v2", "SESUATU_BARU", "certificate_unusable"),
    ],
    indirect=["version"],
)
def test_the_status_is_asked_before_the_passphrase(
    service: Service, version: str, status: str, code: str
) -> None:
    service.status = status
    with pytest.raises(Refused) as refused:
        engine().check(WHO, at=AT)
    assert refused.value.refusal.code == code
    assert_hidden(refused.value)


@both
@pytest.mark.parametrize("mood", ["half", "cut", "garbage", "broken"])
def test_a_lost_answer_leaves_it_open(service: Service, version: str, mood: str) -> None:
    service.mood = mood
    lost = unsure()
    assert service.signatures == 1
    assert lost.refusal.code == "service_unclear"
    known = version == "bsre-v1" and mood in {"half", "cut"}
    assert lost.document_id == ("dok-1" if known else "")


@both
def test_a_time_out_after_signing_leaves_it_open(
    service: Service, signing: Any, version: str
) -> None:
    signing.BSRE_TIMEOUT, service.mood = 1, "stalls"
    lost = unsure()
    assert service.signatures == 1
    assert lost.document_id == ("dok-1" if version == "bsre-v1" else "")


def test_version_1_finds_what_was_signed_before_it_signs_again(
    service: Service, signing: Any
) -> None:
    signing.SIGNING, signing.BSRE_TIMEOUT, service.mood = "bsre-v1", 1, "stalls"
    lost = unsure()
    signing.BSRE_TIMEOUT, service.mood = 20, "well"
    [signed] = sign(Job(page(), lost.document_id))
    assert (signed.document_id, signed.verdict, service.signatures) == ("dok-1", "valid", 1)
    [again] = sign(Job(page("Lain"), lost.document_id))  # another document is never taken for ours
    assert again.pdf.startswith(page("Lain"))
    assert service.signatures == 2


@both
def test_another_document_is_not_taken(service: Service) -> None:
    service.mood = "swaps"
    assert refusal() == "signed_wrongly"


@both
def test_what_the_service_itself_finds_broken_is_not_taken(service: Service) -> None:
    service.verdict = False
    assert refusal() == "signed_wrongly"


@both
def test_nobody_there_means_nothing_was_signed(signing: Any) -> None:
    signing.BSRE_URL = "http://127.0.0.1:9"
    assert refusal() == "service_unreachable"
    with pytest.raises(Refused) as refused:
        engine().check(WHO, at=AT)
    assert refused.value.refusal.code == "service_unreachable"
    assert_hidden(refused.value)


@both
def test_a_wrong_login_is_the_operators_matter(service: Service, signing: Any) -> None:
    signing.BSRE_PASSWORD = "bawaan-pabrik"
    assert refusal() == "service_misconfigured"

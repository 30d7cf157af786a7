"""Signing in: by whatever names a person, on the web and from an app, within shared limits."""

import json
from io import StringIO
from typing import Any

import pytest
from allauth.core import context
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory

from accounts.models import Person
from accounts.sessions import SessionStore
from accounts.signin import SignInRefused, find_person, normal_nip, normal_phone, sign_in
from tests import people

pytestmark = pytest.mark.django_db

NIP = "198609262015051001"
LOGIN_URL = "/_allauth/app/v1/auth/login"
SESSION_URL = "/_allauth/app/v1/auth/session"


@pytest.fixture
def camat() -> Person:
    return people.person("Ahmad Fauzi", nip=NIP, phone="+6281234567890", email="Camat@Desa.example")


def web(login: str, password: str = people.PASSWORD) -> Person:
    """Sign in as the web page does."""
    request = RequestFactory().post("/masuk/")
    request.session = SessionStore()
    request.session.save()
    request.user = AnonymousUser()
    request.at = people.AT  # type: ignore[attr-defined]
    before = request.session.session_key
    with context.request_context(request):
        person = sign_in(request, login, password)
    assert request.session["_auth_user_id"] == str(person.pk)
    assert request.session.session_key != before
    return person


def app(login: Any, password: Any = people.PASSWORD, *, client: Client | None = None) -> Any:
    """Sign in as an app does; returns the response."""
    body = json.dumps({"username": login, "password": password})
    return (client or Client()).post(LOGIN_URL, body, content_type="application/json")


@pytest.mark.parametrize(
    "login",
    [
        NIP,
        "19860926 201505 1 001",
        " 19860926-201505-1-001 ",
        "081234567890",
        "0812-3456-7890",
        "6281234567890",
        "+62 812 3456 7890",
        "+62 (812) 3456.7890",
        "camat@desa.example",
        "CAMAT@DESA.EXAMPLE",
    ],
)
def test_person_signs_in_by_any_of_their_names(camat: Person, login: str) -> None:
    assert web(login) == camat
    assert app(login).status_code == 200


def test_internal_name_signs_in_too() -> None:
    administrator = people.cast().administrator.person
    assert web("administrator") == administrator


@pytest.mark.parametrize(
    "login",
    [
        "",
        " ",
        "198609262015051002",
        "0812345678",
        "x@desa.example",
        "\x00",
        "a" * 5000,
        "%",
        "１２",
    ],
)
def test_unknown_login_names_nobody(camat: Person, login: str) -> None:
    assert find_person(login) is None
    with pytest.raises(SignInRefused) as refused:
        web(login)
    assert refused.value.code == "bad_credentials"
    assert "NIP" in refused.value.sentence


@pytest.mark.parametrize(
    ("text", "nip"),
    [
        ("19860926 201505 1 001", NIP),
        (NIP, NIP),
        (NIP[:-1], None),
        (NIP + "1", None),
        ("1986092620150510O1", None),
        ("١٩٨٦٠٩٢٦٢٠١٥٠٥١٠٠١", None),
    ],
)
def test_nip_is_18_digits_with_or_without_spaces(text: str, nip: str | None) -> None:
    assert normal_nip(text) == nip


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("0812 3456 7890", "+6281234567890"),
        ("+60 12-345 6789", "+60123456789"),
        ("0745 91234", None),
        ("812345678", None),
        ("08", None),
    ],
)
def test_phone_is_written_with_its_country(text: str, phone: str | None) -> None:
    assert normal_phone(text) == phone


def test_wrong_password_and_unknown_login_read_alike(camat: Person) -> None:
    sentences = set()
    for login in (NIP, "198609262015051002"):
        with pytest.raises(SignInRefused) as refused:
            web(login, "salah")
        assert (refused.value.code, refused.value.retry_after) == ("bad_credentials", None)
        sentences.add(refused.value.sentence)
    assert len(sentences) == 1


def test_unknown_login_costs_a_hash_as_a_wrong_password_does(
    camat: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = []
    monkeypatch.setattr(Person, "set_password", lambda _person, raw: hashed.append(raw))
    with pytest.raises(SignInRefused):
        web("198609262015051002", "rahasia")
    assert hashed == ["rahasia"]


def test_inactive_person_is_refused_and_thrown_out(camat: Person) -> None:
    token = app(NIP).json()["meta"]["session_token"]
    camat.is_active = False
    camat.save()
    with pytest.raises(SignInRefused) as refused:
        web(NIP)
    assert refused.value.code == "bad_credentials"
    assert app(NIP).status_code == 400
    assert Client(headers={"X-Session-Token": token}).get(SESSION_URL).status_code == 401


def test_after_five_wrong_tries_the_right_password_is_refused_everywhere(camat: Person) -> None:
    """By whichever name and on whichever way in the tries were made."""
    for login in (NIP, "081234567890", "camat@desa.example"):
        with pytest.raises(SignInRefused):
            web(login, "salah")
    for login in (NIP, "+6281234567890"):
        assert app(login, "salah").json()["errors"][0]["code"] == "username_password_mismatch"

    with pytest.raises(SignInRefused) as refused:
        web(NIP)
    assert refused.value.code == "too_many_attempts"
    assert refused.value.retry_after == 300
    assert "Tunggu 5 menit, lalu coba lagi." in refused.value.sentence
    answer = app("camat@desa.example")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "too_many_login_attempts"
    assert answer.json()["errors"][0]["message"].startswith("Terlalu banyak percobaan")


def test_another_person_still_signs_in_while_one_is_locked(camat: Person) -> None:
    other = people.person("Orang Lain", nip="198609262015052002")
    for _ in range(5):
        with pytest.raises(SignInRefused):
            web(NIP, "salah")
    assert web("198609262015052002") == other


def test_right_passwords_do_not_use_up_tries(camat: Person) -> None:
    for _ in range(8):
        assert web(NIP) == camat


def test_admin_has_no_sign_in_of_its_own() -> None:
    administrator = people.cast().administrator.person
    client = Client()
    form = {"username": "administrator", "password": people.PASSWORD, "next": "/admin/"}
    for answer in (client.get("/admin/login/?next=/admin/"), client.post("/admin/login/", form)):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/masuk/?next=")
    assert "_auth_user_id" not in client.session
    client.force_login(administrator)
    assert client.get("/admin/").status_code == 200


def test_official_may_not_open_admin() -> None:
    client = Client()
    client.force_login(people.cast().bupati.person)
    assert client.get("/admin/", follow=True).status_code == 403


def test_app_gets_a_token_looks_and_signs_out(camat: Person) -> None:
    answer = app(NIP).json()
    assert answer["data"]["user"] == {"id": str(camat.public_id), "display": "Ahmad Fauzi"}
    client = Client(headers={"X-Session-Token": answer["meta"]["session_token"]})
    assert client.get(SESSION_URL).json()["meta"]["is_authenticated"] is True
    assert client.delete(SESSION_URL).status_code == 401
    assert client.get(SESSION_URL).status_code in {401, 410}


def test_token_of_nobody_is_gone() -> None:
    for token in ("a" * 32, "../etc", "é" * 32, "x" * 300):
        assert Client(headers={"X-Session-Token": token}).get(SESSION_URL).status_code == 410


def test_token_is_looked_up_in_one_statement_and_the_person_in_another(
    camat: Person, django_assert_num_queries
) -> None:
    from allauth.headless.contrib.rest_framework.authentication import XSessionTokenAuthentication

    token = app(NIP).json()["meta"]["session_token"]
    request = RequestFactory().get("/api/v1/me", headers={"X-Session-Token": token})
    with django_assert_num_queries(2):
        person, _session = XSessionTokenAuthentication().authenticate(request)
    assert person == camat


@pytest.mark.parametrize(
    "path",
    [
        "app/v1/auth/signup",
        "app/v1/auth/password/request",
        "app/v1/auth/password/reset",
        "app/v1/auth/reauthenticate",
        "app/v1/auth/email/verify",
        "app/v1/auth/code/request",
        "app/v1/auth/code/confirm",
        "app/v1/account/email",
        "app/v1/account/phone",
        "app/v1/account/password/change",
        "app/v1/tokens/refresh",
        "app/v1/config",
        "browser/v1/auth/login",
    ],
)
def test_rest_of_allauth_does_not_exist(camat: Person, path: str) -> None:
    token = app(NIP).json()["meta"]["session_token"]
    for client in (Client(), Client(headers={"X-Session-Token": token})):
        assert client.post(f"/_allauth/{path}", "{}", "application/json").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"username": null, "password": null}',
        b'{"username": ["a"], "password": {"b": 1}}',
        b'{"username": "a\\u0000", "password": "b\\u0000"}',
        b'{"username": "\\ud800", "password": "b"}',
        b'{"username": "administrator", "password": "\\udfff"}',
        b'{"username": "\\u202e", "password": "b"}',
        b"\xff\xfe",
    ],
)
def test_bad_input_is_an_answer_not_a_crash(body: bytes) -> None:
    people.cast()
    answer = Client().post(LOGIN_URL, body, content_type="application/json")
    assert answer.status_code == 400


def test_command_prints_a_token_that_opens_the_api(camat: Person) -> None:
    out = StringIO()
    call_command("api_token", "0812-3456-7890", stdout=out)
    client = Client(headers={"X-Session-Token": out.getvalue().strip()})
    assert client.get(SESSION_URL).json()["data"]["user"]["id"] == str(camat.public_id)


def test_command_sets_a_password_for_a_person_named_by_nip(
    camat: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda **_: "rahasia-yang-panjang")
    call_command("set_password", "19860926 201505 1 001", stdout=StringIO())
    assert web(NIP, "rahasia-yang-panjang") == camat
    with pytest.raises(CommandError, match="Nobody signs in as '123'"):
        call_command("set_password", "123")


def test_command_says_whom_it_does_not_know(camat: Person) -> None:
    with pytest.raises(CommandError, match="Nobody signs in as '123'"):
        call_command("api_token", "123")
    camat.is_active = False
    camat.save()
    with pytest.raises(CommandError, match="no longer active"):
        call_command("api_token", NIP)

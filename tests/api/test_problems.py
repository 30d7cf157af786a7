"""Bad input and bad callers: a clear problem with a code, never a 500, nothing half-written."""

import json
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import Appointment, Session
from instructions.models import Instruction
from tests.api.calls import Api, address, app, token_of
from tests.files import samples
from tests.instructions.orders import TEXT, order_to, share_at, share_of
from tests.people import PASSWORD, appoint, cast, delegate
from workflow.models import Content, Entry

pytestmark = pytest.mark.django_db

UNKNOWN = "0190a5d0-0000-7000-8000-000000000000"
RTL = "\u202e"


def problem(answer):
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content
    body = answer.data
    assert body["status"] == answer.status_code
    assert body["type"] == f"urn:sigap:problem:{body['code']}"
    assert body["title"]
    assert body["detail"]
    assert body["request_id"] == answer.headers["X-Request-ID"]
    return answer.status_code, body["code"]


def to(*members):
    return [{"position": str(one.position.public_id)} for one in members]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "parse_error"),
        (b"\xff\xfe{}", 400, "parse_error"),
        (b'{"text": NaN}', 400, "parse_error"),
        (b'{"n": ' + b"9" * 5000 + b"}", 400, "parse_error"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, 400, "parse_error"),
        (b"[" * 200_000, 400, "parse_error"),
        (b"[]", 422, "invalid_input"),
        (b"null", 422, "invalid_input"),
        (b'"x"', 422, "invalid_input"),
    ],
)
def test_what_is_no_json_object_is_said_to_be_unreadable(body, status, code):
    people = cast()
    assert problem(app(people.bupati).post("instructions", body)) == (status, code)


@pytest.mark.parametrize(
    ("given", "pointer", "code"),
    [
        ({"text": 5}, "/text", "invalid"),
        ({"text": {"a": 1}}, "/text", "invalid"),
        ({"text": None}, "/text", "null"),
        ({"text": "x", "urgency": "besok"}, "/urgency", "invalid_choice"),
        ({"text": "x", "urgency": ["segera"]}, "/urgency", "invalid_choice"),
        ({"text": "x", "urgency": "\ud800"}, "/urgency", "invalid_choice"),
        ({"text": "x", "recipients": "semua"}, "/recipients", "not_a_list"),
        ({"text": "x", "recipients": [{"position": "x"}]}, "/recipients/0/position", "invalid"),
        ({"text": "x", "recipients": [{"role": "x"}]}, "/recipients/0/role", "invalid_choice"),
        ({"text": "x", "recipients": [5]}, "/recipients/0", "invalid"),
        ({"text": "x", "lists": [-1]}, "/lists/0", "invalid"),
        ({"text": "x", "answer_by": "2026-11-24T16:00:00"}, "/answer_by", "offset_required"),
        ({"text": "x", "answer_by": "2026-13-40T16:00:00Z"}, "/answer_by", "invalid"),
        (
            {"text": "x", "answer_by": "0001-01-01T00:00:00+14:00"},
            "/answer_by",
            "date_out_of_range",
        ),
        ({"text": "x", "answer_by": 5}, "/answer_by", "invalid"),
        ({"text": "x", "needs_paper": "mungkin"}, "/needs_paper", "invalid"),
        ({"text": "x", "needs_paper": []}, "/needs_paper", "invalid"),
        ({"text": "x", "controller": "sekda"}, "/controller", "invalid"),
        ({"text": "x", "attachments": [{}]}, "/attachments/0", "invalid"),
        ({"text": "x", "id": "bukan-uuid"}, "/id", "invalid"),
    ],
)
def test_a_wrong_input_is_named_by_its_pointer(given, pointer, code):
    people = cast()
    sent = {"recipients": to(people.camat_limun), **given}
    answer = app(people.bupati).post("instructions", sent)
    assert problem(answer) == (422, "invalid_input")
    assert (pointer, code) in {(one["pointer"], one["code"]) for one in answer.data["errors"]}
    assert not Instruction.objects.exists()


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"text": ""}, "text", "text_required"),
        ({"text": "x" * 4001}, "text", "text_too_long"),
        ({"recipients": []}, "recipients", "no_recipients"),
        ({"recipients": [{"position": UNKNOWN}]}, "recipients", "unknown_recipient"),
        ({"lists": [UNKNOWN]}, "recipients", "unknown_recipient"),
        ({"controller": UNKNOWN}, "controller", "unknown_controller"),
        ({"attachments": [UNKNOWN]}, "attachments", "unknown_upload"),
        ({"answer_by": "2026-11-24T14:00:00+07:00"}, "answer_by", "deadline_in_the_past"),
    ],
)
def test_what_the_domain_refuses_is_a_problem_with_its_code(given, field, code):
    people = cast()
    sent = {"text": TEXT, "recipients": to(people.camat_limun), **given}
    answer = app(people.bupati).post("instructions", sent)
    assert problem(answer) == (422, code)
    assert answer.data["errors"][0]["pointer"] == f"/{field}"
    assert not Instruction.objects.exists()
    assert not Entry.objects.exists()


def test_ten_megabytes_of_text_are_refused_by_their_length():
    people = cast()
    answer = app(people.bupati).post("instructions", b'{"text": "' + b"a" * 10_485_760 + b'"}')
    assert problem(answer) == (413, "too_large")


def test_control_characters_and_direction_overrides_are_not_kept():
    people = cast()
    sent = {"text": f"Periksa{RTL}\x00\x07 jalan\ud800.", "recipients": to(people.camat_limun)}
    answer = app(people.bupati).post("instructions", json.dumps(sent))
    assert answer.status_code == 201, answer.content
    assert answer.data["text"] == "Periksa jalan."
    share = share_of(Instruction.objects.get(), people.camat_limun)
    noted = app(people.camat_limun).post(address(share, "comment"), {"note": f"Si\x00ap{RTL}"})
    assert noted.status_code == 200
    assert Content.objects.get(field="note").body == "Siap"


@pytest.mark.parametrize(
    "path",
    [
        f"assignments/{UNKNOWN}",
        f"instructions/{UNKNOWN}",
        f"memos/{UNKNOWN}",
        f"attachments/{UNKNOWN}",
        f"attachments/{UNKNOWN}/content",
        f"groups/{UNKNOWN}",
        "assignments/bukan-uuid",
        "assignments/%00",
        "assignments/1",
        "me/",
        "tidak-ada",
        "",
    ],
)
def test_what_is_not_there_is_one_and_the_same_answer(path):
    people = cast()
    assert problem(app(people.bupati).get(path)) == (404, "not_found")


@pytest.mark.parametrize("query", ["cursor=x", "cursor=WzFd", "cursor=W3RydWUsMV0", "limit=0",
    "limit=101", "limit=x", "limit=" + "9" * 400, "status=apa", "status=%00", "turn=nanti",
    "late=mungkin", "cursor=" + "W" * 3000, "cursor=WzAsOTk5OTk5OTk5OTk5OTk5OTk5OTk5OV0"])  # fmt: skip
def test_a_query_that_makes_no_sense_is_refused(query):
    people = cast()
    status, _code = problem(app(people.bupati).get(f"assignments?{query}"))
    assert status == 422


def test_a_method_that_is_not_there_is_told_which_are():
    people = cast()
    answer = app(people.bupati).send("DELETE", "instructions")
    assert problem(answer) == (405, "method_not_allowed")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST"}
    assert problem(app(people.bupati).send("OPTIONS", "me")) == (405, "method_not_allowed")


def test_a_head_is_a_get_without_its_body():
    people = cast()
    bupati = app(people.bupati)
    for path in ("instructions", "me", "positions"):
        answer = bupati.send("HEAD", path)
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["ETag"] == bupati.get(path).headers["ETag"]


def test_a_form_is_no_json_and_json_is_no_form():
    people = cast()
    bupati = app(people.bupati)
    sent = bupati.send("POST", "instructions", "text=x", "application/x-www-form-urlencoded")
    assert problem(sent) == (415, "unsupported_media_type")
    assert problem(bupati.post("attachments", {})) == (415, "unsupported_media_type")


def test_nobody_is_let_in_without_a_token():
    cast()
    for path in ("me", "instructions", "changes", "tidak-ada"):
        answer = Api().get(path)
        assert problem(answer) == (401, "not_authenticated")
        assert answer.headers["WWW-Authenticate"] == 'SessionToken realm="sigap"'


@pytest.mark.parametrize("token", ["x", "a" * 32, "' OR 1=1", "%00", "é", "a" * 5000])
def test_a_token_that_never_was_is_said_to_have_ended(token):
    assert problem(Api(token).get("me")) == (401, "session_ended")


def test_an_expired_token_and_a_retired_person_are_sent_to_sign_in():
    people = cast()
    token = token_of(people.bupati.person)
    assert Api(token).get("me").status_code == 200
    people.bupati.person.is_active = False
    people.bupati.person.save()
    assert problem(Api(token).get("me")) == (401, "session_ended")
    token = token_of(people.sekda.person)
    Session.objects.filter(pk=token).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert problem(Api(token).get("me")) == (401, "session_ended")


def test_the_web_session_reads_freely_and_writes_with_the_csrf_token():
    people = cast()
    share = share_at("sent", people)
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.camat_pelawan.person)
    assert client.get("/api/v1/me").status_code == 200
    path = f"/api/v1/{address(share, 'acknowledge')}"
    bare = client.post(path, {}, "application/json")
    assert (bare.status_code, bare.json()["code"]) == (403, "csrf_failed")
    client.cookies["csrftoken"] = token = "a" * 32
    sent = client.post(path, {}, "application/json", headers={"X-CSRFToken": token})
    assert sent.status_code == 200


def test_a_hat_that_ended_may_not_act():
    people = cast()
    share = share_at("sent", people)
    hat = str(people.camat_pelawan.position.public_id)
    camat = app(people.camat_pelawan, **{"X-Acting-Position": hat})
    assert camat.get("me").status_code == 200
    Appointment.objects.filter(person=people.camat_pelawan.person).update(
        ends_on=date(2026, 11, 23)
    )
    assert problem(camat.post(address(share, "acknowledge"))) == (403, "hat_ended")
    camat.headers.pop("X-Acting-Position")
    assert problem(camat.post(address(share, "acknowledge"))) == (404, "not_found")


@pytest.mark.parametrize("hat", ["x", "", "\x7f", UNKNOWN])
def test_a_hat_one_never_had_is_refused_and_none_is_no_hat(hat):
    people = cast()
    answer = app(people.sekda, **{"X-Acting-Position": hat}).get("me")
    if hat:
        assert problem(answer) == (403, "hat_ended")
    else:
        assert answer.status_code == 200


def test_somebody_with_several_hats_chooses_one():
    people = cast()
    sekda = people.sekda
    appoint(sekda.person, people.camat_singkut.position, capacity="plt")
    order = order_to(people.camat_limun, giver=people.bupati, controller=str(
        people.camat_singkut.position.public_id))  # fmt: skip
    delegate(sekda.person, people.bupati.position, verbs=["comment"])
    caller = app(sekda)
    answer = caller.post(address(order, "comment"), {"note": "Segera."})
    assert problem(answer) == (409, "choose_hat")
    keys = {one["key"]: one["label"] for one in answer.data["choices"]}
    assert keys == {
        str(people.bupati.position.public_id): "Untuk Bupati Sarolangun",
        str(people.camat_singkut.position.public_id): "Plt. Camat Singkut",
    }
    chosen = str(people.camat_singkut.position.public_id).upper()
    named = caller.post(address(order, "comment"), {"note": "Segera."}, X_Acting_Position=chosen)
    assert named.status_code == 200
    entry = Entry.objects.get(verb="comment")
    assert entry.position_id == people.camat_singkut.position.pk


def test_not_yours_not_now_and_not_there_are_three_answers():
    people = cast()
    share = share_at("acknowledged", people)
    assert problem(app(people.bupati).post(address(share, "report"), {"note": "x"})) == (
        403,
        "not_yours",
    )
    early = app(people.bupati).post(address(share, "accept"))
    assert problem(early) == (409, "not_now")
    assert "Siap, laksanakan" in early.data["detail"]
    for stranger in (people.stranger, people.camat_limun, people.administrator):
        hidden = app(stranger).post(address(share, "report"), {"note": "x"})
        assert problem(hidden) == (404, "not_found")


def test_a_file_that_lies_is_refused():
    people = cast()
    camat = app(people.camat_pelawan)
    liar = SimpleUploadedFile("foto.jpg", b"%PDF-1.4 bukan foto" * 10)
    status, _code = problem(camat.upload(liar))
    assert status in {415, 422}
    program = SimpleUploadedFile("foto.jpg", b"MZ" + b"\x00" * 400)
    assert problem(camat.upload(program))[0] in {415, 422}
    empty = camat.upload(SimpleUploadedFile("foto.jpg", b""))
    assert problem(empty) == (422, "empty_file")
    assert problem(camat.upload("teks")) == (422, "invalid_input")
    bad = camat.upload(SimpleUploadedFile("a.jpg", samples.picture()), id="bukan-uuid")
    assert problem(bad) == (422, "invalid_input")


def test_an_upload_over_the_limit_is_refused_by_its_length(settings):
    settings.UPLOAD_MAX_BYTES = 1000
    people = cast()
    big = SimpleUploadedFile("a.jpg", b"\xff" * 80_000)
    assert problem(app(people.camat_pelawan).upload(big)) == (413, "too_large")
    near = SimpleUploadedFile("a.jpg", b"\xff" * 2000)
    assert problem(app(people.camat_pelawan).upload(near)) == (413, "too_large")


def test_a_body_cut_short_is_unreadable():
    people = cast()
    kind = "multipart/form-data; boundary=b"
    for raw in (b"--b\r\nContent-Disposition: form-data", b"", b"--x--"):
        answer = app(people.bupati).send("POST", "attachments", raw, kind)
        assert problem(answer)[0] in {400, 422}


def test_signing_in_as_an_app_gives_the_token():
    people = cast()
    client = Client()
    login = {"username": people.sekda.person.nip, "password": PASSWORD}
    answer = client.post("/_allauth/app/v1/auth/login", login, "application/json")
    assert answer.status_code == 200, answer.content
    me = Api(answer.json()["meta"]["session_token"]).get("me")
    assert me.data["hats"][0]["title"] == "Sekretaris Daerah"


def test_words_follow_the_readers_language_and_fall_back_to_indonesian():
    people = cast()
    answer = app(people.bupati).get("tidak-ada", headers={"Accept-Language": "xx"})
    assert answer.data["detail"] == "Tidak ditemukan, atau bukan untuk jabatan Anda."
    assert answer.headers["Content-Language"] == "id"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert {"X-Session-Token", "Cookie", "X-Acting-Position", "Accept-Language"} <= set(
        answer.headers["Vary"].split(", ")
    )


def test_a_body_that_comes_without_a_length_is_refused_and_not_taken_for_an_empty_one():
    people = cast()
    share = share_at("sent", people)
    caller = app(people.camat_pelawan)
    answer = caller.send("POST", address(share, "acknowledge"), "", Transfer_Encoding="chunked")
    assert problem(answer) == (400, "parse_error")
    assert share_of(share.instruction, people.camat_pelawan).status == "sent"

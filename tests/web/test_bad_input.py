"""Whatever is sent, a page says what is wrong with it; nothing is half-written, never a 500."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from instructions.models import Instruction
from tests.instructions.orders import order_to, share_at, share_of
from tests.memos.memos import memo_at, register
from tests.people import cast
from tests.web.visits import browser, post, text, url_of
from workflow.models import Content, Entry

NASTY = "Banjir\x00 \u202edi\u202c\x07 \ud83d\ude00 desa".encode("utf-16", "surrogatepass").decode(
    "utf-16"
)
BAD_KEYS = {"kunci": "x" * 500, "jabatan": "bukan-id", "versi": "-1"}
NUMBERS = ["", "0", "-1", "9" * 40, "1.9999999999999999999999", "a.b", "3.0", "\x00", "٣.١"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/perintah/tidak-ada/",
        "/perintah/123/",
        "/bagian/00000000-0000-7000-8000-000000000000/",
        "/bagian/00000000-0000-7000-8000-000000000000/laporan/",
        "/lampiran/00000000-0000-7000-8000-000000000000/",
        "/lampiran/00000000-0000-7000-8000-000000000000/kecil/",
        "/naskah/00000000-0000-7000-8000-000000000000/pdf/",
        "/naskah/%00/",
        "/tidak/ada/",
    ],
)
def test_an_address_of_nothing_gets_a_page_that_says_so(path):
    people = cast()
    answer = browser(people.bupati.person).get(path)
    assert answer.status_code == 404
    assert "Halaman tidak ditemukan" in text(answer)


@pytest.mark.django_db
def test_an_unknown_verb_is_not_found_and_a_get_of_a_verb_is_told_how():
    people = cast()
    register()
    memo = memo_at("draft", people)
    share = share_at("sent", people)
    bupati = browser(people.bupati.person)
    for subject in (memo, share, share.instruction):
        for verb in ("terbang", "send", "__class__"):
            assert post(bupati, url_of(subject, verb), people.bupati).status_code == 404
    answer = bupati.get(url_of(share, "accept"))
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "hanya menerima kiriman" in text(answer)
    assert bupati.put(url_of(share)).status_code == 405
    assert bupati.get(reverse("web:report", args=[share.public_id]) + "?untuk=x").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "value"), BAD_KEYS.items())
def test_hidden_fields_that_cannot_be_read_refuse_and_keep_the_words(name, value):
    people = cast()
    share = share_at("acknowledged", people)
    camat = browser(people.camat_pelawan.person)
    for verb, field in (("comment", "note"), ("report", "note"), ("ask", "question")):
        answer = post(camat, url_of(share, verb), **{field: "Kata saya.", name: value})
        assert answer.status_code == 422, verb
        assert "Kata saya." in text(answer)
    assert share_of(share.instruction, people.camat_pelawan).version == share.version


@pytest.mark.django_db
@pytest.mark.parametrize(
    "moment", ["besok", "2026-13-40T99:99", "0001-01-01T00:00", "9999-12-31T23:59", "1" * 5000]
)
def test_a_time_that_is_none_is_refused_at_its_field(moment):
    people = cast()
    share = share_at("acknowledged", people)
    camat = browser(people.camat_pelawan.person)
    answer = post(
        camat, url_of(share, "ask"), people.camat_pelawan, question="Apa?", proposed_finish=moment
    )
    assert answer.status_code == 422
    assert "Waktu ini tidak terbaca" in text(answer)
    answer = post(
        camat, reverse("web:compose"), people.camat_pelawan, text="Periksa.", answer_by=moment
    )
    assert answer.status_code == 422
    assert "Waktu ini tidak terbaca" in text(answer)


@pytest.mark.django_db
def test_control_characters_and_overrides_never_reach_the_ledger():
    people = cast()
    share = share_at("sent", people)
    camat = browser(people.camat_pelawan.person)
    post(camat, url_of(share, "comment"), people.camat_pelawan, note=NASTY)
    assert Content.objects.get(field="note").body == "Banjir di \U0001f600 desa"
    bupati = browser(people.bupati.person)
    to = str(people.camat_limun.position.public_id)
    post(bupati, reverse("web:compose"), people.bupati, text=NASTY, positions=[to])
    order = Instruction.objects.latest("id")
    assert order.text == "Banjir di \U0001f600 desa"
    assert "&lt;" not in text(bupati.get(url_of(order))).split("Riwayat")[0][-20:]


@pytest.mark.django_db
def test_too_much_text_is_refused_with_the_limit():
    people = cast()
    share = share_at("sent", people)
    camat = browser(people.camat_pelawan.person)
    long = "banjir " * 1000
    answer = post(camat, url_of(share, "comment"), people.camat_pelawan, note=long)
    assert answer.status_code == 422
    assert "4000" in text(answer)
    bupati = browser(people.bupati.person)
    to = str(people.camat_limun.position.public_id)
    answer = post(bupati, reverse("web:compose"), people.bupati, text=long, positions=[to])
    assert answer.status_code == 422
    assert "Terlalu panjang" in text(answer)
    assert Entry.objects.filter(verb="comment").count() == 0


@pytest.mark.django_db
def test_ten_megabytes_of_text_get_a_page_of_their_own():
    people = cast()
    share = share_at("sent", people)
    camat = browser(people.camat_pelawan.person)
    camat.raise_request_exception = False
    huge = {"kunci": str(uuid4()), "note": "x" * 10_000_000}
    for kind in ("multipart", "urlencoded"):
        if kind == "multipart":
            answer = camat.post(url_of(share, "comment"), huge)
        else:
            body = f"kunci={huge['kunci']}&note={huge['note']}"
            form = "application/x-www-form-urlencoded"
            answer = camat.post(url_of(share, "comment"), body, content_type=form)
        assert answer.status_code == 413, kind
        assert "terlalu besar" in text(answer).lower()


@pytest.mark.django_db
@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", b"a" * 100, b'{"note": "x"}'])
def test_bodies_of_another_kind_are_refused_in_words(body):
    people = cast()
    share = share_at("sent", people)
    camat = browser(people.camat_pelawan.person)
    for kind in ("application/json", "multipart/form-data; boundary=x", "text/plain", "x/y;;"):
        answer = camat.post(url_of(share, "comment"), body, content_type=kind)
        assert answer.status_code in {303, 400, 422}, (kind, answer.status_code)
    assert share_of(share.instruction, people.camat_pelawan).version == share.version


@pytest.mark.django_db
def test_cursors_and_filters_that_are_none_show_the_page():
    people = cast()
    order_to(people.camat_pelawan, giver=people.bupati)
    camat = browser(people.camat_pelawan.person)
    for value in NUMBERS:
        assert camat.get("/", {"sesudah": value}).status_code == 200
        assert camat.get("/", {"saring": value}).status_code == 200
        assert camat.get("/pemberitahuan/", {"sebelum": value}).status_code == 200
        assert camat.get("/cari/", {"q": value}).status_code == 200
        found = camat.get("/perintah/penerima/", {"q": value, "groups": value, "positions": value})
        assert found.status_code == 200
        assert found.json()["count"] == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("kosong.jpg", b"", 422),
        ("virus.exe", b"MZ" + b"\0" * 100, 422),
        ("foto.jpg", b"<html><script>alert(1)</script>", 422),
        ("../../etc/passwd", b"x", 422),
        ("besar.jpg", b"\xff\xd8\xff" + b"\0" * (15 * 1_048_576 + 1), 413),
    ],
)
def test_a_wrong_file_is_refused_and_the_note_stays(name, data, status):
    people = cast()
    share = share_at("acknowledged", people)
    camat = browser(people.camat_pelawan.person)
    file = SimpleUploadedFile(name, data)
    answer = post(
        camat, url_of(share, "report"), people.camat_pelawan, note="Selesai.", attachments=[file]
    )
    assert answer.status_code == status
    assert "Selesai." in text(answer)
    assert "galat" in text(answer)
    assert share_of(share.instruction, people.camat_pelawan).status == "acknowledged"


@pytest.mark.django_db
def test_recipients_that_do_not_exist_are_refused():
    people = cast()
    bupati = browser(people.bupati.person)
    for to in ("bukan-id", "00000000-0000-7000-8000-000000000000", "\x00"):
        given = {"text": "Periksa.", "positions": [to], "groups": [to], "urgency": "biasa"}
        answer = post(bupati, reverse("web:compose"), people.bupati, **given)
        assert answer.status_code == 422
        assert "Ada penerima yang tidak dikenal." in text(answer)
    given = {"text": "Periksa.", "urgency": "kilat", "controller": "x"}
    answer = post(bupati, reverse("web:compose"), people.bupati, **given)
    assert answer.status_code == 422


@pytest.mark.django_db
def test_a_form_without_its_token_gets_a_page_in_our_words():
    people = cast()
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.bupati.person)
    answer = client.post("/perintah/baru/", {"text": "Periksa."})
    assert answer.status_code == 403
    assert "terlalu lama terbuka" in text(answer)


@pytest.mark.django_db
def test_pages_are_kept_by_no_cache_and_weigh_little():
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    bupati = browser(people.bupati.person)
    for url in ("/", url_of(order), "/perintah/baru/", "/tidak-ada/"):
        answer = bupati.get(url)
        assert len(answer.content) < 30_000
        if answer.status_code == 200:
            assert answer["Cache-Control"] == "private, no-store"

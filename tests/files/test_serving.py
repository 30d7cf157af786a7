"""Bytes go out so that no browser runs, guesses or shares them."""

import io
from collections.abc import Iterable
from typing import Any, cast

import pytest
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from files.intake import receive
from files.models import Blob
from files.serving import respond, respond_thumbnail
from tests.files import samples
from tests.people import AT, person

pytestmark = pytest.mark.django_db


def kept(data: bytes, name: str) -> Blob:
    return receive(io.BytesIO(data), name=name, person_id=person().pk, at=AT).blob


def body(response: HttpResponseBase) -> bytes:
    parts = cast("Iterable[bytes]", getattr(response, "streaming_content", [b""]))
    data = b"".join(parts)
    response.close()
    return data


def ask(blob: Blob, **headers: str) -> Any:
    return respond(blob, name="suara.wav", request=RequestFactory().get("/", headers=headers))


def test_every_answer_carries_the_guards() -> None:
    blob = kept(samples.pdf(), "a.pdf")
    whole = respond(blob, name="a.pdf")
    photo = kept(samples.picture(), "a.jpg")
    for response in (
        whole,
        ask(blob, **{"If-None-Match": f'"{blob.sha256}"'}),
        ask(blob, Range="bytes=0-1"),
        ask(blob, Range="bytes=999999-"),
        respond_thumbnail(photo),
    ):
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert response["Cache-Control"] == "private, no-cache"
        response.close()


@pytest.mark.parametrize(
    ("data", "name", "shown"),
    [
        (samples.picture(), "a.jpg", "inline"),
        (samples.wav(), "a.wav", "inline"),
        (samples.pdf(), "a.pdf", "inline"),
        (samples.ooxml(), "a.docx", "attachment"),
        (samples.odf(), "a.odt", "attachment"),
    ],
)
def test_only_photos_sound_and_pdf_open_in_the_browser(data: bytes, name: str, shown: str) -> None:
    blob = kept(data, name)
    response = respond(blob, name=name)
    assert response["Content-Disposition"] == f'{shown}; filename="{name}"'
    assert response["Content-Type"] == blob.media_type
    assert response["Content-Length"] == str(blob.size)
    assert len(body(response)) == blob.size


def test_a_name_in_any_script_reaches_the_browser_whole_and_starts_no_header() -> None:
    blob = kept(samples.pdf(), "a.pdf")
    response = respond(blob, name="laporan é.pdf")
    assert response["Content-Disposition"] == "inline; filename*=utf-8''laporan%20%C3%A9.pdf"
    response.close()
    response = respond(blob, name='a"\r\nX: y.pdf')
    assert "X" not in response.headers
    assert "\n" not in response["Content-Disposition"]
    response.close()


def test_a_browser_that_has_the_bytes_gets_none() -> None:
    blob = kept(samples.picture(), "a.jpg")
    for held in (f'"{blob.sha256}"', f'W/"{blob.sha256}"', f'"x", "{blob.sha256}"', "*"):
        response = ask(blob, **{"If-None-Match": held})
        assert (response.status_code, body(response)) == (304, b"")
    response = ask(blob, **{"If-None-Match": '"another"'})
    assert response.status_code == 200
    response.close()


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=800-", 800, 844),
        ("bytes=-4", 840, 844),
        ("bytes=840-9999", 840, 844),
        ("bytes=-9999", 0, 844),
    ],
)
def test_a_player_may_ask_for_a_stretch(asked: str, start: int, stop: int) -> None:
    blob = kept(samples.wav(), "suara.wav")
    response = ask(blob, Range=asked)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {start}-{stop - 1}/844"
    assert response["Content-Length"] == str(stop - start)
    assert body(response) == samples.wav()[start:stop]


@pytest.mark.parametrize(
    "asked", ["", "bytes=", "bytes=-", "bytes=9-2", "bytes=0-1,4-5", "lines=1-2", "bytes=x-y"]
)
def test_a_stretch_nobody_understands_gives_the_whole(asked: str) -> None:
    blob = kept(samples.wav(), "suara.wav")
    response = ask(blob, Range=asked)
    assert response.status_code == 200
    assert response["Accept-Ranges"] == "bytes"
    assert body(response) == samples.wav()


@pytest.mark.parametrize("asked", ["bytes=844-", "bytes=900-950", "bytes=-0"])
def test_a_stretch_beyond_the_end_cannot_be_had(asked: str) -> None:
    response = ask(kept(samples.wav(), "suara.wav"), Range=asked)
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */844"


def test_a_stretch_of_another_version_gives_the_whole() -> None:
    blob = kept(samples.wav(), "suara.wav")
    response = ask(blob, **{"Range": "bytes=0-9", "If-Range": '"another"'})
    assert response.status_code == 200
    response.close()
    response = ask(blob, **{"Range": "bytes=0-9", "If-Range": f'"{blob.sha256}"'})
    assert response.status_code == 206
    response.close()


def test_a_thumbnail_is_made_once_for_each_browser() -> None:
    blob = kept(samples.picture((400, 300)), "a.jpg")
    first = respond_thumbnail(blob)
    assert (first.status_code, first["Content-Type"]) == (200, "image/jpeg")
    request = RequestFactory().get("/", headers={"If-None-Match": first["ETag"]})
    assert respond_thumbnail(blob, request=request).status_code == 304
    whole = respond(blob, name="a.jpg", request=request)
    assert whole.status_code == 200
    whole.close()

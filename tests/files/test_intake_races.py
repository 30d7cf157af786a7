"""Many hands at once: one upload, one blob, and bytes for every row."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection

from files import store
from files.intake import purge, receive
from files.models import Blob, Upload
from tests.files import samples
from tests.people import AT, person

pytestmark = pytest.mark.django_db(transaction=True)

LATER = AT + timedelta(hours=49)


def all_at_once(acts: list[Callable[[], int]]) -> list[int]:
    def run(act: Callable[[], int]) -> int:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts, timeout=60))


def send(data: bytes, *, by: int, public_id: UUID | None = None) -> int:
    upload = receive(io.BytesIO(data), name="a.pdf", person_id=by, at=LATER, public_id=public_id)
    return upload.pk


def test_a_phone_that_sends_twelve_times_at_once_has_sent_once(media: Path) -> None:
    camat, public_id = person(), uuid4()
    sent = all_at_once([lambda: send(samples.pdf(), by=camat.pk, public_id=public_id)] * 12)
    assert len(set(sent)) == 1
    assert Upload.objects.count() == Blob.objects.count() == 1
    assert len([path for path in media.rglob("*") if path.is_file()]) == 1


def test_a_purge_never_takes_bytes_that_come_in_again() -> None:
    camat = person()
    for _ in range(5):
        receive(io.BytesIO(samples.pdf()), name="a.pdf", person_id=camat.pk, at=AT)
        all_at_once([lambda: send(samples.pdf(), by=camat.pk), lambda: purge(at=LATER)] * 3)
        for blob in Blob.objects.all():
            with store.open_bytes(blob) as file:
                assert file.read() == samples.pdf()
        assert Upload.objects.count() == 3
        Upload.objects.all().delete()
        purge(at=LATER + timedelta(hours=2))

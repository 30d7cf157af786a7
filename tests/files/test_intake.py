"""Bytes come in once, wait for their act, and go when nothing needs them."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, models, transaction
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from files import intake, photos, store
from files.intake import claim, consume, purge, receive
from files.models import Blob, Kind, Upload
from files.refusals import FileRefused
from tests.files import samples
from tests.people import AT, person

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(hours=49)


def send(data: bytes, name: str = "surat.pdf", *, by: int, public_id: UUID | None = None) -> Upload:
    return receive(io.BytesIO(data), name=name, person_id=by, at=AT, public_id=public_id)


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(FileRefused) as refused:
        act()
    return refused.value.code


def kept_files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def test_a_photo_is_kept_without_the_place_it_was_taken() -> None:
    camat = person()
    sent = SimpleUploadedFile("IMG_1.jpeg", samples.photo_with_gps((400, 300)), "text/html")
    upload = receive(sent, name="IMG_1.jpeg", person_id=camat.pk, at=AT)
    blob = upload.blob
    assert (upload.name, upload.at, upload.expires_at) == (
        "IMG_1.jpg",
        AT,
        AT + timedelta(hours=48),
    )
    assert (blob.kind, blob.media_type) == (Kind.PHOTO, "image/jpeg")
    assert (blob.width, blob.height) == (300, 400)
    with store.open_bytes(blob) as file:
        data = file.read()
    assert b"Exif" not in data
    assert len(data) == blob.size


def test_a_document_is_kept_as_it_came(media: Path) -> None:
    upload = send(samples.pdf(), by=person().pk)
    assert upload.blob.sha256 == upload.source_sha256
    assert (media / upload.blob.stored_name).read_bytes() == samples.pdf()
    assert upload.blob.stored_name.startswith(
        f"blobs/{upload.blob.sha256[:2]}/{upload.blob.sha256[2:4]}/{upload.blob.sha256}-"
    )


def test_equal_bytes_from_two_people_are_kept_once(media: Path) -> None:
    first = send(samples.pdf(), "a.pdf", by=person().pk)
    second = send(samples.pdf(), "b.pdf", by=person().pk)
    assert first.pk != second.pk
    assert first.blob_id == second.blob_id
    assert len(kept_files(media)) == 1


def test_a_repeat_with_the_same_id_gives_the_same_upload() -> None:
    camat, public_id = person(), uuid4()
    photo = samples.photo_with_gps()
    first = send(photo, "a.jpg", by=camat.pk, public_id=public_id)
    again = receive(
        io.BytesIO(photo), name="a.jpg", person_id=camat.pk, at=LATER, public_id=public_id
    )
    assert again.pk == first.pk
    assert again.expires_at == LATER + timedelta(hours=48)
    assert Upload.objects.count() == 1


def test_an_id_in_use_is_refused_to_other_bytes_and_other_people() -> None:
    camat, public_id = person(), uuid4()
    send(samples.pdf(), by=camat.pk, public_id=public_id)
    other = samples.pdf(b"/Lang (id)")
    assert refusal(lambda: send(other, by=camat.pk, public_id=public_id)) == "id_taken"
    stranger = person().pk
    assert refusal(lambda: send(samples.pdf(), by=stranger, public_id=public_id)) == "id_taken"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "kosong.jpg", "empty_file"),
        (samples.HTML, "foto.jpg", "type_mismatch"),
        (samples.ooxml(more={"word/vbaProject.bin": b"x"}), "a.docx", "macro_not_allowed"),
        (samples.picture()[:300], "a.jpg", "image_damaged"),
        (samples.png_claiming(50_000, 50_000), "a.png", "image_too_large"),
        (samples.pdf() + bytes(1_048_576), "a.pdf", "too_large"),
    ],
)
def test_a_refused_file_leaves_nothing(
    data: bytes, name: str, code: str, media: Path, settings: Settings
) -> None:
    settings.UPLOAD_MAX_BYTES = 1_048_576
    camat = person()
    assert refusal(lambda: send(data, name, by=camat.pk)) == code
    assert not Upload.objects.exists()
    assert not Blob.objects.exists()
    assert not kept_files(media)


def test_a_file_of_exactly_the_limit_is_taken(settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = len(samples.pdf())
    assert send(samples.pdf(), by=person().pk).blob.size == len(samples.pdf())


def test_an_endless_stream_is_cut_at_the_limit(settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 1_048_576

    class Endless:
        given = 0

        def read(self, size: int = -1, /) -> bytes:
            self.given += size
            return b"x" * size

    stream, camat = Endless(), person()
    code = refusal(lambda: receive(stream, name="a.pdf", person_id=camat.pk, at=AT))
    assert code == "too_large"
    assert stream.given < 1_048_576 * 2


def test_a_crash_between_bytes_and_row_leaves_no_row_and_the_repeat_succeeds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    camat, public_id = person(), uuid4()

    def crash(**_: object) -> Blob:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Blob.objects, "create", crash)
        with pytest.raises(KeyboardInterrupt):
            send(samples.pdf(), by=camat.pk, public_id=public_id)
    assert not Blob.objects.exists()
    assert not Upload.objects.exists()
    again = send(samples.pdf(), by=camat.pk, public_id=public_id)
    with store.open_bytes(again.blob) as file:
        assert file.read() == samples.pdf()


def test_a_crash_while_writing_bytes_leaves_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    camat = person()

    def full(name: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "_flush", full)
    with pytest.raises(OSError, match="space"):
        send(samples.pdf(), by=camat.pk)
    assert not Blob.objects.exists()


def test_twins_with_equal_bytes_end_with_one_blob_and_one_file(
    monkeypatch: pytest.MonkeyPatch, media: Path
) -> None:
    camat, public_id, write = person(), uuid4(), store.write

    def slow_write(content: io.BytesIO, *, sha256: str) -> str:
        monkeypatch.setattr(store, "write", write)
        send(samples.pdf(), by=camat.pk, public_id=public_id)  # the twin is faster
        return write(content, sha256=sha256)

    monkeypatch.setattr(store, "write", slow_write)
    upload = send(samples.pdf(), by=camat.pk, public_id=public_id)
    assert Upload.objects.get().pk == upload.pk
    assert Blob.objects.get().pk == upload.blob_id
    assert len(kept_files(media)) == 1


def test_bytes_purged_while_they_come_in_again_are_kept_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    camat, keep = person(), intake._keep
    taken: list[str] = []

    def keep_and_lose(content: object, **when: object) -> Blob:
        blob = keep(content, **when)  # type: ignore[arg-type]
        if not taken:
            taken.append(blob.stored_name)
            Blob.objects.filter(pk=blob.pk).delete()
            store.remove(blob.stored_name)
        return blob

    monkeypatch.setattr(intake, "_keep", keep_and_lose)
    upload = send(samples.pdf(), by=camat.pk)
    assert taken != [upload.blob.stored_name]
    with store.open_bytes(upload.blob) as file:
        assert file.read() == samples.pdf()


def test_an_act_claims_its_uploads_in_the_order_it_names_them() -> None:
    camat = person()
    first = send(samples.pdf(), by=camat.pk)
    second = send(samples.wav(), "suara.wav", by=camat.pk)
    with transaction.atomic():
        claimed = claim(
            [second.public_id, first.public_id, second.public_id], person_id=camat.pk, at=AT
        )
        assert [upload.pk for upload in claimed] == [second.pk, first.pk]
        consume(claimed)
    assert not Upload.objects.exists()
    assert Blob.objects.count() == 2


def test_nobody_claims_anothers_expired_or_invented_upload() -> None:
    camat, stranger = person(), person()
    upload = send(samples.pdf(), by=camat.pk)
    invented = uuid4()
    for public_id, by, at in (
        (upload.public_id, stranger, AT),
        (upload.public_id, camat, upload.expires_at),
        (invented, camat, AT),
    ):
        with transaction.atomic(), pytest.raises(FileRefused) as refused:
            claim([public_id], person_id=by.pk, at=at)
        assert (refused.value.code, refused.value.which) == ("unknown_upload", public_id)


def test_purge_takes_expired_uploads_and_their_bytes(
    media: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    send(samples.pdf(), by=person().pk)
    with django_capture_on_commit_callbacks(execute=True):
        assert purge(at=LATER) == 2
        assert len(kept_files(media)) == 1, "bytes go only after the rows are gone for good"
    assert not Blob.objects.exists()
    assert not kept_files(media)
    assert purge(at=LATER) == 0


def test_purge_spares_what_waits_and_what_is_referred_to(media: Path) -> None:
    camat = person()
    send(samples.pdf(), by=camat.pk)
    assert purge(at=AT + timedelta(hours=47)) == 0
    receive(io.BytesIO(samples.pdf()), name="b.pdf", person_id=camat.pk, at=LATER)
    assert purge(at=LATER) == 1, "the first upload goes, the blob is still waited for"
    assert Blob.objects.count() == 1
    assert len(kept_files(media)) == 1


def test_purge_spares_a_blob_whose_upload_is_being_written() -> None:
    upload = send(samples.pdf(), by=person().pk)
    Upload.objects.all().delete()
    assert purge(at=AT + timedelta(minutes=59)) == 0
    assert Blob.objects.filter(pk=upload.blob_id).exists()


def test_purge_works_in_batches() -> None:
    camat = person()
    for language in range(3):
        send(samples.pdf(b"/Lang (%d)" % language), by=camat.pk)
    assert purge(at=LATER, batch=2) == 4
    assert purge(at=LATER, batch=2) == 2
    assert purge(at=LATER, batch=2) == 0


def test_purge_asks_every_model_that_can_refer_to_a_blob() -> None:
    asked = str(intake._unreferenced().query)
    tables = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Blob
    ]
    assert "files_upload" in tables
    for table in tables:
        assert f'"{table}"' in asked


@pytest.mark.parametrize(
    "wrong",
    [
        {"size": 0},
        {"sha256": "abc"},
        {"kind": "video"},
        {"media_type": ""},
        {"stored_name": ""},
        {"width": None},
        {"kind": Kind.AUDIO},
    ],
)
def test_the_database_refuses_a_blob_that_cannot_be(wrong: dict[str, object]) -> None:
    right = {
        "sha256": "a" * 64,
        "size": 1,
        "media_type": "image/jpeg",
        "kind": Kind.PHOTO,
        "width": 1,
        "height": 1,
        "stored_name": "blobs/a",
        "created_at": AT,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Blob.objects.create(**{**right, **wrong})
    Blob.objects.create(**right)


@pytest.mark.parametrize("wrong", [{"name": ""}, {"expires_at": AT}, {"source_sha256": "abc"}])
def test_the_database_refuses_an_upload_that_cannot_be(wrong: dict[str, object]) -> None:
    upload = send(samples.pdf(), by=person().pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Upload.objects.filter(pk=upload.pk).update(**wrong)


def test_a_thumbnail_is_a_small_upright_jpeg() -> None:
    blob = send(samples.photo_with_gps((3000, 2000)), "a.jpg", by=person().pk).blob
    small = photos.thumbnail(blob)
    assert Image.open(io.BytesIO(small)).size == (112, 88)
    assert len(small) < 4_000


def test_a_file_that_will_not_go_is_logged_and_the_purge_stands(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def stuck(name: str) -> None:
        raise OSError(name)

    send(samples.pdf(), by=person().pk)
    monkeypatch.setattr(store, "remove", stuck)
    with django_capture_on_commit_callbacks(execute=True):
        assert purge(at=LATER) == 2
    assert not Blob.objects.exists()

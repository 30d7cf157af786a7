"""Evidence: sending a file before the act it belongs to, and reading files one may see."""

import hashlib
from typing import Any, ClassVar
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from api import inputs, outputs, shapes
from api.endpoint import Endpoint, answer_of
from api.schema import Contract
from files import intake, serving
from files.models import Kind
from files.refusals import FileRefused
from instructions.models import Attachment
from workflow.models import Request as KnownRequest
from workflow.refusals import NOT_FOUND, Refused
from workflow.requests import Answer


class Uploads(Endpoint):
    """The one address that takes a form."""

    parser_classes = (MultiPartParser,)
    contracts: ClassVar = {
        "POST": Contract(
            "upload_attachment",
            "Unggah berkas untuk laporan, kemajuan, atau perintah",
            shapes.Upload,
            request=inputs.UploadIn,
            status=201,
        )
    }

    def post(self, request: Request) -> HttpResponse:
        """Keep a file; it waits for the act that names its id.

        Hashing and re-encoding hold no transaction, so the file is received before its answer is
        remembered; a request whose key is known already is answered without receiving again.
        """
        given = self.given()
        file: UploadedFile[bytes] = given["file"]
        sha256 = _sha256(file)
        print_ = f"{file.name} {given.get('id', '')} {sha256}".encode()
        received: list[Answer] = []
        if not self._is_known():
            received.append(self._receive(file, given.get("id")))

        def work() -> Answer:
            return received[0] if received else self._receive(file, given.get("id"))

        return self.write(work, body=print_)

    def _is_known(self) -> bool:
        key = self.request.headers.get("Idempotency-Key", "")
        mine = KnownRequest.objects.filter(person_id=self.actor.person_id, key=key)
        return key.isprintable() and bool(key) and mine.exists()

    def _receive(self, file: "UploadedFile[bytes]", public_id: UUID | None) -> Answer:
        if public_id and Attachment.objects.filter(public_id=public_id).exists():
            raise FileRefused("id_taken", which=public_id)
        upload = intake.receive(
            file,
            name=file.name or "",
            person_id=self.actor.person_id,
            at=self.at,
            public_id=public_id,
        )
        return answer_of(outputs.upload_out(upload), status=201)


def _sha256(file: "UploadedFile[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


class FileEndpoint(Endpoint):
    """What the endpoints of one file share."""

    def attachment(self, key: UUID) -> Attachment:
        """A file of something the caller may see. Raises Refused `not_found`."""
        found = Attachment.objects.visible_to(self.actor).filter(public_id=key).first()
        if found is None:
            raise Refused(NOT_FOUND)
        return found


class File(FileEndpoint):
    """What a file is."""

    contracts: ClassVar = {
        "GET": Contract("get_attachment", "Keterangan satu berkas", shapes.Attachment)
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """Without its bytes."""
        return self.reply(outputs.attachment_out(self.attachment(key)))


class FileContent(FileEndpoint):
    """The bytes of a file."""

    contracts: ClassVar = {
        "GET": Contract("get_attachment_content", "Isi berkas", media="application/octet-stream")
    }

    def get(self, request: Request, key: UUID) -> HttpResponseBase:
        """With ranges, for sound; see files.serving."""
        row = self.attachment(key)
        return serving.respond(row.blob, name=row.name, request=_plain(request))


class FileThumbnail(FileEndpoint):
    """A photo, small."""

    contracts: ClassVar = {
        "GET": Contract("get_attachment_thumbnail", "Gambar kecil sebuah foto", media="image/jpeg")
    }

    def get(self, request: Request, key: UUID) -> HttpResponseBase:
        """Only of photos. Raises Refused `not_found`."""
        row = self.attachment(key)
        if row.blob.kind != Kind.PHOTO:
            raise Refused(NOT_FOUND)
        return serving.respond_thumbnail(row.blob, request=_plain(request))


def _plain(request: Request) -> Any:
    """Django's own request, which the file server reads its headers from."""
    return request._request  # noqa: SLF001 - REST framework's documented name

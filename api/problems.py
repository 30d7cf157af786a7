"""Errors as RFC 9457 problems: a stable code for machines, an Indonesian sentence for people.

The sentences of refused acts come from the domain; only what never reaches it is worded here.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.http.request import UnreadablePostError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions

from files.refusals import FileRefused
from workflow.refusals import NOT_FOUND, Choice, Refused

MEDIA_TYPE = "application/problem+json"

TITLES = {
    400: gettext_lazy("Permintaan tidak terbaca"),
    401: gettext_lazy("Belum masuk"),
    403: gettext_lazy("Bukan wewenang Anda"),
    404: gettext_lazy("Tidak ditemukan"),
    405: gettext_lazy("Cara ini tidak tersedia"),
    409: gettext_lazy("Tidak dapat dilakukan sekarang"),
    410: gettext_lazy("Sudah tidak berlaku"),
    412: gettext_lazy("Sudah berubah"),
    413: gettext_lazy("Terlalu besar"),
    415: gettext_lazy("Jenis isi tidak diterima"),
    422: gettext_lazy("Isian tidak sesuai"),
    429: gettext_lazy("Terlalu sering"),
}

# What is wrong with one input, in our words: the framework's own repeat what was sent.
INPUT_SENTENCES = {
    "required": gettext_lazy("Wajib diisi."),
    "null": gettext_lazy("Tidak boleh kosong."),
    "blank": gettext_lazy("Tidak boleh kosong."),
    "max_length": gettext_lazy("Terlalu panjang."),
    "invalid_choice": gettext_lazy("Bukan salah satu pilihan yang ada."),
    "not_a_list": gettext_lazy("Harus berupa daftar."),
    "min_value": gettext_lazy("Terlalu kecil."),
    "max_value": gettext_lazy("Terlalu besar."),
    "max_string_length": gettext_lazy("Terlalu besar."),
    "offset_required": gettext_lazy(
        "Tulis waktu lengkap dengan selisihnya, seperti 2026-11-24T16:00:00+07:00."
    ),
    "date_out_of_range": gettext_lazy("Tanggal ini di luar jangkauan."),
}
NOT_THIS_TYPE = gettext_lazy("Isinya tidak sesuai jenisnya.")

FILE_STATUS = {
    "too_large": 413,
    "type_not_allowed": 415,
    "type_mismatch": 415,
    "heic_not_supported": 415,
    "old_office_format": 415,
    "macro_not_allowed": 415,
    "id_taken": 409,
}
FILE_FIELD = {"unknown_upload": "/attachments", "id_taken": "/id"}


@dataclass(frozen=True, slots=True)
class InputError:
    """One input at fault, by JSON pointer (RFC 6901)."""

    pointer: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Problem:
    """An answer that says no."""

    status: int
    code: str
    detail: str
    errors: Sequence[InputError] = ()
    choices: Sequence[Choice] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


class Resync(Exception):
    """A cursor of the change feed that leads nowhere any more; answered 410 `resync`."""


def handle(error: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """REST framework's exception handler. None for what is a fault of ours: that stays a 500."""
    problem = problem_of(error)
    if problem is None:
        return None
    return respond(problem, request_id=getattr(context["request"], "request_id", ""))


def respond(problem: Problem, *, request_id: str) -> HttpResponse:
    """The problem as bytes."""
    body: dict[str, Any] = {
        "type": f"urn:sigap:problem:{problem.code}",
        "title": str(TITLES.get(problem.status, HTTPStatus(problem.status).phrase)),
        "status": problem.status,
        "code": problem.code,
        "detail": problem.detail,
        "errors": [
            {"pointer": one.pointer, "code": one.code, "detail": one.detail}
            for one in problem.errors
        ],
        "request_id": request_id,
    }
    if problem.choices:
        body["choices"] = [{"key": one.key, "label": one.label} for one in problem.choices]
    return HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=problem.status,
        content_type=MEDIA_TYPE,
        headers=dict(problem.headers),
    )


def problem_of(error: Exception) -> Problem | None:  # noqa: PLR0911 - one line per family of errors
    """The problem an error means for the caller, or None if it is none of theirs."""
    match error:
        case FileRefused():
            return _file_refused(error)
        case Refused():
            return _refused(error)
        case exceptions.ValidationError():
            return _invalid(error)
        case exceptions.APIException():
            return _framework(error)
        case Resync():
            return Problem(410, "resync", _("Salinan di perangkat ini usang. Ambil semuanya lagi."))
        case Http404():
            return Problem(404, NOT_FOUND.code, str(NOT_FOUND.sentence))
        case PermissionDenied():
            return Problem(403, "not_yours", _("Bukan wewenang Anda."))
        case RequestDataTooBig():
            return Problem(413, "too_large", _("Permintaan ini terlalu besar."))
        case SuspiciousOperation() | UnreadablePostError():
            return Problem(400, "malformed", _("Permintaan ini tidak dapat dibaca."))
    return None


def _refused(error: Refused) -> Problem:
    refusal = error.refusal
    detail = str(refusal.sentence)
    errors = [InputError(f"/{refusal.field}", refusal.code, detail)] if refusal.field else []
    return Problem(refusal.kind.value, refusal.code, detail, errors, refusal.choices)


def _file_refused(error: FileRefused) -> Problem:
    pointer = FILE_FIELD.get(error.code, "/file")
    at_fault = InputError(pointer, error.code, error.sentence)
    return Problem(FILE_STATUS.get(error.code, 422), error.code, error.sentence, [at_fault])


def _invalid(error: exceptions.ValidationError) -> Problem:
    errors = list(_input_errors(error.get_full_details(), ""))
    return Problem(422, "invalid_input", _("Ada isian yang tidak sesuai."), errors)


def _input_errors(detail: Any, pointer: str) -> Iterator[InputError]:
    """Walk the framework's nested answer: {field: [..]}, [{..}, {..}] for lists, {message, code}."""
    if isinstance(detail, dict) and set(detail) == {"message", "code"}:
        sentence = INPUT_SENTENCES.get(detail["code"], NOT_THIS_TYPE)
        yield InputError(pointer, detail["code"], str(sentence))
    elif isinstance(detail, dict):
        for name, below in detail.items():
            here = pointer if name == "non_field_errors" else f"{pointer}/{name}"
            yield from _input_errors(below, here)
    else:
        for index, below in enumerate(detail):
            leaf = isinstance(below, dict) and set(below) == {"message", "code"}
            yield from _input_errors(below, pointer if leaf else f"{pointer}/{index}")


def _framework(error: exceptions.APIException) -> Problem:
    """Errors of REST framework before a view is reached: reading, signing in, methods."""
    headers: dict[str, str] = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    sentences = {
        "parse_error": _("Isi permintaan tidak dapat dibaca."),
        "not_authenticated": _("Masuk dahulu untuk melanjutkan."),
        "method_not_allowed": _("Alamat ini tidak menerima cara %(method)s."),
        "unsupported_media_type": _("Jenis isi ini tidak diterima di alamat ini."),
        "permission_denied": _("Bukan wewenang Anda."),
        "throttled": _("Terlalu sering. Tunggu sebentar, lalu coba lagi."),
    }
    code = str(error.get_codes())
    detail = sentences.get(code, str(error.detail))
    if isinstance(error, exceptions.MethodNotAllowed):
        detail %= {"method": error.args[0] if error.args else ""}
    return Problem(error.status_code, code, detail, headers=headers)

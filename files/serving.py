"""How bytes go out: unable to act as a page, kept by no proxy. Who may see them, callers decide."""

import io
import re
from typing import BinaryIO, Final

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags

from files import photos, store
from files.models import Blob, Kind

CONTENT_SECURITY_POLICY: Final = "sandbox; default-src 'none'"
_RANGE: Final = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")


class _Part(io.RawIOBase):
    """A stretch of an open file, read as a file of its own; closes the file with itself."""

    def __init__(self, file: BinaryIO, start: int, length: int) -> None:
        self._file = file
        self._left = length
        file.seek(start)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        data = self._file.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(data)
        return data

    def close(self) -> None:
        self._file.close()
        super().close()


def respond(blob: Blob, *, name: str, request: HttpRequest | None = None) -> HttpResponseBase:
    """Answer with the bytes of a blob, under the display name `name`.

    200 with a FileResponse; 304 when `request` shows it has them (If-None-Match); 206 or 416 for
    one byte range, which Safari demands for sound. Photos, sound and PDF open in the browser,
    everything else downloads.
    """
    etag = f'"{blob.sha256}"'
    if _has_it(request, etag):
        return _guarded(HttpResponseNotModified(), etag)
    stretch = _range(request, blob.size, etag)
    if stretch is not None and not stretch:
        refused = HttpResponse(status=416, headers={"Content-Range": f"bytes */{blob.size}"})
        return _guarded(refused, etag)
    file = store.open_bytes(blob)
    response = FileResponse(
        file if stretch is None else _Part(file, stretch.start, len(stretch)),
        as_attachment=not _opens_inline(blob),
        filename=name,
        content_type=blob.media_type,
    )
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = str(blob.size if stretch is None else len(stretch))
    if stretch is not None:
        response.status_code = 206
        response["Content-Range"] = f"bytes {stretch.start}-{stretch.stop - 1}/{blob.size}"
    return _guarded(response, etag)


def respond_thumbnail(blob: Blob, *, request: HttpRequest | None = None) -> HttpResponseBase:
    """Answer with the 112 x 88 JPEG of a photo, or 304; the blob must be a photo."""
    etag = f'"{blob.sha256}-thumbnail"'
    if _has_it(request, etag):
        return _guarded(HttpResponseNotModified(), etag)
    return _guarded(HttpResponse(photos.thumbnail(blob), content_type="image/jpeg"), etag)


def _opens_inline(blob: Blob) -> bool:
    return blob.kind in {Kind.PHOTO, Kind.AUDIO} or blob.media_type == "application/pdf"


def _guarded(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    return response


def _has_it(request: HttpRequest | None, etag: str) -> bool:
    if request is None:
        return False
    held = parse_etags(request.headers.get("If-None-Match", ""))
    return any(one in {"*", etag, f"W/{etag}"} for one in held)


def _range(request: HttpRequest | None, size: int, etag: str) -> range | None:
    """Give the one stretch asked for: None for the whole, an empty one if it cannot be had.

    RFC 9110 section 14: several ranges, other units and nonsense are answered with the whole, and
    so is a range of a version (If-Range) that is not this one.
    """
    if request is None or request.headers.get("If-Range", etag) != etag:
        return None
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or asked[0] == "bytes=-":
        return None
    first, last = asked.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1 if last else size, size))

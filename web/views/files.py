"""Files of orders and reports, for who may see what they belong to."""

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from files import serving
from files.models import Kind
from instructions.models import Attachment
from web.actor import Visit
from workflow.refusals import NOT_FOUND, Refused


@require_safe
def attachment(request: Visit, public_id: UUID) -> HttpResponseBase:
    """The file itself."""
    file = _find(request, public_id)
    return serving.respond(file.blob, name=file.name, request=request)


@require_safe
def thumbnail(request: Visit, public_id: UUID) -> HttpResponseBase:
    """The small picture of a photo; 404 for anything else."""
    file = _find(request, public_id)
    if file.blob.kind != Kind.PHOTO:
        raise Http404
    return serving.respond_thumbnail(file.blob, request=request)


def _find(request: Visit, public_id: UUID) -> Attachment:
    rows = Attachment.objects.visible_to(request.actor)
    file = rows.filter(public_id=public_id).first()
    if file is None:
        raise Refused(NOT_FOUND)
    return file

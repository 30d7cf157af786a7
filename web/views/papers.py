"""Answering with a printed sheet."""

from django.http import HttpResponse

from memos import chronology_sheet
from memos.chronology_sheet import Sheet


def pdf_response(sheet: Sheet) -> HttpResponse:
    """The paper as PDF. It can run nothing, and some viewers obey the policy of pages."""
    return pdf_of(chronology_sheet.to_pdf(sheet), name="kronologi")


def pdf_of(data: bytes, *, name: str) -> HttpResponse:
    """A PDF to look at, under a name without an ending."""
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response._csp_exempt = True  # type: ignore[attr-defined]  # noqa: SLF001 - django-csp's own mark
    return response

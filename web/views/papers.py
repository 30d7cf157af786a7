"""Answering with a printed sheet."""

from django.http import HttpResponse

from memos import chronology_sheet
from memos.chronology_sheet import Sheet


def pdf_response(sheet: Sheet) -> HttpResponse:
    """The paper as PDF. It can run nothing, and some viewers obey the policy of pages."""
    response = HttpResponse(chronology_sheet.to_pdf(sheet), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="kronologi.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response._csp_exempt = True  # type: ignore[attr-defined]  # noqa: SLF001 - django-csp's own mark
    return response

"""The organisation: what there is, and bringing lists in with a dry run before the yes."""

from contextlib import suppress
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import OrganisationImport
from accounts.organisation import access, drafts, importing, papers, queries
from accounts.organisation.importing import MOST_FILES, TableFile
from accounts.organisation.nouns import LISTS, Noun
from accounts.organisation.report import Report
from web import organisation_words as words
from web.actor import Visit
from web.forms import read
from web.organisation import Checked, HandIn, Organisation, Template
from web.posting import Attempt, act_once, drawn_again, see_other
from workflow.refusals import NOT_FOUND, Kind, Refusal, Refused, invalid

FILES = "berkas"
PAST = 10
WORKBOOK = "organisasi.xlsx"


class Confirm(forms.Form):
    """The yes to a dry run, naming exactly what was seen."""

    digest = forms.RegexField(r"^[0-9a-f]{64}$")


@require_safe
def overview(request: Visit) -> HttpResponse:
    """How many of what there are, and the latest imports."""
    access.require(request.actor, at=request.at)
    size = queries.size(on=words.today(request.at))
    past = OrganisationImport.objects.select_related("person")[:PAST]
    page = Organisation(
        lines=words.size(size),
        imports=tuple(words.past(row) for row in past),
        is_empty=not size.units,
    )
    return render(request, "organisation/overview.html", {"organisation": page})


def draw_hand_in(request: Visit, attempt: Attempt | None = None) -> HttpResponse:
    """The page to hand files in, after a refusal with the reason."""
    access.require(request.actor, at=request.at)
    page = HandIn(
        limits=_("Paling banyak %(files)s berkas, bersama-sama %(megabytes)s MB.")
        % {"files": MOST_FILES, "megabytes": settings.UPLOAD_MAX_BYTES // 2**20},
        templates=_templates(),
        error=attempt.sentence if attempt else "",
    )
    status = attempt.status if attempt else 200
    return render(request, "organisation/hand_in.html", {"hand_in": page}, status=status)


def _templates() -> tuple[Template, ...]:
    names = ((f"{noun.value}.csv", LISTS[noun].label) for noun in Noun)
    workbook = Template(
        _("Excel, semua daftar"), reverse("web:organisation_blank", args=[WORKBOOK])
    )
    return (
        workbook,
        *(
            Template(
                _("CSV, %(list)s") % {"list": str(label).lower()},
                reverse("web:organisation_blank", args=[name]),
            )
            for name, label in names
        ),
    )


@drawn_again(draw_hand_in)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: Visit) -> HttpResponse:
    """Hand lists in; they wait for the yes, and the next page says what they would change."""
    access.require(request.actor, at=request.at)
    if request.method != "POST":
        return draw_hand_in(request)
    batch = drafts.hand_in(_received(request), person=request.actor.person, at=request.at)
    return see_other(reverse("web:organisation_checked", args=[batch]))


def _received(request: Visit) -> list[TableFile]:
    """The posted files, few and small enough. Raises Refused."""
    given = [each for each in request.FILES.getlist(FILES) if each.size]
    if not given:
        raise Refused(invalid(FILES, "no_file", _("Pilih berkas CSV atau XLSX yang berisi.")))
    if len(given) > MOST_FILES:
        sentence = _("Paling banyak %(count)s berkas sekaligus.") % {"count": MOST_FILES}
        raise Refused(invalid(FILES, "too_many_files", sentence))
    most = settings.UPLOAD_MAX_BYTES
    if sum(each.size or 0 for each in given) > most:
        sentence = _("Berkas bersama-sama lebih besar dari %(megabytes)s MB.")
        raise Refused(
            Refusal("too_large", sentence % {"megabytes": most // 2**20}, Kind.TOO_LARGE, FILES)
        )
    return [TableFile(drafts.display_name(each.name or ""), each.read()) for each in given]


def draw_checked(
    request: Visit, attempt: Attempt | None = None, *, public_id: UUID
) -> HttpResponse:
    """What the lists would change, or every fault; after a refusal compared anew."""
    files, report = _checked(request, public_id)
    page = Checked(
        files=", ".join(file.name for file in files),
        url=reverse("web:organisation_checked", args=[public_id]),
        discard_url=reverse("web:organisation_discard", args=[public_id]),
        faults_url=reverse("web:organisation_faults", args=[public_id]),
        changes_url=reverse("web:organisation_changes", args=[public_id]),
        key=str(uuid4()),
        digest=report.digest,
        error=attempt.sentence if attempt else "",
        **words.told(report),
    )
    status = attempt.status if attempt else 200
    return render(request, "organisation/checked.html", {"checked": page}, status=status)


def _checked(request: Visit, public_id: UUID) -> tuple[list[TableFile], Report]:
    """The files of a batch of one's own, and the dry run. Raises Refused."""
    access.require(request.actor, at=request.at)
    files = drafts.handed_in(public_id, person=request.actor.person, at=request.at)
    report = importing.check(importing.read_files(files), on=words.today(request.at))
    return files, report


@drawn_again(draw_checked)
@require_http_methods(["GET", "HEAD", "POST"])
def checked(request: Visit, public_id: UUID) -> HttpResponse:
    """The dry run; a post says yes to it, and is refused if the import would now do another thing."""
    if request.method != "POST":
        return draw_checked(request, public_id=public_id)
    access.require(request.actor, at=request.at)
    post = read(request, Confirm)
    person = request.actor.person
    # Read before the transaction begins. Nothing there may be the second tap, which is answered
    # as the first was.
    lists = None
    with suppress(Refused):
        files = drafts.handed_in(public_id, person=person, at=request.at)
        lists = importing.read_files(files)

    def work() -> str:
        if lists is None:
            raise Refused(NOT_FOUND)
        importing.bring_in(lists, by=person, at=request.at, expected=post.values["digest"])
        drafts.discard(public_id, person=person)
        return reverse("web:organisation")

    return act_once(request, post, work, said=_("Impor organisasi"))


@require_POST
def discard(request: Visit, public_id: UUID) -> HttpResponse:
    """Forget what was handed in."""
    access.require(request.actor, at=request.at)
    drafts.discard(public_id, person=request.actor.person)
    messages.success(request, _("Berkas dibuang; tidak ada yang disimpan."))
    return see_other(reverse("web:organisation_import"))


@require_safe
def faults(request: Visit, public_id: UUID) -> HttpResponse:
    """All faults, as CSV."""
    _files, report = _checked(request, public_id)
    return _download(papers.faults_csv(report.faults), "kesalahan.csv")


@require_safe
def changes(request: Visit, public_id: UUID) -> HttpResponse:
    """All changes, as CSV."""
    _files, report = _checked(request, public_id)
    return _download(papers.changes_csv(report.changes), "perubahan.csv")


@require_safe
def blank(request: Visit, name: str) -> HttpResponse:
    """An empty list to fill in."""
    access.require(request.actor, at=request.at)
    if name == WORKBOOK:
        return _download(papers.blank_workbook(), name)
    noun = next((noun for noun in Noun if name == f"{noun.value}.csv"), None)
    if noun is None:
        raise Http404
    return _download(papers.blank_csv(noun), name)


def _download(data: bytes, name: str) -> HttpResponse:
    media_type = drafts.XLSX if name.endswith(".xlsx") else f"{drafts.CSV}; charset=utf-8"
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

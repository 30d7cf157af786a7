"""What pages say of a NIK that is kept: since when, and never a digit of it."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from accounts import nik
from accounts.models import Person
from web.actor import Visit
from web.forms import Post
from workflow.requests import fingerprint

VERB = "keep_nik"


@dataclass(frozen=True, slots=True)
class NikForm:
    """Context `nik` of accounts/nik.html."""

    url: str
    key: str
    kept: str = ""
    error: str = ""


def kept_of(person: Person) -> str:
    """Tersimpan sejak 24 November 2026; empty where none is kept. One statement."""
    at = nik.kept_at(person)
    if at is None:
        return ""
    return _("tersimpan sejak %(day)s") % {"day": date_format(timezone.localtime(at), "j F Y")}


def is_on() -> bool:
    """Whether this server keeps NIKs at all: only those that sign through BSrE need it."""
    return bool(settings.NIK_KEY)


def unmarked(request: Visit, post: Post) -> Post:
    """The post with a fingerprint that says nothing of the digits: sixteen are soon tried out."""
    return replace(post, print_=fingerprint(str(request.method), request.path, VERB))

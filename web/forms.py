"""Parsing what pages post. A form says whether input can be read; what it means, the actions say.

Every form carries `kunci` (idempotency key), `jabatan` (hat) and, where the page shows a state that
matters, `versi`. The other fields of a verb are those its row in the table asks for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.delegations import DELEGABLE
from files import intake
from instructions.addressing import Recipient
from instructions.models import Role
from web.actor import HAT, Visit
from workflow.refusals import Refused, invalid
from workflow.requests import fingerprint
from workflow.table import FieldKind, Move
from workflow.text import LONGEST, clean

KEY: Final = "kunci"
VERSION: Final = "versi"
KEPT_OUT: Final = frozenset({KEY, HAT, VERSION, "csrfmiddlewaretoken"})
OTHER_FILES: Final = "_lain"
"""Photos come under the input's own name, sound and documents under it with this ending."""

ROLE: Final = "peran_"
"""Before a chosen position's id: what it is asked."""

MOST_FILES: Final = 20
MOST_RECIPIENTS: Final = 2000
LOCAL_MOMENTS: Final = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S")
SANE_YEARS: Final = range(2000, 2101)
CODES: Final = {
    "required": "required",
    "max_length": "too_long",
    "max_value": "too_large",
    "min_value": "too_small",
    "too_many": "too_many",
}


class Words(forms.CharField):
    """Text of several lines, free of what no person types."""

    def __init__(self, *, limit: int | None = None) -> None:
        super().__init__(required=False, strip=False, max_length=limit)
        self.validators = [v for v in self.validators if not _is_null_check(v)]

    def to_python(self, value: Any) -> str:
        """Clean before measuring."""
        return clean(str(value or ""))


def _is_null_check(validator: Any) -> bool:
    return type(validator).__name__ == "ProhibitNullCharactersValidator"


class LocalMoment(forms.DateTimeField):
    """What an input of type datetime-local sends, in the regency's time."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            input_formats=LOCAL_MOMENTS,
            error_messages={"invalid": _("Waktu ini tidak terbaca. Pilih tanggal dan jam.")},
        )

    def clean(self, value: Any) -> datetime | None:
        """A moment of a year that makes sense."""
        moment: datetime | None = super().clean(value)
        if moment is not None and moment.year not in SANE_YEARS:
            raise ValidationError(self.error_messages["invalid"], "invalid")
        return moment


class PublicId(forms.UUIDField):
    """One public id as a lower-case string; empty where none was chosen."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> str:
        """The id. Raises ValidationError."""
        found: UUID | None = super().clean(value)
        return str(found) if found else ""


class Day(forms.DateField):
    """What an input of type date sends."""

    def __init__(self, *, required: bool = True) -> None:
        messages = {
            "invalid": _("Tanggal ini tidak terbaca. Pilih tanggalnya."),
            "required": _("Isi tanggalnya."),
        }
        super().__init__(required=required, input_formats=["%Y-%m-%d"], error_messages=messages)

    def clean(self, value: Any) -> date | None:
        """A day of a year that makes sense."""
        given: date | None = super().clean(value)
        if given is not None and given.year not in SANE_YEARS:
            raise ValidationError(self.error_messages["invalid"], "invalid")
        return given


class PublicIds(forms.Field):
    """Any number of public ids, as lower-case strings; what is none is refused."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[str]:
        """Each once, in order. Raises ValidationError."""
        given = list(dict.fromkeys(value or []))
        if len(given) > MOST_RECIPIENTS:
            raise ValidationError(_("Terlalu banyak penerima sekaligus."), "too_many")
        try:
            return [str(UUID(one)) for one in given]
        except ValueError:
            message = _("Ada penerima yang tidak dikenal.")
            raise ValidationError(message, "unknown") from None


class Keys(forms.Form):
    """The hidden fields of every form."""

    kunci = forms.UUIDField(required=False)
    jabatan = forms.UUIDField(required=False)
    versi = forms.IntegerField(required=False, min_value=0, max_value=2**31)


class MemoWords(forms.Form):
    """The memo editor; several addressees or copies stand on one line with semicolons between."""

    to_lines = Words()
    from_position = Words()
    signer = Words()
    signing = Words()
    expects = Words()
    copies = Words()
    hal = Words()
    urgency = Words()
    classification_code = Words()
    body = Words()
    body_format = Words()
    behalf = Words()
    through = Words()
    about = Words()
    menimbang = Words()
    dasar = Words()
    people = Words()
    untuk = Words()
    dictums = Words()
    place = Words()


class MemoBegun(forms.Form):
    """Of which type."""

    memo_type = Words()


class TypedBody(forms.Form):
    """What the editor keeps on the way: `versi` it began from, `revisi` it was typed on."""

    body = Words()
    revisi = forms.IntegerField(required=False, min_value=0, max_value=2**31)


class MemoText(forms.Form):
    """A text to begin a naskah from."""

    name = Words()
    memo_type = Words()
    for_all = forms.BooleanField(required=False)
    body = Words()
    body_format = Words()


class SignMemos(forms.Form):
    """Which memos, and the passphrase of one's certificate, as it is: blanks may belong to it."""

    memos = PublicIds(required=False)
    passphrase = forms.CharField(
        strip=False,
        max_length=200,
        error_messages={"required": _("Passphrase wajib diisi.")},
    )


class Parafs(forms.Form):
    """Whose parafs are asked, one title a line."""

    superiors = Words()
    coordinators = Words()


class Disposition(forms.Form):
    """To whom, one title a line, and what is to be done."""

    recipients = Words()
    note = Words(limit=LONGEST)


class Absent(forms.Form):
    """An absence; `person` only where somebody else is away."""

    person = forms.UUIDField(required=False)
    why = forms.CharField(required=False, max_length=12)
    starts_on = Day()
    ends_on = Day()
    substitute = forms.UUIDField(required=False)
    decree = forms.CharField(required=False, max_length=80)


class BackEarlier(forms.Form):
    """The new last day of an absence."""

    ends_on = Day()


class Lend(forms.Form):
    """A delegation."""

    person = forms.UUIDField(required=False)
    verbs = forms.MultipleChoiceField(choices=list(DELEGABLE.items()), required=False)
    secret = forms.BooleanField(required=False)
    starts_on = Day(required=False)
    ends_on = Day(required=False)


class TakeBack(forms.Form):
    """Whose delegation ends."""

    person = forms.UUIDField()


class Cards(forms.Form):
    """Activation cards: for the people chosen, or for all of a unit who need one."""

    orang = PublicIds(required=False)
    unit = forms.UUIDField(required=False)
    semua = forms.BooleanField(required=False)


class SignIn(forms.Form):
    """The sign-in page; a password is taken as it is."""

    login = forms.CharField(max_length=254)
    password = forms.CharField(max_length=1024, strip=False)


@dataclass(frozen=True, slots=True)
class Post:
    """A parsed post: in whose hat, under which key, on which version, and the input."""

    actor: Actor
    key: str
    version: int | None
    values: Mapping[str, Any]
    print_: str
    """Hash of what makes two posts the same."""


def fields_of(move: Move) -> dict[str, forms.Field]:
    """A form field for each input of a verb, but its files, which the intake reads."""
    kinds: Mapping[FieldKind, Callable[[], forms.Field]] = {
        FieldKind.TEXT: lambda: Words(limit=LONGEST),
        FieldKind.MOMENT: LocalMoment,
        FieldKind.DATE: lambda: forms.DateField(required=False),
        FieldKind.CHOICE: Words,
        FieldKind.POSITION: PublicId,
        FieldKind.POSITIONS: lambda: PublicIds(required=False),
        FieldKind.SUBJECTS: lambda: PublicIds(required=False),
    }
    return {each.name: kinds[each.kind]() for each in move.inputs if each.kind in kinds}


def read_verb(request: Visit, move: Move) -> Post:
    """Parse the post of a verb; its files are received and wait.

    Raises Refused: `<field>_unreadable` and the like, `hat_ended`, those of files.intake.
    """
    form_class = type("VerbForm", (forms.Form,), fields_of(move))
    files = [each.name for each in move.inputs if each.kind is FieldKind.FILES]
    post = read(request, form_class, files=files)
    values = dict(post.values)
    for each in move.inputs:
        if each.kind is FieldKind.POSITIONS:
            values[each.name] = recipients_of(request.POST, values[each.name])
        if each.kind is FieldKind.CHOICE and values[each.name] not in dict(each.choices):
            sentence = _("Pilih %(label)s.") % {"label": str(each.label).lower()}
            raise Refused(invalid(each.name, f"{each.name}_unreadable", sentence))
    return replace(post, values=values)


def recipients_of(data: QueryDict, keys: Sequence[str]) -> list[Recipient]:
    """Chosen positions with the role that stands beside each. Raises Refused `role_unreadable`."""
    roles = {key: data.get(f"{ROLE}{key}") or Role.EXECUTOR for key in keys}
    if not set(roles.values()) <= set(Role.values):
        raise Refused(invalid("recipients", "role_unreadable", _("Peran penerima tidak dikenal.")))
    return [Recipient(key, role) for key, role in roles.items()]


def read(request: Visit, form_class: type[forms.Form], *, files: Sequence[str] = ()) -> Post:
    """Parse a post with any form. Raises Refused as `read_verb` does."""
    keys = parsed(Keys(request.POST))
    values = dict(parsed(form_class(request.POST)))
    uploads: dict[str, list[str]] = {}
    actor = request.actor.wearing(str(keys[HAT])) if keys[HAT] else request.actor
    for name in files:
        received = _received(request, name)
        values[name] = [upload.public_id for upload in received]
        uploads[name] = [upload.source_sha256 for upload in received]
    said = sorted((k, v) for k, v in request.POST.lists() if k not in {KEY, "csrfmiddlewaretoken"})
    return Post(
        actor=actor,
        key=str(keys[KEY] or uuid4()),
        version=keys[VERSION],
        values=values,
        print_=fingerprint(str(request.method), request.path, repr(said), repr(uploads)),
    )


def parsed(form: forms.Form) -> dict[str, Any]:
    """The values of a form. Raises Refused for the first field that cannot be read."""
    if form.is_valid():
        return form.cleaned_data
    name, errors = next(iter(form.errors.as_data().items()))
    code = CODES.get(str(errors[0].code), "unreadable")
    raise Refused(invalid(name, f"{name}_{code}", str(errors[0].messages[0])))


def _received(request: Visit, name: str) -> list[Any]:
    """Uploads of a file field; an empty one that a browser sends for 'no file' is left out."""
    both = (*request.FILES.getlist(name), *request.FILES.getlist(name + OTHER_FILES))
    given = [each for each in both if each.name or each.size]
    if len(given) > MOST_FILES:
        sentence = _("Paling banyak %(count)s berkas sekaligus.") % {"count": MOST_FILES}
        raise Refused(invalid(name, "too_many_files", sentence))
    return [_receive(request, each) for each in given]


def _receive(request: Visit, file: "UploadedFile[bytes]") -> Any:
    person_id = request.actor.person_id
    return intake.receive(file, name=file.name or "", person_id=person_id, at=request.at)

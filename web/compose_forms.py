"""What the composer and the pages of groups post; see forms.py."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from instructions.clock import URGENCIES
from instructions.models import Classification, Role
from web.forms import MOST_RECIPIENTS, LocalMoment, PublicIds, Words

ROLE: Final = "peran-"
"""Before the public id of a recipient: the field that says what it is asked."""

OUT: Final = "tidak"
"""Instead of a role: this one of a group is not to get the order."""


class Several(forms.Field):
    """Any number of words from a list."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[str]:
        """Each once, in order."""
        return list(dict.fromkeys(value or []))


class RolesInput(forms.Widget):
    """One field per recipient, named after it."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        """Public id to role, as posted."""
        del files, name
        start = len(ROLE)
        return {key[start:]: data[key] for key in data if key.startswith(ROLE)}


class Roles(forms.Field):
    """What single recipients are asked, and who is not to get the order; by public id."""

    widget = RolesInput

    def clean(self, value: Any) -> dict[str, str]:
        """Those that differ from the usual. Raises ValidationError."""
        given = {key: role for key, role in dict(value or {}).items() if role}
        if len(given) > MOST_RECIPIENTS:
            raise ValidationError(_("Terlalu banyak penerima sekaligus."), "too_many")
        try:
            roles = {str(UUID(key)): role for key, role in given.items()}
        except ValueError:
            raise ValidationError(_("Ada penerima yang tidak dikenal."), "unknown") from None
        if set(roles.values()) - {OUT, *Role.values}:
            raise ValidationError(_("Ada peran yang tidak dikenal."), "unknown")
        return roles


class Compose(forms.Form):
    """The composer."""

    text = Words()
    groups = PublicIds(required=False)
    positions = PublicIds(required=False)
    urgency = forms.ChoiceField(choices=[(word, word) for word in URGENCIES], required=False)
    answer_by = LocalMoment()
    finish_by = LocalMoment()
    prepare_memo = forms.BooleanField(required=False)
    photo_required = forms.BooleanField(required=False)
    controller = forms.UUIDField(required=False)
    roles = Roles(required=False)
    classification = forms.ChoiceField(choices=Classification.choices, required=False)
    closed_list = forms.BooleanField(required=False)
    only_me = forms.ChoiceField(choices=[("1", "1"), ("0", "0")], required=False)
    follows = forms.UUIDField(required=False)


class GroupWords(forms.Form):
    """A group of recipients; what a condition may be is the domain's question."""

    own = forms.ChoiceField(choices=[("1", "1"), ("0", "0")], required=False)
    name = Words()
    noun = Words()
    formal_name = Words()
    position_kinds = Several(required=False)
    unit_kinds = Several(required=False)
    within = forms.UUIDField(required=False)
    region = Words()
    positions = PublicIds(required=False)
    left_out = PublicIds(required=False)

"""What a list of orders or shares, or an export of them, may be asked for. Unknown values are 422."""

from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.inputs import YEARS, Data, Key, Paged
from instructions.lifecycle import State, Status
from instructions.models import Classification, Form, Urgency
from instructions.search import CONTROLLED, GIVEN, RECEIVED, ROLES, TURNS, Filter
from memos.order_lists import Format

MINE = "mine"
LONGEST_SEARCH = 100


def _choices(words: Any) -> list[tuple[str, str]]:
    return [(word, word) for word in words]


class Day(serializers.DateField):
    """A day of the regency."""

    default_error_messages = {"date_out_of_range": _("Di luar jangkauan.")}

    def to_internal_value(self, value: Any) -> date:
        """The day. Fails with `invalid`, `date_out_of_range`."""
        try:
            day = parse_date(value) if isinstance(value, str) else None
        except ValueError:
            day = None
        if day is None:
            self.fail("invalid", format="YYYY-MM-DD")
        if day.year not in YEARS:
            self.fail("date_out_of_range")
        return day


class Asked(serializers.Serializer[Any]):
    """What both lists and the export may be asked for."""

    search = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=LONGEST_SEARCH,
        help_text="Words, found by their stems in the text, or in the giver's title; a reference in"
        " any spelling. Orders of class rahasia and above are found by reference alone.",
    )
    reference = serializers.CharField(
        required=False, max_length=40, help_text="P-0412/2026, in any spelling."
    )
    role = serializers.ChoiceField(
        _choices(ROLES),
        required=False,
        help_text="given includes what one controls; controlled is that alone.",
    )
    late = serializers.BooleanField(
        required=False,
        allow_null=True,
        default=None,
        help_text="Of shares one may see: past a running deadline.",
    )
    urgency = serializers.ChoiceField(Urgency.choices, required=False)
    classification = serializers.ChoiceField(Classification.choices, required=False)
    form = serializers.ChoiceField(Form.choices, required=False)
    position = Key(required=False, help_text="Giver or recipient.")
    person = Key(
        required=False, help_text="Held the giver's or a recipient's position at the time of issue."
    )
    unit = Key(required=False, help_text="Of the giver or a recipient; with all units below.")
    issued_from = Day(required=False)
    issued_to = Day(required=False, help_text="This day included.")


class AskedOfOrders(Asked):
    """Which orders; `state`, `turn` and `late` ask of the shares one may see in them."""

    status = serializers.ChoiceField(Status.choices, required=False)
    state = serializers.ChoiceField(
        State.choices, required=False, help_text="Status of a share one may see."
    )
    turn = serializers.ChoiceField(_choices(TURNS), required=False)


class OrdersAsked(AskedOfOrders, Paged):
    """A page of orders."""


class ExportAsked(AskedOfOrders):
    """The register of orders as a file."""

    format = serializers.ChoiceField(_choices(Format), default=Format.XLSX.value)


class SharesAsked(Asked, Paged):
    """A page of shares: by default of those addressed to the person."""

    role = serializers.ChoiceField(_choices(ROLES), default=RECEIVED)
    status = serializers.ChoiceField(
        State.choices, required=False, help_text="Status of the share."
    )
    turn = serializers.ChoiceField(
        _choices((MINE, *TURNS)),
        required=False,
        help_text="mine is the recipient's turn, with role=given or controlled the giver's.",
    )


def filter_of_orders(data: Data) -> Filter:
    """A filter from a validated query about orders."""
    return Filter(**_plain(data), **_given(data, "status", "state", "turn"))


def filter_of_shares(data: Data) -> Filter:
    """A filter from a validated query about shares, whose `status` is a share's."""
    turn = data.get("turn", "")
    if turn == MINE:
        turn = "giver" if data["role"] in {GIVEN, CONTROLLED} else "recipient"
    return Filter(**_plain(data), state=data.get("status", ""), turn=turn)


def _plain(data: Data) -> dict[str, Any]:
    names = (
        "reference", "role", "urgency", "classification", "form", "position", "person", "unit",
        "issued_from", "issued_to",
    )  # fmt: skip
    return {"q": data.get("search", ""), "late": data.get("late"), **_given(data, *names)}


def _given(data: Data, *names: str) -> dict[str, Any]:
    return {name: data[name] for name in names if name in data}

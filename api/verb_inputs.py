"""What the verbs of orders, shares and memos take. Shape only, as in inputs.py."""

from typing import Any

from rest_framework import serializers

from api.inputs import MOST_RECIPIENTS, Key, Moment, Number, RecipientIn, Words, files
from instructions.addressing import Recipient
from instructions.lifecycle import INSTRUCTION

MOST_SHARES = 500


class Recipients(serializers.ListField):
    """Positions with their roles, as the domain takes them."""

    child = RecipientIn()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MOST_RECIPIENTS, **kwargs)

    def to_internal_value(self, data: Any) -> list[Recipient]:
        """One Recipient for each."""
        rows: list[dict[str, Any]] = super().to_internal_value(data)
        return [Recipient(str(row["position"]), row["role"]) for row in rows]


def _shares(**kwargs: Any) -> serializers.ListField:
    return serializers.ListField(child=Key(), max_length=MOST_SHARES, **kwargs)


class Nothing(serializers.Serializer[Any]):
    """A verb without input."""


class Acknowledge(serializers.Serializer[Any]):
    """Siap, perhaps with a promise."""

    promised_at = Moment(required=False, allow_null=True)


class Promise(serializers.Serializer[Any]):
    """A promised time."""

    promised_at = Moment()


class Ask(serializers.Serializer[Any]):
    """A question to the giver, perhaps with a later date."""

    question = Words()
    proposed_finish = Moment(required=False, allow_null=True)


class Answer(serializers.Serializer[Any]):
    """The giver's answer, perhaps granting a date."""

    answer = Words()
    finish_by = Moment(required=False, allow_null=True)


class Work(serializers.Serializer[Any]):
    """Progress or a report: words, uploads by id, or both."""

    note = Words(required=False)
    attachments = files()


class Report(Work):
    """A report, perhaps with what came from below; why, where parts below are still open."""

    adopts = _shares(required=False)
    reason = Words(required=False)


class Accept(serializers.Serializer[Any]):
    """Perhaps a word with it."""

    note = Words(required=False)


class Note(serializers.Serializer[Any]):
    """A word that must be there."""

    note = Words()


class Reason(serializers.Serializer[Any]):
    """Why; must be there."""

    reason = Words()


class Sign(serializers.Serializer[Any]):
    """The passphrase of one's certificate, as it is: blanks may belong to it. It is kept nowhere."""

    passphrase = serializers.CharField(trim_whitespace=False, max_length=200, write_only=True)


class ReasonIfNeeded(serializers.Serializer[Any]):
    """Why; the domain knows when it must be there."""

    reason = Words(required=False)


class MoreTime(serializers.Serializer[Any]):
    """A later date, and why."""

    finish_by = Moment()
    reason = Words()


class Pause(serializers.Serializer[Any]):
    """Until when to wait, and why."""

    until = Moment()
    reason = Words()


class Rework(serializers.Serializer[Any]):
    """Why it goes back to work, perhaps with a date."""

    reason = Words()
    finish_by = Moment(required=False, allow_null=True)


class Redirect(serializers.Serializer[Any]):
    """To which position it should go, and why."""

    target = Key()
    reason = Words()


class PassDown(serializers.Serializer[Any]):
    """To whom below, with what to do, by when."""

    recipients = Recipients()
    note = Words(required=False)
    finish_by = Moment(required=False, allow_null=True)


class AddRecipients(serializers.Serializer[Any]):
    """Who gets the order too, and why."""

    recipients = Recipients()
    reason = Words()


class Reclassify(serializers.Serializer[Any]):
    """A higher class, and why."""

    classification = serializers.ChoiceField(list(INSTRUCTION.move("reclassify").inputs[0].choices))
    reason = Words()


class Reopen(serializers.Serializer[Any]):
    """Which shares go back to work, why, perhaps with a date."""

    shares = _shares()
    reason = Words()
    finish_by = Moment(required=False, allow_null=True)


# --- Memos -----------------------------------------------------------------------------------------


class Route(serializers.Serializer[Any]):
    """Whose parafs are asked, by position, in their order; none takes the chain away."""

    superiors = _shares(required=False)
    coordinators = _shares(required=False)


class Scan(serializers.Serializer[Any]):
    """The upload that is the signed sheet."""

    attachments = files()


class NumberAndScan(Number):
    """The number of a sheet that was signed without one, and the upload that is the signed sheet."""

    attachments = files()


class Dispatch(serializers.Serializer[Any]):
    """By when it is to be done; by policy where it is not said."""

    finish_by = Moment(required=False, allow_null=True)


class Dispose(serializers.Serializer[Any]):
    """Who deals with it, and how."""

    recipients = Recipients()
    note = Words()

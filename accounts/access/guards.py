"""Named rules on a person's access; each gives the refusal, or None where nothing stands against."""

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from workflow.refusals import Kind, Refusal
from workflow.table import Moment

if TYPE_CHECKING:
    from accounts.models import Access
    from workflow.models import Subject

CARD_LIFE = timedelta(days=7)


def a_second_administrator_for_leaders(subject: "Subject", moment: Moment) -> Refusal | None:
    """Whoever voided a leader's PIN does not print the new card: no one person can become a camat.

    A first card, and a card of anybody else, takes one administrator.
    """
    access = cast("Access", subject)
    if not access.leads or access.reset_by is None or access.reset_by != moment.actor.person_id:
        return None
    return Refusal(
        "second_administrator",
        _(
            "Anda yang membatalkan PIN pejabat ini, maka kartu barunya dicetak admin lain:"
            " admin unit di atasnya atau rekan Anda."
        ),
        Kind.NOT_YOURS,
    )


def code_is_on_the_card(subject: "Subject", moment: Moment) -> Refusal | None:
    """The hash of the code is that of the card printed last."""
    access = cast("Access", subject)
    given = str(moment.data.get("code_hash", ""))
    if access.code_hash and constant_time_compare(access.code_hash, given):
        return None
    return Refusal("code_unknown", unknown_code(), Kind.INVALID, "kode")


def card_is_still_valid(subject: "Subject", moment: Moment) -> Refusal | None:
    """Seven days from printing, counted by the server's time."""
    access = cast("Access", subject)
    if access.code_until is not None and moment.at < access.code_until:
        return None
    sentence = _("Kartu ini sudah lewat masa berlakunya. Minta kartu baru kepada admin unit kerja.")
    return Refusal("code_expired", sentence, Kind.INVALID, "kode")


def not_oneself(subject: "Subject", moment: Moment) -> Refusal | None:
    """Nobody locks themselves out for good."""
    access = cast("Access", subject)
    if access.person_id != moment.actor.person_id:
        return None
    return Refusal("own_account", _("Akun sendiri tidak dapat diblokir."))


def unknown_code() -> str:
    """One sentence for a code that never was, was used, or was replaced: a guesser learns nothing."""
    return _(
        "Kode ini tidak berlaku: salah ketik, sudah dipakai, atau sudah diganti kartu yang lebih"
        " baru. Periksa lagi, atau minta kartu baru kepada admin unit kerja."
    )

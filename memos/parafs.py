"""The chain of parafs: who is proposed, who is asked, whose turn it is."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from accounts.models import Position
from instructions import line
from memos import guards, profiles
from memos.course_rows import Paraf, ParafKind
from memos.models import Memo
from workflow.refusals import Refused, invalid

MOST = 12


def proposed(memo: Memo, *, on: date) -> list[Position]:
    """Who stands between drafter and signer, nearest to the drafter first, then who must initial.

    The line of command is empty where the signer is no superior of the drafter. Two statements, and
    those of `profiles.compulsory_parafs`.
    """
    between = _between(memo)
    known = {position.pk for position in between}
    return between + [one for one in compulsory(memo, on=on) if one.pk not in known]


def compulsory(memo: Memo, *, on: date) -> list[Position]:
    """Whose paraf the profile of a day demands for the memo as it stands, by rank."""
    return profiles.compulsory_parafs(memo.memo_type, memo.signer, on, drafter=memo.drafter)


def _between(memo: Memo) -> list[Position]:
    above = line.chains([memo.drafter_id]).get(memo.drafter_id, ())
    if memo.signer_id not in above:
        return []
    between = above[: above.index(memo.signer_id)]
    found = Position.objects.filter(is_active=True).in_bulk(between)
    return [found[pk] for pk in between if pk in found]


def chain_of(memo: Memo, given: Sequence[tuple[str, Position]], *, on: date) -> list[Paraf]:
    """Unsaved rows for the positions, the line of command before those beside it.

    Raises Refused `too_many_parafs`, `paraf_named_twice`, `paraf_of_signer`, and
    `paraf_compulsory` where the profile of the day demands somebody who is left out.
    """
    order = sorted(given, key=lambda one: one[0] != ParafKind.SUPERIOR)
    ids = [position.pk for _kind, position in order]
    if len(ids) > MOST:
        sentence = _("Paling banyak %(n)s pemaraf.") % {"n": MOST}
        raise Refused(invalid("superiors", "too_many_parafs", sentence))
    if len(set(ids)) < len(ids):
        sentence = _("Satu jabatan cukup memaraf satu kali.")
        raise Refused(invalid("superiors", "paraf_named_twice", sentence))
    if memo.signer_id in ids:
        sentence = _("Penanda tangan tidak memaraf; tanda tangannya menyusul.")
        raise Refused(invalid("superiors", "paraf_of_signer", sentence))
    left_out = [one for one in compulsory(memo, on=on) if one.pk not in ids]
    if left_out:
        sentence = guards.paraf_missing(memo, left_out)
        raise Refused(invalid("superiors", "paraf_compulsory", sentence))
    return [
        Paraf(memo=memo, position=position, kind=kind, n=n)
        for n, (kind, position) in enumerate(order, start=1)
    ]


def waiting(memo: Memo) -> list[Paraf]:
    """The rows that are not given yet, in their order; the first is whose turn it is."""
    return list(memo.parafs.filter(at__isnull=True).select_related("position"))


def erase(memo: Memo) -> int:
    """A change voids what was given. How many that were."""
    if not memo.parafs_asked:
        return 0
    return memo.parafs.filter(at__isnull=False).update(person=None, at=None)

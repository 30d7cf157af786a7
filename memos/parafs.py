"""The chain of parafs: who is proposed, who is asked, whose turn it is."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.models import Position
from instructions import line
from memos.course_rows import Paraf, ParafKind
from memos.models import Memo
from workflow.refusals import Refused, invalid

MOST = 12


def proposed(memo: Memo) -> list[Position]:
    """Who stands between drafter and signer in the line of command, nearest to the drafter first.

    Empty where the signer is no superior of the drafter. Two statements.
    """
    above = line.chains([memo.drafter_id]).get(memo.drafter_id, ())
    if memo.signer_id not in above:
        return []
    between = above[: above.index(memo.signer_id)]
    found = Position.objects.filter(is_active=True).in_bulk(between)
    return [found[pk] for pk in between if pk in found]


def chain_of(memo: Memo, given: Sequence[tuple[str, Position]]) -> list[Paraf]:
    """Unsaved rows for the positions, the line of command before those beside it.

    Raises Refused `too_many_parafs`, `paraf_named_twice`, `paraf_of_signer`.
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

"""What a rung says to whomever it reaches, in one sentence."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from instructions.ladder.rungs import UNDELIVERED, Timer
from instructions.models.ladder import Outcome, Step


def sentence(verb: str, facts: Mapping[str, Any], *, position: int) -> str:
    """What a climb's entry says to one position; `verb` and `facts` as they stand in the ledger.

    It counts the shares that this position is told of, and no others.
    """
    count = len(facts.get("told", {}).get(str(position), ()))
    if verb == "remind_giver":
        return ngettext(
            "%(count)s penerima menunggu keputusan Anda",
            "%(count)s penerima menunggu keputusan Anda",
            count,
        ) % {"count": count}
    if verb == "ask_delivery":
        return _not_arrived(facts, position)
    if str(facts.get("rung", "")).startswith(Timer.ANSWER):
        return _of_answers(verb, count)
    return _of_work(verb, count)


def _not_arrived(facts: Mapping[str, Any], position: int) -> str:
    titles = facts.get("named", {}).get(str(position), ())
    return _("Belum sampai kepada %(whom)s: mohon disampaikan") % {"whom": ", ".join(titles)}


def _of_answers(verb: str, count: int) -> str:
    if verb == "remind_recipient":
        return _("Perintah ini menunggu jawaban Anda")
    if verb == "recall":
        return ngettext(
            "Tidak perlu lagi: %(count)s penerima ternyata sudah menjawab lebih dulu",
            "Tidak perlu lagi: %(count)s penerima ternyata sudah menjawab lebih dulu",
            count,
        ) % {"count": count}
    if verb == "ask_office":
        return _("Mohon bantu: perintah kepada pimpinan unit Anda belum dijawab")
    if verb == "ask_superior":
        return ngettext(
            "Mohon bantu: %(count)s jabatan di bawah Anda belum menjawab",
            "Mohon bantu: %(count)s jabatan di bawah Anda belum menjawab",
            count,
        ) % {"count": count}
    return ngettext(
        "%(count)s penerima belum menjawab sesudah diingatkan",
        "%(count)s penerima belum menjawab sesudah diingatkan",
        count,
    ) % {"count": count}


def _of_work(verb: str, count: int) -> str:
    if verb == "remind_recipient":
        return _("Batas selesai perintah ini sudah tiba")
    if verb == "ask_office":
        return _("Mohon bantu: pekerjaan pimpinan unit Anda melewati batas waktu")
    if verb == "ask_superior":
        return ngettext(
            "Mohon bantu: pekerjaan %(count)s jabatan di bawah Anda melewati batas waktu",
            "Mohon bantu: pekerjaan %(count)s jabatan di bawah Anda melewati batas waktu",
            count,
        ) % {"count": count}
    return ngettext(
        "%(count)s penerima melewati batas selesai",
        "%(count)s penerima melewati batas selesai",
        count,
    ) % {"count": count}


def rung(key: str) -> str:
    """A rung by name: what it would have done."""
    said = {
        "answer_office": _("Sekretaris dimintai bantuan: belum dijawab"),
        "answer_superior": _("Atasan dimintai bantuan: belum dijawab"),
        "answer_giver": _("Pemberi diberi tahu: belum dijawab"),
        "finish_office": _("Sekretaris dimintai bantuan: melewati batas selesai"),
        "finish_superior": _("Atasan dimintai bantuan: melewati batas selesai"),
        "finish_giver": _("Pemberi diberi tahu: melewati batas selesai"),
        UNDELIVERED: _("Unit dimintai menyampaikan: belum sampai"),
    }
    return said.get(key, key)


def step(taken: Step) -> str:
    """A step that was climbed, as the giver reads it in the history of one share."""
    if taken.rung.endswith(("_due", "_again")):
        said = _("Sigap mengingatkan penerima")
        if taken.rung.startswith(Timer.GIVER):
            said = _("Sigap mengingatkan pemberi")
    else:
        said = rung(taken.rung)
    if taken.recalled_at is None:
        return said
    return _("%(what)s (dibatalkan: ternyata sudah dijawab lebih dulu)") % {"what": said}


def progress(steps: Iterable[Step]) -> str:
    """What was done so far about one silent share: 'diingatkan 2 kali; sekretaris diberi tahu'."""
    reached = [step.rung for step in steps if step.outcome == Outcome.CLIMBED]
    reminded = sum(rung.endswith(("_due", "_again")) for rung in reached)
    said = []
    if reminded:
        said.append(
            ngettext("diingatkan %(count)s kali", "diingatkan %(count)s kali", reminded)
            % {"count": reminded}
        )
    if any(rung.endswith("_office") for rung in reached):
        said.append(_("sekretaris diberi tahu"))
    if any(rung.endswith("_superior") for rung in reached):
        said.append(_("atasan diberi tahu"))
    if any(rung == UNDELIVERED for rung in reached):
        said.append(_("unitnya dimintai menyampaikan"))
    return "; ".join(said)

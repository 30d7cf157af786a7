"""View models of the public check of papers; see web/cards.py for what a view model is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from memos.signing.inspect import SignatureFacts
from memos.verification.checks import Checked, Facts, Standing, Verdict


class Tone(StrEnum):
    """What the answer means at a glance; the words say it too."""

    GOOD = "good"
    CARE = "care"
    PLAIN = "plain"


ICONS: Final = {Tone.GOOD: "check", Tone.CARE: "alert", Tone.PLAIN: "file"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of a paper: a heading, a sentence, and its facts as label and value."""

    title: str
    sentence: str
    tone: Tone
    rows: tuple[tuple[str, str], ...] = ()

    @property
    def icon(self) -> str:
        """The sign beside the heading."""
        return ICONS[self.tone]


@dataclass(frozen=True, slots=True)
class Signature:
    """One electronic signature inside the file, in finished words."""

    name: str
    detail: str
    sentence: str
    good: bool


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Context `check` of pages/verify.html: an answer where something was asked, then both forms."""

    url: str
    """Where the file is sent."""
    code_url: str
    code: str = ""
    answer: Answer | None = None
    signatures: tuple[Signature, ...] = ()
    code_error: str = ""
    file_error: str = ""
    megabytes: int = 0


def of_code(facts: Facts | None) -> Answer:
    """The answer to a code; the same for one that is unknown and one that may not be told of."""
    if facts is None:
        return Answer(
            _("Kode ini tidak menampilkan apa pun"),
            _(
                "Kode salah ketik, tidak pernah dikeluarkan, atau naskahnya hanya dapat diperiksa"
                " dengan mengunggah berkasnya."
            ),
            Tone.PLAIN,
        )
    rows = _rows(facts)
    if facts.standing is Standing.VOIDED:
        sentence = _("Naskah ini pernah dikeluarkan, tetapi tidak berlaku lagi.")
        return Answer(_("Naskah ini sudah dibatalkan"), sentence, Tone.CARE, rows)
    sentence = _(
        "Cocokkan isian di bawah dengan kertas di tangan Anda. Untuk memeriksa isinya, unggah"
        " berkas PDF-nya."
    )
    if facts.standing is Standing.UNSIGNED:
        return Answer(_("Tercatat, belum ditandatangani"), sentence, Tone.CARE, rows)
    return Answer(_("Tercatat dan ditandatangani"), sentence, Tone.GOOD, rows)


def of_file(checked: Checked) -> Answer:
    """The answer to a file."""
    facts = checked.facts
    if facts is None:
        return Answer(
            _("Berkas ini tidak dikenal"),
            _(
                "Isinya tidak sama dengan naskah mana pun yang dikeluarkan melalui Sigap. Satu huruf"
                " yang diubah sudah cukup untuk itu."
            ),
            Tone.CARE,
        )
    if checked.verdict is Verdict.ANOTHER:
        return Answer(
            _("Berkas ini naskah lain"),
            _("Berkas ini naskah di bawah ini, bukan naskah dengan kode yang Anda periksa."),
            Tone.CARE,
            _rows(facts),
        )
    if checked.verdict is Verdict.EARLIER:
        sentence = _("Isinya tercatat, tetapi bukan ini berkas yang ditandatangani.")
        title = _("Lembar sebelum ditandatangani")
        return Answer(title, sentence, Tone.CARE, _rows(facts))
    if facts.standing is Standing.VOIDED:
        sentence = _("Berkasnya asli, tetapi naskah ini tidak berlaku lagi.")
        return Answer(_("Naskah ini sudah dibatalkan"), sentence, Tone.CARE, _rows(facts))
    sentence = _("Sama persis dengan naskah yang tercatat di Sigap, tanpa perubahan.")
    if facts.standing is Standing.UNSIGNED:
        title = _("Berkas ini asli, belum ditandatangani")
        return Answer(title, sentence, Tone.CARE, _rows(facts))
    return Answer(_("Berkas ini asli"), sentence, Tone.GOOD, _rows(facts))


def signatures(found: Sequence[SignatureFacts]) -> tuple[Signature, ...]:
    """The signatures inside a file, each with what it proves."""
    return tuple(_signature(each) for each in found)


def blank() -> CheckPage:
    """The page before anything was asked."""
    return CheckPage(url=reverse("web:verify"), code_url=reverse("web:verify"))


def _signature(each: SignatureFacts) -> Signature:
    good = each.intact and each.trusted
    if good:
        sentence = _("Tanda tangan utuh dan sertifikatnya dikenal.")
    elif each.intact:
        sentence = _("Tanda tangan utuh, tetapi sertifikatnya tidak dikenal di sini.")
    else:
        sentence = _("Tanda tangan rusak: berkas diubah setelah ditandatangani.")
    signed_at = timezone.localtime(each.signed_at) if each.signed_at else None
    when = date_format(signed_at, "j F Y H.i") if signed_at else ""
    issued = _("diterbitkan %(issuer)s") % {"issuer": each.issuer} if each.issuer else ""
    detail = " · ".join(part for part in (when, issued) if part)
    return Signature(each.name, detail, sentence, good)


def _rows(facts: Facts) -> tuple[tuple[str, str], ...]:
    standings = {
        Standing.UNSIGNED: _("Tanda tangan belum tercatat"),
        Standing.SIGNED: _("Ditandatangani"),
        Standing.VOIDED: _("Dibatalkan"),
    }
    rows = (
        (_("Jenis"), facts.memo_type),
        (_("Nomor"), facts.number),
        (_("Tanggal"), date_format(facts.dated, "j F Y")),
        (_("Dari kantor"), facts.office),
        (_("Penanda tangan"), facts.signer),
        (_("Sebagai"), facts.title),
        (_("Keadaan"), standings[facts.standing]),
    )
    return tuple((label, value) for label, value in rows if value)

"""One example of every type of memo, so that a profile can be looked at before it is adopted.

The examples are not kept: they are written as if by the regency's own posts, under an invented
matter. A type that is added to MemoType needs a line in SAMPLES; a test says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from accounts.hats import holders
from accounts.models import Position, PositionKind
from instructions.models import Classification, Urgency
from memos import numbering, pdf, sheets
from memos.models import ClassificationCode, Memo, MemoType
from memos.profiles import rules
from memos.profiles.reading import Version
from workflow.refusals import NOT_FOUND, Refusal, Refused

NUMBER: Final = "45"
CODE: Final = "300.2.3"

OPENING = (
    "Menindaklanjuti rapat kesiapsiagaan banjir dan tanah longsor pada hari Senin, 23 November "
    "2026, pukul 09.00 WIB, dengan ini disampaikan hal-hal sebagai berikut:"
)
CLOSING = "Demikian disampaikan. Atas perhatian dan kerja samanya, kami ucapkan terima kasih."
BODY = f"""{OPENING}

1. Dua pos lapangan dibuka selama musim hujan, dengan kebutuhan:
   a. 48 (empat puluh delapan) personel; dan
   b. biaya operasional sebesar Rp84.500.000,00 (delapan puluh empat juta lima ratus ribu rupiah).
2. Laporan tiap pos disampaikan paling lambat hari Rabu, 25 November 2026, pukul 10.00 WIB.

{CLOSING}"""
EXPLAIN = """Sampai saat ini belum diterima jawaban atas perintah kesiapsiagaan banjir.

Sehubungan dengan hal tersebut, mohon penjelasan tertulis paling lambat hari Rabu, 25 November \
2026, pukul 10.00 WIB.

Demikian untuk menjadi perhatian."""

LEADER, SECRETARY, HEAD = (
    (PositionKind.REGENT, PositionKind.SECRETARY),
    (PositionKind.SECRETARY, PositionKind.AGENCY_HEAD),
    (PositionKind.AGENCY_HEAD, PositionKind.DISTRICT_HEAD, PositionKind.SECRETARY),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """What an example says: which kind of post signs, and what only its type uses.

    `people` and `positions` in `details` are filled in from the posts of the regency.
    """

    signers: tuple[PositionKind, ...] = SECRETARY
    body: str = BODY
    details: Mapping[str, Any] = field(default_factory=dict)
    people: bool = False


_DUTY: Final[Mapping[str, Any]] = {
    "dasar": [
        "Undang-Undang Nomor 24 Tahun 2007 tentang Penanggulangan Bencana",
        "Perintah Bupati P-0412/2026 tanggal 22 November 2026 pukul 19.42 WIB",
    ],
    "untuk": [
        "menyiapkan pos lapangan di kecamatan masing-masing",
        "melaporkan hasilnya paling lambat tanggal 30 November 2026",
    ],
    "place": "Sarolangun",
}
SAMPLES: Final[Mapping[str, Sample]] = {
    "nota_dinas": Sample(),
    "penjelasan": Sample(body=EXPLAIN),
    "memo": Sample(HEAD),
    "instruksi": Sample(
        LEADER,
        body="",
        details={
            "about": ["KESIAPSIAGAAN BANJIR DAN TANAH LONGSOR"],
            "dictums": [
                "Menyiapkan pos lapangan, peralatan, dan personel di wilayah masing-masing.",
                "Instruksi Bupati ini mulai berlaku pada tanggal dikeluarkan.",
            ],
            "place": "Sarolangun",
        },
    ),
    "surat_perintah": Sample(LEADER, body="", details=_DUTY, people=True),
    "surat_tugas": Sample(HEAD, body="", details=_DUTY, people=True),
    "disposisi": Sample(LEADER, body="Mohon ditindaklanjuti dan dilaporkan."),
}


def types() -> tuple[MemoType, ...]:
    """The types that have an example, in the order of the list."""
    return tuple(kind for kind in MemoType if kind.value in SAMPLES)


def pdf_of(memo_type: str, version: Version, *, on: date) -> bytes:
    """The example of a type in the look and by the rules of a version; nothing is recorded.

    Raises Refused `not_found` for a type without an example, `no_posts` before there are positions.
    """
    sample = SAMPLES.get(memo_type)
    if sample is None or memo_type not in MemoType.values:
        raise Refused(NOT_FOUND)
    memo = _memo(MemoType(memo_type), sample, version, on)
    sheet = sheets.sheet(memo, on=on, draft=False, profile=version.look)
    return pdf.to_pdf(pdf.render_html(sheet, version.look), profile=version.look)


def _memo(kind: MemoType, sample: Sample, version: Version, on: date) -> Memo:
    """A memo that is never saved."""
    signer, addressees = _posts(sample.signers)
    memo = Memo(
        memo_type=kind,
        drafter=signer,
        from_position=signer,
        signer=signer,
        to_lines=[post.title for post in addressees],
        hal="Kesiapsiagaan Banjir dan Tanah Longsor",
        urgency=Urgency.URGENT,
        security=Classification.ORDINARY,
        body=sample.body,
        classification_code=ClassificationCode(code=CODE),
        dated=on,
    )
    if hasattr(memo, "details"):
        memo.details = _details(sample, addressees, on)
    pattern = _pattern(kind, signer, version)
    memo.number_text = numbering.text_of(memo, pattern, number=NUMBER, on=on, owner=None)
    return memo


def _pattern(kind: MemoType, signer: Position, version: Version) -> str:
    drawn = MemoType.NOTA_DINAS.value if kind == MemoType.EXPLANATION else kind.value
    own = version.rules.unit_patterns.get((signer.unit.code, drawn))
    return own or version.rules.patterns.get(drawn, rules.PLAIN)


def _posts(kinds: tuple[PositionKind, ...]) -> tuple[Position, list[Position]]:
    """Who signs, the first kind that there is, and up to two others it is for; two statements."""
    active = Position.objects.filter(is_active=True).select_related("unit__parent")
    found = list(active.filter(kind__in=kinds).order_by("rank", "pk")[:20])
    found.sort(key=lambda post: kinds.index(PositionKind(post.kind)))
    if not found:
        found = list(active.order_by("rank", "pk")[:1])
    if not found:
        sentence = _("Belum ada jabatan; contoh dapat dilihat sesudah organisasi diisi.")
        raise Refused(Refusal("no_posts", sentence))
    heads = active.filter(kind__in=(PositionKind.DISTRICT_HEAD, PositionKind.AGENCY_HEAD))
    return found[0], list(heads.exclude(pk=found[0].pk).order_by("rank", "pk")[:2])


def _details(sample: Sample, addressees: list[Position], on: date) -> dict[str, Any]:
    details = dict(sample.details)
    if sample.people:
        held = [holders(post, on=on) for post in addressees]
        details["people"] = [str(rows[0].person.public_id) for rows in held if rows]
    return details

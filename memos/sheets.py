"""From a memo's row to the paper it prints: letterhead, head, words, signature block.

Before a memo has a number, who signs, who is sent and the letterhead are looked up as of today;
numbering freezes them (`freeze`), so that a sheet printed later says what was true that day.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.access.cards import qr
from accounts.hats import holders
from accounts.models import PositionKind
from instructions.models import Classification, Urgency
from memos import body, numbering, profiles
from memos.details import ASKS
from memos.facts import OFFICES, behalf_of, on_behalf, people_of, titles_of
from memos.kop import kop_facts, kop_from
from memos.models import Memo, MemoType
from memos.paper import (
    DEFAULT,
    Annex,
    Instruksi,
    Kop,
    LeaderKop,
    LembarDisposisi,
    NotaDinas,
    Penugasan,
    PersonLine,
    Profile,
    SecurityMark,
    Sheet,
    Sifat,
    Tick,
)
from memos.signature import Capacity, Group, Office, Signer, block
from memos.wording import clock, long_date, spelled, weekday_date

# Raise a type's with any change to what it prints; it is kept with every final sheet.
TEMPLATE_VERSIONS: Mapping[str, str] = {
    MemoType.NOTA_DINAS: "nota_dinas/2",
    MemoType.EXPLANATION: "nota_dinas/2",
    MemoType.MEMO: "memo/1",
    MemoType.INSTRUCTION: "instruksi/1",
    MemoType.COMMAND: "surat_perintah/1",
    MemoType.DUTY: "surat_tugas/1",
    MemoType.DISPOSITION: "disposisi/1",
}
TO_WRITE_IN = Tick("." * 36)  # a line of a lembar disposisi for a name by hand

# The row Sifat prints the urgency; the words on paper are not translated.
SIFAT = {
    Urgency.NORMAL: "Biasa",
    Urgency.URGENT: "Segera",
    Urgency.MOST_URGENT: "Sangat Segera",
}
SECURITY = {
    Classification.ORDINARY: "Biasa",
    Classification.LIMITED: "Terbatas",
    Classification.SECRET: "Rahasia",
    Classification.TOP_SECRET: "Sangat Rahasia",
}
MARKS = {
    Classification.LIMITED: SecurityMark.TERBATAS,
    Classification.SECRET: SecurityMark.RAHASIA,
    Classification.TOP_SECRET: SecurityMark.SANGAT_RAHASIA,
}
# Title, and the word between the grounds and the persons.
ORDERED = {
    MemoType.COMMAND: ("SURAT PERINTAH", "MEMERINTAHKAN"),
    MemoType.DUTY: ("SURAT TUGAS", "MENUGASKAN"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """What each type is made from: the memo, its facts, and what all types have in common."""

    memo: Memo
    facts: dict[str, Any]
    profile: Profile
    common: dict[str, Any]

    @property
    def principal(self) -> str:
        """Whose document it is: of the one for whom it is signed, else of the signer."""
        behalf = self.facts.get("behalf")
        title: str = (behalf or self.facts["signer"])["title"]
        return title


def profile_of(memo: Memo, *, on: date) -> Profile:
    """The look of a memo: as frozen with its number, else of its date, which until then is `on`."""
    label = memo.frozen.get("profile") if memo.frozen else None
    return profiles.version(label) if label else profiles.current(on=memo.dated or on)


def sifat_of(memo: Memo, prints: Sifat) -> str:
    """The row Sifat: `Segera`, `Rahasia`, or `Segera/Rahasia`; Biasa stands once for both."""
    urgency, security = SIFAT[Urgency(memo.urgency)], SECURITY[Classification(memo.security)]
    if prints is Sifat.URGENCY:
        return urgency
    if prints is Sifat.SECURITY or urgency == security:
        return security
    return f"{urgency}/{security}"


def sheet(memo: Memo, *, on: date, draft: bool = True, profile: Profile | None = None) -> Sheet:
    """The memo's paper as it prints on a day; a draft says KONSEP on every page.

    The type decides the class (memos.papers.kinds). For box, footer and initials use
    `dataclasses.replace` on what comes back.
    """
    profile = profile or profile_of(memo, on=on)
    facts = memo.frozen or freeze(memo, on=on, profile=profile)
    kop = kop_from(facts["kop"], profile)
    signature = block(
        _signer(facts["signer"]),
        group=group_of(memo, profile),
        on_behalf=on_behalf(facts.get("behalf")),
        plt_sekda_name_only=profile.plt_sekda_name_only,
        nip_first=profile.nip_first,
    )
    common = {
        "kop": kop,
        "tanggal": memo.dated,
        "nomor": memo.number_text or numbering.blank(memo, on=on),
        "hal": memo.hal,
        "signature": signature,
        "draft": draft,
        "tembusan": tuple(memo.copies),
        "security_mark": MARKS.get(Classification(memo.security)),
        "author": _author(kop),
        "annexes": _annexes(memo),
    }
    row = _Row(memo=memo, facts=facts, profile=profile, common=common)
    return _MAKERS[MemoType(memo.memo_type)](row)


def group_of(memo: Memo, profile: Profile = DEFAULT) -> Group:
    """The group of naskah that decides about gelar (Permendagri 1/2023 Ps. 44)."""
    if memo.memo_type == MemoType.INSTRUCTION:
        return profile.instruction_group
    return Group.PENUGASAN if memo.memo_type in ORDERED else Group.KORESPONDENSI


# --- One type at a time -----------------------------------------------------------------------------


def _correspondence(row: _Row) -> NotaDinas:
    memo = row.memo
    count = len(row.common["annexes"])
    counted = f"{count} ({spelled(count)}) berkas" if count else "-"
    is_memo = memo.memo_type == MemoType.MEMO
    return NotaDinas(
        **row.common,
        heading="MEMO" if is_memo else "NOTA DINAS",
        order=row.profile.memo_order if is_memo else None,
        yth=tuple(memo.to_lines),
        dari=row.facts["dari"],
        issuer=row.facts["dari"],
        sifat=sifat_of(memo, row.profile.sifat),
        lampiran=memo.attachments_line or counted,
        body=body.blocks(memo.body, memo.body_format),
    )


def _assignment(row: _Row) -> Penugasan:
    memo, details = row.memo, row.memo.details
    heading, verb = ORDERED[MemoType(memo.memo_type)]
    common = dict(row.common)
    people = tuple(PersonLine(**line) for line in row.facts.get("people", ()))
    listed = len(people) > row.profile.most_people
    if listed:
        annex = Annex(title="Daftar Nama", people=people)
        common["annexes"] = (annex, *common["annexes"])
    return Penugasan(
        **common,
        heading=heading,
        verb=verb,
        menimbang=tuple(details.get("menimbang", ())),
        dasar=tuple(details.get("dasar", ())),
        people=people,
        listed=listed,
        untuk=tuple(details.get("untuk", ())),
        place=_place(memo),
        issuer=row.principal,
    )


def _instruction(row: _Row) -> Instruksi:
    memo, principal = row.memo, row.principal
    dictums = tuple(memo.details.get("dictums", ()))
    if not any("mulai berlaku" in dictum for dictum in dictums):
        whose = "Bupati " if row.facts["signer"]["office"] == Office.BUPATI else ""
        dictums += (f"Instruksi {whose}ini mulai berlaku pada tanggal dikeluarkan.",)
    return Instruksi(
        **row.common,
        heading=f"INSTRUKSI {principal}".upper(),
        group=row.profile.instruction_group,
        about=tuple(line.upper() for line in memo.details.get("about", ())),
        body=body.blocks(memo.body, memo.body_format),
        kepada=tuple(memo.to_lines),
        dictums=dictums,
        place=_place(memo),
    )


def _disposition(row: _Row) -> LembarDisposisi:
    memo, details = row.memo, row.memo.details
    letter, asked = details.get("letter", {}), details.get("asks", ())
    titles = titles_of(details.get("positions", ()))
    if len(titles) > 1:
        titles[0] += " (koordinator)"
    common = row.common | {"nomor": "", "annexes": ()}
    return LembarDisposisi(
        **common,
        letter_from=letter.get("from", ""),
        letter_number=letter.get("number", ""),
        letter_date=_long(letter.get("dated", "")),
        received=_long(letter.get("received", "")),
        agenda=letter.get("agenda", ""),
        sifat=(
            Tick("Sangat segera", on=memo.urgency == Urgency.MOST_URGENT),
            Tick("Segera", on=memo.urgency == Urgency.URGENT),
            Tick("Rahasia", on=memo.is_secret),
        ),
        forwarded=(*(Tick(title, on=True) for title in titles), TO_WRITE_IN),
        asks=tuple(Tick(text, on=key in asked) for key, text in ASKS.items()),
        finish_by=_deadline(details.get("finish_by", "")),
        note=memo.body,
        reference=memo.order.reference if memo.order else "",
        qr=_qr_of_order(memo),
    )


_MAKERS: Mapping[MemoType, Callable[[_Row], Sheet]] = {
    MemoType.NOTA_DINAS: _correspondence,
    MemoType.EXPLANATION: _correspondence,
    MemoType.MEMO: _correspondence,
    MemoType.INSTRUCTION: _instruction,
    MemoType.COMMAND: _assignment,
    MemoType.DUTY: _assignment,
    MemoType.DISPOSITION: _disposition,
}


def _annexes(memo: Memo) -> tuple[Annex, ...]:
    return tuple(
        Annex(title=annex["title"], blocks=body.parse_body(annex["body"]))
        for annex in memo.details.get("annexes", ())
    )


def _place(memo: Memo) -> str:
    place: str = memo.details.get("place") or settings.REGENCY_SEAT
    return place


def _long(day: str) -> str:
    return long_date(date.fromisoformat(day)) if day else ""


def _deadline(moment: str) -> str:
    if not moment:
        return ""
    at = datetime.fromisoformat(moment)
    return f"{weekday_date(timezone.localdate(at))}, {clock(at)}"


def _qr_of_order(memo: Memo) -> str:
    if memo.order is None:
        return ""
    return qr(f"{settings.BASE_URL.rstrip('/')}{reverse('web:order', args=[memo.order.public_id])}")


def _author(kop: Kop | LeaderKop) -> str:
    return (kop.title if isinstance(kop, LeaderKop) else " ".join(kop.unit_lines)).title()


# --- Who signs, under which letterhead --------------------------------------------------------------


def signer_of(memo: Memo, *, on: date) -> Signer:
    """Who signs: as frozen with the number, else who acts in the post that day.

    An empty post gives a block without a name, which approving refuses.
    """
    if memo.frozen:
        return _signer(memo.frozen["signer"])
    office = OFFICES.get(PositionKind(memo.signer.kind), Office.OTHER)
    in_office = holders(memo.signer, on=on)
    if not in_office:
        return Signer(office=office, title=memo.signer.title, name="")
    person = in_office[0].person
    return Signer(
        office=office,
        title=memo.signer.title,
        name=person.name,
        capacity=Capacity(in_office[0].capacity),
        title_before=person.title_before,
        title_after=person.title_after,
        rank=person.grade_name,
        grade=person.grade,
        nip=person.nip or "",
    )


def _signer(kept: dict[str, Any]) -> Signer:
    kinds = {"office": Office(kept["office"]), "capacity": Capacity(kept["capacity"])}
    return Signer(**{**kept, **kinds})


def freeze(memo: Memo, *, on: date, profile: Profile | None = None) -> dict[str, Any]:
    """What the sheet says that is not on the memo's own row, as JSON.

    {"signer": fields of memos.signature.Signer, "dari": title,
     "kop": {"government": str, "unit_lines": [str], "address_lines": [str]}, or {"leader": str},
     "behalf": fields of memos.signature.OnBehalf or None,
     "people": [fields of memos.paper.PersonLine],
     "profile": label of the version whose look and rules it has}
    """
    profile = profile or profiles.current(on=on)
    return {
        "profile": profile.version,
        "signer": asdict(signer_of(memo, on=on)),
        "dari": memo.from_position.title,
        "kop": kop_facts(memo, profile),
        "behalf": behalf_of(memo, on=on),
        "people": people_of(memo, on=on) if memo.memo_type in ORDERED else [],
    }

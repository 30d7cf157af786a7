"""From a memo's row to the paper it prints: letterhead, head, words, signature block.

Before a memo has a number, who signs and the letterhead are looked up as of today; numbering
freezes them (`freeze`), so that a sheet printed later says what was true that day.
"""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.conf import settings

from accounts.hats import holders
from accounts.models import Position, PositionKind, Unit, UnitKind
from instructions.models import Classification, Urgency
from memos import numbering, profiles
from memos.models import Memo
from memos.paper import (
    Kop,
    NotaDinas,
    Profile,
    SecurityMark,
    Sifat,
    parse_body,
    placeholder_emblem,
)
from memos.profiles.emblem import grey
from memos.signature import Capacity, Office, Signer, block
from memos.wording import sense_lines

# Raise it with any change to templates/pdf; it is kept with every final sheet.
TEMPLATE_VERSION = "nota_dinas/1"
UNIT_LINE = 28  # letters of the unit's name that fit between the emblem and the margin

OFFICES = {
    PositionKind.REGENT: Office.BUPATI,
    PositionKind.VICE_REGENT: Office.WAKIL_BUPATI,
    PositionKind.SECRETARY: Office.SEKDA,
}
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


def profile_of(memo: Memo, *, on: date) -> Profile:
    """The look of a memo: as frozen with its number, else of its date, which until then is `on`."""
    label = memo.frozen.get("profile") if memo.frozen else None
    return profiles.version(label) if label else profiles.current(on=memo.dated or on)


def sheet(memo: Memo, *, on: date, draft: bool = True, profile: Profile | None = None) -> NotaDinas:
    """The nota dinas as it prints on a day; a draft says KONSEP on every page."""
    facts = memo.frozen or freeze(memo, on=on)
    profile = profile or profile_of(memo, on=on)
    return NotaDinas(
        kop=_kop(facts["kop"], black=profile.kop_black),
        yth=tuple(memo.to_lines),
        dari=facts["dari"],
        tembusan=tuple(memo.copies),
        tanggal=memo.dated,
        nomor=memo.number_text or numbering.blank(memo, on=on),
        sifat=sifat_of(memo, profile.sifat),
        lampiran=memo.attachments_line or "-",
        hal=memo.hal,
        body=parse_body(memo.body),
        signature=block(
            signer_of(memo, on=on),
            plt_sekda_name_only=profile.plt_sekda_name_only,
            nip_first=profile.nip_first,
        ),
        draft=draft,
        security_mark=MARKS.get(Classification(memo.security)),
        author=" ".join(facts["kop"]["unit_lines"]).title(),
    )


def sifat_of(memo: Memo, prints: Sifat) -> str:
    """The row Sifat: `Segera`, `Rahasia`, or `Segera/Rahasia`; Biasa stands once for both."""
    urgency, security = SIFAT[Urgency(memo.urgency)], SECURITY[Classification(memo.security)]
    if prints is Sifat.URGENCY:
        return urgency
    if prints is Sifat.SECURITY or urgency == security:
        return security
    return f"{urgency}/{security}"


def signer_of(memo: Memo, *, on: date) -> Signer:
    """Who signs: as frozen with the number, else who acts in the post that day.

    An empty post gives a block without a name, which approving refuses.
    """
    if memo.frozen:
        frozen = memo.frozen["signer"]
        kinds = {"office": Office(frozen["office"]), "capacity": Capacity(frozen["capacity"])}
        return Signer(**{**frozen, **kinds})
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


def freeze(memo: Memo, *, on: date) -> dict[str, Any]:
    """What the sheet says that is not on the memo's own row, as JSON.

    {"signer": fields of memos.signature.Signer, "dari": title,
     "kop": {"government": str, "unit_lines": [str], "address_lines": [str]},
     "profile": label of the version whose look and rules it has}
    """
    return {
        "profile": profiles.current(on=on).version,
        "signer": asdict(signer_of(memo, on=on)),
        "dari": memo.from_position.title,
        "kop": _letterhead(memo.signer),
    }


def kop_of(position: Position) -> Kop:
    """The letterhead under which a position writes; its unit loaded with the unit's parent.

    What the leaders of the regency print themselves comes out of the setda's office: one statement.
    """
    facts = _letterhead(position)
    if position.unit.kind == UnitKind.REGENCY:
        office = Unit.objects.filter(kind=UnitKind.SECRETARIAT, parent=position.unit).first()
        if office is not None:
            lines = sense_lines(office.name.upper(), limit=UNIT_LINE)
            facts |= {"unit_lines": list(lines), "address_lines": _address(office)}
    return _kop(facts)


def _letterhead(signer: Position) -> dict[str, Any]:
    """Who signs decides the kop; a bagian writes under Setda's, a kelurahan under its kecamatan's."""
    unit = signer.unit
    named = [unit.name]
    if unit.kind == UnitKind.SECTION and unit.parent:
        unit = unit.parent
        named = [unit.name]
    elif unit.kind == UnitKind.WARD and unit.parent:
        named = [unit.parent.name, unit.name]
    lines = [line for name in named for line in sense_lines(name.upper(), limit=UNIT_LINE)]
    return {
        "government": f"Pemerintah {settings.REGENCY_NAME}".upper(),
        "unit_lines": lines,
        "address_lines": _address(unit),
    }


def _address(unit: Unit) -> list[str]:
    lines = [unit.address, *unit.contact.splitlines()]
    return [line.strip() for line in lines if line.strip()]


def _kop(facts: dict[str, Any], *, black: bool = False) -> Kop:
    emblem = placeholder_emblem()
    return Kop(
        government=facts["government"],
        unit_lines=tuple(facts["unit_lines"]),
        address_lines=tuple(facts["address_lines"]),
        emblem=grey(emblem) if black else emblem,
    )

"""A sheet of official paper, described completely: what pdf.py prints, nothing read from elsewhere.

A type of naskah holds the words, a `Profile` the look (`memos.papers`, `memos.body`).
"""

from memos.body import Block, Item, NumberedList, Paragraph, parse_body
from memos.papers.kinds import (
    Instruksi,
    LembarDisposisi,
    NotaDinas,
    Penugasan,
    Sheet,
    Tick,
    head_rows,
)
from memos.papers.look import DEFAULT, BoxForm, HeadField, Profile, Sifat
from memos.papers.parts import (
    NUMBER_GAP,
    Annex,
    Emblem,
    FileCopy,
    Footer,
    FooterKind,
    HeadRow,
    Kop,
    LeaderKop,
    Paraf,
    PersonLine,
    SecurityMark,
    SignatureBox,
    placeholder_emblem,
)

__all__ = [
    "DEFAULT",
    "NUMBER_GAP",
    "Annex",
    "Block",
    "BoxForm",
    "Emblem",
    "FileCopy",
    "Footer",
    "FooterKind",
    "HeadField",
    "HeadRow",
    "Instruksi",
    "Item",
    "Kop",
    "LeaderKop",
    "LembarDisposisi",
    "NotaDinas",
    "NumberedList",
    "Paraf",
    "Paragraph",
    "Penugasan",
    "PersonLine",
    "Profile",
    "SecurityMark",
    "Sheet",
    "Sifat",
    "SignatureBox",
    "Tick",
    "head_rows",
    "parse_body",
    "placeholder_emblem",
]

"""Bringing an organisation in: read the files, compare with the database, write all or nothing.

Reading happens outside the transaction; comparing and writing inside one, under a lock that lets
one import at a time through. A dry run compares without lock and writes nothing.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import PurePath
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import OrganisationImport, Person, Unit
from accounts.organisation.existing import load
from accounts.organisation.given import GUIDE, Given, given, is_blank, noun_of
from accounts.organisation.humans import merge_appointments, merge_people
from accounts.organisation.items import Organisation
from accounts.organisation.nouns import LISTS, Noun
from accounts.organisation.report import Report, told
from accounts.organisation.saving import save
from accounts.organisation.tree import merge_positions, merge_units
from accounts.tables import Faults, Sheet, open_sheets
from accounts.tables.columns import folded
from accounts.tables.faults import shortened
from workflow.refusals import Kind, Refusal, Refused

MOST_FILES: Final = 8

MERGES: Final = {
    Noun.UNITS: merge_units,
    Noun.POSITIONS: merge_positions,
    Noun.PEOPLE: merge_people,
    Noun.APPOINTMENTS: merge_appointments,
}


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file as it was handed in."""

    name: str
    data: bytes


@dataclass(slots=True)
class Lists:
    """What the files say, read once and compared once: comparing uses it up."""

    rows: dict[Noun, list[Given]] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)
    files: list[dict[str, str]] = field(default_factory=list)


def read_files(files: Sequence[TableFile]) -> Lists:
    """Read all lists of all files, naming every fault of their own."""
    lists = Lists()
    for file in files[:MOST_FILES]:
        digest = hashlib.sha256(file.data).hexdigest()
        lists.files.append({"name": file.name, "sha256": digest})
        sheets = open_sheets(file.data, file.name, lists.faults)
        for sheet in sheets:
            if folded(sheet.name) != GUIDE:
                named = _named(sheet, file, several=len(files) > 1)
                _read_sheet(named, lists, alone=len(sheets) == 1)
    if not lists.rows and not len(lists.faults):
        lists.faults.add("no_rows")
    return lists


def _named(sheet: Sheet, file: TableFile, *, several: bool) -> Sheet:
    """With several files, a sheet is called by its file too."""
    stem = shortened(PurePath(file.name).stem)
    if not several or sheet.name == stem:
        return sheet
    return replace(sheet, name=f"{stem}: {sheet.name}")  # type: ignore[type-var]


def _read_sheet(sheet: Sheet, lists: Lists, *, alone: bool) -> None:
    """Read one list. A workbook may leave sheets blank, or with nothing but their headings."""
    if not alone and is_blank(sheet):
        return
    noun = noun_of(sheet)
    if noun is None:
        names = ", ".join(LISTS)
        sentence = _("Tabel ini tidak dikenal. Namai lembar atau berkasnya: %(names)s.")
        lists.faults.add("unknown_table", sheet=sheet.name, reason=sentence, names=names)
        return
    faults = Faults()
    rows = list(given(sheet, noun, faults))
    if not alone and [fault.code for fault in faults] == ["no_rows"]:
        return
    lists.faults.extend(faults)
    lists.rows.setdefault(noun, []).extend(rows)


def check(lists: Lists, *, on: date) -> Report:
    """The dry run: what an import would do on a day, or every reason why it cannot."""
    nouns = frozenset(lists.rows)
    found = _merged(lists)
    if len(lists.faults):
        return Report(faults=tuple(lists.faults.sorted()))
    return told(found, nouns, on=on)


def _merged(lists: Lists) -> Organisation:
    found = load(frozenset(lists.rows))
    for noun, merge in MERGES.items():
        merge(found, lists.rows.pop(noun, []), lists.faults)
    return found


def bring_in(lists: Lists, *, by: Person | None, at: datetime, expected: str = "") -> Report:
    """Import: with a fault nothing is written and the report names all; else everything is.

    `by` is None at the command line. `expected` is the digest of the report that was agreed to;
    raises Refused `organisation_changed` where the import would now do something else.
    A run that changes nothing writes nothing, not even that it was.
    """
    try:
        with transaction.atomic():
            list(Unit.objects.select_for_update(no_key=True).filter(parent=None).order_by("pk"))
            files = lists.files
            nouns = frozenset(lists.rows)
            found = _merged(lists)
            if len(lists.faults):
                report = Report(faults=tuple(lists.faults.sorted()))
            else:
                report = told(found, nouns, on=timezone.localtime(at).date())
            if expected and report.digest != expected:
                raise Refused(_changed())
            if report.writes:
                save(found)
                _record(report, files, by=by, at=at)
    except IntegrityError as error:  # somebody else's change came between
        raise Refused(_changed()) from error
    return report


def _changed() -> Refusal:
    sentence = _("Data berubah sejak berkas ini diperiksa. Periksa lagi, lalu impor.")
    return Refusal("organisation_changed", sentence, Kind.NOT_NOW)


def _record(
    report: Report, files: Sequence[Mapping[str, str]], *, by: Person | None, at: datetime
) -> None:
    counts = {
        noun.value: {"new": each.new, "changed": each.changed, "same": each.same}
        for noun, each in report.counts.items()
    }
    OrganisationImport.objects.create(person=by, at=at, files=list(files), counts=counts)

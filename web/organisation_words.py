"""What the organisation's pages say of a report, in finished words."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import OrganisationImport
from accounts.organisation.nouns import LISTS, Noun
from accounts.organisation.queries import Size
from accounts.organisation.report import Change, Count, Outcome, Report
from accounts.tables import Fault
from web.cards import FaultRow
from web.organisation import Changes, Line, Past

SHOWN_FAULTS = 100
SHOWN_CHANGES = 25


def today(at: datetime) -> date:
    """The regency's date."""
    return timezone.localtime(at).date()


def figure(number: int) -> str:
    """20.000."""
    return number_format(number, use_l10n=True, force_grouping=True)


def size(found: Size) -> tuple[Line, ...]:
    """What there is."""
    return (
        Line(_("Unit"), figure(found.units)),
        Line(_("Jabatan"), figure(found.positions)),
        Line(_("Jabatan kosong"), figure(found.vacant)),
        Line(_("Orang"), figure(found.people)),
    )


def past(row: OrganisationImport) -> Past:
    """An import in words."""
    parts = []
    for noun in Noun:
        count = row.counts.get(noun.value, {})
        wrote = counted(Count(count.get("new", 0), count.get("changed", 0)))
        if wrote:
            parts.append(f"{LISTS[noun].label}: {wrote}")
    names = ", ".join(file["name"] for file in row.files)
    who = row.person.full_name if row.person else _("Baris perintah server")
    return Past(row.at, f"{who} · {names}", "; ".join(parts))


def told(report: Report) -> dict[str, Any]:
    """The fields of Checked that come from the report."""
    if report.faults:
        return _faulty(report.faults)
    if not report.writes:
        verdict = _("Tidak ada perubahan")
        advice = _("Isi berkas sama dengan data. Tidak ada yang perlu disimpan.")
    else:
        verdict = _("Tidak ada kesalahan")
        advice = _("Belum ada yang disimpan. Periksa perubahan di bawah ini, lalu simpan.")
    return {
        "verdict": verdict,
        "advice": advice,
        "lines": tuple(
            Line(str(LISTS[noun].label), counted(count)) for noun, count in report.counts.items()
        ),
        "changes": tuple(_changes(report.changes)),
        "confirm": _confirm(report),
    }


def _faulty(faults: tuple[Fault, ...]) -> dict[str, Any]:
    count = len(faults)
    verdict = ngettext("%(count)s kesalahan", "%(count)s kesalahan", count)
    note = ""
    if count > SHOWN_FAULTS:
        note = _("%(shown)s kesalahan pertama. Daftar lengkap ada di unduhan.")
    return {
        "verdict": verdict % {"count": figure(count)},
        "advice": _(
            "Tidak ada yang disimpan. Betulkan semuanya di berkas, lalu unggah lagi; "
            "satu kesalahan pun menahan seluruh impor."
        ),
        "faults": tuple(_fault(fault) for fault in faults[:SHOWN_FAULTS]),
        "faults_note": note and note % {"shown": SHOWN_FAULTS},
    }


def _fault(fault: Fault) -> FaultRow:
    where = fault.sheet
    if fault.line:
        where = _("%(sheet)s, baris %(line)s") % {"sheet": fault.sheet, "line": fault.line}
    return FaultRow(where, fault.column, fault.value, fault.reason)


def counted(count: Count) -> str:
    """171 baru, 3 berubah, 12 sama, 2 tidak ada di berkas."""
    parts = (
        (count.new, _("%(n)s baru")),
        (count.changed, _("%(n)s berubah")),
        (count.same, _("%(n)s sama")),
        (count.absent, _("%(n)s tidak ada di berkas")),
    )
    return ", ".join(text % {"n": figure(number)} for number, text in parts if number)


def _changes(changes: Iterable[Change]) -> Iterable[Changes]:
    """What changes first, for it takes the place of something; then what is missed; then the new."""
    titles = (
        (Outcome.CHANGED, _("Berubah"), ""),
        (
            Outcome.ABSENT,
            _("Tidak ada di berkas"),
            _("Hanya disebut di sini. Impor tidak menghapus apa pun."),
        ),
        (Outcome.NEW, _("Baru"), ""),
    )
    found = list(changes)
    for outcome, title, note in titles:
        rows = [each for each in found if each.outcome is outcome]
        if rows:
            lines = tuple(Line(each.label, _detail(each)) for each in rows[:SHOWN_CHANGES])
            yield Changes(title, figure(len(rows)), lines, note)


def _detail(change: Change) -> str:
    """Jabatan: urutan 40 menjadi 45."""
    label = str(LISTS[change.noun].label)
    facts = []
    for heading, before, after in change.facts:
        if not before and not after:
            facts.append(heading)
        elif not before:
            facts.append(_("%(fact)s diisi %(after)s") % {"fact": heading, "after": after})
        else:
            text = _("%(fact)s %(before)s menjadi %(after)s")
            facts.append(text % {"fact": heading, "before": before, "after": after})
    return f"{label}: {', '.join(facts)}" if facts else label


def _confirm(report: Report) -> str:
    """Simpan 171 baru, 3 berubah."""
    new = sum(count.new for count in report.counts.values())
    changed = sum(count.changed for count in report.counts.values())
    what = counted(Count(new, changed))
    return _("Simpan %(what)s") % {"what": what} if what else ""

"""What the pages of a reshuffle say: from the preview to lines a person reads.

No word of any order comes near here; of open work there are only numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.hats import titled
from accounts.models import Absence, Delegation, Position, Reshuffle
from accounts.queries import Seat
from accounts.reshuffle.lifecycle import Status
from accounts.reshuffle.plan import Ending, Why
from accounts.reshuffle.preview import Moved, Preview, Vacancy
from accounts.tables import Fault
from instructions.handover import Load
from web.cards import FaultRow, Mark, MarkKind
from web.pages import Step
from web.reshuffles import Group, Line, MovedRow

NONE = "–"


def day(on: date) -> str:
    """1 Desember 2026, in the reader's language."""
    return date_format(on, "j F Y")


def midnight(on: date) -> datetime:
    """The moment a day begins, in the regency's time."""
    return timezone.make_aware(datetime.combine(on, time.min))


def state(reshuffle: Reshuffle, *, on: date) -> str:
    """Disiapkan; Ditetapkan, berlaku 1 Desember 2026; Berlaku; Ditarik."""
    if reshuffle.status == Status.PREPARED:
        return _("Disiapkan, belum ditetapkan")
    if reshuffle.status == Status.WITHDRAWN:
        return _("Ditarik")
    if reshuffle.is_in_force(on=on):
        return _("Berlaku sejak %(day)s") % {"day": day(reshuffle.effective_on)}
    return _("Ditetapkan, berlaku %(day)s") % {"day": day(reshuffle.effective_on)}


def mark(reshuffle: Reshuffle, *, on: date) -> Mark:
    """The mark of a state, in the family of the memos."""
    if reshuffle.status == Status.PREPARED:
        return Mark(MarkKind.MEMO_DRAFT)
    if reshuffle.status == Status.WITHDRAWN:
        return Mark(MarkKind.CLOSED)
    return Mark(MarkKind.ACCEPTED if reshuffle.is_in_force(on=on) else MarkKind.READY)


def steps(reshuffle: Reshuffle, *, on: date) -> tuple[Step, ...]:
    """Disiapkan, Ditetapkan, Berlaku; none once it was withdrawn."""
    if reshuffle.status == Status.WITHDRAWN:
        return ()
    decided, in_force = reshuffle.status == Status.DECIDED, reshuffle.is_in_force(on=on)
    return (
        Step(_("Disiapkan"), "done"),
        Step(_("Ditetapkan"), "done" if decided else "now", mine=not decided),
        Step(_("Berlaku"), "done" if in_force else ("now" if decided else "later")),
    )


def facts(
    reshuffle: Reshuffle, seen: Preview, loads: Iterable[Load], *, on: date
) -> tuple[Line, ...]:
    """The head of the page: dates, who, and the numbers to look at first."""
    people = {moved.row.person_id for moved in seen.moved}
    lines = [
        Line(_("Tanggal SK"), day(reshuffle.decree_on)),
        Line(_("Berlaku mulai"), effective(reshuffle, on=on)),
        Line(_("Dimasukkan oleh"), reshuffle.entered_by.full_name),
        Line(_("Orang"), str(len(people))),
    ]
    if reshuffle.status != Status.WITHDRAWN:
        lines += [
            Line(_("Perintah berjalan yang berpindah"), _work(list(loads))),
            Line(_("Perangkat yang sedang masuk"), _devices(seen.sign_ins)),
        ]
    return tuple(lines)


def effective(reshuffle: Reshuffle, *, on: date) -> str:
    """1 Desember 2026; with a warning where that day has come and nothing is decided yet."""
    words = day(reshuffle.effective_on)
    if reshuffle.status == Status.PREPARED and reshuffle.effective_on <= on:
        words += " · " + _("sudah tiba: berlaku seketika dan tidak dapat ditarik lagi")
    return words


def confirm(reshuffle: Reshuffle, *, on: date) -> str:
    """What deciding will do, before the last tap."""
    facts = {"day": day(reshuffle.effective_on)}
    if reshuffle.effective_on <= on:
        sentence = _(
            "Tanggal berlakunya %(day)s sudah tiba: jabatan berganti seketika dan mutasi ini tidak "
            "dapat ditarik lagi. Perintah ikut jabatannya."
        )
    else:
        sentence = _(
            "Jabatan berganti sendiri pada %(day)s; sebelum itu mutasi ini masih dapat ditarik. "
            "Perintah ikut jabatannya."
        )
    return sentence % facts


def _work(loads: Sequence[Load]) -> str:
    """2 diterima (1 dengan janji, 1 lewat batas), 3 diberikan."""
    received, given = sum(load.received for load in loads), sum(load.given for load in loads)
    promised, late = sum(load.promised for load in loads), sum(load.late for load in loads)
    aside = [_("%(count)s dengan janji") % {"count": promised}] if promised else []
    aside += [_("%(count)s lewat batas") % {"count": late}] if late else []
    words = load_words(Load(received=received, given=given))
    if words == NONE:
        return _("tidak ada")
    return f"{words} ({', '.join(aside)})" if aside else words


def _devices(count: int) -> str:
    if not count:
        return _("tidak ada")
    words = ngettext(
        "%(count)s perangkat; tetap masuk, jabatannya yang berganti",
        "%(count)s perangkat; tetap masuk, jabatannya yang berganti",
        count,
    )
    return words % {"count": count}


def faults(found: Sequence[Fault]) -> tuple[FaultRow, ...]:
    """Faults as they are listed."""
    return tuple(
        FaultRow(
            where=_("Baris %(line)s") % {"line": fault.line} if fault.line else _("Berkas"),
            column=fault.column,
            value=fault.value,
            reason=fault.reason,
        )
        for fault in found
    )


def faults_title(count: int) -> str:
    """7 kesalahan; belum ada yang disimpan."""
    words = ngettext("%(count)s kesalahan", "%(count)s kesalahan", count)
    return words % {"count": count}


# --- The lines of the decree --------------------------------------------------------------------


def moved(each: Moved, loads: Mapping[int, Load]) -> MovedRow:
    """One line: from where to where, and what of work waits there."""
    row = each.row
    notes = [row.note] if row.note else []
    if each.keeps:
        notes.append(_("tetap %(titles)s") % {"titles": ", ".join(each.keeps)})
    if each.sign_ins:
        words = ngettext("%(count)s perangkat", "%(count)s perangkat", each.sign_ins)
        notes.append(words % {"count": each.sign_ins})
    return MovedRow(
        line=row.line,
        name=row.person.full_name,
        nip=row.person.nip or "",
        old=place(row.from_position),
        old_unit=row.from_position.unit.name if row.from_position else "",
        new=place(row.to_position, row.capacity),
        new_unit=row.to_position.unit.name if row.to_position else "",
        note="; ".join(notes),
        load=load_words(loads.get(row.to_position_id or 0)),
    )


def place(post: Position | None, capacity: str = "") -> str:
    """Plt. Camat Limun; a dash for no post."""
    if post is None:
        return NONE
    return titled(capacity, post.title) if capacity else post.title


def load_words(load: Load | None) -> str:
    """3 diterima, 2 diberikan; a dash where nothing waits."""
    if not load:
        return NONE
    words = []
    if load.received:
        words.append(_("%(count)s diterima") % {"count": load.received})
    if load.given:
        words.append(_("%(count)s diberikan") % {"count": load.given})
    return ", ".join(words)


# --- Groups -------------------------------------------------------------------------------------


def groups(seen: Preview, loads: Mapping[int, Load]) -> tuple[Group, ...]:
    """Everything besides the lines themselves that deciding touches."""
    stays = [each for each in seen.of_posts if each not in seen.dangling]
    made = (
        Group(_("Perlu dilihat lagi"), _remarks(seen)),
        Group(
            _("Jabatan lowong"),
            tuple(_vacancy(each, loads) for each in seen.vacancies),
            _("Perintah kepada jabatan lowong dijalankan yang disebut di sini."),
        ),
        Group(
            _("Plt. dan Plh. yang berakhir"),
            tuple(_stand_in(each) for each in seen.stand_ins),
            _("Berakhir sehari sebelum tanggal berlaku, tanpa baris sendiri di SK."),
        ),
        _lent(
            _("Pelimpahan tanpa pejabat"),
            seen.dangling,
            _("Jabatannya lowong; pelimpahan tetap berjalan sampai diakhiri."),
        ),
        _lent(
            _("Pelimpahan yang ikut jabatan"),
            stays,
            _("Tetap di jabatan; pejabat baru dapat mengakhirinya."),
        ),
        _lent(
            _("Pelimpahan kepada orang yang pindah"),
            seen.lent_to_moved,
            _("Tetap berlaku sesudah pindah, kecuali diakhiri."),
        ),
        Group(
            _("Ketidakhadiran"),
            tuple(_absence(each) for each in seen.absences),
            _("Pengganti hanya untuk jabatan lama; atur lagi untuk jabatan baru."),
        ),
    )
    return tuple(group for group in made if group.lines)


def _remarks(seen: Preview) -> tuple[Line, ...]:
    names = {moved.row.line: moved.row.person.full_name for moved in seen.moved}
    head = _("Baris %(line)s, %(name)s")
    return tuple(
        Line(head % {"line": each.line, "name": names[each.line]}, each.sentence)
        for each in seen.plan.remarks
    )


def _lent(title: str, rows: Iterable[Delegation], note: str) -> Group:
    return Group(title, tuple(_delegation(each) for each in rows), note)


def _vacancy(each: Vacancy, loads: Mapping[int, Load]) -> Line:
    load = load_words(loads.get(each.post.pk))
    if each.acting is not None:
        words = _("dijalankan %(who)s") % {"who": _sitting(each.acting)}
    elif each.superior is not None:
        words = _("sementara dijalankan atasan: %(who)s") % {"who": _sitting(each.superior)}
    else:
        words = _("belum ada yang menjalankan")
    return Line(each.post.title, words if load == NONE else f"{words} · {load}")


def _sitting(seat: Seat) -> str:
    """Plt. Camat Limun (Rosmawati)."""
    return f"{seat.title} ({seat.person.full_name})" if seat.person else seat.title


def _stand_in(each: Ending) -> Line:
    row = each.appointment
    why = {
        Why.FILLED: _("jabatannya terisi"),
        Why.STOOD_IN: _("yang digantikan pindah"),
        Why.MOVED: "",
    }
    words = f"{row.person.full_name} · {why[each.why]}"
    return Line(titled(row.capacity, row.position.title), words)


def _delegation(each: Delegation) -> Line:
    until = _("sampai %(day)s") % {"day": day(each.ends_on)} if each.ends_on else _("tanpa batas")
    return Line(each.person.full_name, f"{each.principal.title} · {until}")


def _absence(each: Absence) -> Line:
    given = {
        "kind": each.get_why_display(),
        "from": day(each.starts_on),
        "until": day(each.ends_on),
        "who": each.substitute.full_name if each.substitute else _("tanpa pengganti"),
    }
    words = _("%(kind)s, %(from)s sampai %(until)s · pengganti: %(who)s") % given
    return Line(each.person.full_name, words)

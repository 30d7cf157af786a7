"""Everything Sigap writes into a chat. Verb first, no exclamation marks, no names of others."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils import dates
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from instructions.models import Assignment, Classification

TITLE: Final = 80
MOST_NAMES: Final = 8
LONGEST_QUOTE: Final = 1500


def clock(at: datetime) -> str:
    """16.05."""
    return localtime(at).strftime("%H.%M")


def moment(at: datetime) -> str:
    """Selasa 24 November pukul 16.05: whole, since a chat is read later than it is written."""
    here = localtime(at)
    told = {
        "weekday": dates.WEEKDAYS[here.weekday()],
        "day": here.day,
        "month": dates.MONTHS[here.month],
        "clock": clock(at),
    }
    return _("%(weekday)s %(day)s %(month)s pukul %(clock)s") % told


def title(share: Assignment) -> str:
    """The first words of an order of class Biasa; of any other only its class."""
    order = share.instruction
    if order.classification != Classification.ORDINARY:
        return str(Classification(order.classification).label)
    line = order.text.strip().split("\n", 1)[0]
    return line if len(line) <= TITLE else line[:TITLE].rsplit(" ", 1)[0] + "…"


def recorded(what: str, reference: str, at: datetime) -> str:
    """Tercatat 14.05: Siap, laksanakan. P-0412/2026."""
    told = {"when": clock(at), "what": what, "reference": reference}
    return _("Tercatat %(when)s: %(what)s. %(reference)s") % told


def repeated(what: str, reference: str) -> str:
    """The same button once more."""
    told = {"what": what, "reference": reference}
    return _("Sudah tercatat sebelumnya: %(what)s. %(reference)s") % told


def stranger() -> str:
    """To a number nobody in the directory has."""
    return _(
        "Nomor ini belum terdaftar di Sigap, jadi pesan Anda tidak dicatat."
        " Minta admin unit kerja mendaftarkan nomor Anda."
    )


def not_linked() -> str:
    """To an account that belongs to nobody yet."""
    return _(
        "Akun ini belum terhubung ke Sigap, jadi pesan Anda tidak dicatat."
        " Buka Sigap, Lainnya, Akun saya, Hubungkan Telegram, lalu kirim kodenya ke sini."
    )


def linked() -> str:
    """The code was right."""
    return _("Terhubung. Perintah dan kabar dari Sigap sampai juga di sini.")


def hat_ended(position: str, reference: str) -> str:
    """Whoever answers held the position once."""
    told = {"position": position, "reference": reference}
    return (
        _(
            "Belum tercatat. Anda tidak lagi memegang jabatan %(position)s;"
            " %(reference)s ditangani pejabat yang sekarang."
        )
        % told
    )


def no_hat() -> str:
    """A person without any position today."""
    return _("Belum tercatat. Anda tidak memegang jabatan saat ini. Hubungi admin unit kerja.")


def not_for_you() -> str:
    """A button out of somebody else's message, or one that Sigap did not write."""
    return _("Tombol ini bukan untuk Anda, atau sudah tidak berlaku. Tidak ada yang dicatat.")


def only_inside(share: Assignment) -> str:
    """Words about what is classified stay inside."""
    order = share.instruction
    label = Classification(order.classification).label
    told = {"reference": order.reference, "label": label}
    return (
        _("Belum tercatat. %(reference)s bersifat %(label)s: tulis isinya hanya di Sigap.") % told
    )


def which(shares: Sequence[Assignment], *, more: bool) -> str:
    """Several orders fit."""
    lines = [f"{share.instruction.reference}: {title(share)}" for share in shares]
    if more:
        lines.append("…")
    head = _("Untuk perintah yang mana? Balas dengan nomornya, atau balas pesan perintah itu.")
    return "\n".join([head, *lines])


def nothing_open() -> str:
    """No order waits for this person."""
    return _("Belum tercatat. Tidak ada perintah yang menunggu jawaban Anda.")


def ask_for_words(verb: str, reference: str) -> str:
    """A button was tapped that needs words."""
    if verb == "ask":
        return _("%(reference)s: tulis pertanyaan Anda sebagai pesan berikutnya.") % {
            "reference": reference
        }
    return _("%(reference)s: tulis laporan Anda, atau kirim foto, sebagai pesan berikutnya.") % {
        "reference": reference
    }


def remarked(reference: str, at: datetime) -> str:
    """Any other word is a note to the giver."""
    return recorded(_("kabar"), reference, at)


def finished_question() -> str:
    """Asked once about an order."""
    return _("Laporan selesai?")


def photo_note() -> str:
    """A photo without a caption."""
    return _("Foto dari percakapan.")


def not_read() -> str:
    """A sticker, a place, a contact."""
    return _("Pesan jenis ini tidak dibaca Sigap. Kirim teks, foto, suara, atau berkas.")


def photo_lost() -> str:
    """The provider did not hand the file out."""
    return _("Belum tercatat. Berkas Anda tidak dapat diambil; kirim sekali lagi.")


def given_up() -> str:
    """Trying again and again did not help."""
    return _("Belum tercatat karena gangguan. Ulangi, atau jawab di Sigap.")


def helps() -> str:
    """To somebody known who wrote something nothing can be made of."""
    return _(
        "Balas pesan perintah dengan: Siap; Mohon arahan: pertanyaan Anda; Lapor: laporan Anda."
        " Perintah baru: tulis Perintah: lalu isinya."
    )


# --- Orders -----------------------------------------------------------------------------------------


def preview(
    *, giver: str, text: str, to: str, urgency: str, answer_by: datetime, finish_by: datetime
) -> str:
    """The draft as it would go out; only "1" sends it."""
    shown = text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rstrip() + "…"
    return "\n".join(
        [
            _("Konsep perintah dari %(giver)s") % {"giver": giver},
            "",
            shown,
            "",
            _("Kepada: %(names)s") % {"names": to},
            _("Sifat: %(urgency)s") % {"urgency": urgency},
            _("Dijawab paling lambat: %(when)s") % {"when": moment(answer_by)},
            _("Selesai paling lambat: %(when)s") % {"when": moment(finish_by)},
            "",
            _("Balas 1 untuk mengirim, 2 untuk membatalkan, atau tulis penerima."),
        ]
    )


def as_remark(reference: str) -> str:
    """The third choice, where the message may as well be news of an order."""
    return _("Balas 3 bila ini kabar untuk %(reference)s.") % {"reference": reference}


def recipients(names: Sequence[str], total: int) -> str:
    """Semua camat (11 penerima); Camat Limun, Camat Pelawan."""
    shown = ", ".join(names[:MOST_NAMES]) + (", …" if len(names) > MOST_NAMES else "")
    counted = ngettext("%(count)d penerima", "%(count)d penerima", total) % {"count": total}
    return f"{shown} ({counted})"


def nobody_named() -> str:
    """No recipient was understood."""
    return _("belum ada. Tulis jabatan atau daftarnya, misalnya Camat Pelawan atau Semua camat")


def vacant(position: str) -> str:
    """Nobody holds it today."""
    return _("%(title)s (kosong)") % {"title": position}


def not_understood() -> str:
    """Recipients were to be written."""
    return _(
        "Penerima tidak dikenali. Tulis jabatan atau daftar lengkap, misalnya Camat Pelawan"
        " atau Semua camat. Balas 1 untuk mengirim, 2 untuk membatalkan."
    )


def sent(reference: str, total: int, answer_by: datetime) -> str:
    """Terkirim: P-0412/2026 ke 11 penerima."""
    counted = ngettext("%(count)d penerima", "%(count)d penerima", total) % {"count": total}
    told = {"reference": reference, "count": counted, "when": moment(answer_by)}
    return _("Terkirim: %(reference)s ke %(count)s. Dijawab paling lambat %(when)s.") % told


def sent_before(reference: str) -> str:
    """A second "1"."""
    return _("Sudah terkirim sebagai %(reference)s. Tidak dikirim lagi.") % {"reference": reference}


def cancelled() -> str:
    """A "2"."""
    return _("Konsep dibatalkan. Tidak ada yang dikirim.")


def no_draft() -> str:
    """A number with no draft to answer."""
    return _("Tidak ada konsep yang menunggu. Tulis perintahnya lagi.")


def files_stay_out() -> str:
    """A photo beside an order."""
    return _("Foto belum dapat ikut perintah dari percakapan; lampirkan saat menulis di Sigap.")

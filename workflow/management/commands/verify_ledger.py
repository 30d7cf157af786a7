"""`manage.py verify_ledger`: is every entry what was once written, and is none missing?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from workflow.faults import MOST_KEPT
from workflow.verify import verify


class Command(BaseCommand):
    """Prints every fault and exits 1, or says how much was read. Blocks nobody."""

    help = "Verify all chains of the ledger, the words beside them, and the seals."

    def handle(self, *args: Any, **options: Any) -> None:
        report = verify()
        for fault in report.faults:
            self.stdout.write(str(fault))
        if not report.is_clean:
            shown = min(report.found, MOST_KEPT)
            sentence = _("%(found)s kesalahan dalam buku catatan; %(shown)s ditampilkan di atas.")
            raise CommandError(sentence % {"found": report.found, "shown": shown})
        sentence = _("%(entries)s catatan pada %(chains)s rantai utuh; %(seals)s segel cocok.")
        numbers = {"entries": report.entries, "chains": report.chains, "seals": report.seals}
        self.stdout.write(sentence % numbers)

"""`manage.py seal_ledger`: seal the ledger now, besides the worker's daily seal."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from workflow.sealing import seal


class Command(BaseCommand):
    """Appends one seal to the files under SIGAP_SEALS."""

    help = "Append a seal over the heads of all chains to the files under SIGAP_SEALS."

    def handle(self, *args: Any, **options: Any) -> None:
        made = seal(at=timezone.now())
        if made is None:
            raise CommandError(_("Segel lain sedang dibuat. Coba lagi sebentar."))
        sentence = _("Segel %(seal)s: %(entries)s catatan pada %(subjects)s rantai.")
        numbers = {"seal": made.seal, "entries": made.entries, "subjects": made.subjects}
        self.stdout.write(sentence % numbers)

"""`manage.py audit_clock`: has every open share its next moment on the ladder?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from instructions.ladder.audit import audit


class Command(BaseCommand):
    """Names every share whose next look is missing or too late, and mends it; exits 1 if any was."""

    help = "Prove that the ladder forgets no share, and set right what does not fit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer --look-only."""
        parser.add_argument("--look-only", action="store_true", help="Report, and change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for fault in audit(at=timezone.now(), mend=not options["look_only"]):
            count += 1
            sentence = _(
                "%(order)s, bagian %(share)s: saat berikutnya %(found)s, seharusnya %(due)s."
            )
            self.stdout.write(
                sentence
                % {
                    "order": fault.reference,
                    "share": fault.share,
                    "found": fault.found or _("tidak ada"),
                    "due": fault.mended,
                }
            )
        if not count:
            self.stdout.write(_("Setiap bagian yang berjalan mempunyai saat berikutnya."))
            return
        done = (
            ngettext("%(count)s bagian salah.", "%(count)s bagian salah.", count)
            if options["look_only"]
            else ngettext("%(count)s bagian dibetulkan.", "%(count)s bagian dibetulkan.", count)
        )
        raise CommandError(done % {"count": count})

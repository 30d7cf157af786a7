"""One pass of sending in a process of its own, which kills itself with -9 at a named point."""

import os
import signal
import sys


def main(database: str, wanted: str) -> None:
    """Send what is due at AT in the test's own database; does not come back."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from notifications import sending
    from tests.people import AT

    def kill(point: str) -> None:
        if point == wanted:
            os.kill(os.getpid(), signal.SIGKILL)

    sending.reached = kill
    sending.send_due(at=AT)


if __name__ == "__main__":
    main(*sys.argv[1:])

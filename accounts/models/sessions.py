"""Sign-ins that are running: one row per device, of a browser or an app, known by its person.

The key is the browser's cookie or the app's token. To delete a row is to sign that device out at
once, wherever it is.
"""

from typing import TYPE_CHECKING

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Person

if TYPE_CHECKING:
    from accounts.sessions import SessionStore


class Session(AbstractBaseSession):
    """A session; without a person while nobody is signed in with it.

    The columns repeat what stands in the data, and are written with it (accounts/sessions.py).
    """

    person = models.ForeignKey(
        Person, null=True, on_delete=models.CASCADE, related_name="sessions", editable=False
    )
    # What a page calls this device by; the key itself would open it. Not unique: while the key is
    # changed at a sign-in, Django writes the new row before it deletes the old one.
    handle = models.UUIDField(null=True, editable=False)
    is_app = models.BooleanField(default=False)
    device = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sesi")
        verbose_name_plural = _("sesi")

    @classmethod
    def get_session_store_class(cls) -> "type[SessionStore]":
        """The engine that reads and writes these rows."""
        from accounts.sessions import SessionStore

        return SessionStore

"""The files app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """Content-addressed bytes and the uploads that wait for an act."""

    name = "files"
    verbose_name = _("Berkas")

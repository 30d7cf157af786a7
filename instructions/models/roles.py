"""What a recipient is to an order."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a recipient is asked: to lead, to do, or only to know."""

    COORDINATOR = "koordinator", _("Koordinator")
    EXECUTOR = "pelaksana", _("Pelaksana")
    INFORMATION = "untuk_diketahui", _("Untuk diketahui")


class Mode(models.TextChoices):
    """An order within the line of command, or a request to somebody outside it."""

    ORDER = "perintah", _("Perintah")
    COORDINATION = "koordinasi", _("Koordinasi")

"""Starts the instructions app."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class InstructionsConfig(AppConfig):
    """Orders."""

    name = "instructions"
    verbose_name = pgettext_lazy("daftar", "Perintah")

"""Starts the instructions app."""

from django.apps import AppConfig


class InstructionsConfig(AppConfig):
    """Orders."""

    name = "instructions"
    verbose_name = "Perintah"

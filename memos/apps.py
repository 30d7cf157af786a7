"""Starts the memos app."""

from django.apps import AppConfig


class MemosConfig(AppConfig):
    """See the package."""

    name = "memos"

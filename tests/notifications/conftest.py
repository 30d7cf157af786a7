"""Fixtures of every test of notifications."""

from tests.notifications.fixtures import phone, using

__all__ = ["phone", "using"]

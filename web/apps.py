"""Starts the web app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """See the package."""

    name = "web"

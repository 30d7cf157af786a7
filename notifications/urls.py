"""Addresses that providers call, and nobody else: each proves itself with a secret of its own."""

from django.urls import path

from notifications.channels.whatsapp import webhook as whatsapp

app_name = "hooks"

urlpatterns = [
    path("whatsapp/", whatsapp.receive, name="whatsapp"),
]

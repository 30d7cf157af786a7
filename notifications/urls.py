"""Addresses that providers call, and nobody else: each proves itself with a secret of its own."""

from django.urls import path

from notifications.channels.sms_in import webhook as sms_in
from notifications.channels.telegram import webhook as telegram
from notifications.channels.whatsapp import webhook as whatsapp

app_name = "hooks"

urlpatterns = [
    path("sms/", sms_in.receive, name="sms"),
    path("telegram/", telegram.receive, name="telegram"),
    path("whatsapp/", whatsapp.receive, name="whatsapp"),
]

"""The product's addresses, and those of the bare views."""

from django.urls import include, path

from benchmarks import bare

urlpatterns = [
    path("django/shares", bare.django_inbox),
    path("django/shares/<uuid:key>/acknowledge", bare.django_acknowledge),
    path("django/orders", bare.django_issue),
    path("drf/shares", bare.DrfInbox.as_view()),
    path("drf/shares/<uuid:key>/acknowledge", bare.DrfAcknowledge.as_view()),
    path("drf/orders", bare.DrfIssue.as_view()),
    path("", include("config.urls")),
]

"""The names that page frames link to, so that templates can be drawn without any view."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

NAMES = (
    "home", "sign_in", "sign_out", "hats", "compose", "notices", "more", "search", "memos", "to_sign",
    "my_chronology", "inspections", "silent", "morning", "deliveries", "trial",
    "figures", "figures_given", "absences", "new_absence", "delegations", "new_delegation",
    "end_delegation", "groups", "books", "letters",
    "account", "profile", "activation", "office", "transfers", "passkey_sign_in", "passkey_sign_in_options",
)  # fmt: skip


def _nothing(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


PATHS = [path("perintah/<path:reference>/", _nothing, name="reference")]
urlpatterns = [
    path(
        "", include(([*PATHS, *(path(f"{name}/", _nothing, name=name) for name in NAMES)], "web"))
    ),
]

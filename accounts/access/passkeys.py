"""Passkeys: a fingerprint, a face or the phone's own lock in place of the PIN, by allauth.mfa.

Discoverable keys with user verification only: the phone knows whose they are, nothing is typed. The
challenge waits in the session between the two requests.
"""

from collections.abc import Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.access import actions
from accounts.access.owner import Owner
from accounts.models import Person
from accounts.signin import let_in, limit_sign_in
from workflow.refusals import Kind, Refusal, Refused

MOST = 10
LONGEST_CREDENTIAL = 20_000


def passkeys_of(person: Person) -> Sequence[Authenticator]:
    """A person's passkeys, the oldest first."""
    rows = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN)
    return list(rows.order_by("pk"))


def creation_options(person: Person) -> dict[str, Any]:
    """What the browser needs to make a key for this person, as WebAuthn's JSON."""
    options: dict[str, Any] = auth.begin_registration(person, passwordless=True)
    return options


def request_options() -> dict[str, Any]:
    """What the browser needs to ask the phone for any key of this site."""
    options: dict[str, Any] = auth.begin_authentication(user=None)
    return options


def add(credential: str, *, name: str, owner: Owner, at: Any) -> None:
    """Keep the key that the browser made. Raises Refused `passkey_not_accepted`, `too_many_passkeys`."""
    person = owner.person
    if len(passkeys_of(person)) >= MOST:
        raise Refused(Refusal("too_many_passkeys", _("Hapus dahulu kunci sandi yang lama.")))
    data = {"credential": credential[:LONGEST_CREDENTIAL], "passwordless": True, "name": name}
    form = AddWebAuthnForm(user=person, data=data)
    if not _is_sound(form):
        raise Refused(_not_accepted())
    made = form.cleaned_data["credential"]
    actions.add_passkey(
        owner=owner, at=at, save=lambda: auth.WebAuthn.add(person, name, made) and None
    )


def sign_in(request: HttpRequest, credential: str) -> Person:
    """Sign the owner of a key in. Raises Refused `passkey_not_accepted`, SignInRefused."""
    limit_sign_in(request)
    form = LoginWebAuthnForm(data={"credential": credential[:LONGEST_CREDENTIAL]})
    if not _is_sound(form):
        raise Refused(_not_accepted())
    authenticator: Authenticator = form.cleaned_data["credential"]
    person: Person = authenticator.user
    if not person.is_active:
        raise Refused(_not_accepted())
    authenticator.record_usage()
    let_in(request, person)
    return person


def _is_sound(form: Any) -> bool:
    """Whether the browser's answer is one at all, and the right one.

    What is sent here can be anything; the library below raises whatever it stumbles over.
    """
    try:
        return bool(form.is_valid())
    except (ValueError, TypeError, KeyError, AttributeError):
        return False


def _not_accepted() -> Refusal:
    sentence = _("Kunci sandi ini tidak diterima. Ulangi, atau masuk dengan PIN.")
    return Refusal("passkey_not_accepted", sentence, Kind.INVALID)

"""Signing in by NIP, phone or e-mail: one guarded path for web, API and administration pages.

Web (`sign_in`) and mobile apps (allauth's headless login) both go through AccountAdapter, so that
they share one count of wrong tries, kept in the database cache for all processes. /admin/ has no
sign-in of its own: accounts.admin sends people to the web page.
"""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.internal.flows.login import perform_login, perform_password_login
from allauth.account.models import Login
from allauth.core import ratelimit
from allauth.core.internal.ratelimit import get_rates
from allauth.headless.adapter import DefaultHeadlessAdapter
from allauth.headless.internal import sessionkit
from allauth.headless.tokens.strategies.sessions import SessionTokenStrategy
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import tries
from accounts.models import Person

LONGEST_LOGIN = 254
_FILLERS = re.compile(r"[\s().-]")
_NIP = re.compile(r"[0-9]{18}")
_MOBILE = re.compile(r"(?:\+?62|0)(8[0-9]{7,11})")
_ABROAD = re.compile(r"\+[0-9]{8,15}")

BAD_CREDENTIALS = gettext_lazy(
    "Data masuk tidak cocok. Periksa NIP, nomor ponsel, atau surel, lalu PIN atau kata sandi Anda."
)
TOO_MANY = gettext_lazy(
    "Terlalu banyak percobaan masuk. Tunggu beberapa menit, lalu coba lagi. Lupa PIN: minta kartu"
    " baru kepada admin unit kerja."
)
DEAD_PIN_SECONDS = 3600  # what a client is told of a PIN that only a new card replaces


def normal_nip(text: str) -> str | None:
    """18 digits from '19860926 201505 1 001', or None where it is no NIP (BKN 43/2007)."""
    compact = _FILLERS.sub("", text)
    return compact if _NIP.fullmatch(compact) else None


def normal_phone(text: str) -> str | None:
    """'+6281234567890' from 0812-3456-7890, 62812... or +62 812 ..., or None where it is none."""
    compact = _FILLERS.sub("", text)
    mobile = _MOBILE.fullmatch(compact)
    if mobile:
        return f"+62{mobile[1]}"
    return compact if _ABROAD.fullmatch(compact) else None


def find_person(login: str) -> Person | None:
    """The person behind a NIP, phone number, e-mail address or internal name; one statement."""
    login = login.strip()
    if not login.isprintable() or not 0 < len(login) <= LONGEST_LOGIN:
        return None
    if nip := normal_nip(login):
        known = Q(nip=nip)
    elif phone := normal_phone(login):
        known = Q(phone=phone)
    elif "@" in login:
        known = Q(email__iexact=login)
    else:
        known = Q(username=login)
    return Person.objects.filter(known).first()


class ByNipPhoneOrEmail(ModelBackend):
    """Checks what was typed against the one person it names; inactive people never pass."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Person | None:
        """The person, or None; an unknown login costs one hash as a wrong password does."""
        if not username or not password:
            return None
        person = find_person(username)
        if person is None:
            Person().set_password(password)
            return None
        if person.check_password(password) and self.user_can_authenticate(person):
            return person
        return None


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sigap's answers to allauth: nobody signs up, tries are counted per person."""

    error_messages: ClassVar[Mapping[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": BAD_CREDENTIALS,
        "too_many_login_attempts": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people come from the administration pages."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """Count the try, then check. Raises ValidationError `too_many_login_attempts`."""
        try:
            "".join(credentials.values()).encode()
        except UnicodeEncodeError:
            # Half a surrogate pair from JSON: no login and no password holds it.
            return None
        person: Person | None = super().authenticate(request, **credentials)
        if person is not None:
            tries.forgive(person)
        return person

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try by address and login, then on the person's own row; raises TooManyTries."""
        super().pre_authenticate(request, **credentials)
        person = find_person(credentials.get("username", ""))
        if person is None:
            return
        try:
            tries.take(person, at=request.at)  # type: ignore[attr-defined]
        except tries.Wait as wait:
            raise TooManyTries(wait.seconds or DEAD_PIN_SECONDS) from wait

    def get_login_stages(self) -> list[str]:
        """A passkey takes the place of the PIN; it is no second step after it."""
        stages: list[str] = super().get_login_stages()
        return [stage for stage in stages if not stage.startswith("allauth.mfa.")]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One count per person, however they are named: NIP, phone and e-mail share it."""
        login = credentials.get("username", "")
        person = find_person(login)
        return f"person:{person.pk}" if person else f"login:{login.strip().lower()}"

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the pages of Sigap have their own words."""


class TooManyTries(ValidationError):
    """The PIN is not looked at for so many `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(TOO_MANY, code="too_many_login_attempts")
        self.seconds = seconds


class PasskeyAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """How a phone names the passkey it keeps: by the product and the person."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host as allauth finds it, under the product's name."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "Sigap"}

    def _get_user_identifier(self, user: Person) -> str:
        """What the person signs in with otherwise."""
        return user.nip or user.phone or user.username


class HeadlessAdapter(DefaultHeadlessAdapter):  # type: ignore[misc]
    """What an app is told of the person who signed in."""

    def serialize_user(self, user: Person) -> dict[str, Any]:
        """The public id and the name; the rest is at /api/v1/me."""
        return {"id": str(user.public_id), "display": user.full_name}


class TokenStrategy(SessionTokenStrategy):  # type: ignore[misc]
    """A token is the key of a session; looking it up costs one statement where allauth takes two."""

    def lookup_session(self, session_token: str) -> SessionBase | None:
        """The running session of a token, or None where it ended or never was one."""
        session: SessionBase | None = sessionkit.lookup_session(session_token)
        return session


class SignInRefused(Exception):
    """Why nobody was signed in: a code, a sentence, and seconds to wait (None: try at once)."""

    def __init__(self, code: str, sentence: str, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.retry_after = retry_after


def sign_in(request: HttpRequest, login: str, password: str) -> Person:
    """Sign a person in on the web session (its key changes) and return them.

    Raises SignInRefused `bad_credentials` (also for a person who is no longer active), or
    `too_many_attempts` once the limits of ACCOUNT_RATE_LIMITS are used up, even where the password
    is right.
    """
    limit_sign_in(request)
    person = confirm(request, login, password)
    perform_password_login(request, {"username": login}, Login(user=person))
    return person


def limit_sign_in(request: HttpRequest) -> None:
    """Count one sign-in of this address. Raises SignInRefused `too_many_attempts`."""
    if not ratelimit.consume(request, action="login"):
        raise _too_many("login")


def confirm(request: HttpRequest, login: str, password: str) -> Person:
    """The person whose secret this is; the try is counted. Raises SignInRefused as `sign_in`."""
    try:
        person: Person | None = get_adapter(request).authenticate(
            request, username=login, password=password
        )
    except ValidationError as error:
        raise _too_many("login_failed", getattr(error, "seconds", None)) from None
    if person is None:
        raise SignInRefused("bad_credentials", str(BAD_CREDENTIALS))
    return person


def let_in(request: HttpRequest, person: Person) -> None:
    """Sign a person in on the web session without a secret: a card or a passkey stood for it."""
    perform_login(request, Login(user=person))


def _too_many(action: str, seconds: int | None = None) -> SignInRefused:
    if seconds is None:
        rates = get_rates(app="allauth.account", action=action)
        seconds = int(max(rate.duration for rate in rates))
    sentence = _(
        "Terlalu banyak percobaan masuk. Tunggu %(minutes)d menit, lalu coba lagi. Lupa PIN: minta"
        " kartu baru kepada admin unit kerja."
    )
    return SignInRefused("too_many_attempts", sentence % {"minutes": -(-seconds // 60)}, seconds)

"""The devices on which a person is signed in, and how they are called."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Person, Session

# First match wins: Edge calls itself Chrome too, and Android calls itself Linux.
_BROWSERS = (
    ("Edg", "Edge"), ("SamsungBrowser", "Samsung Internet"), ("OPR", "Opera"),
    ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def devices_of(person: Person) -> Sequence[Session]:
    """Running sign-ins of a person, the newest first; one statement."""
    rows: QuerySet[Session] = Session.objects.filter(person=person)
    return list(rows.order_by("-started_at", "session_key"))


def sign_out(person: Person, *, but: str | None = "") -> int:
    """End every session and token of a person, but the one with this key; returns how many."""
    return Session.objects.filter(person=person).exclude(session_key=but or "").delete()[0]


def sign_out_one(person: Person, handle: UUID) -> int:
    """End one of the person's own sessions; 0 where there is none of that handle."""
    return Session.objects.filter(person=person, handle=handle).delete()[0]


def spoken(device: Session) -> str:
    """'Chrome di Android', 'Aplikasi di iPhone'; 'Perangkat' where nothing is known."""
    return spoken_agent(device.device, browser=_("Aplikasi") if device.is_app else "")


def spoken_agent(agent: str, *, browser: str = "") -> str:
    """The same of a browser's User-Agent."""
    browser = browser or _first(agent, _BROWSERS)
    system = _first(agent, _SYSTEMS)
    if browser and system:
        return _("%(browser)s di %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Perangkat")


def _first(agent: str, words: Iterable[tuple[str, str]]) -> str:
    return next((word for sign, word in words if sign in agent), "")

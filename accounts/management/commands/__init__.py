"""Commands of accounts, and how they name a person."""

from django.core.management import CommandError

from accounts.models import Person
from accounts.signin import find_person


def named(login: str) -> Person:
    """The person who signs in as `login`. Raises CommandError where there is none."""
    person = find_person(login)
    if person is None:
        raise CommandError(
            f"Nobody signs in as {login!r}. Give a NIP of 18 digits, a phone number such as "
            "081234567890, or an e-mail address."
        )
    return person

"""The column of a status."""

from collections.abc import Sequence
from typing import Any

from django_fsm import FSMField


class StatusField(FSMField):
    """A status that transition methods alone may change.

    Migrations see the text column that it is. Every machine listens to every class that is made
    from then on, and migrating makes thousands of classes of the past: with machines in them the
    first `migrate` took two and a half times as long.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["protected"] = True
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """The text column, as migrations write it."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("protected", None)
        return name, "django.db.models.CharField", args, kwargs

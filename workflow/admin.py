"""The administration pages of everything with a status: to look at, never to change; no content.

Statuses change through the door alone, and administrators see where things stand, not what is said.
"""

from typing import ClassVar

from django.contrib import admin
from django.http import HttpRequest

from workflow.models import Entry


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Looks, and changes nothing."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Nobody."""
        return False


@admin.register(Entry)
class EntryAdmin(ReadOnly):
    """Entries, newest first."""

    list_display = ("id", "at", "kind", "subject_id", "n", "verb", "source", "target", "channel")
    list_filter = ("kind", "verb", "channel", "strength")
    search_fields: ClassVar = ("=subject_id", "=person_id", "=request")
    ordering = ("-id",)
    show_full_result_count = False

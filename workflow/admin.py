"""The ledger in the administration pages: to look at, never to change; facts, no content."""

from typing import ClassVar

from django.contrib import admin
from django.http import HttpRequest

from workflow.models import Entry


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Entries, newest first."""

    list_display = ("id", "at", "kind", "subject_id", "n", "verb", "source", "target", "channel")
    list_filter = ("kind", "verb", "channel", "strength")
    search_fields: ClassVar = ("=subject_id", "=person_id", "=request")
    ordering = ("-id",)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only the door writes entries."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        """Nobody changes them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        """Nobody removes them."""
        return False

"""Administration pages: all is only read.

Memos, books and codes change through their verbs; numbers and final sheets never. Administrators
see no content, so the words of a memo are left out.
"""

from django.contrib import admin

from memos.models import (
    ClassificationCode,
    Memo,
    MemoIssue,
    Register,
    RegisterNumber,
)
from memos.profiles.models import ProfileVersion
from workflow.admin import ReadOnly


@admin.register(Memo)
class MemoAdmin(ReadOnly):
    """Where memos stand, without what they say."""

    fields = (
        "public_id", "status", "memo_type", "drafter", "signer", "security", "register",
        "number_text", "dated", "moved_at", "version",
    )  # fmt: skip
    list_display = ("number_text", "memo_type", "status", "signer", "dated")
    list_filter = ("status", "memo_type")
    list_select_related = ("signer",)
    search_fields = ("number_text",)


@admin.register(RegisterNumber)
class RegisterNumberAdmin(ReadOnly):
    """The lines of the books."""

    fields = ("register", "year", "number", "text", "at")
    list_display = ("text", "register", "year", "number", "at")
    list_filter = ("register", "year")
    list_select_related = ("register",)
    search_fields = ("text",)


@admin.register(MemoIssue)
class MemoIssueAdmin(ReadOnly):
    """Final sheets: number, hash and versions."""

    fields = (
        "number_text", "sha256", "template_version", "profile_version", "signer_name",
        "signer_capacity", "at",
    )  # fmt: skip
    list_display = ("number_text", "signer_name", "at")
    search_fields = ("number_text", "sha256")


@admin.register(ProfileVersion)
class ProfileVersionAdmin(ReadOnly):
    """Versions of the profile; they are adopted on the office's own pages."""

    fields = ("label", "values", "effective_on", "basis", "made_by", "position", "at")
    list_display = ("label", "effective_on", "basis", "at")


@admin.register(Register)
class RegisterAdmin(ReadOnly):
    """Books of numbers. They are opened and changed on their own pages, as acts on record."""

    fields = ("name", "unit", "purpose", "source", "types", "pattern", "daily_reserve", "is_active")
    list_display = ("name", "unit", "pattern", "is_active")
    list_select_related = ("unit",)


@admin.register(ClassificationCode)
class ClassificationCodeAdmin(ReadOnly):
    """Codes of the archive; they come in on their own page, or by `manage.py import_klasifikasi`."""

    fields = ("code", "name", "active_years", "inactive_years", "fate")
    list_display = ("code", "name", "fate")
    search_fields = ("code", "name")

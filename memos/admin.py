"""Administration pages: registers and classification codes are edited, the rest is only read.

Memos change through their verbs; numbers and final sheets never. Administrators see no content, so
the words of a memo are left out.
"""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from memos import profiles
from memos.models import (
    ClassificationCode,
    Memo,
    MemoIssue,
    MemoType,
    Register,
    RegisterNumber,
    RegisterYear,
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


class OpeningForm(forms.ModelForm):  # type: ignore[type-arg]
    """A year begins after the last number used on paper, and says where that is written."""

    def clean(self) -> None:
        """Raises ValidationError on `basis` where a book goes on without saying from where."""
        super().clean()
        if self.cleaned_data.get("opening_number") and not self.cleaned_data.get("basis"):
            self.add_error("basis", _("Sebutkan dasar nomor yang dilanjutkan."))

    def save(self, commit: bool = True) -> RegisterYear:  # noqa: FBT001, FBT002 - Django's signature
        """The next number follows the opening one."""
        self.instance.last = self.instance.opening_number
        year: RegisterYear = super().save(commit)
        return year


class YearInline(admin.TabularInline):  # type: ignore[type-arg]
    """Years are opened here, never changed."""

    model = RegisterYear
    form = OpeningForm
    extra = 0
    fields = ("year", "opening_number", "basis", "last")
    readonly_fields = ("last",)

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """A year that is open counts by itself."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """A year is never closed by deleting it."""
        return False


class RegisterForm(forms.ModelForm):  # type: ignore[type-arg]
    """Types as boxes to tick."""

    types = forms.MultipleChoiceField(
        choices=MemoType.choices,
        widget=forms.CheckboxSelectMultiple,
        label=_("Jenis naskah"),
    )


@admin.register(Register)
class RegisterAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Books of numbers, with the years they were opened in."""

    form = RegisterForm
    list_display = ("name", "unit", "pattern", "is_active")
    list_select_related = ("unit",)
    autocomplete_fields = ("unit",)
    inlines: ClassVar = [YearInline]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new book proposes the pattern of the profile in force."""
        on = timezone.localdate(getattr(request, "at", None))
        pattern = profiles.pattern_for(MemoType.NOTA_DINAS, unit=None, on=on)
        return {"pattern": pattern, **super().get_changeform_initial_data(request)}


@admin.register(ClassificationCode)
class ClassificationCodeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Codes of the archive; a full list comes by `manage.py import_klasifikasi`."""

    list_display = ("code", "name")
    search_fields = ("code", "name")

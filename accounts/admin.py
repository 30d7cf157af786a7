"""Administration pages for units, positions, people and who holds what when.

All of it can be edited: nothing here has a status. Nobody sees a password or any order. Signing in
to /admin/ happens on the web sign-in page, so that its limits hold here too. A first password is
set with `manage.py set_password LOGIN`.
"""

from typing import Any, ClassVar

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.delegations import DELEGABLE
from accounts.models import Appointment, Delegation, Person, Position, RecipientList, Unit
from accounts.signin import normal_nip, normal_phone
from accounts.units import in_subtree, move_unit, plant

admin.site.site_header = admin.site.site_title = gettext_lazy("Administrasi Sigap")
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
# Sigap keeps one address per person and has no groups of permissions.
admin.site.unregister([EmailAddress, Group])


class RulesOfDatabase(admin.ModelAdmin):  # type: ignore[type-arg]
    """Turns a rule of the database broken while saving into a sentence.

    Forms check first; this is for two administrators at once, and for rows of one page that
    contradict each other.
    """

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show or save the form; on a broken rule nothing is saved and the page says so."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError as error:
            sentence = _("Tidak tersimpan: bertentangan dengan data lain yang sudah ada.")
            if "definitive_holders_overlap" in str(error):
                sentence = _("Tidak tersimpan: dua pemegang definitif pada waktu yang sama.")
            messages.error(request, sentence)
            return redirect(request.get_full_path())


class UnitForm(forms.ModelForm):  # type: ignore[type-arg]
    """A unit cannot hang below itself."""

    def clean_parent(self) -> Unit | None:
        """The new parent. Raises ValidationError where it lies below the unit."""
        parent: Unit | None = self.cleaned_data["parent"]
        if parent and self.instance.pk and in_subtree(parent, self.instance):
            raise forms.ValidationError(
                _("Unit tidak dapat dipindahkan ke bawah dirinya sendiri."), "unit_under_itself"
            )
        return parent


@admin.register(Unit)
class UnitAdmin(RulesOfDatabase):
    """Units in tree order."""

    form = UnitForm
    list_display = ("name", "kind", "code", "parent", "keeps_registers", "is_sample")
    list_filter = ("kind", "keeps_registers")
    list_select_related = ("parent",)
    search_fields = ("name", "code")
    autocomplete_fields = ("parent",)
    exclude = ("path",)

    def save_model(
        self,
        request: HttpRequest,
        obj: Unit,
        form: "forms.ModelForm[Unit]",
        change: bool,  # noqa: FBT001 - Django's signature
    ) -> None:
        """Save with the path; a new parent takes everything below along."""
        if not change:
            plant(obj)
            return
        super().save_model(request, obj, form, change)
        if "parent" in form.changed_data:
            move_unit(obj, to=obj.parent)


class AppointmentInline(admin.TabularInline):  # type: ignore[type-arg]
    """Who held the position when."""

    model = Appointment
    extra = 0
    autocomplete_fields = ("person",)


@admin.register(Position)
class PositionAdmin(RulesOfDatabase):
    """Positions with their holders."""

    list_display = ("title", "kind", "unit", "superior", "rank", "carries", "is_active")
    list_filter = ("kind", "carries", "is_active")
    list_select_related = ("unit", "superior")
    search_fields = ("title", "unit__name")
    autocomplete_fields = ("unit", "superior")
    inlines = (AppointmentInline,)


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """Takes a NIP with spaces and a phone number as people write it."""

    nip = forms.CharField(required=False, max_length=30, label="NIP")
    phone = forms.CharField(required=False, max_length=30, label=gettext_lazy("Nomor ponsel"))

    def clean_nip(self) -> str | None:
        """18 digits or None. Raises ValidationError."""
        text: str = self.cleaned_data["nip"]
        if text and normal_nip(text) is None:
            raise forms.ValidationError(_("NIP terdiri atas 18 angka."), "nip")
        return normal_nip(text)

    def clean_phone(self) -> str | None:
        """The number with its country, or None. Raises ValidationError."""
        text: str = self.cleaned_data["phone"]
        if text and normal_phone(text) is None:
            raise forms.ValidationError(
                _("Nomor ponsel ditulis seperti 0812 3456 7890 atau +6281234567890."), "phone"
            )
        return normal_phone(text)


@admin.register(Person)
class PersonAdmin(RulesOfDatabase):
    """People without their passwords; only a full administrator makes administrators."""

    form = PersonForm
    fields = (
        ("title_before", "name", "title_after"),
        "address",
        ("nip", "grade_name", "grade"),
        ("phone", "email"),
        ("is_active", "is_staff", "is_superuser"),
    )
    list_display = ("full_name", "nip", "phone", "email", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff")
    search_fields = ("name", "nip", "phone", "email")
    ordering = ("name",)

    def get_readonly_fields(
        self, request: HttpRequest, obj: Person | None = None
    ) -> tuple[str, ...]:
        """What the administrator at work may not change."""
        return () if request.user.is_superuser else ("is_staff", "is_superuser")

    def save_model(
        self,
        request: HttpRequest,
        obj: Person,
        form: "forms.ModelForm[Person]",
        change: bool,  # noqa: FBT001 - Django's signature
    ) -> None:
        """Save; nobody can sign in as a new person until a password is set."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)


@admin.register(Appointment)
class AppointmentAdmin(RulesOfDatabase):
    """Who holds which position from when to when."""

    list_display = ("position", "person", "capacity", "starts_on", "ends_on", "decree")
    list_filter = ("capacity",)
    list_select_related = ("position", "person")
    search_fields = ("position__title", "person__name", "person__nip")
    autocomplete_fields = ("position", "person")
    date_hierarchy = "starts_on"


class DelegationForm(forms.ModelForm):  # type: ignore[type-arg]
    """Verbs as boxes to tick."""

    verbs = forms.MultipleChoiceField(
        choices=list(DELEGABLE.items()),
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Boleh"),
    )


@admin.register(Delegation)
class DelegationAdmin(RulesOfDatabase):
    """Who may do what for a position that another holds."""

    form = DelegationForm
    list_display = ("principal", "person", "starts_on", "ends_on")
    list_select_related = ("principal", "person")
    search_fields = ("principal__title", "person__name")
    autocomplete_fields = ("principal", "person")


@admin.register(RecipientList)
class RecipientListAdmin(RulesOfDatabase):
    """Groups that an order goes to with one tap; rules are written on their own pages."""

    exclude: ClassVar = ["position_kinds", "unit_kinds", "within", "region", "left_out"]
    list_display = ("name", "noun", "formal_name", "rank")
    search_fields: ClassVar = ("name",)
    autocomplete_fields = ("positions",)

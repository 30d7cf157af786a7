"""One's own account: PIN, devices, and what was done to it by whom."""

from uuid import UUID

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import actions, devices, passkeys, people
from accounts.access.lifecycle import Status
from accounts.access.owner import Owner, owner_of
from accounts.models import Access, Person
from accounts.signin import SignInRefused, confirm
from notifications.channels.telegram import settings as telegram
from web import access_words, buttons, forms, nik_pages
from web.account_pages import Account, Device, Passkey, PinForm
from web.actor import Visit
from web.posting import act_once, see_other
from workflow.refusals import Refused

LONGEST = 1024


def person_at(request: Visit) -> Person:
    """Whoever is signed in."""
    return request.actor.person


def owner_at(request: Visit) -> Owner:
    """The same, acting on their own account."""
    return owner_of(request.actor, request.actor.person)


@require_safe
def account(request: Visit) -> HttpResponse:
    """Devices, passkeys, PIN and history; what is read here counts as told."""
    who = person_at(request)
    access = Access.objects.filter(person=who).first()
    status = Status(access.status) if access else people.status_of(who)
    here = request.session.session_key
    shown = Account(
        name=who.full_name,
        logins=tuple(
            (label, value)
            for label, value in (
                ("NIP", who.nip),
                (_("Nomor ponsel"), who.phone),
                (_("Surel"), who.email),
            )
            if value
        ),
        may_change=status == Status.ACTIVE,
        devices=tuple(
            Device(
                devices.spoken(each),
                each.started_at,
                each.session_key == here,
                reverse("web:device_out", args=[each.handle]),
            )
            for each in devices.devices_of(who)
        ),
        passkeys=tuple(
            Passkey(each.wrap().name, each.created_at, reverse("web:passkey_out", args=[each.pk]))
            for each in passkeys.passkeys_of(who)
        ),
        entries=access_words.told(people.history_of(access), reader=who) if access else (),
        key=buttons.new_key(),
        telegram=telegram.is_on(),
        nik=nik_pages.is_on(),
    )
    if access is not None and request.method == "GET":
        people.mark_told(access)
    return render(request, "accounts/account.html", {"account": shown})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def pin(request: Visit) -> HttpResponse:
    """Change the PIN: the old secret once, the new one twice; other devices are signed out."""
    url = reverse("web:pin")
    if request.method != "POST":
        return render(request, "accounts/pin.html", {"pin": PinForm(url)})
    old, new, again = (request.POST.get(name, "")[:LONGEST] for name in ("lama", "pin", "pin2"))
    who = person_at(request)
    try:
        confirm(request, who.username, old)
        actions.change_pin(
            new,
            again=again,
            owner=owner_at(request),
            at=request.at,
            but=request.session.session_key,
        )
    except SignInRefused as refused:
        dead = refused.retry_after is not None
        said = refused.sentence if dead else _("PIN atau kata sandi sekarang tidak cocok.")
        return _pin_again(request, PinForm(url, errors={"lama": said}), 429 if dead else 422)
    except Refused as refused:
        said, at_field = str(refused.refusal.sentence), refused.refusal.field
        known = at_field in {"pin", "pin2"}
        form = PinForm(url, "" if known else said, {at_field: said} if known else {})
        return _pin_again(request, form, refused.refusal.kind.value)
    update_session_auth_hash(request, who)
    return see_other(reverse("web:account"))


def _pin_again(request: Visit, form: PinForm, status: int) -> HttpResponse:
    return render(request, "accounts/pin.html", {"pin": form}, status=status)


@require_POST
def device_out(request: Visit, handle: UUID) -> HttpResponse:
    """Sign one device out."""
    post = forms.read(request, forms.Keys)

    def work() -> str:
        actions.sign_out_device(handle, owner=owner_at(request), at=request.at)
        return reverse("web:account")

    return act_once(request, post, work, said=_("Perangkat dikeluarkan"))


@require_POST
def devices_out(request: Visit) -> HttpResponse:
    """Sign every other device out: a lost phone, from the one that is left."""
    post = forms.read(request, forms.Keys)

    def work() -> str:
        key = str(person_at(request).public_id)
        but = request.session.session_key
        actions.sign_out(key, actor=owner_at(request), at=request.at, but=but)
        return reverse("web:account")

    return act_once(request, post, work, said=_("Perangkat lain dikeluarkan"))

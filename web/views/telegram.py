"""Hubungkan Telegram: a code that is shown once, to be written to the bot."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from notifications.channels.telegram.settings import NAME, is_on
from notifications.chats import linking
from web.account_pages import TelegramForm
from web.actor import Visit


@require_http_methods(["GET", "HEAD", "POST"])
def telegram(request: Visit) -> HttpResponse:
    """Says whether an account is linked; a post makes a code, or ends the link (`putus`)."""
    if not is_on():
        raise Http404
    person, url = request.actor.person, reverse("web:telegram")
    code = ""
    if request.method == "POST":
        if "putus" in request.POST:
            linking.unlink(person, NAME)
            return redirect("web:telegram")
        code = linking.new_code(person, NAME, at=request.at)
    bot = settings.TELEGRAM_BOT
    shown = TelegramForm(
        url=url,
        linked=linking.is_linked(person, NAME),
        code=code,
        bot=f"@{bot}",
        bot_url=f"https://t.me/{bot}?start={code}" if code else "",
    )
    return render(request, "accounts/telegram.html", {"telegram": shown})

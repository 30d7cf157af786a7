"""The addresses of allauth's headless API that Sigap serves: sign in, look, sign out.

Included at /_allauth/ in place of allauth's own list, which also has sign-up, password reset and
e-mail: what is not listed here does not exist.
"""

from allauth.headless.account.views import LoginView, SessionView
from allauth.headless.constants import Client
from django.urls import path

app_name = "headless"
urlpatterns = [
    path("app/v1/auth/login", LoginView.as_api_view(client=Client.APP), name="login"),
    path("app/v1/auth/session", SessionView.as_api_view(client=Client.APP), name="session"),
]

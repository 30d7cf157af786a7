"""Every address of the product."""

from django.contrib import admin
from django.urls import include, path

from config.health import healthz, readyz
from config.metrics import metrics

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("admin/", admin.site.urls),
    path("_allauth/", include("accounts.headless")),
    path("api/v1/", include("api.urls")),
    path("", include("web.urls")),
]

handler400 = "web.views.problems.bad_request"

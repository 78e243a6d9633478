"""Every address: the desk, signing in, and the health endpoint."""

from __future__ import annotations

from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

from luoshi.config.health import health

urlpatterns = [
    path("health", health, name="health"),
    path("accounts/", include("luoshi.desk.urls_accounts")),
    path("language/", include("django.conf.urls.i18n")),
    path("words.js", JavaScriptCatalog.as_view(packages=["luoshi.desk"]), name="words"),
    path("", include("luoshi.desk.urls")),
]
handler400 = "luoshi.desk.views.errors.bad_request"
handler403 = "luoshi.desk.views.errors.forbidden"
handler404 = "luoshi.desk.views.errors.not_found"
handler500 = "luoshi.desk.views.errors.broken"

"""Addresses of the desk."""

from __future__ import annotations

from django.urls import include, path

from luoshi.desk.views import workbench

urlpatterns = [
    path("", workbench.workbench, name="workbench"),
    path("programme", workbench.choose, name="programme-choose"),
    path("", include("luoshi.desk.urls_documents")),
    path("", include("luoshi.desk.urls_tables")),
    path("", include("luoshi.desk.urls_ledger")),
    path("", include("luoshi.desk.urls_matters")),
    path("", include("luoshi.desk.urls_reports")),
    path("", include("luoshi.desk.urls_evidence")),
    path("", include("luoshi.desk.urls_reconciliations")),
    path("", include("luoshi.desk.urls_notices")),
    path("", include("luoshi.desk.urls_closing")),
    path("", include("luoshi.desk.urls_supervision")),
    path("settings/", include("luoshi.desk.urls_settings")),
]

"""Addresses of the ledger."""

from __future__ import annotations

from django.urls import path

from luoshi.desk.views import ledger

urlpatterns = [
    path("ledger/", ledger.matters, name="ledger"),
    path("ledger/excel", ledger.excel, name="ledger-excel"),
    path("ledger/<int:pk>/", ledger.matter, name="ledger-matter"),
]

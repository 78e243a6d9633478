"""Addresses of the ledger."""

from __future__ import annotations

from django.urls import path

from luoshi.desk.views import ledger_list

urlpatterns = [
    path("ledger/", ledger_list.matters, name="ledger"),
    path("ledger/excel", ledger_list.export, {"kind": "xlsx"}, name="ledger-excel"),
    path("ledger/csv", ledger_list.export, {"kind": "csv"}, name="ledger-csv"),
    path("ledger/word", ledger_list.export, {"kind": "docx"}, name="ledger-word"),
    path("ledger/units", ledger_list.units, name="ledger-units"),
    path("ledger/views", ledger_list.keep_view, name="ledger-view-keep"),
    path("ledger/views/<int:pk>/drop", ledger_list.drop_view, name="ledger-view-drop"),
]

"""Addresses of reports."""

from __future__ import annotations

from django.urls import path

from luoshi.desk.views.reports import excel, forms, grids, lists

urlpatterns = [
    path("reports/", lists.due_list, name="reports"),
    path("reports/grid", grids.grid, name="reports-grid"),
    path("reports/excel", excel.download, name="reports-excel"),
    path("reports/upload", excel.upload, name="reports-upload"),
    path("reports/<int:pk>/", forms.form, name="reports-form"),
    path("reports/<int:pk>/line", lists.line, name="reports-line"),
    path("reports/<int:pk>/discard", forms.discard, name="reports-discard"),
    path("reports/<int:pk>/contribute", lists.contributed, name="reports-contribute"),
    path("reports/<int:pk>/correct", forms.correct, name="reports-correct"),
    path("reports/matters/<int:pk>/", forms.of_matter, name="reports-matter"),
]

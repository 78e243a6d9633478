"""Addresses of reconciliation, and of levels side by side."""

from __future__ import annotations

from django.urls import path

from luoshi.desk.views.reconciliations import files, levels, lists, show

urlpatterns = [
    path("reconciliations/", lists.reconciliations, name="reconciliations"),
    path("reconciliations/new", lists.create, name="reconciliations-create"),
    path("reconciliations/levels", levels.show, name="reconciliations-levels"),
    path("reconciliations/levels/chart", levels.chart, name="reconciliations-levels-chart"),
    path("reconciliations/<int:pk>/", show.show, name="reconciliations-show"),
    path("reconciliations/<int:pk>/progress", lists.progress, name="reconciliations-progress"),
    path("reconciliations/<int:pk>/again", lists.again, name="reconciliations-again"),
    path("reconciliations/<int:pk>/word", files.word, name="reconciliations-word"),
    path("reconciliations/<int:pk>/excel", files.excel, name="reconciliations-excel"),
    path("reconciliations/<int:pk>/csv", files.csv, name="reconciliations-csv"),
    path("reconciliations/<int:pk>/rows/<int:row>/override", show.override, name="reconciliations-override"),
    path("reconciliations/<int:pk>/rows/<int:row>/withdraw", show.withdraw, name="reconciliations-withdraw"),
]

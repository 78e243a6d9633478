"""Addresses of matters: the page of one, its charts, all that can be done to it, and new ones."""

from __future__ import annotations

from django.urls import path

from luoshi.desk.views.matters import below, charts, creating, pages, picking
from luoshi.desk.views.matters.acts import ACTS

urlpatterns = [
    path("matters/new", creating.new, name="matters-new"),
    path("matters/instruction", creating.instruct, name="matters-instruction"),
    path("matters/find", picking.within, name="matters-find"),
    path("ledger/<int:pk>/find", picking.beside, name="matters-find-beside"),
    path("ledger/<int:pk>/", pages.matter, name="ledger-matter"),
    path("ledger/<int:pk>/rest", below.rest, name="matters-rest"),
    path("ledger/<int:pk>/forms/<slug:name>", below.form, name="matters-form"),
    path("ledger/<int:pk>/reports", below.earlier_reports, name="matters-reports"),
    path("ledger/<int:pk>/targets/<int:target>/chart.svg", charts.chart, name="matters-chart"),
    path("ledger/<int:pk>/targets/<int:target>/change", pages.change_target, name="matters-target"),
    path("ledger/<int:pk>/targets/<int:target>/leave", pages.leave_target, name="matters-leave"),
    path("ledger/<int:pk>/requests/<int:asked>/decide", pages.decide, name="matters-decide"),
    path("ledger/<int:pk>/requests/<int:asked>/retract", pages.retract, name="matters-retract"),
    *(path(f"ledger/<int:pk>/{name}", pages.act_view(name), name=f"matters-{name}") for name in ACTS),
]

"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from luoshi.desk.views import workbench

urlpatterns = [
    path("", workbench.workbench, name="workbench"),
    path("programme", workbench.choose, name="programme-choose"),
]

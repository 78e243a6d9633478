"""The Django application that holds every model."""

from __future__ import annotations

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Label `records`."""

    name = "luoshi.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

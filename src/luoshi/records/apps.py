"""The Django application that holds every model."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    """Label `records`."""

    name = "luoshi.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the database refuse to change events, from its first migration on."""
        from luoshi.records.append_only import after_migrations

        post_migrate.connect(after_migrations, sender=self)

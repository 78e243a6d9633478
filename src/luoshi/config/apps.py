"""The Django application that registers the system checks."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Label `config`; it has no models."""

    name = "luoshi.config"
    label = "config"

    def ready(self) -> None:
        """Register the checks."""
        from luoshi.config import checks

        checks.register_all()

"""The Django application of the desk: pages, no models."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Label `desk`."""

    name = "luoshi.desk"
    label = "desk"

    def ready(self) -> None:
        """Listen to what allauth tells."""
        import luoshi.desk.second_factor  # noqa: F401  # its receiver

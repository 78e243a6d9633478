"""The migration makes what the models say; indexes and constraints stand in it with their tables."""

from __future__ import annotations

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def test_the_migrations_say_what_the_models_say(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("makemigrations", "records", check_changes=True, dry_run=True, skip_checks=True)
    assert "No changes detected" in capsys.readouterr().out

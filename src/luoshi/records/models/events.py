"""Events: what happened, append-only, each carrying the hash of the one before it in its chain."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from luoshi.records.models.programmes import Programme
from luoshi.records.models.regions import Region


class AppendOnlyError(TypeError):
    """An attempt to change or delete an event."""


class Chain(models.Model):
    """The end of a chain of events: a programme's, a region's (its units and people), or the installation's own."""

    name = models.CharField(max_length=40, unique=True)
    programme = models.OneToOneField(Programme, models.PROTECT, null=True, blank=True, related_name="chain")
    region = models.OneToOneField(Region, models.PROTECT, null=True, blank=True, related_name="chain")
    length = models.PositiveBigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=16, blank=True)  # fingerprint of the key that the last event was hashed with

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """One thing that happened: who did what to what, when, from where, what was before and after, and why."""

    chain = models.ForeignKey(Chain, models.PROTECT, related_name="events")
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    act = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    subject_id = models.PositiveBigIntegerField(null=True, blank=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    address = models.CharField(max_length=45, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=16)  # of the key that the hash was made with; the key itself is never here
    hash = models.CharField(max_length=64)

    class Meta:
        """A chain has each place once. The indexes serve a subject's time line, and the log from its end."""

        ordering = ["chain", "sequence"]
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="events_of_subject"),
            models.Index(fields=["-at", "-id"], name="events_latest"),
        ]
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="one_event_a_place")]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.act} {self.subject} {self.subject_id or ''}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new event; one that is written already stays as it is."""
        if not self._state.adding:
            raise AppendOnlyError("an event is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Never."""
        raise AppendOnlyError("an event is never deleted")

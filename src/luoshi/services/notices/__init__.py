"""Telling people and groups what happened, in the desk, by mail and by robots, and never the same thing twice."""

from luoshi.services.notices.notifying import notify, notify_many
from luoshi.services.notices.sending import send_due, send_notices, wake, wake_if_needed
from luoshi.services.notices.telling import Wanted

__all__ = ["Wanted", "notify", "notify_many", "send_due", "send_notices", "wake", "wake_if_needed"]

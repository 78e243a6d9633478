"""The product's own settings for processes that tests start, with leave to reach robots on this machine."""

from __future__ import annotations

from luoshi.config.settings import *  # noqa: F403  # every setting is one

WEBHOOK_LOOPBACK = True

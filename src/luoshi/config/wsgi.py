"""The application as a WSGI server takes it."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.config.settings")
application = get_wsgi_application()

# What was loaded stays to the end: it need not be looked through for garbage again and again while people wait, and
# what a request makes is mostly gone when it ends. Measured: a sixth of the time of a page.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)

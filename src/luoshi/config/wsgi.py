"""The application as a WSGI server takes it."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from luoshi.config.parentage import end_with_server

end_with_server()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.config.settings")
application = get_wsgi_application()

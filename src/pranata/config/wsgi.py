"""WSGI entry point for granian, gunicorn and any other server."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pranata.config.settings")
application = get_wsgi_application()
# Every page's module is loaded now, and not by the first visitor of each worker.
get_resolver().url_patterns  # noqa: B018 - looking at it loads them

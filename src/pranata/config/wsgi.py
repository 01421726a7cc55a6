"""WSGI entry point for granian, gunicorn and any other server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pranata.config.settings")
application = get_wsgi_application()

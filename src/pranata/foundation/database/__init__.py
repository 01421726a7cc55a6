"""Where the database is and as whom we speak to it.

Three roles: `pranata_owner` owns the tables and only migrates; `pranata_app` serves pages and jobs, owns
nothing and cannot bypass row-level security; the server's administrator is used once, to make the two.
"""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from pranata.foundation.database.embedded import socket_directory
from pranata.foundation.environment import Environment

DATABASE_NAME = "pranata"
ROLES = {"app": "pranata_app", "owner": "pranata_owner", "administrator": "postgres"}


def django_database(env: Environment) -> dict[str, Any]:
    """Return the `DATABASES["default"]` entry for this process."""
    base: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": None,
        "OPTIONS": {},
    }
    if env.database_url is None:
        return base | {
            "NAME": DATABASE_NAME,
            "USER": ROLES[env.database_role],
            "HOST": str(socket_directory(env.home)),
        }
    return base | _from_url(env.database_url)


def _from_url(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "NAME": unquote(parts.path.lstrip("/")) or DATABASE_NAME,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }

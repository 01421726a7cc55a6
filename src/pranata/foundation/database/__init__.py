"""Where the database is and as whom we speak to it.

Three roles: `pranata_owner` owns the tables and only migrates; `pranata_app` serves pages and jobs, owns
nothing and cannot bypass row-level security; the server's administrator is used once, to make the two.
"""

from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from pranata.foundation.database.embedded import socket_directory
from pranata.foundation.environment import Environment
from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _

DATABASE_NAME = "pranata"
ROLES = {"app": "pranata_app", "owner": "pranata_owner", "administrator": "postgres"}
APP_PASSWORD = "database-app"  # noqa: S105 - the name of the file, not the password


class OwnerAddressMissing(ProductError):
    """Something that only the owner may do was asked where only the application's login is known."""


def django_database(env: Environment, role: str | None = None) -> dict[str, Any]:
    """Return the `DATABASES["default"]` entry of one role, by default that of this process."""
    role = role or env.database_role
    base: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": None,
        "OPTIONS": {},
        "PASSWORD": "",
        "PORT": "",
    }
    if env.is_embedded:
        return base | {
            "NAME": DATABASE_NAME,
            "USER": ROLES[role],
            "HOST": str(socket_directory(env.home)),
        }
    return base | (_as_application(env) if role == "app" else _as_owner(env))


def application_url(env: Environment) -> str:
    """Return the address of the server with the application's login: all that web processes may know."""
    if env.database_app_url:
        return env.database_app_url
    found = _as_application(env)
    query = urlencode({**found["OPTIONS"], "host": found["HOST"]})
    port = f":{found['PORT']}" if found["PORT"] else ""
    login = f"{quote(found['USER'], safe='')}:{quote(found['PASSWORD'], safe='')}"
    return f"postgresql://{login}@{port}/{quote(found['NAME'], safe='')}?{query}"


def from_url(url: str) -> dict[str, Any]:
    """Return the parts of a `postgresql://` address under the names that Django uses."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "NAME": unquote(parts.path.lstrip("/")) or DATABASE_NAME,
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
    }


def _as_application(env: Environment) -> dict[str, Any]:
    if env.database_app_url:
        return from_url(env.database_app_url)
    password = env.kept_secret(APP_PASSWORD)
    return from_url(env.database_url or "") | {"USER": ROLES["app"], "PASSWORD": password}


def _as_owner(env: Environment) -> dict[str, Any]:
    if env.database_url is None:
        raise OwnerAddressMissing(
            _("Alamat pemilik basis data (DATABASE_URL) tidak diberikan."),
            why=_("Migrasi membuat dan mengubah tabel, dan hanya pemilik tabel yang berhak."),
            remedy=_("Jalankan `pranata migrate` dengan DATABASE_URL milik administrator basis data."),
        )
    found = from_url(env.database_url)
    # The login may be an administrator's: what it makes shall belong to the owner all the same.
    found["OPTIONS"] = {**found["OPTIONS"], "assume_role": ROLES["owner"]}
    return found

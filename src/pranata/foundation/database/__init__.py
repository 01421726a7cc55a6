"""Where the database is and as whom we speak to it.

Four roles: `pranata_owner` owns the tables and only migrates; `pranata_app` serves pages and jobs, owns
nothing and cannot bypass row-level security; `pranata_sequencer` grows the log and reads nothing but
entries; the server's administrator is used once, to make the three.
"""

from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from pranata.foundation.database.embedded import socket_directory
from pranata.foundation.environment import Environment
from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _

DATABASE_NAME = "pranata"
ROLES = {
    "app": "pranata_app",
    "owner": "pranata_owner",
    "sequencer": "pranata_sequencer",
    "administrator": "postgres",
}
APP_PASSWORD = "database-app"  # noqa: S105 - the name of the file, not the password
SEQUENCER_PASSWORD = "database-sequencer"  # noqa: S105 - the name of the file, not the password


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
    return _url(_as_application(env))


def _url(found: dict[str, Any]) -> str:
    """Return the address that `from_url` takes apart. By hand: psycopg would cost the server 20 mebibytes."""
    # libpq takes a plus sign for itself, not for a space.
    query = urlencode({**found["OPTIONS"], "host": found["HOST"]}, quote_via=quote)
    port = f":{found['PORT']}" if found["PORT"] else ""
    login = quote(found["USER"], safe="")
    if found["PASSWORD"]:
        login += f":{quote(found['PASSWORD'], safe='')}"
    return f"postgresql://{login}@{port}/{quote(found['NAME'], safe='')}?{query}"


def application_address(env: Environment) -> str:
    """Return the address of the database with the application's login, embedded or not."""
    return _url(django_database(env, "app")) if env.is_embedded else application_url(env)


def owner_url(env: Environment) -> str:
    """Return the address of the database for work as its owner. Raises OwnerAddressMissing."""
    found = django_database(env, "owner")
    options = {name: value for name, value in found["OPTIONS"].items() if name != "assume_role"}
    # The login may be an administrator's: row-level security shall hold it as it holds the owner.
    return _url(found | {"OPTIONS": {**options, "options": f"-c role={ROLES['owner']}"}})


def sequencer_url(env: Environment) -> str | None:
    """Return the address of the server with the sequencer's login, or None where that is not known here."""
    if env.database_sequencer_url:
        return env.database_sequencer_url
    if env.is_embedded:
        return _url({**django_database(env, "sequencer"), "OPTIONS": {}})
    if not env.has_secret(SEQUENCER_PASSWORD):
        return None
    # Beside the application's login, whose address web processes know anyway.
    found = from_url(env.database_url or env.database_app_url or "")
    return _url(found | {"USER": ROLES["sequencer"], "PASSWORD": env.kept_secret(SEQUENCER_PASSWORD)})


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

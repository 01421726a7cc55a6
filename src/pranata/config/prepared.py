"""Whether an installation is prepared already, found out without loading Django.

The database itself says by what it was prepared: a note on one of its tables, which its owner alone may
write. It goes where the data goes. A database that is new, emptied, restored or prepared by other code says
something else or nothing, and is prepared.
"""

import sysconfig
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from pranata.foundation.database import application_address, owner_url
from pranata.foundation.environment import Environment

PACKAGE = Path(__file__).resolve().parents[1]
COLLECTED = ".collected-from"
"""The file among the collected static files that says from which sources they are."""

_KNOWN = "SELECT obj_description(to_regclass('public.django_migrations'), 'pg_class')"
_WRITE = sql.SQL("COMMENT ON TABLE public.django_migrations IS {}")


def sources_digest(env: Environment) -> str:
    """Return one digest of what preparing depends on: our code, the law, and the installed packages.

    What a file says counts, not when it was written. Reads some eight mebibytes.
    """
    digest = sha256()
    for path in sorted(_sources(env)):
        digest.update(str(path).encode() + sha256(path.read_bytes()).digest())
    packages = sysconfig.get_path("purelib"), sysconfig.get_path("platlib")
    for name in sorted({found.name for folder in packages for found in Path(folder).glob("*.dist-info")}):
        digest.update(name.encode())
    return digest.hexdigest()


def is_prepared(env: Environment, *, demo: bool) -> bool:
    """Whether the database was prepared to its end by what is installed now, and the static files too."""
    try:
        with psycopg.connect(application_address(env), connect_timeout=10) as database:
            row = database.execute(_KNOWN).fetchone()
    except psycopg.Error:
        return False
    return row is not None and row[0] == _note(env, sources_digest(env), demo=demo)


def forget(env: Environment) -> None:
    """Take the note away before anything is changed: who is killed half-way has prepared nothing."""
    with psycopg.connect(owner_url(env), autocommit=True) as database:
        erase(database)


def erase(database: "psycopg.Connection[Any]") -> None:
    """Take the note away in a database that may have no tables yet."""
    row = database.execute("SELECT to_regclass('public.django_migrations')").fetchone()
    if row is not None and row[0] is not None:
        database.execute(_WRITE.format(sql.NULL))


def remember(env: Environment, sources: str, *, demo: bool) -> None:
    """Write the note, as the last step. `sources` is the digest from before the first one."""
    with psycopg.connect(owner_url(env), autocommit=True) as database:
        database.execute(_WRITE.format(sql.Literal(_note(env, sources, demo=demo))))


def _note(env: Environment, sources: str, *, demo: bool) -> str:
    # The static files lie beside the database and may be of another origin than it.
    collected = env.home / "static" / COLLECTED
    static = collected.read_text(encoding="utf-8") if collected.exists() else "none"
    return sha256(f"{sources} {static} {demo}".encode()).hexdigest()


def _sources(env: Environment) -> Iterator[Path]:
    # In a wheel the law lies inside the package, in a checkout at its top; an installation may add a folder.
    for folder in (PACKAGE, PACKAGE.parents[1] / "regulations", env.regulations):
        if folder is not None and folder.is_dir():
            yield from (p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc")

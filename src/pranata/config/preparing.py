"""Everything that must be true before pages are served, made true. Safe to run again."""

import click

from pranata.config import demonstration, prepared
from pranata.config.static import collect_if_changed
from pranata.foundation.clock import utc_now
from pranata.foundation.database import installation
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.foundation.words import ngettext


def prepare(env: Environment, *, demo: bool) -> None:
    """Prepare database, static files and, if asked, the demonstration; the database notes that it was done.

    Where only the application's login is known the database must be migrated already, and nothing is noted.
    """
    sources = prepared.sources_digest(env)
    if env.database_app_url is None:
        installation.prepare_database(env)
        prepared.forget(env)
        for name in installation.migrate(env):
            click.echo("  " + _("migrasi %(name)s") % {"name": name})
    else:
        _require_migrated()
    if collect_if_changed():
        click.echo("  " + _("berkas statis disusun"))
    if demo:
        demonstration.load(now=utc_now(), report=lambda text: click.echo(f"  {text}"))
        installation.gather_statistics(env)
    # At this point everything is there. Who was killed before has no note and begins again.
    if env.database_app_url is None:
        prepared.remember(env, sources, demo=demo)


def _require_migrated() -> None:
    pending = installation.pending_migrations()
    if pending:
        raise installation.ServerNotReady(
            ngettext(
                "%(count)s migrasi belum diterapkan, yang pertama %(first)s.",
                "%(count)s migrasi belum diterapkan, yang pertama %(first)s.",
                len(pending),
            )
            % {"count": len(pending), "first": pending[0]},
            why=_("Halaman tidak dapat dilayani dari tabel versi lama."),
            remedy=_("Jalankan `pranata migrate` dengan DATABASE_URL milik administrator basis data."),
        )

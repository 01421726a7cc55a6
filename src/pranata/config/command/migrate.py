"""`pranata migrate`: make the database ready and bring its tables up to date, as their owner."""

import click

from pranata.config.command import spoken
from pranata.foundation.database import installation
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop, ngettext


@spoken.command(
    "migrate", help=gettext_noop("Siapkan peran dan basis data, lalu terapkan migrasi sebagai pemilik tabel.")
)
def command() -> None:
    """Run `pranata migrate`."""
    env = Environment.of_process()
    installation.prepare_database(env)
    applied = installation.migrate(env)
    for name in applied:
        click.echo(_("Diterapkan: %(name)s") % {"name": name})
    if not applied:
        click.echo(_("Tidak ada migrasi yang tertunda."))
        return
    count = len(applied)
    done = ngettext("%(count)s migrasi diterapkan.", "%(count)s migrasi diterapkan.", count)
    click.echo(done % {"count": count})

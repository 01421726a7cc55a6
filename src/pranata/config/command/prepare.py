"""`pranata prepare`: everything that must be true before pages are served."""

import time

import click

from pranata.config import demonstration
from pranata.config.command import spoken
from pranata.config.static import collect_if_changed
from pranata.foundation.clock import utc_now
from pranata.foundation.database import installation
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop, ngettext


@spoken.command(
    "prepare",
    help=gettext_noop(
        "Siapkan pemasangan: basis data, berkas statis, dan bila diminta data "
        "peragaan.\n\nAman dijalankan berulang kali; `serve` menjalankannya sebelum "
        "melayani."
    ),
)
@spoken.option("--demo/--no-demo", default=False, help=gettext_noop("Muat juga data peragaan."))
def command(*, demo: bool) -> None:
    """Run `pranata prepare`."""
    began = time.monotonic()
    env = Environment.of_process()
    if env.database_app_url is None:
        installation.prepare_database(env)
        for name in installation.migrate(env):
            click.echo("  " + _("migrasi %(name)s") % {"name": name})
    else:
        _require_migrated()
    if collect_if_changed():
        click.echo("  " + _("berkas statis disusun"))
    if demo:
        demonstration.load(now=utc_now(), report=lambda text: click.echo(f"  {text}"))
        installation.gather_statistics(env)
    click.echo(
        _("Siap dalam %(seconds)s detik.") % {"seconds": f"{time.monotonic() - began:.1f}".replace(".", ",")}
    )


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

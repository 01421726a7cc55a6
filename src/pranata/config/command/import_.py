"""`pranata import`: bring public reference data into an installation that shows no examples."""

import click

from pranata.assessment.operations.import_national_results import import_national_results
from pranata.config.command import spoken
from pranata.config.command.prepare import command as prepare
from pranata.foundation.clock import utc_now
from pranata.foundation.database import installation
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.organisation.operations.load_directory import load_directory


@spoken.command(
    "import",
    help=gettext_noop(
        "Muat data rujukan: daftar instansi dan hasil evaluasi nasional. Aman dijalankan berulang kali."
    ),
)
@click.argument("what", type=click.Choice(["reference"]))
@click.pass_context
def command(ctx: click.Context, *, what: str) -> None:
    """Run `pranata import`."""
    ctx.invoke(prepare, demo=False)
    click.echo(_("memuat %(what)s: daftar instansi") % {"what": what})
    load_directory(now=utc_now())
    click.echo(_("memuat %(what)s: hasil evaluasi nasional") % {"what": what})
    import_national_results(now=utc_now())
    installation.gather_statistics(Environment.of_process())

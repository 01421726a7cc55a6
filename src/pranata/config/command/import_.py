"""`pranata import`: bring public reference data into an installation that shows no examples."""

import click

from pranata.assessment.operations.import_national_results import import_national_results
from pranata.config.command.prepare import command as prepare
from pranata.foundation.clock import utc_now
from pranata.foundation.database import installation
from pranata.foundation.environment import Environment
from pranata.organisation.operations.load_directory import load_directory


@click.command("import")
@click.argument("what", type=click.Choice(["reference"]))
@click.pass_context
def command(ctx: click.Context, *, what: str) -> None:
    """Muat data rujukan: daftar instansi dan hasil evaluasi nasional. Aman dijalankan berulang kali."""
    ctx.invoke(prepare, demo=False)
    click.echo(f"memuat {what}: daftar instansi")
    load_directory(now=utc_now())
    click.echo(f"memuat {what}: hasil evaluasi nasional")
    import_national_results(now=utc_now())
    installation.gather_statistics(Environment.of_process())

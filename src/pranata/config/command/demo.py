"""`pranata demo`: load the demonstration data."""

import click

from pranata.config import demonstration
from pranata.config.command.prepare import command as prepare
from pranata.foundation.clock import utc_now


@click.command("demo")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Muat data peragaan; aman dijalankan berulang kali."""
    ctx.invoke(prepare, demo=False)
    demonstration.load(now=utc_now(), report=click.echo)

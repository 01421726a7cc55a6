"""`pranata demo`: load the demonstration data."""

import click

from pranata.config import demonstration
from pranata.config.command import spoken
from pranata.config.command.prepare import command as prepare
from pranata.foundation.clock import utc_now
from pranata.foundation.words import gettext_noop


@spoken.command("demo", help=gettext_noop("Muat data peragaan; aman dijalankan berulang kali."))
@click.pass_context
def command(ctx: click.Context) -> None:
    """Run `pranata demo`."""
    ctx.invoke(prepare, demo=False)
    demonstration.load(now=utc_now(), report=click.echo)

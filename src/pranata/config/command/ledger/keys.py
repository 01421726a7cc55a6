"""`pranata ledger keys`: the public keys of this installation's logs, to be printed and handed out."""

import json
import sys

import click

from pranata.config.command import spoken
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.ledger.keys import all_kept_keys


@spoken.command("keys", help=gettext_noop("Tampilkan kunci publik log pemasangan ini."))
@spoken.option("--json", "as_json", is_flag=True, help=gettext_noop("Cetak hasil sebagai JSON."))
def command(*, as_json: bool) -> None:
    """Run `pranata ledger keys`."""
    logs = list(all_kept_keys(Environment.of_process().home))
    if as_json:
        document = [{"origin": log.origin, "vkeys": [key.vkey for key in log.verifiers]} for log in logs]
        click.echo(json.dumps(document, indent=2))
        return
    if not logs:
        click.echo(_("Belum ada kunci log; kunci dibuat saat log pertama kali ditandatangani."), err=True)
        sys.exit(1)
    for log in logs:
        click.echo(f"# {log.origin}")
        for key in log.verifiers:
            click.echo(f"log {key.vkey}")

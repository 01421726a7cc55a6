"""`pranata witness init`: make a witness with keys of its own."""

from pathlib import Path

import click

from pranata.config.command import spoken
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.ledger.witness.folder import WitnessFolder


@spoken.command("init", help=gettext_noop("Buat saksi baru di FOLDER, dengan kunci sendiri."))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@spoken.option(
    "--name",
    required=True,
    help=gettext_noop("Nama saksi seperti alamat web, misalnya inspektorat.contohkota.go.id/saksi."),
)
def command(*, folder: Path, name: str) -> None:
    """Run `pranata witness init`."""
    made = WitnessFolder.create(folder, name)
    click.echo(_("Saksi %(name)s dibuat di %(folder)s.") % {"name": made.name, "folder": folder})
    click.echo(_("Kunci publiknya, untuk diserahkan kepada pemilik log:"))
    for key in made.verifiers:
        click.echo(key.vkey)

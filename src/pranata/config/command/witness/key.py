"""`pranata witness key`: the public keys of a witness, to be handed to logs and auditors."""

import json
from pathlib import Path

import click

from pranata.config.command import spoken
from pranata.foundation.words import gettext_noop
from pranata.ledger.witness.folder import WitnessFolder


@spoken.command("key", help=gettext_noop("Tampilkan kunci publik saksi di FOLDER."))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@spoken.option("--json", "as_json", is_flag=True, help=gettext_noop("Cetak hasil sebagai JSON."))
def command(*, folder: Path, as_json: bool) -> None:
    """Run `pranata witness key`."""
    witness = WitnessFolder(folder)
    vkeys = [key.vkey for key in witness.verifiers]
    click.echo(json.dumps({"name": witness.name, "vkeys": vkeys}, indent=2) if as_json else "\n".join(vkeys))

"""`pranata witness add-log`: trust the keys of a log."""

from pathlib import Path

import click

from pranata.config.command import spoken
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.ledger.witness.folder import WitnessFolder, log_keys


@spoken.command(
    "add-log",
    help=gettext_noop(
        "Percayai kunci sebuah log: KEY dari `pranata ledger keys` di kantor pemilik log.\n\n"
        "Sebut semua kunci log itu sekaligus; yang tidak disebut tidak lagi dipercaya."
    ),
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("key", nargs=-1, required=True)
@spoken.option("--origin", help=gettext_noop("Nama log, bila berbeda dari nama kuncinya."))
def command(*, folder: Path, key: tuple[str, ...], origin: str | None) -> None:
    """Run `pranata witness add-log`."""
    log = WitnessFolder(folder).add_log(log_keys(key), origin)
    click.echo(_("Log %(origin)s kini disaksikan.") % {"origin": log.origin})

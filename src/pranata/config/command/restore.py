"""`pranata restore`: make this installation what it was when a backup was written."""

from pathlib import Path

import click

from pranata.config import backup
from pranata.config.command import spoken
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop


@spoken.command(
    "restore",
    help=gettext_noop("Pulihkan basis data, rahasia, dan berkas dari SOURCE; hentikan layanan lebih dahulu."),
)
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@spoken.option("--replace", is_flag=True, help=gettext_noop("Gantikan isi yang sudah ada."))
def command(*, source: Path, replace: bool) -> None:
    """Run `pranata restore`."""
    manifest = backup.restore(Environment.of_process(), source, replace=replace)
    click.echo(
        _("Dipulihkan dari cadangan %(written_at)s. Jalankan `pranata migrate` bila versinya lama.")
        % {"written_at": manifest["written_at"]}
    )

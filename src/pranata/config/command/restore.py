"""`pranata restore`: make this installation what it was when a backup was written."""

from pathlib import Path

import click

from pranata.config import backup
from pranata.foundation.environment import Environment


@click.command("restore")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Gantikan isi yang sudah ada.")
def command(*, source: Path, replace: bool) -> None:
    """Pulihkan basis data, rahasia, dan berkas dari SOURCE; hentikan layanan lebih dahulu."""
    manifest = backup.restore(Environment.of_process(), source, replace=replace)
    click.echo(
        f"Dipulihkan dari cadangan {manifest['written_at']}. Jalankan `pranata migrate` bila versinya lama."
    )

"""`pranata backup`: write everything of this installation into one file."""

from pathlib import Path

import click

from pranata.config import backup
from pranata.foundation.clock import utc_now
from pranata.foundation.environment import Environment


@click.command("backup")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def command(*, target: Path) -> None:
    """Tulis basis data, rahasia, dan berkas ke TARGET; layanan boleh tetap berjalan."""
    backup.write(Environment.of_process(), target, now=utc_now())
    click.echo(f"Cadangan tertulis: {target} ({target.stat().st_size // 1024} KiB). Simpan seperti kunci.")

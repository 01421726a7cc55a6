"""`pranata backup`: write everything of this installation into one file."""

from pathlib import Path

import click

from pranata.config import backup
from pranata.config.command import spoken
from pranata.foundation.clock import utc_now
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop


@spoken.command(
    "backup",
    help=gettext_noop("Tulis basis data, rahasia, dan berkas ke TARGET; layanan boleh tetap berjalan."),
)
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def command(*, target: Path) -> None:
    """Run `pranata backup`."""
    backup.write(Environment.of_process(), target, now=utc_now())
    click.echo(
        _("Cadangan tertulis: %(target)s (%(size)s KiB). Simpan seperti kunci.")
        % {"target": target, "size": target.stat().st_size // 1024}
    )

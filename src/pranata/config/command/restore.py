"""`pranata restore`: make this installation what it was when a backup was written."""

from pathlib import Path

import click
from django.db import DatabaseError

from pranata.config import backup
from pranata.config.command import spoken
from pranata.foundation.clock import utc_now
from pranata.foundation.environment import Environment
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.organisation.models import Instansi
from pranata.records.destruction import journal
from pranata.records.destruction.repeating import repeat


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
    _destroy_again()


def _destroy_again() -> None:
    """Take out once more what the backup brought back, or say what to do where its tables are older."""
    done = 0
    try:
        for instansi in Instansi.objects.order_by("pk"):
            with tenant_scope(instansi.pk):
                done += repeat(journal.lines(), instansi_id=instansi.pk, now=utc_now())
    except DatabaseError:
        click.echo(_("Setelah `pranata migrate`, jalankan `pranata records replay`."))
        return
    if done:
        click.echo(_("%(count)d naskah yang sudah dimusnahkan, dimusnahkan lagi.") % {"count": done})

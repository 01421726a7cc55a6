"""`pranata records`: what the archive does beside answering pages. Run it from a timer."""

import click

from pranata.config.command import spoken
from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.organisation.models import Instansi
from pranata.records import uploads
from pranata.records.extraction.finding import find_waiting

PATIENCE_S = 600.0


@spoken.command(
    "records",
    help=gettext_noop(
        "Rawat arsip: read membaca teks berkas yang belum terbaca dan membuang unggahan yang ditinggalkan."
    ),
)
@click.argument("what", type=click.Choice(["read"]))
def command(*, what: str) -> None:
    """Run `pranata records`."""
    read = swept = 0
    for instansi_id in Instansi.objects.values_list("pk", flat=True).order_by("pk"):
        with tenant_scope(instansi_id):
            swept += uploads.sweep(now=utc_now())
            read += find_waiting(patience_s=PATIENCE_S)
    said = {"what": what, "read": read, "swept": swept}
    click.echo(_("%(what)s: %(read)d berkas dibaca, %(swept)d unggahan dibuang.") % said)

"""`pranata records`: what the archive does beside answering pages. Run it from a timer."""

import sys
from collections import Counter

import click

from pranata.config.command import spoken
from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.organisation.models import Instansi
from pranata.records import uploads
from pranata.records.extraction.finding import find_waiting
from pranata.records.scrubbing import scrub

PATIENCE_S = 600.0


@spoken.command(
    "records",
    help=gettext_noop(
        "Rawat arsip: read membaca teks berkas dan membuang unggahan yang ditinggalkan; scrub menghitung "
        "ulang setiap berkas dan memulihkan yang rusak."
    ),
)
@click.argument("what", type=click.Choice(["read", "scrub"]))
def command(*, what: str) -> None:
    """Run `pranata records`. Status 1 when a file is damaged in every place."""
    counts: Counter[str] = Counter()
    for instansi_id in list(Instansi.objects.values_list("pk", flat=True).order_by("pk")):
        with tenant_scope(instansi_id):
            counts += _read() if what == "read" else scrub(instansi_id, now=utc_now())
    if what == "read":
        said = _("%(read)d berkas dibaca, %(swept)d unggahan dibuang.")
        click.echo(said % {"read": counts["read"], "swept": counts["swept"]})
        return
    said = _("%(whole)d berkas utuh, %(healed)d dipulihkan, %(lost)d rusak di semua tempat.")
    click.echo(said % {name: counts[name] for name in ("whole", "healed", "lost")})
    if counts["lost"]:
        sys.exit(1)


def _read() -> Counter[str]:
    swept = uploads.sweep(now=utc_now())
    return Counter(swept=swept, read=find_waiting(patience_s=PATIENCE_S))

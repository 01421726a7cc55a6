"""`pranata records`: what the archive does beside answering pages. Run it from a timer."""

import sys
from collections import Counter
from zoneinfo import ZoneInfo

import click

from pranata.config.command import spoken
from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.organisation.models import Instansi
from pranata.records import uploads
from pranata.records.destruction import journal
from pranata.records.destruction.carrying_out import carry_out
from pranata.records.destruction.repeating import repeat
from pranata.records.extraction.finding import find_waiting
from pranata.records.scrubbing import scrub

PATIENCE_S = 600.0


def _read(_instansi: Instansi) -> Counter[str]:
    swept = uploads.sweep(now=utc_now())
    return Counter(swept=swept, read=find_waiting(patience_s=PATIENCE_S))


def _scrub(instansi: Instansi) -> Counter[str]:
    return scrub(instansi.pk, now=utc_now())


def _destroy(instansi: Instansi) -> Counter[str]:
    now = utc_now()
    return carry_out(on=now.astimezone(ZoneInfo(instansi.time_zone)).date(), now=now)


def _replay(instansi: Instansi) -> Counter[str]:
    return Counter(repeated=repeat(journal.lines(), instansi_id=instansi.pk, now=utc_now()))


WORK = {"read": _read, "scrub": _scrub, "destroy": _destroy, "replay": _replay}
NAMES = ("read", "swept", "whole", "healed", "lost", "destroyed", "kept", "refused", "repeated")


@spoken.command(
    "records",
    help=gettext_noop(
        "Rawat arsip: read membaca teks berkas dan membuang unggahan yang ditinggalkan; scrub menghitung "
        "ulang setiap berkas dan memulihkan yang rusak; destroy menyelesaikan pemusnahan yang sudah "
        "diperintahkan; replay memusnahkan lagi apa yang dibawa kembali oleh cadangan yang dipulihkan."
    ),
)
@click.argument("what", type=click.Choice(sorted(WORK)))
def command(*, what: str) -> None:
    """Run `pranata records`. Status 1 when a file is damaged in every place, or could not be destroyed."""
    counts: Counter[str] = Counter()
    for instansi in list(Instansi.objects.order_by("pk")):
        with tenant_scope(instansi.pk):
            counts += WORK[what](instansi)
    said = {
        "read": _("%(read)d berkas dibaca, %(swept)d unggahan dibuang."),
        "scrub": _("%(whole)d berkas utuh, %(healed)d dipulihkan, %(lost)d rusak di semua tempat."),
        "destroy": _("%(destroyed)d naskah dimusnahkan, %(kept)d tertahan, %(refused)d belum dapat dihapus."),
        "replay": _("%(repeated)d naskah dimusnahkan lagi menurut jurnal."),
    }
    click.echo(said[what] % {name: counts[name] for name in NAMES})
    if counts["lost"] or counts["refused"]:
        sys.exit(1)

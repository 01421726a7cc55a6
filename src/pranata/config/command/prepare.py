"""`pranata prepare`: everything that must be true before pages are served."""

import time
from importlib import import_module

import click

from pranata.config import prepared
from pranata.config.command import set_up_models, spoken
from pranata.config.serving.lifeline import end_with_parent
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop


@spoken.command(
    "prepare",
    help=gettext_noop(
        "Siapkan pemasangan: basis data, berkas statis, dan bila diminta data "
        "peragaan.\n\nAman dijalankan berulang kali; `serve` menjalankannya sebelum "
        "melayani."
    ),
)
@spoken.option("--demo/--no-demo", default=False, help=gettext_noop("Muat juga data peragaan."))
@spoken.option(
    "--if-needed", is_flag=True, help=gettext_noop("Selesai seketika bila sudah disiapkan oleh versi ini.")
)
@spoken.option("--parent", type=int, help=gettext_noop("Berakhir bersama proses dengan nomor ini."))
def command(*, demo: bool, if_needed: bool, parent: int | None) -> None:
    """Run `pranata prepare`."""
    if parent is not None:
        end_with_parent(parent)
    began = time.monotonic()
    env = Environment.of_process()
    if not (if_needed and prepared.is_prepared(env, demo=demo)):
        # Only now: loading the models takes longer than everything else on a second start.
        set_up_models()
        import_module("pranata.config.preparing").prepare(env, demo=demo)
    click.echo(
        _("Siap dalam %(seconds)s detik.") % {"seconds": f"{time.monotonic() - began:.1f}".replace(".", ",")}
    )

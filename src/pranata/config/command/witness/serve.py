"""`pranata witness serve`: answer logs over HTTP until told to stop."""

import signal
import threading
from pathlib import Path

import click

from pranata.config.command import spoken
from pranata.config.serving.address import require_usable
from pranata.foundation.clock import utc_now
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.ledger.witness.folder import WitnessFolder
from pranata.ledger.witness.judging import Witness
from pranata.ledger.witness.server import WitnessServer, in_background


def seconds() -> int:
    """Return the time that a cosignature carries."""
    return int(utc_now().timestamp())


def _address(_ctx: click.Context, _parameter: click.Parameter, given: str) -> tuple[str, int]:
    host, colon, port = given.rpartition(":")
    if not colon or not port.isdecimal() or int(port) > 65535:
        raise click.BadParameter(_("Tulis sebagai ALAMAT:PORT, misalnya 127.0.0.1:8200."))
    return host.strip("[]") or "127.0.0.1", int(port)


@spoken.command(
    "serve",
    help=gettext_noop(
        "Layani log lewat HTTP (C2SP tlog-witness) sampai dihentikan dengan Ctrl-C.\n\n"
        "Beberapa FOLDER dilayani masing-masing di bawah nama foldernya."
    ),
)
@click.argument("folder", nargs=-1, required=True, type=click.Path(file_okay=False, path_type=Path))
@spoken.option(
    "--listen",
    default="127.0.0.1:8200",
    show_default=True,
    callback=_address,
    help=gettext_noop("Alamat dan port; di luar mesin ini hanya di belakang proxy TLS."),
)
def command(*, folder: tuple[Path, ...], listen: tuple[str, int]) -> None:
    """Run `pranata witness serve`."""
    witnesses = [Witness(WitnessFolder(path), seconds) for path in folder]
    prefixes = [""] if len(witnesses) == 1 else [f"/{path.resolve().name}" for path in folder]
    require_usable(*listen, demo=False)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with WitnessServer(listen, dict(zip(prefixes, witnesses, strict=True))) as server:
        in_background(server)
        for prefix, witness in server.witnesses.items():
            place = "http://{}:{}".format(*server.server_address[:2])
            click.echo(
                _("Saksi %(name)s melayani di %(address)s")
                % {"name": witness.folder.name, "address": f"{place}{prefix}"}
            )
        click.echo(_("Hentikan dengan Ctrl-C."))
        stop.wait()
        server.shutdown()

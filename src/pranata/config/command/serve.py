"""`pranata serve`: prepare the installation and answer on an address until told to stop."""

import os
import sys

import click

from pranata.config.command import spoken
from pranata.config.serving import address, preparation, sequencer, server
from pranata.foundation.database import application_url, embedded
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop


@spoken.command("serve", help=gettext_noop("Layani halaman Pranata sampai dihentikan dengan Ctrl-C."))
@spoken.option(
    "--host", default="127.0.0.1", show_default=True, help=gettext_noop("Alamat tempat mendengarkan.")
)
@spoken.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    envvar="PORT",
    help=gettext_noop("Port tempat mendengarkan."),
)
@spoken.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True, help=gettext_noop("Jumlah proses.")
)
@spoken.option(
    "--demo/--no-demo",
    default=False,
    envvar="PRANATA_DEMO",
    help=gettext_noop("Muat data peragaan dan buka masuk sekali klik (hanya pada alamat lokal)."),
)
@spoken.option(
    "--prepare/--no-prepare", default=True, help=gettext_noop("Siapkan pemasangan sebelum melayani.")
)
def command(*, host: str, port: int, workers: int, demo: bool, prepare: bool) -> None:
    """Run `pranata serve`."""
    env = Environment.of_process()
    address.require_usable(host, port, demo=demo)
    try:
        if env.is_embedded:
            embedded.start(env.home)
        if prepare:
            preparation.run(demo=demo)
        _forget_owner(env)
        with sequencer.running(env, demo=demo):
            server.run(
                host=host, port=port, workers=workers, demo=demo, home=env.home if env.is_embedded else None
            )
    except KeyboardInterrupt:
        click.echo(_("Dihentikan."))
        sys.exit(130)
    finally:
        embedded.stop(env.home)


def _forget_owner(env: Environment) -> None:
    """Go on in a process that never knew the owner's login.

    Taking it out of `os.environ` is not enough: the kernel shows a process's first environment to every
    process of the same user. So we begin anew, with the application's login only.
    """
    if env.database_url is None:
        return
    variables = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    variables["DATABASE_APP_URL"] = application_url(env)
    again = [sys.executable, "-m", "pranata.config.command", *sys.argv[1:], "--no-prepare"]
    sys.stdout.flush()
    os.execve(sys.executable, again, variables)  # noqa: S606 - ourselves

"""`pranata ledger import-cosignature`: keep what a witness without network signed."""

from pathlib import Path

import click

from pranata.config.command import spoken
from pranata.config.command.ledger.connecting import anchoring_database
from pranata.foundation.clock import utc_now
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.ledger.anchoring.carrying import keep_cosigned
from pranata.ledger.anchoring.trust import trust_of


@spoken.command(
    "import-cosignature",
    help=gettext_noop(
        "Simpan tanda tangan saksi dari berkas INPUT yang ditulis `pranata witness sign-file`.\n\n"
        "Hanya tanda tangan saksi dalam kebijakan yang diterima, atas cap yang memang milik log ini."
    ),
)
@click.argument("input", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def command(*, input: Path) -> None:  # noqa: A002 - the name of the argument
    """Run `pranata ledger import-cosignature`."""
    env = Environment.of_process()
    with anchoring_database(env) as database:
        kept = keep_cosigned(database, input.read_bytes(), trust=trust_of(env), now=utc_now())
    for name in kept.witnesses:
        click.echo(
            _("Tanda tangan %(name)s atas %(size)s catatan disimpan.") % {"name": name, "size": kept.size}
        )

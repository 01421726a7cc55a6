"""`pranata ledger import-cosignature`: keep what a witness without network signed."""

from pathlib import Path

import click

from pranata.config.command import spoken
from pranata.config.command.ledger.connecting import anchoring_database
from pranata.foundation.clock import utc_now
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.ledger.anchoring.carrying import take_brought
from pranata.ledger.anchoring.trust import trust_of
from pranata.ledger.canonical import Json
from pranata.ledger.operations.bring_cosignature import bring_cosignature

COMMAND: dict[str, Json] = {"system": "perintah"}


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
    env, now = Environment.of_process(), utc_now()
    trust = trust_of(env)
    with anchoring_database(env) as database:
        kept = bring_cosignature(
            document=input.read_bytes(), trust=trust, tenant_id=None, actor=COMMAND, now=now
        )
        take_brought(database, trust=trust, now=now)
    for name in kept.witnesses:
        click.echo(
            _("Tanda tangan %(name)s atas %(size)s catatan disimpan.") % {"name": name, "size": kept.size}
        )

"""`pranata ledger export-checkpoint`: what a witness without network is brought, as a file."""

from pathlib import Path

import click

from pranata.config.command import spoken
from pranata.config.command.ledger.connecting import anchoring_database
from pranata.foundation.durable import write_durably
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.ledger.anchoring.carrying import submission_for


@spoken.command(
    "export-checkpoint",
    help=gettext_noop(
        "Tulis cap log terakhir dengan bukti kelanjutannya ke OUTPUT, untuk saksi tanpa jaringan.\n\n"
        "Saksi menandatanganinya dengan `pranata witness sign-file`."
    ),
)
@click.argument("output", type=click.Path(dir_okay=False, path_type=Path))
@spoken.option(
    "--witness",
    help=gettext_noop("Nama saksi di tanda tangannya; buktinya mulai dari yang terakhir ia lihat."),
)
@spoken.option(
    "--old",
    type=click.IntRange(min=0),
    help=gettext_noop("Ukuran yang terakhir dilihat saksi itu, bila ia menyebutnya."),
)
def command(*, output: Path, witness: str | None, old: int | None) -> None:
    """Run `pranata ledger export-checkpoint`."""
    with anchoring_database(Environment.of_process()) as database:
        submission = submission_for(database, witness=witness, old=old)
    write_durably(output.absolute(), bytes(submission))
    click.echo(
        _("Cap %(size)s catatan ditulis ke %(output)s, melanjutkan ukuran %(old)s.")
        % {"size": submission.checkpoint.size, "output": output, "old": submission.old}
    )

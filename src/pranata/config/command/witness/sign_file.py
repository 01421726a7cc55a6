"""`pranata witness sign-file`: cosign what was carried here, where there is no network."""

import sys
from pathlib import Path

import click

from pranata.config.command import spoken
from pranata.config.command.witness.serve import seconds
from pranata.foundation.durable import write_durably
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.ledger.witness.folder import WitnessFolder
from pranata.ledger.witness.judging import Witness


@spoken.command(
    "sign-file",
    help=gettext_noop(
        "Periksa dan tandatangani berkas INPUT dari `pranata ledger export-checkpoint`.\n\n"
        "Jawabannya ditulis ke OUTPUT. Status 1 bila ditolak, dan OUTPUT tidak ditulis."
    ),
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("input", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("output", type=click.Path(dir_okay=False, path_type=Path))
def command(*, folder: Path, input: Path, output: Path) -> None:  # noqa: A002 - the name of the argument
    """Run `pranata witness sign-file`."""
    submission = input.read_bytes()
    answer = Witness(WitnessFolder(folder), seconds).add_checkpoint(submission)
    text = answer.body.decode().strip()
    if answer.status == 409:
        click.echo(
            _(
                "Saksi ini terakhir melihat %(size)s catatan. Minta berkas baru: "
                "`pranata ledger export-checkpoint --old %(size)s`."
            )
            % {"size": text},
            err=True,
        )
    elif answer.status != 200:
        click.echo(_("Ditolak (%(status)s): %(cause)s") % {"status": answer.status, "cause": text}, err=True)
    else:
        # The whole note goes back: its size says which checkpoint was signed.
        write_durably(output.absolute(), submission.partition(b"\n\n")[2] + answer.body)
        click.echo(_("Ditandatangani; bawa %(output)s kembali ke pemilik log.") % {"output": output})
    sys.exit(answer.status != 200)

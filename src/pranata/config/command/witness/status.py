"""`pranata witness status`: what a witness saw last of each log."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from pranata.config.command import spoken
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.ledger.notes import verify
from pranata.ledger.notes.text import base64_text
from pranata.ledger.witness.folder import KnownLog, WitnessFolder


@spoken.command("status", help=gettext_noop("Tampilkan yang terakhir dilihat saksi dari setiap log."))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@spoken.option("--json", "as_json", is_flag=True, help=gettext_noop("Cetak hasil sebagai JSON."))
def command(*, folder: Path, as_json: bool) -> None:
    """Run `pranata witness status`."""
    witness = WitnessFolder(folder)
    logs = [_seen(witness, log) for log in witness.logs()]
    if as_json:
        click.echo(json.dumps({"name": witness.name, "logs": logs}, indent=2))
        return
    click.echo(_("Saksi %(name)s") % {"name": witness.name})
    for log in logs:
        if log["cosigned_at"] is None:
            click.echo("  " + _("%(origin)s: belum pernah ditandatangani") % log)
        else:
            click.echo(
                "  " + _("%(origin)s: %(size)s catatan, ditandatangani %(cosigned_at)s, akar %(root)s") % log
            )


def _seen(witness: WitnessFolder, log: KnownLog) -> dict[str, object]:
    state = log.state()
    times = [found.time or 0 for found in verify(state.note, witness.verifiers)] if state.note else []
    at = datetime.fromtimestamp(max(times), UTC) if times else None
    return {
        "origin": log.origin,
        "size": state.size,
        "root": base64_text(state.root),
        "cosigned_at": f"{at:%Y-%m-%dT%H:%M:%SZ}" if at else None,
        "keys": [key.vkey for key in log.keys],
    }

"""`pranata verify`: the stand-alone verifier of evidence bundles, run in place."""

import sys
from pathlib import Path

import click

from pranata.config.command import spoken
from pranata.foundation.words import gettext_noop
from pranata.ledger.bundles import verifikasi


@spoken.command(
    "verify",
    help=gettext_noop(
        "Periksa paket bukti di PATH (folder atau zip), tanpa pengaturan dan tanpa basis data.\n\n"
        "Status 0 TERBUKTI (PROVEN), 1 UTUH (SELF-CONSISTENT ONLY), 2 TIDAK TERBUKTI (NOT PROVEN)."
    ),
)
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@spoken.option(
    "--policy",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=gettext_noop(
        "Kunci dari luar paket (C2SP tlog-policy). Tanpa kunci dari luar, jawaban terbaik UTUH."
    ),
)
@spoken.option(
    "--fingerprint", default="", help=gettext_noop("SHA-256 kebijakan.txt menurut lembar kunci cetak.")
)
@spoken.option("--json", "as_json", is_flag=True, help=gettext_noop("Jawaban untuk mesin."))
def command(path: Path, policy: Path | None, fingerprint: str, *, as_json: bool) -> None:
    """Run `pranata verify`."""
    keys = policy.read_bytes() if policy else None
    report = verifikasi.verify_path(path, keys, verifikasi.fingerprint_of(fingerprint))
    click.echo(verifikasi.as_json(report) if as_json else verifikasi.as_text(report))
    sys.exit(verifikasi.EXIT[report.verdict])

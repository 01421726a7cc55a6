"""`pranata ledger audit`: compute everything the log says again, trusting only public keys."""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
import psycopg

from pranata.config.command import spoken
from pranata.foundation.database import owner_url
from pranata.foundation.environment import Environment
from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.ledger.anchoring.trust import Trust, trust_of, trust_of_policy
from pranata.ledger.auditing.audit import Configuration, audit
from pranata.ledger.auditing.finding import KINDS, Report
from pranata.ledger.auditing.signatures import read_keys
from pranata.ledger.keys import all_kept_keys
from pranata.ledger.notes import Policy, PolicyMalformed, Verifier

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

SHOWN = 50
FAULT, IMPOSSIBLE = 1, 2


@spoken.command(
    "audit", help=gettext_noop("Hitung ulang seluruh log; percaya hanya pada kunci publik yang diberikan.")
)
@spoken.option(
    "--keys",
    "keys_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=gettext_noop("Berkas kunci publik log; bawaannya kunci pemasangan ini."),
)
@spoken.option(
    "--tsa",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=gettext_noop("Sertifikat akar TSA (PEM) untuk memeriksa cap waktu; bawaannya PRANATA_TSA_CA."),
)
@spoken.option(
    "--cores", type=click.IntRange(1, 64), default=2, show_default=True, help=gettext_noop("Jumlah proses.")
)
@spoken.option("--json", "as_json", is_flag=True, help=gettext_noop("Cetak hasil sebagai JSON."))
def command(*, keys_file: Path | None, tsa: Path | None, cores: int, as_json: bool) -> None:
    """Run `pranata ledger audit`."""
    env = Environment.of_process()
    try:
        configuration = Configuration(
            conninfo=owner_url(env),
            keys=_keys(env, keys_file),
            trust=_trust(env, keys_file),
            authorities=_authorities(tsa or env.tsa_ca),
            cores=cores,
            state=_state(env),
        )
        report = audit(configuration, _progress)
    except (ProductError, psycopg.Error, OSError, ValueError) as error:
        click.echo(str(error), err=True)
        sys.exit(IMPOSSIBLE)
    _tell(report, as_json=as_json)
    sys.exit(0 if report.is_sound else FAULT)


def _keys(env: Environment, file: Path | None) -> tuple[Verifier, ...]:
    if file is not None:
        return read_keys(file.read_bytes())
    return tuple(key for log in all_kept_keys(env.home) for key in log.verifiers)


def _trust(env: Environment, file: Path | None) -> Trust | None:
    """Return whom to know as witnesses: those of the file that was given, else those of this installation."""
    if file is None:
        return trust_of(env)
    try:
        return trust_of_policy(Policy.parse(file.read_bytes()))
    except PolicyMalformed:
        return None  # lines of keys, which name no witness


def _authorities(file: Path | None) -> "tuple[Certificate, ...]":
    if file is None:
        return ()
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415 - where stamps are checked

    return tuple(load_pem_x509_certificates(file.read_bytes()))


def _state(env: Environment) -> Path:
    folder = env.home / "run"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        click.echo(f"\r{done:,} / {total:,}".replace(",", "."), nl=False, err=True)


def _tell(report: Report, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(report.document(), indent=1))
        return
    for finding in report.findings[:SHOWN]:
        click.echo(_(KINDS[finding.kind]) % {"what": finding.what})
    if len(report.findings) > SHOWN:
        click.echo(_("… dan %(count)s lagi.") % {"count": len(report.findings) - SHOWN})
    click.echo(
        _("%(entries)s catatan, %(checkpoints)s tanda tangan, %(waiting)s menunggu: %(found)s temuan.")
        % {
            "entries": report.entries,
            "checkpoints": report.checkpoints,
            "waiting": report.waiting,
            "found": len(report.findings),
        }
    )
    for line in _outside(report):
        click.echo(line)


def _outside(report: Report) -> Iterator[str]:
    seen, words = report.outside, asdict(report.outside) | {"entries": report.entries}
    if seen.covered is None:
        yield _("Tanpa kebijakan saksi; tidak diketahui siapa yang harus menyaksikan log ini.")
    else:
        yield (
            _(
                "Disaksikan menurut kebijakan: %(covered)s dari %(entries)s catatan; "
                "%(cosignatures)s tanda tangan saksi diperiksa."
            )
            % words
        )
    if seen.unknown:
        yield _("%(unknown)s tanda tangan dari nama di luar kebijakan tidak diperiksa.") % words
    if seen.anchors or seen.unchecked:
        yield _("%(anchors)s jangkar (cap waktu dan lembar cetak) diperiksa.") % words
    if seen.unchecked:
        yield _("%(unchecked)s jangkar tidak diperiksa: sebut sertifikat akar TSA dengan --tsa.") % words

"""`pranata ledger sheet`: the daily sheet on paper, and that it was printed."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from pranata.config.command import spoken
from pranata.config.command.ledger.connecting import anchoring_database
from pranata.config.command.ledger.import_cosignature import COMMAND
from pranata.foundation.clock import utc_now
from pranata.foundation.durable import write_durably
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.ledger.anchoring.printing import sheet_of
from pranata.ledger.anchoring.sheet import sheet_pdf
from pranata.ledger.anchoring.trust import trust_of
from pranata.ledger.keys import all_kept_keys
from pranata.ledger.operations.confirm_sheet import BookedSheet, confirm_sheet

ZONE = ZoneInfo("Asia/Jakarta")


@spoken.command(
    "sheet",
    help=gettext_noop("Buat Lembar jangkar harian sebagai PDF, atau catat bahwa lembar itu sudah dicetak."),
)
@spoken.option(
    "--date", "day", help=gettext_noop("Hari yang ditutup lembar itu, YYYY-MM-DD; tanpa ini hari ini.")
)
@spoken.option(
    "--pdf", type=click.Path(dir_okay=False, path_type=Path), help=gettext_noop("Berkas PDF yang ditulis.")
)
@spoken.option(
    "--confirm",
    type=click.IntRange(min=1),
    help=gettext_noop("Ukuran pada lembar yang sudah dicetak dan ditandatangani dua orang."),
)
@spoken.option("--book", default="", help=gettext_noop("Nomor buku tempat lembar itu disimpan."))
@spoken.option("--page", default="", help=gettext_noop("Halaman buku itu."))
@spoken.option("--printed-by", default="", help=gettext_noop("Nama yang mencetak dan mencocokkan."))
@spoken.option("--kept-by", default="", help=gettext_noop("Nama yang menerima dan membukukan."))
def command(day: str | None, pdf: Path | None, confirm: int | None, **book: str) -> None:
    """Run `pranata ledger sheet`."""
    if (pdf is None) == (confirm is None):
        raise click.UsageError(_("Sebut --pdf untuk mencetak, atau --confirm sesudah dicetak."))
    env, now = Environment.of_process(), utc_now()
    on = _day(day) if day else now.astimezone(ZONE).date()
    if confirm is not None:
        sheet = BookedSheet(day=on, ends_at=_end(on), size=confirm, **book)
        confirm_sheet(sheet=sheet, tenant_id=None, actor=COMMAND, now=now)
        words = {"day": on, "size": confirm}
        click.echo(_("Lembar %(day)s dengan %(size)s catatan dicatat sebagai tercetak.") % words)
    if pdf is not None:
        _write(env, on, pdf)


def _write(env: Environment, on: dt.date, pdf: Path) -> None:
    with anchoring_database(env) as database:
        keys = {kept.origin: kept.verifiers for kept in all_kept_keys(env.home)}
        sheet = sheet_of(database, day=on, end=_end(on), keys=keys, trust=trust_of(env))
    write_durably(pdf.absolute(), sheet_pdf(sheet))
    click.echo(
        _(
            "Lembar %(day)s ditulis ke %(pdf)s. Sesudah dicetak: "
            "`pranata ledger sheet --date %(day)s --confirm %(size)s`."
        )
        % {"day": on, "pdf": pdf, "size": sheet.checkpoint.size}
    )


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(_("Tulis tanggal sebagai YYYY-MM-DD.")) from error


def _end(day: dt.date) -> dt.datetime:
    """Return the end of a day where the west of the country keeps its time."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), ZONE)

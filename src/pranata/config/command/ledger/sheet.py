"""`pranata ledger sheet`: the daily sheet on paper, and that it was printed."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from pranata.config.command import spoken
from pranata.config.command.ledger.connecting import anchoring_database
from pranata.foundation.clock import utc_now
from pranata.foundation.durable import write_durably
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.ledger.anchoring.printing import confirm_printed, sheet_of
from pranata.ledger.anchoring.sheet import sheet_pdf
from pranata.ledger.anchoring.trust import trust_of
from pranata.ledger.keys import all_kept_keys

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
def command(*, day: str | None, pdf: Path | None, confirm: int | None) -> None:
    """Run `pranata ledger sheet`."""
    if (pdf is None) == (confirm is None):
        raise click.UsageError(_("Sebut --pdf untuk mencetak, atau --confirm sesudah dicetak."))
    env, now = Environment.of_process(), utc_now()
    on = _day(day) if day else now.astimezone(ZONE).date()
    with anchoring_database(env) as database:
        if confirm is not None:
            confirm_printed(database, day=on, size=confirm, now=now)
            click.echo(
                _("Lembar %(day)s dengan %(size)s catatan dicatat sebagai tercetak.")
                % {"day": on, "size": confirm}
            )
            return
        keys = {kept.origin: kept.verifiers for kept in all_kept_keys(env.home)}
        sheet = sheet_of(database, day=on, end=_end(on), keys=keys, trust=trust_of(env))
    if pdf is not None:
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

"""`pranata index`: from a file of levels to the exact index, without settings and without a database."""

import json
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import click

from pranata.assessment.levels_file import Claim, LevelsFileError, claim_in, read_levels
from pranata.assessment.regulations import Regulation, RegulationInvalid, UnknownInstrument, available, load
from pranata.assessment.wording import warning_sentences
from pranata.config.command import spoken
from pranata.config.command.index_text import result_text, trace_text
from pranata.engine.scoring import AnswersMissing, OnMissing, Score, score
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop, ngettext

NAMED_AT_MOST = 10
STANDARD = "spbe-2020"
# Far above what `read_levels` accepts, so that its own sentence names the size; far below the memory.
READ_AT_MOST = 64 * 1024 * 1024


class Refused(click.ClickException):
    """The input cannot be used: one sentence on standard error, and status 2."""

    exit_code = 2

    def show(self, file: object = None) -> None:  # noqa: ARG002 -- click's signature
        """Print the sentence and nothing else."""
        click.echo(self.format_message(), err=True)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the caller asked to get out."""

    as_json: bool
    with_trace: bool
    xlsx: Path | None
    pdf: Path | None


@spoken.command(
    "index",
    help=gettext_noop(
        "Hitung indeks secara eksak dari FILE: CSV (indikator,nilai), XLSX, atau JSON; "
        "`-` membaca masukan baku.\n\nBilangan dicetak dengan titik desimal. Masukan yang "
        "keliru ditolak dengan satu kalimat dan status 2."
    ),
)
@click.argument("file", required=False, type=click.Path(path_type=Path, allow_dash=True))
@spoken.option(
    "--instrument",
    default=None,
    show_default=STANDARD,
    help=gettext_noop("Instrumen yang dipakai; bawaan mengalah pada yang disebut berkas hitung ulang."),
)
@spoken.option(
    "--year",
    type=click.IntRange(2018, 2100),
    help=gettext_noop("Tahun evaluasi; menentukan pembanding predikat."),
)
@spoken.option(
    "--assume-floor",
    is_flag=True,
    help=gettext_noop("Hitung indikator tanpa jawaban sebagai tingkat terendah."),
)
@spoken.option("--json", "as_json", is_flag=True, help=gettext_noop("Cetak hasil sebagai JSON."))
@spoken.option(
    "--trace",
    "with_trace",
    is_flag=True,
    help=gettext_noop("Cetak setiap langkah; dengan --json dapat diulang mesin."),
)
@spoken.option(
    "--xlsx",
    type=click.Path(path_type=Path),
    help=gettext_noop("Tulis hasil (atau formulir) ke berkas XLSX."),
)
@spoken.option("--pdf", type=click.Path(path_type=Path), help=gettext_noop("Tulis hasil ke berkas PDF/A."))
@spoken.option(
    "--template", metavar="INSTRUMEN", help=gettext_noop("Tulis formulir isian instrumen ini ke --xlsx.")
)
def command(
    file: Path | None,
    instrument: str | None,
    year: int | None,
    template: str | None,
    xlsx: Path | None,
    pdf: Path | None,
    *,
    assume_floor: bool,
    as_json: bool,
    with_trace: bool,
) -> None:
    """Run `pranata index`."""
    if template is not None:
        _write_template(regulation_of(template), xlsx)
        return
    content = content_of(file)
    claim = claim_in(content)
    regulation = regulation_of(instrument or (claim.instrument if claim else STANDARD))
    # A file to recompute names what was not answered, so counting it at the floor is not a guess.
    given = _Given(file.name if file else "", content, year or (claim.year if claim else None))
    found = _scored(regulation, given, assume_floor=assume_floor or claim is not None)
    _require_claimed(found, claim)
    wanted = Wanted(as_json=as_json, with_trace=with_trace, xlsx=xlsx, pdf=pdf)
    _print(regulation, found, wanted)
    _write(regulation, found, wanted)


def regulation_of(instrument_id: str) -> Regulation:
    """Return a regulation by its id. Raises Refused."""
    try:
        return load(instrument_id)
    except UnknownInstrument:
        raise Refused(
            _("Instrumen “%(instrument)s” tidak dikenal; yang tersedia: %(available)s.")
            % {"instrument": instrument_id[:40], "available": ", ".join(available())}
        ) from None
    except RegulationInvalid as problem:
        raise Refused(
            _("Data instrumen %(instrument)s tidak dapat dipakai: %(problem)s.")
            % {"instrument": instrument_id, "problem": problem}
        ) from problem


@dataclass(frozen=True)
class _Given:
    """A file as it was given, and the year it is computed for."""

    name: str
    content: bytes
    year: int | None


def _require_claimed(found: Score, claim: Claim | None) -> None:
    """Refuse a file to recompute whose levels do not give what it says they give."""
    if claim is None or claim.index_exact == str(found.index):
        return
    raise Refused(
        _("Berkas ini menyebut indeks eksak %(claimed)s, padahal tingkatnya memberi %(found)s.")
        % {"claimed": claim.index_exact[:40], "found": found.index}
    )


def _scored(regulation: Regulation, given: _Given, *, assume_floor: bool) -> Score:
    instrument = regulation.instrument
    on_missing = OnMissing.FLOOR if assume_floor else OnMissing.REFUSE
    try:
        levels = read_levels(given.name, given.content, instrument)
        return score(instrument, levels, on_missing=on_missing, year=given.year)
    except LevelsFileError as refused:
        raise Refused(str(refused)) from refused
    except AnswersMissing as refused:
        raise Refused(missing_sentence(refused.numbers, regulation)) from refused


def content_of(file: Path | None) -> bytes:
    """Return the bytes of a file, `-` being standard input. Raises Refused."""
    if file is None:
        raise Refused(
            _("Sebutkan berkas tingkat, misalnya: pranata index tingkat.csv --instrument spbe-2020.")
        )
    if str(file) == "-":
        return sys.stdin.buffer.read(READ_AT_MOST)
    try:
        with file.open("rb") as stream:
            return stream.read(READ_AT_MOST)
    except OSError as problem:
        raise Refused(
            _("Berkas %(file)s tidak dapat dibaca; periksa nama dan izinnya.") % {"file": file}
        ) from problem


def missing_sentence(numbers: tuple[str, ...], regulation: Regulation) -> str:
    """Say which indicators have no level, and what to do."""
    named = ", ".join(numbers[:NAMED_AT_MOST])
    more = len(numbers) - NAMED_AT_MOST
    if more > 0:
        named += ngettext(", dan %(count)s lainnya", ", dan %(count)s lainnya", more) % {"count": more}
    floor = regulation.scoring.level_range.minimum
    return _(
        "Belum ada tingkat untuk indikator %(named)s; lengkapi, atau pakai "
        "--assume-floor agar dihitung sebagai tingkat %(floor)s."
    ) % {"named": named, "floor": floor}


def _print(regulation: Regulation, found: Score, wanted: Wanted) -> None:
    if wanted.as_json:
        document = found.trace.to_document() if wanted.with_trace else found.to_document()
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    click.echo(trace_text(found) if wanted.with_trace else result_text(regulation, found))
    for sentence in warning_sentences(regulation, found):
        click.echo(_("Perhatian: %(sentence)s") % {"sentence": sentence}, err=True)


def _write(regulation: Regulation, found: Score, wanted: Wanted) -> None:
    if wanted.xlsx is not None:
        save(wanted.xlsx, _exports("result_xlsx", regulation, found))
    if wanted.pdf is not None:
        save(wanted.pdf, _exports("result_pdf", regulation, found))


def _write_template(regulation: Regulation, xlsx: Path | None) -> None:
    if xlsx is None:
        raise Refused(_("Sebutkan tempat formulir ditulis, misalnya: --xlsx formulir.xlsx."))
    save(xlsx, _exports("levels_template_xlsx", regulation))


def _exports(function: str, *arguments: object) -> bytes:
    # Spreadsheet and PDF writers take longer to import than a score takes; load them when they are asked for.
    content: bytes = getattr(import_module("pranata.assessment.exports"), function)(*arguments)
    return content


def save(path: Path, content: bytes) -> None:
    """Write a file and say so. Raises Refused."""
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise Refused(
            _("Berkas %(path)s tidak dapat ditulis; periksa map dan izinnya.") % {"path": path}
        ) from problem
    click.echo(_("Ditulis: %(path)s") % {"path": path}, err=True)

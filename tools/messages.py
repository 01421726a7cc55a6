"""Collect the product's texts for translation and compile the catalogues; needs no gettext programs.

    python -m tools.messages missing > missing.po   # what English still lacks, ready to fill in
    python -m tools.messages merge missing.po       # take the filled file into the catalogue, and compile
    python -m tools.messages update                 # bring the catalogues up to the sources, and compile

The language of the sources is Indonesian, so its catalogue holds only plural rules.
"""

import datetime as dt
import io
import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src/pranata"
LOCALES = SOURCES / "locale"
LANGUAGES = ("en", "id")
EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
# Python calls with the positions of their texts. Babel's defaults, and Django's lazy twins.
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
Key = tuple[str, str]
Found = tuple[str, int, str | tuple[str, ...], str | None]


@cache
def messages() -> Catalog:
    """Return every text of the sources marked for translation, with where it stands; found once a process."""
    catalog = Catalog(project="Pranata", charset="utf-8")
    for path, line, text, context in sorted(_found(), key=lambda f: (f[0], f[1])):
        catalog.add(text, locations=[(path, line)], context=context)
    return catalog


def catalogue(language: str) -> Catalog:
    """Return the kept translations of a language."""
    with po_path(language).open("rb") as file:
        return read_po(file, locale=language)


def missing(language: str = "en") -> list[Message]:
    """Return the texts of the sources that the language lacks, in the order of their places."""
    kept = catalogue(language)
    return [m for m in messages() if m.id and not _translated(kept.get(m.id, m.context))]


def po_path(language: str) -> Path:
    """Return where the readable catalogue lives."""
    return LOCALES / language / "LC_MESSAGES" / "django.po"


def compiled(language: str) -> bytes:
    """Return the catalogue as Django reads it."""
    kept = catalogue(language)
    kept.creation_date = kept.revision_date = EPOCH  # else every compilation would differ
    out = io.BytesIO()
    write_mo(out, kept)
    return out.getvalue()


def placeholders(text: str) -> set[str]:
    """Return the named placeholders of a text: `%(name)s` and `{name}`."""
    return set(re.findall(r"%\((\w+)\)|{(\w+)}", text))


def _found() -> Iterator[Found]:
    for path in sorted(SOURCES.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            yield from _of_python(path, path.read_bytes())
    for path in sorted(SOURCES.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            yield from _of_python(path, _templatized(path))


def _templatized(path: Path) -> bytes:
    from django.utils.translation.template import templatize  # noqa: PLC0415 - Django is set up only here

    code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    # What is left of the markup is no Python; without its indentation the tokenizer can walk over it.
    return "\n".join(line.strip() for line in code.splitlines()).encode("utf-8")


def _of_python(path: Path, code: bytes) -> Iterator[Found]:
    name = str(path.relative_to(ROOT))
    for line, text, _comments, context in extract("python", io.BytesIO(code), KEYWORDS):
        if text and text != ("", ""):
            yield name, line, text, context


def _translated(message: Message | None) -> bool:
    if message is None or "fuzzy" in message.flags:
        return False
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def _write(language: str, catalog: Catalog) -> None:
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    out = io.BytesIO()
    write_po(
        out, catalog, width=110, no_location=True, sort_output=True, ignore_obsolete=True, omit_header=False
    )
    path.write_bytes(_steady(out.getvalue()))
    path.with_suffix(".mo").write_bytes(compiled(language))


def _steady(content: bytes) -> bytes:
    """Drop the header's dates and tool versions: the same texts give the same file."""
    drop = (
        b'"POT-Creation-Date',
        b'"PO-Revision-Date',
        b'"Generated-By',
        b'"Last-Translator',
        b'"Report-Msgid',
    )
    return b"\n".join(line for line in content.split(b"\n") if not line.startswith(drop))


def _up_to_date(language: str, *others: Catalog) -> Catalog:
    """Return the sources' texts with every translation known from the catalogue and the others."""
    known = [catalogue(language)] if po_path(language).exists() else []
    fresh = Catalog(locale=language, project="Pranata", charset="utf-8", fuzzy=False, header_comment="")
    for message in messages() if language != "id" else ():
        if message.id:
            fresh.add(message.id, _best(message, [*others, *known]), context=message.context)
    return fresh


def _best(message: Message, sources: list[Catalog]) -> str | tuple[str, ...]:
    for source in sources:
        kept = source.get(message.id, message.context)
        if kept is not None and _translated(kept):
            return tuple(kept.string) if isinstance(kept.string, list | tuple) else kept.string or ""
    return ("", "") if message.pluralizable else ""


@click.group()
def main() -> None:
    """Texts of the product and their translations."""


@main.command(name="missing")
@click.option("--language", default="en")
def print_missing(language: str) -> None:
    """Print what a language lacks as a .po file."""
    lacking = Catalog(locale=language, project="Pranata", charset="utf-8", fuzzy=False)
    for message in missing(language):
        lacking.add(message.id, locations=message.locations, context=message.context)
    out = io.BytesIO()
    write_po(out, lacking, width=110)
    sys.stdout.buffer.write(_steady(out.getvalue()))
    click.echo(f"{len(lacking)} teks belum diterjemahkan ({language}).", err=True)


@main.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--language", default="en")
def merge(file: Path, language: str) -> None:
    """Take the translations of FILE into the catalogue and compile it."""
    with file.open("rb") as opened:
        given = read_po(opened, locale=language)
    _write(language, _up_to_date(language, given))
    click.echo(f"{len(missing(language))} teks belum diterjemahkan ({language}).")


@main.command()
def update() -> None:
    """Bring every catalogue up to the sources and compile it."""
    for language in LANGUAGES:
        _write(language, _up_to_date(language))
    click.echo(f"{len(missing('en'))} teks belum diterjemahkan (en).")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pranata.config.settings")
    sys.path.insert(0, str(ROOT / "src"))
    main()

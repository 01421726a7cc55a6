"""The result on paper: PDF/A-3 with the trace attached, so that the sheet proves its own number."""

import json
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from pranata.assessment.regulations import Regulation
from pranata.assessment.wording import BASIS_NAMES, decimal_text, warning_sentences
from pranata.engine.scoring import ALGORITHM, ENGINE_VERSION, PartScore, Score, display, rounded
from pranata.foundation.fonts import FONTS
from pranata.foundation.ui.numbers import MONTHS
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop, language

HERE = Path(__file__).parent
# What stands on the sheet itself; the template has no words of its own.
LABELS = {
    "page": gettext_noop("Halaman {page} dari {pages}"),
    "warning": gettext_noop("Perhatian"),
    "index": gettext_noop("Indeks"),
    "compared": gettext_noop("dibandingkan memakai {basis}"),
    "exact": gettext_noop("Nilai eksak"),
    "number": gettext_noop("No."),
    "name": gettext_noop("Nama"),
    "weight": gettext_noop("Bobot"),
    "value": gettext_noop("Nilai"),
    "facts": gettext_noop("Dasar dan cara menghitung"),
    "levels": gettext_noop("Tingkat tiap indikator"),
    "indicator": gettext_noop("Indikator"),
    "source": gettext_noop("Sumber"),
    "level": gettext_noop("Tingkat"),
    "assumed": gettext_noop("Tidak dijawab; dihitung sebagai tingkat terendah."),
    "attached": gettext_noop("Setiap langkah penghitungan, dapat dihitung ulang oleh mesin"),
}


def result_pdf(
    regulation: Regulation, score: Score, *, body: str = "", printed_on: date | None = None
) -> bytes:
    """Return the result as tagged PDF/A-3 with `jejak.json` attached. About 0.1 s of CPU.

    `body` is the government body it is about. The same arguments give the same bytes.
    """
    # A: every letter is in the file and it is tagged for screen readers; 3: it may carry the trace.
    content = _compiler().compile(
        format="pdf",
        pdf_standards=["a-3a"],
        sys_inputs={
            "result": json.dumps(_document(regulation, score, body, printed_on), ensure_ascii=False),
            "trace": json.dumps(score.trace.to_document(), ensure_ascii=False, indent=1),
        },
    )
    if not isinstance(content, bytes):
        raise TypeError("typst gave no single document")
    return content


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(input=HERE / "result.typ", root=HERE, font_paths=fonts)


def _document(regulation: Regulation, score: Score, body: str, printed_on: date | None) -> dict[str, Any]:
    # PDF/A-3 asks for a date; without one of printing, the date of the data keeps the bytes the same.
    date_of = printed_on or regulation.rechecked_on
    names = [band.name for band in score.instrument.bands]
    return {
        "title": regulation.title,
        "date": [date_of.year, date_of.month, date_of.day],
        "language": language(),
        "labels": {key: _(text) for key, text in LABELS.items()},
        "heading": body or _("Hasil penghitungan indeks"),
        "when": _when(score, printed_on),
        "warnings": warning_sentences(regulation, score),
        "index": _shown(score.index, score),
        "exact": _exact(score.index),
        "predikat": score.predikat.applied,
        "rank": names.index(score.predikat.applied),
        "basis": _(BASIS_NAMES[score.predikat.comparison.basis]),
        "bands": _bands(score),
        "position": _place(score.index, score),
        "parts_heading": _("Domain dan aspek") if score.domains else _("Aspek"),
        "parts": _parts(score),
        "facts": _facts(regulation, score),
        "indicators": _indicators(score),
        "footer": f"{regulation.short_title} · {score.instrument.digest[:16]} · {ALGORITHM} {ENGINE_VERSION}",
    }


def _when(score: Score, printed_on: date | None) -> str:
    year = _("Evaluasi %(year)s") % {"year": score.year} if score.year else ""
    printed = _("dicetak %(day)s") % {"day": _day(printed_on)} if printed_on else ""
    return ", ".join(part for part in (year, printed) if part)


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[language()][day.month - 1]} {day.year}"


def _shown(value: Fraction, score: Score) -> str:
    return display(value, score.instrument.decimals).replace(".", ",")


def _exact(value: Fraction) -> str:
    text = decimal_text(value)
    return text if value.denominator == 1 else f"{text} ({value.numerator}/{value.denominator})"


def _place(value: Fraction, score: Score) -> float:
    """Where a value lies between the lowest and the highest level, for drawing only."""
    span = score.instrument.score
    return float((value - span.minimum) / (span.maximum - span.minimum))


def _bands(score: Score) -> list[dict[str, Any]]:
    bands = score.instrument.bands
    ends = [band.minimum for band in bands[1:]] + [score.instrument.score.maximum]
    return [
        {
            "name": band.name,
            "minimum": display(band.minimum, 1).replace(".", ","),
            "start": _place(band.minimum, score),
            "end": _place(end, score),
            "rank": rank,
            "applies": band.name == score.predikat.applied,
        }
        for rank, (band, end) in enumerate(zip(bands, ends, strict=True))
    ]


def _parts(score: Score) -> list[dict[str, Any]]:
    aspects = {part.number: part for part in score.aspects}
    if not score.domains:
        return [_part(part, score, strong=False) for part in score.aspects]
    rows: list[dict[str, Any]] = []
    for domain, shown in zip(score.instrument.domains, score.domains, strict=True):
        rows.append(_part(shown, score, strong=True))
        rows.extend(_part(aspects[aspect.number], score, strong=False) for aspect in domain.aspects)
    return rows


def _part(part: PartScore, score: Score, *, strong: bool) -> dict[str, Any]:
    return {
        "number": f"{'D' if strong else 'A'}{part.number}",
        "name": part.name,
        "weight": _weight(part.weight),
        "value": _shown(part.value, score),
        "fraction": _place(part.value, score),
        "strong": strong,
    }


def _weight(weight: Fraction) -> str:
    return display(weight).replace(".", ",") if rounded(weight) == weight else str(weight)


def _indicators(score: Score) -> list[dict[str, Any]]:
    steps = score.trace.steps[: len(score.indicators)]
    return [
        {
            "number": item.number,
            "name": item.short_name,
            "citation": step.citation,
            "weight": _weight(item.weight),
            "value": decimal_text(step.value) if step.value.denominator != 1 else str(step.value),
            "tone": max(int(step.value) - 1, 0),
            "assumed": step.assumed,
        }
        for item, step in zip(score.instrument.indicators, steps, strict=True)
    ]


def _formula(regulation: Regulation) -> str:
    words = (
        regulation.scoring.formula.index.replace("_", " ")
        .replace("*", "×")
        .replace("sum(", _("jumlah") + " (")
    )
    return _("Indeks = %(words)s; tiap nilai eksak, tidak dari nilai yang sudah dibulatkan") % {
        "words": words
    }


def _comparison(regulation: Regulation, year: int | None) -> str:
    comparison = regulation.scoring.predikat.comparison
    return (comparison.default if year is None else comparison.years.get(year, comparison.default)).finding


def _facts(regulation: Regulation, score: Score) -> list[dict[str, str]]:
    facts = {
        _("Dasar hukum"): "; ".join(basis.number for basis in regulation.legal_basis),
        _("Rumus"): _formula(regulation),
        _("Pembulatan"): regulation.scoring.rounding.rule,
        _("Pembanding predikat"): _comparison(regulation, score.year),
        _("Kepastian"): regulation.certainty_note,
        _("Hitung ulang"): _(
            "Lampiran jejak.json di dalam berkas ini memuat setiap langkah, bobot, dan sumber."
        ),
    }
    return [{"label": label, "text": text} for label, text in facts.items()]

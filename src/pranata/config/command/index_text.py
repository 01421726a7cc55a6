"""The result and its trace as plain text for a terminal."""

from collections.abc import Iterator

from pranata.assessment.regulations import Regulation
from pranata.assessment.wording import CERTAINTY_NAMES, decimal_text
from pranata.engine.scoring import PartScore, Score, display
from pranata.foundation.words import gettext as _

NAME_WIDTH = 62
LABEL_WIDTH = 10


def result_text(regulation: Regulation, found: Score) -> str:
    """Return a heading, the index with its predikat, and a table of domains and aspects."""
    year = f" · {found.year}" if found.year else ""
    exact = f"{decimal_text(found.index, comma=False)} ({found.index})"
    lines = [
        f"{regulation.title} · {regulation.id}{year}",
        "",
        _labelled(_("Indeks"), f"{display(found.index, found.instrument.decimals)}"),
        _labelled(_("Eksak"), f"{exact}"),
        _labelled(_("Predikat"), f"{found.predikat.applied}"),
        "",
        _line("", _("Domain dan aspek") if found.domains else _("Aspek"), _("Bobot"), _("Nilai")),
        "-" * (NAME_WIDTH + 20),
        *_parts(found),
        "",
        _("Instrumen %(digest)s… · kepastian: %(certainty)s")
        % {"digest": found.instrument.digest[:16], "certainty": _(CERTAINTY_NAMES[regulation.certainty])},
    ]
    return "\n".join(lines)


def trace_text(found: Score) -> str:
    """Return every step in order: what, the arithmetic, and where the law says so."""
    lines: list[str] = []
    for step in found.trace.steps:
        assumed = " " + _("(dianggap, tidak dijawab)") if step.assumed else ""
        weight = _("bobot %(weight)s") % {"weight": decimal_text(step.weight, comma=False)}
        lines.append(f"{step.id}  {step.name}  [{weight}; {step.citation}]{assumed}")
        lines.append(f"    = {step.expression}")
    verdict = found.predikat
    why = f"{verdict.comparison.basis.value}; {verdict.comparison.citation}"
    lines.append(_("predikat") + f"  {verdict.applied}  [{why}]")
    return "\n".join(lines)


def _parts(found: Score) -> Iterator[str]:
    aspects = {part.number: part for part in found.aspects}
    if not found.domains:
        yield from (_part(part, found) for part in found.aspects)
        return
    for domain, shown in zip(found.instrument.domains, found.domains, strict=True):
        yield _part(shown, found)
        yield from (_part(aspects[aspect.number], found, indent="   ") for aspect in domain.aspects)


def _part(part: PartScore, found: Score, indent: str = "") -> str:
    weight = decimal_text(part.weight, comma=False)
    return _line(indent + part.number, part.name, weight, display(part.value, found.instrument.decimals))


def _labelled(label: str, value: str) -> str:
    return f"{label:<{LABEL_WIDTH}}{value}"


def _line(number: str, name: str, weight: str, value: str) -> str:
    shortened = name if len(name) <= NAME_WIDTH else f"{name[: NAME_WIDTH - 1]}…"
    return f"{number:<5} {shortened:<{NAME_WIDTH}} {weight:>6} {value:>6}".rstrip()

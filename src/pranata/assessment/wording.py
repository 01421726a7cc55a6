"""What must be said beside a result, as sentences for readers; command, exports and pages say the same."""

from collections.abc import Callable
from fractions import Fraction

from pranata.assessment.regulations import Regulation
from pranata.engine.scoring import Basis, Certainty, Score, Warned, display
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop, ngettext

# Translated where they are shown.
BASIS_NAMES = {
    Basis.ROUNDED: gettext_noop("indeks terbulatkan"),
    Basis.EXACT: gettext_noop("indeks eksak"),
}
CERTAINTY_NAMES = {
    Certainty.OFFICIAL: gettext_noop("resmi"),
    Certainty.DERIVED: gettext_noop("disimpulkan"),
    Certainty.UNCERTAIN: gettext_noop("belum pasti"),
}


def warning_sentences(regulation: Regulation, score: Score) -> tuple[str, ...]:
    """Return a sentence for every warning of the score, in its order."""
    return tuple(SENTENCES[warned](regulation, score) for warned in score.warnings)


def decimal_text(value: Fraction, *, comma: bool = True) -> str:
    """Write an exact value as a decimal where it ends within eight places, else with four and an ellipsis."""
    text = display(value, 8).rstrip("0")
    if Fraction(text + "0") != value:
        text = f"{display(value, 4)}…"
    elif len(text.partition(".")[2]) < 2:
        text = display(value, 2)
    return text.replace(".", ",") if comma else text


def _uncertain(regulation: Regulation, _score: Score) -> str:
    return _("Instrumen ini belum pasti. %(note)s") % {"note": regulation.certainty_note}


def _not_covered(regulation: Regulation, score: Score) -> str:
    first, last = regulation.validity.first_year, regulation.validity.last_year
    span = _("%(first)s sampai %(last)s") if last else _("sejak %(first)s")
    years = span % {"first": first, "last": last}
    return _("Instrumen %(id)s dipakai untuk evaluasi %(span)s, bukan %(year)s.") % {
        "id": regulation.id,
        "span": years,
        "year": score.year,
    }


def _floor_counted(_regulation: Regulation, score: Score) -> str:
    floor = display(score.instrument.score.minimum, 0)
    count = len(score.missing)
    sentence = ngettext(
        "%(count)s indikator tanpa jawaban dihitung sebagai tingkat %(floor)s: %(missing)s.",
        "%(count)s indikator tanpa jawaban dihitung sebagai tingkat %(floor)s: %(missing)s.",
        count,
    )
    return sentence % {"count": count, "floor": floor, "missing": ", ".join(score.missing)}


def _differs(_regulation: Regulation, score: Score) -> str:
    verdict = score.predikat
    basis = _(BASIS_NAMES[verdict.comparison.basis])
    return _(
        "Pembulatan menentukan predikat: %(rounded)s menurut indeks terbulatkan, %(exact)s "
        "menurut indeks eksak. Yang dipakai adalah %(basis)s."
    ) % {"rounded": verdict.rounded, "exact": verdict.exact, "basis": basis}


def _comparison_uncertain(_regulation: Regulation, score: Score) -> str:
    when = _("tahun %(year)s") % {"year": score.year} if score.year else _("tahun yang tidak disebut")
    return _(
        "Cara membandingkan indeks dengan batas predikat untuk %(when)s belum diketahui dari sumber resmi."
    ) % {"when": when}


SENTENCES: dict[Warned, Callable[[Regulation, Score], str]] = {
    Warned.INSTRUMENT_UNCERTAIN: _uncertain,
    Warned.YEAR_NOT_COVERED: _not_covered,
    Warned.FLOOR_COUNTED: _floor_counted,
    Warned.PREDIKAT_DIFFERS: _differs,
    Warned.COMPARISON_UNCERTAIN: _comparison_uncertain,
}

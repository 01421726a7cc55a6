"""What must be said beside a result, as sentences for readers; command, exports and pages say the same."""

from collections.abc import Callable
from fractions import Fraction

from pranata.assessment.regulations import Regulation
from pranata.engine.scoring import Basis, Certainty, Score, Warned, display

BASIS_NAMES = {Basis.ROUNDED: "indeks terbulatkan", Basis.EXACT: "indeks eksak"}
CERTAINTY_NAMES = {
    Certainty.OFFICIAL: "resmi",
    Certainty.DERIVED: "disimpulkan",
    Certainty.UNCERTAIN: "belum pasti",
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
    return f"Instrumen ini belum pasti. {regulation.certainty_note}"


def _not_covered(regulation: Regulation, score: Score) -> str:
    first, last = regulation.validity.first_year, regulation.validity.last_year
    span = f"{first} sampai {last}" if last else f"sejak {first}"
    return f"Instrumen {regulation.id} dipakai untuk evaluasi {span}, bukan {score.year}."


def _floor_counted(_regulation: Regulation, score: Score) -> str:
    floor = display(score.instrument.score.minimum, 0)
    count = len(score.missing)
    return f"{count} indikator tanpa jawaban dihitung sebagai tingkat {floor}: {', '.join(score.missing)}."


def _differs(_regulation: Regulation, score: Score) -> str:
    verdict = score.predikat
    basis = BASIS_NAMES[verdict.comparison.basis]
    return (
        f"Pembulatan menentukan predikat: {verdict.rounded} menurut indeks terbulatkan, {verdict.exact} "
        f"menurut indeks eksak. Yang dipakai adalah {basis}."
    )


def _comparison_uncertain(_regulation: Regulation, score: Score) -> str:
    when = f"tahun {score.year}" if score.year else "tahun yang tidak disebut"
    return f"Cara membandingkan indeks dengan batas predikat untuk {when} belum diketahui dari sumber resmi."


SENTENCES: dict[Warned, Callable[[Regulation, Score], str]] = {
    Warned.INSTRUMENT_UNCERTAIN: _uncertain,
    Warned.YEAR_NOT_COVERED: _not_covered,
    Warned.FLOOR_COUNTED: _floor_counted,
    Warned.PREDIKAT_DIFFERS: _differs,
    Warned.COMPARISON_UNCERTAIN: _comparison_uncertain,
}

"""A made-up instrument: two domains, three aspects, five indicators, weights that do not divide evenly."""

from fractions import Fraction

from pranata.engine.scoring import (
    Aspect,
    Basis,
    Certainty,
    Comparison,
    Domain,
    Indicator,
    Instrument,
    PredikatBand,
    ScoreRange,
)

ROUNDED = Comparison(Basis.ROUNDED, Certainty.DERIVED, "report-2023")
EXACT = Comparison(Basis.EXACT, Certainty.UNCERTAIN)
BANDS = (
    PredikatBand("Kurang", Fraction(0)),
    PredikatBand("Cukup", Fraction("1.8")),
    PredikatBand("Baik", Fraction("2.6")),
)


def indicator(number, weight, floor=1):
    return Indicator(number, f"Indikator {number}", f"I{number}", Fraction(weight), Fraction(floor), "law:1")


def aspect(number, *indicators):
    weight = sum(item.weight for item in indicators)
    return Aspect(number, f"Aspek {number}", weight, tuple(indicators), "law:2")


def domain(number, *aspects):
    return Domain(number, f"Domain {number}", sum(part.weight for part in aspects), tuple(aspects))


def make_instrument(minimum=1, step=1, **changes):
    content = {
        "id": "made-up",
        "title": "Instrumen contoh",
        "certainty": Certainty.OFFICIAL,
        "domains": (
            domain("1", aspect("1", indicator("1", "20/6", minimum), indicator("2", "20/6", minimum))),
            domain(
                "2",
                aspect("2", indicator("3", "40/6", minimum)),
                aspect("3", indicator("4", "1.3", minimum), indicator("5-1", "8.7", minimum)),
            ),
        ),
        "score": ScoreRange(Fraction(minimum), Fraction(5), None if step is None else Fraction(step)),
        "bands": BANDS,
        "default_comparison": EXACT,
        "comparisons": {2023: ROUNDED},
        "years": (2021, 2025),
    }
    return Instrument(**{**content, **changes})


LEVELS = {"1": 1, "2": 2, "3": 3, "4": 4, "5-1": 5}

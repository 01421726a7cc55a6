"""The calculation alone."""

from bench.harness import Figure, cpu_ms
from pranata.assessment.regulations import load
from pranata.engine.scoring import score

REPEATED = 200


def figures() -> list[Figure]:
    """Score 47 indicators many times; the trace, which is made when asked for, apart."""
    instrument = load("spbe-2020").instrument
    answers = {item.number: 1 + position % 5 for position, item in enumerate(instrument.indicators)}

    def many() -> None:
        for _ in range(REPEATED):
            score(instrument, answers, year=2023)

    def traced() -> None:
        score(instrument, answers, year=2023).trace.to_document()

    return [
        Figure(name="47-indicator score", value=cpu_ms(many) / REPEATED, unit="ms CPU", limit=0.3),
        Figure(name="47-indicator score with its whole trace as JSON", value=cpu_ms(traced), unit="ms CPU"),
    ]

"""What a closed or published assessment freezes: enough for a stranger to recompute it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pranata.assessment import regulations
from pranata.assessment.levels import plain_text
from pranata.assessment.models import Answer, Assessment
from pranata.assessment.queries.score import score_now
from pranata.engine.scoring import ENGINE_VERSION, Score, display


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """Levels and the result they give, with the versions of law and arithmetic that gave it."""

    instrument: str
    instrument_digest: str
    engine_version: str
    year: int
    levels: dict[str, str | None]
    score: Score

    @property
    def decimals(self) -> int:
        """With how many decimals the instrument prints a value."""
        return self.score.instrument.decimals

    @property
    def index(self) -> str:
        """The index as printed: "2.15"."""
        return display(self.score.index, self.decimals)

    @property
    def index_exact(self) -> str:
        """The index as an exact fraction: "4309/2000"."""
        return str(self.score.index)

    def parts(self, kind: str) -> dict[str, str]:
        """Return number → displayed value of the `domains` or the `aspects`."""
        return {part.number: display(part.value, self.decimals) for part in getattr(self.score, kind)}

    def to_document(self) -> dict[str, Any]:
        """Return the snapshot as JSON: texts, lists and maps only."""
        return {
            "instrument": self.instrument,
            "instrument_digest": self.instrument_digest,
            "engine_version": self.engine_version,
            "year": self.year,
            "levels": self.levels,
            "missing": list(self.score.missing),
            "index": self.index,
            "index_exact": self.index_exact,
            "predikat": self.score.predikat.applied,
            "domains": self.parts("domains"),
            "aspects": self.parts("aspects"),
        }


def take_snapshot(assessment: Assessment, answers: Iterable[Answer]) -> Snapshot:
    """Freeze the answers as they are, scored by the instrument as it is loaded now."""
    return snapshot_of(assessment, {row.indicator: row.level for row in answers})


def snapshot_of(assessment: Assessment, levels: Mapping[str, Decimal | None]) -> Snapshot:
    """Freeze these levels, of whichever stage, scored by the instrument as it is loaded now."""
    instrument = regulations.load(assessment.instrument).instrument
    exact = {number: None if level is None else Fraction(level) for number, level in levels.items()}
    return Snapshot(
        instrument=instrument.id,
        instrument_digest=instrument.digest,
        engine_version=ENGINE_VERSION,
        year=assessment.year,
        levels={number: plain_text(level) for number, level in levels.items()},
        score=score_now(instrument, exact, year=assessment.year),
    )

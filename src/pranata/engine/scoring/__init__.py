"""The index of an instrument: exact fractions in, a result with its whole way out.

`docs/algorithms/weighted_mean_v1.md` explains the calculation with a worked table that is a test.
Owns the arithmetic and nothing of the law: weights, bands, range and comparisons come in as data.
Absence is `None` and is refused unless the caller asks to count the floor. Half-up only at display.
"""

from pranata.engine.scoring.algorithm import ALGORITHM, ENGINE_VERSION
from pranata.engine.scoring.answers import (
    AnswersMissing,
    Level,
    LevelOutOfRange,
    OnMissing,
    UnknownIndicator,
)
from pranata.engine.scoring.certainty import Certainty
from pranata.engine.scoring.consistency import consistent_indices, domain_values
from pranata.engine.scoring.digest import calculation_document, canonical_json
from pranata.engine.scoring.display import display, rounded
from pranata.engine.scoring.instrument import (
    Aspect,
    Basis,
    Comparison,
    Domain,
    InconsistentInstrument,
    Indicator,
    Instrument,
    PredikatBand,
    ScoreRange,
)
from pranata.engine.scoring.means import mean_of
from pranata.engine.scoring.predikat import PredikatVerdict, band_of, judge
from pranata.engine.scoring.replay import TraceRefused, replay
from pranata.engine.scoring.score import PartScore, Score, Warned, score
from pranata.engine.scoring.trace import Step, Term, Trace

__all__ = [
    "ALGORITHM",
    "ENGINE_VERSION",
    "AnswersMissing",
    "Aspect",
    "Basis",
    "Certainty",
    "Comparison",
    "Domain",
    "InconsistentInstrument",
    "Indicator",
    "Instrument",
    "Level",
    "LevelOutOfRange",
    "OnMissing",
    "PartScore",
    "PredikatBand",
    "PredikatVerdict",
    "Score",
    "ScoreRange",
    "Step",
    "Term",
    "Trace",
    "TraceRefused",
    "UnknownIndicator",
    "Warned",
    "band_of",
    "calculation_document",
    "canonical_json",
    "consistent_indices",
    "display",
    "domain_values",
    "judge",
    "mean_of",
    "replay",
    "rounded",
    "score",
]

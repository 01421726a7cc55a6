"""Law as data: reads `regulations/<id>/`, checks it, and makes the engine's instruments of it.

`available()` and `load(id)` are all a caller needs; `crosswalk(one, other)` joins two instruments.
Loading needs neither Django's settings nor a database.
A folder named by `PRANATA_REGULATIONS` adds instruments to the packaged ones. Documents are frozen and
cached: treat what `load` returns as a constant of the process. The guide `docs/guide/add-a-regulation.md`
shows the way in.
"""

from pranata.assessment.regulations.cases import Case, differences
from pranata.assessment.regulations.criteria import IndicatorCriteria, LevelCriteria
from pranata.assessment.regulations.crosswalk import Crosswalk, Lone, Match, Relation
from pranata.assessment.regulations.crosswalks import (
    UnknownCrosswalk,
    crosswalk,
    crosswalks,
    crosswalks_of,
    load_crosswalk,
)
from pranata.assessment.regulations.loader import UnknownInstrument, available, load, load_folder
from pranata.assessment.regulations.reading import RegulationInvalid
from pranata.assessment.regulations.regulation import Regulation
from pranata.assessment.regulations.sources import Source

__all__ = [
    "Case",
    "Crosswalk",
    "IndicatorCriteria",
    "LevelCriteria",
    "Lone",
    "Match",
    "Regulation",
    "RegulationInvalid",
    "Relation",
    "Source",
    "UnknownCrosswalk",
    "UnknownInstrument",
    "available",
    "crosswalk",
    "crosswalks",
    "crosswalks_of",
    "differences",
    "load",
    "load_crosswalk",
    "load_folder",
]

"""Loading a regulation: every file read, checked alone, then against each other."""

from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from pranata.assessment.regulations.cases import Case, Cases
from pranata.assessment.regulations.criteria import AspectFile, Structure
from pranata.assessment.regulations.folders import regulation_folders
from pranata.assessment.regulations.head import Head
from pranata.assessment.regulations.process import Process
from pranata.assessment.regulations.reading import RegulationInvalid, read_document
from pranata.assessment.regulations.regulation import Regulation
from pranata.assessment.regulations.scoring import Band, Scoring
from pranata.assessment.regulations.sources import Sources
from pranata.assessment.regulations.values import citations_in, source_key
from pranata.engine.scoring import InconsistentInstrument


class UnknownInstrument(LookupError):
    """There is no regulation of this id."""

    def __init__(self, instrument_id: str) -> None:
        super().__init__(instrument_id)
        self.instrument_id = instrument_id


def available() -> tuple[str, ...]:
    """Return the ids of all regulations found, newest first year first. Loads each of them once."""
    folders = regulation_folders()
    return tuple(sorted(folders, key=lambda name: (-load(name).validity.first_year, name)))


def load(instrument_id: str) -> Regulation:
    """Return a regulation; the same object every time in one process.

    Raises UnknownInstrument, or RegulationInvalid with file and field.
    """
    folder = regulation_folders().get(instrument_id)
    if folder is None:
        raise UnknownInstrument(instrument_id)
    return load_folder(folder)


@lru_cache(maxsize=32)
def load_folder(folder: Path) -> Regulation:
    """Read one folder. Raises RegulationInvalid with file and field."""
    regulation = Regulation(
        head=read_document(folder / "regulation.yaml", Head),
        scoring=read_document(folder / "scoring.yaml", Scoring),
        process=read_document(folder / "process.yaml", Process),
        structure=read_document(folder / "domains.yaml", Structure),
        aspect_files=MappingProxyType(_aspect_files(folder)),
        sources=MappingProxyType(read_document(folder / "sources.yaml", Sources).root),
        cases=_cases(folder),
    )
    _require_agreement(regulation, folder)
    return regulation


def _aspect_files(folder: Path) -> dict[str, AspectFile]:
    files: dict[str, AspectFile] = {}
    for path in sorted(folder.glob("aspects/*.yaml")):
        file = read_document(path, AspectFile)
        if file.aspect in files:
            raise RegulationInvalid(path, f"aspect: {file.aspect} has a file already")
        files[file.aspect] = file
    return files


def _cases(folder: Path) -> tuple[Case, ...]:
    paths = sorted(folder.glob("cases/*.yaml"))
    return tuple(case for path in paths for case in read_document(path, Cases).root)


def _require_agreement(regulation: Regulation, folder: Path) -> None:
    """Hold the files against each other: id, aspects, scales, levels, bands, citations, weights."""
    if regulation.id != folder.name:
        raise RegulationInvalid(folder / "regulation.yaml", f"id: {regulation.id} is not the folder's name")
    _require_aspects(regulation, folder)
    _require_scales(regulation, folder)
    _require_closed_bands(regulation.scoring.predikat.bands, folder)
    _require_known_sources(regulation, folder)
    try:
        _ = regulation.instrument.digest
    except InconsistentInstrument as problem:
        raise RegulationInvalid(folder / "domains.yaml", str(problem)) from problem


def _require_aspects(regulation: Regulation, folder: Path) -> None:
    listed = [aspect.number for aspect in regulation.aspects]
    if missing := [number for number in listed if number not in regulation.aspect_files]:
        raise RegulationInvalid(folder / "domains.yaml", f"aspect {missing[0]} has no file in aspects/")
    if unlisted := [number for number in regulation.aspect_files if number not in listed]:
        raise RegulationInvalid(folder / "domains.yaml", f"aspect {unlisted[0]} has a file and no weight")


def _require_scales(regulation: Regulation, folder: Path) -> None:
    level_range = regulation.scoring.level_range
    for item in regulation.indicators:
        if item.scale not in regulation.scoring.scales:
            raise RegulationInvalid(folder / "scoring.yaml", f"scales: {item.scale} is not described")
        for level in item.levels:
            if not level_range.minimum <= level <= level_range.maximum:
                problem = f"indicator {item.number}: level {level} lies outside the range"
                raise RegulationInvalid(folder / "scoring.yaml", problem)


def _require_closed_bands(bands: tuple[Band, ...], folder: Path) -> None:
    for lower, upper in pairwise(bands):
        if lower.maximum != upper.minimum or lower.includes_maximum:
            problem = f"predikat.bands: {upper.name} must begin where {lower.name} ends"
            raise RegulationInvalid(folder / "scoring.yaml", problem)


def _require_known_sources(regulation: Regulation, folder: Path) -> None:
    parts = (regulation.head, regulation.scoring, regulation.process, regulation.structure)
    cited = citations_in((*parts, *regulation.aspect_files.values()))
    cited |= {case.citation for case in regulation.cases}
    if unknown := sorted(text for text in cited if source_key(text) not in regulation.sources):
        raise RegulationInvalid(
            folder / "sources.yaml", f"there is no source for the citation {unknown[0]!r}"
        )

"""Loading crosswalks: each file read, checked alone, then against the two instruments it joins."""

from functools import lru_cache
from pathlib import Path

from pranata.assessment.regulations.crosswalk import Crosswalk, CrosswalkFile, Pair, Relation, Without
from pranata.assessment.regulations.folders import crosswalk_files
from pranata.assessment.regulations.loader import UnknownInstrument, load
from pranata.assessment.regulations.reading import RegulationInvalid, read_document
from pranata.assessment.regulations.regulation import Regulation
from pranata.assessment.regulations.values import Cited, source_key
from pranata.engine.scoring import Certainty

SURENESS = (Certainty.UNCERTAIN, Certainty.DERIVED, Certainty.OFFICIAL)


class UnknownCrosswalk(LookupError):
    """Nothing joins these two instruments."""


def crosswalks() -> tuple[tuple[str, str], ...]:
    """Return which instruments are joined, as (earlier, later), the latest first."""
    found = [(file.earlier, file.later) for file in map(load_crosswalk, crosswalk_files())]
    return tuple(sorted(found, key=lambda pair: -load(pair[1]).validity.first_year))


def crosswalk(source: str, target: str) -> Crosswalk:
    """Return what joins two instruments, read from `source` to `target`. Raises UnknownCrosswalk."""
    for path in crosswalk_files():
        file = load_crosswalk(path)
        if {file.earlier, file.later} == {source, target} and source != target:
            return _read(file, source, target)
    raise UnknownCrosswalk(source, target)


def crosswalks_of(instrument: str) -> tuple[Crosswalk, ...]:
    """Return every crosswalk that begins at an instrument, the latest first."""
    pairs = [pair for pair in crosswalks() if instrument in pair]
    return tuple(crosswalk(instrument, one if one != instrument else other) for one, other in pairs)


@lru_cache(maxsize=32)
def _read(file: CrosswalkFile, source: str, target: str) -> Crosswalk:
    return Crosswalk(file=file, source=load(source), target=load(target))


@lru_cache(maxsize=32)
def load_crosswalk(path: Path) -> CrosswalkFile:
    """Read one file. Raises RegulationInvalid with file and field."""
    file = read_document(path, CrosswalkFile)
    if path.stem != f"{file.earlier}_{file.later}":
        raise RegulationInvalid(path, f"{file.earlier}_{file.later} is not the file's name")
    try:
        earlier, later = load(file.earlier), load(file.later)
    except UnknownInstrument as problem:
        raise RegulationInvalid(path, f"there is no instrument {problem.instrument_id}") from problem
    _require_complete(path, earlier, [pair.earlier for pair in file.pairs], file.without_later)
    _require_complete(path, later, [pair.later for pair in file.pairs], file.without_earlier)
    for pair in file.pairs:
        _require_sound(path, pair)
    joined = [(pair.earlier, pair.later) for pair in file.pairs]
    if twice := [pair for pair in joined if joined.count(pair) > 1]:
        raise RegulationInvalid(path, f"the pair {twice[0]} occurs twice")
    for part in (*file.pairs, *file.without_later, *file.without_earlier):
        _require_certainty(path, part, earlier, later)
    return file


def _require_complete(
    path: Path, regulation: Regulation, paired: list[str], without: tuple[Without, ...]
) -> None:
    """Each indicator is paired or said to be without a counterpart, never both and never neither."""
    known = {item.number for item in regulation.indicators}
    alone = [number for group in without for number in group.indicators]
    if unknown := sorted({*paired, *alone} - known):
        raise RegulationInvalid(path, f"{regulation.id} has no indicator {unknown[0]}")
    if both := sorted({*paired} & {*alone}) or [n for n in alone if alone.count(n) > 1]:
        raise RegulationInvalid(path, f"{regulation.id} indicator {both[0]} is said twice")
    if silent := sorted(known - {*paired} - {*alone}):
        raise RegulationInvalid(path, f"{regulation.id} indicator {silent[0]} is not mentioned")


def _require_sound(path: Path, pair: Pair) -> None:
    """What the later asks beyond the earlier is said exactly where it does ask more."""
    asks_more = pair.relation in (Relation.BROADER, Relation.PARTLY)
    if asks_more != bool(pair.not_covered):
        raise RegulationInvalid(path, f"pair {pair.earlier} {pair.later}: not_covered goes with asking more")


def _require_certainty(path: Path, part: Cited, *sides: Regulation) -> None:
    """Nothing is surer than the less sure of the two instruments, and official only by a citation."""
    least = min(SURENESS.index(side.certainty) for side in sides)
    if SURENESS.index(part.certainty) > least:
        raise RegulationInvalid(path, f"{part.certainty} is surer than the instruments themselves")
    sources = {key for side in sides for key in side.sources}
    if unknown := [text for text in part.citations if source_key(text) not in sources]:
        raise RegulationInvalid(path, f"there is no source for the citation {unknown[0]!r}")
    if part.certainty is Certainty.OFFICIAL and not part.citations:
        raise RegulationInvalid(path, "what is official cites its text")

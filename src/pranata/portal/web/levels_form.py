"""The levels a visitor typed, kept exactly as typed, with what each one means or what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from pranata.assessment.levels import allowed_levels, level_in, level_text
from pranata.assessment.regulations import Regulation
from pranata.engine.scoring import OnMissing, Score, score

PREFIX = "t-"


@dataclass(frozen=True)
class Row:
    """One indicator on the form: `typed` is what stands in the field, `error` a sentence or nothing."""

    number: str
    name: str
    weight: Fraction
    typed: str
    error: str


@dataclass(frozen=True)
class Group:
    """The rows of one aspect; `domain` names the domain when its first aspect begins, else is empty."""

    domain: str
    number: str
    name: str
    rows: tuple[Row, ...]


@dataclass
class LevelsForm:
    """What was typed for an instrument. `levels` holds only what could be read; the rest is in `errors`."""

    regulation: Regulation
    typed: Mapping[str, str]
    levels: dict[str, Fraction] = field(default_factory=dict, init=False)
    errors: dict[str, str] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for item in self.regulation.instrument.indicators:
            text = self.typed.get(item.number, "").strip()
            if not text:
                continue
            level = level_in(text.replace(" ", ""), self.regulation.instrument.score)
            if level is None:
                self.errors[item.number] = allowed_levels(self.regulation.instrument.score)
            else:
                self.levels[item.number] = level

    @classmethod
    def of_post(cls, regulation: Regulation, posted: Mapping[str, str]) -> "LevelsForm":
        """Take the fields of a submitted form."""
        typed = {key.removeprefix(PREFIX): value for key, value in posted.items() if key.startswith(PREFIX)}
        return cls(regulation, typed)

    @classmethod
    def of_levels(cls, regulation: Regulation, levels: Mapping[str, Fraction]) -> "LevelsForm":
        """Take levels that were read from a file, a paste or an example."""
        return cls(regulation, {number: level_text(level) for number, level in levels.items()})

    @property
    def choices(self) -> tuple[str, ...]:
        """The whole levels to choose from, or nothing where decimals are allowed."""
        allowed = self.regulation.instrument.score
        if allowed.step != 1:
            return ()
        return tuple(str(level) for level in range(int(allowed.minimum), int(allowed.maximum) + 1))

    @property
    def groups(self) -> Iterator[Group]:
        """The rows by aspect, in the order of the regulation."""
        for domain in self.regulation.instrument.domains:
            heading = domain.name if self.regulation.structure.has_domains else ""
            for aspect in domain.aspects:
                rows = tuple(self._row(item.number) for item in aspect.indicators)
                yield Group(heading, aspect.number, aspect.name, rows)
                heading = ""

    def score(self, year: int | None) -> Score | None:
        """Return the score with every empty indicator at the floor, or None while nothing could be read."""
        if not self.levels:
            return None
        return score(self.regulation.instrument, self.levels, on_missing=OnMissing.FLOOR, year=year)

    def _row(self, number: str) -> Row:
        item = self.regulation.instrument.indicator(number)
        return Row(
            number, item.short_name, item.weight, self.typed.get(number, ""), self.errors.get(number, "")
        )

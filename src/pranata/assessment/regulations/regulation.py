"""A regulation as read: its files together, and the instrument the engine calculates with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType

from pranata.assessment.regulations.cases import Case
from pranata.assessment.regulations.criteria import (
    AspectFile,
    AspectWeight,
    DomainWeight,
    IndicatorCriteria,
    Structure,
)
from pranata.assessment.regulations.head import Head, LegalBasis, Status, Validity
from pranata.assessment.regulations.process import Process
from pranata.assessment.regulations.scoring import Scale, Scoring, YearComparison
from pranata.assessment.regulations.sources import Source
from pranata.assessment.regulations.values import source_key
from pranata.engine.scoring import (
    Aspect,
    Certainty,
    Comparison,
    Domain,
    Indicator,
    Instrument,
    PredikatBand,
    ScoreRange,
)


@dataclass(frozen=True, eq=False)
class Regulation:
    """Everything the folder of one instrument says."""

    head: Head
    scoring: Scoring
    process: Process
    structure: Structure
    aspect_files: Mapping[str, AspectFile]
    sources: Mapping[str, Source]
    cases: tuple[Case, ...]

    @property
    def id(self) -> str:
        """The folder's name, such as `spbe-2020`."""
        return self.head.id

    @property
    def title(self) -> str:
        """The full title."""
        return self.head.title

    @property
    def short_title(self) -> str:
        """A title for tables and menus."""
        return self.head.short_title

    @property
    def certainty(self) -> Certainty:
        """How sure we are of the instrument as a whole; a page says so wherever it is uncertain."""
        return self.head.certainty

    @property
    def is_uncertain(self) -> bool:
        """Whether every page must say that the text is unconfirmed."""
        return self.head.certainty is Certainty.UNCERTAIN

    @property
    def certainty_note(self) -> str:
        """Why we are that sure, in a sentence for readers."""
        return self.head.certainty_note

    @property
    def wording_policy(self) -> str:
        """Whether the requirements are quoted or restated; to be shown beside them."""
        return self.head.wording_policy

    @property
    def status(self) -> Status:
        """In force or repealed."""
        return self.head.status

    @property
    def validity(self) -> Validity:
        """The evaluation years that use it."""
        return self.head.validity

    @property
    def rechecked_on(self) -> date:
        """When somebody last held the data against its sources."""
        return self.head.rechecked_on

    @property
    def legal_basis(self) -> tuple[LegalBasis, ...]:
        """The legal texts it rests on, the first being the instrument's own."""
        return self.head.legal_basis

    @property
    def domains(self) -> tuple[DomainWeight, ...]:
        """The table of weights: domains with their aspects. A single one if the instrument has no domains."""
        return self.structure.domains

    @property
    def aspects(self) -> tuple[AspectWeight, ...]:
        """All aspects of the table of weights, in order."""
        return tuple(aspect for domain in self.structure.domains for aspect in domain.aspects)

    @cached_property
    def indicators(self) -> tuple[IndicatorCriteria, ...]:
        """All indicators with their criteria, in order."""
        return tuple(item for aspect in self.aspects for item in self.indicators_of(aspect.number))

    def indicators_of(self, aspect_number: str) -> tuple[IndicatorCriteria, ...]:
        """Return the indicators of one aspect. Raises KeyError if there is no such aspect."""
        return self.aspect_files[aspect_number].indicators

    @cached_property
    def _criteria(self) -> Mapping[str, IndicatorCriteria]:
        return MappingProxyType({item.number: item for item in self.indicators})

    def criteria(self, number: str) -> IndicatorCriteria:
        """Return what the indicator of this number asks. Raises KeyError if there is none."""
        return self._criteria[number]

    @cached_property
    def _places(self) -> Mapping[str, tuple[DomainWeight, AspectWeight]]:
        return MappingProxyType(
            {
                item.number: (domain, aspect)
                for domain in self.structure.domains
                for aspect in domain.aspects
                for item in self.indicators_of(aspect.number)
            }
        )

    def place(self, number: str) -> tuple[DomainWeight, AspectWeight]:
        """Return the domain and the aspect an indicator belongs to. Raises KeyError if there is none."""
        return self._places[number]

    def scale(self, number: str) -> Scale:
        """Return the scale of an indicator: the names of its levels. Raises KeyError if there is none."""
        return self.scoring.scales[self.criteria(number).scale]

    def source(self, citation: str) -> Source:
        """Return the source a citation such as `permen-59-2020:hal.33` names."""
        return self.sources[source_key(citation)]

    def cite(self, citation: str) -> str:
        """Write a citation as a reader would: `PermenPANRB 59/2020 hal. 33` for `permen-59-2020:hal.33`."""
        key = source_key(citation)
        if key not in self.sources:
            return citation
        place = citation[len(key) :].strip(": ").replace("hal.", "hal. ")
        return f"{self.sources[key].short} {place}".strip()

    @cached_property
    def instrument(self) -> Instrument:
        """The instrument as the engine takes it. Raises InconsistentInstrument when weights do not add up."""
        predikat = self.scoring.predikat
        level_range = self.scoring.level_range
        return Instrument(
            id=self.id,
            title=self.title,
            certainty=self.certainty,
            domains=tuple(self._domain(domain) for domain in self.structure.domains),
            score=ScoreRange(level_range.minimum, level_range.maximum, level_range.step),
            bands=tuple(PredikatBand(band.name, band.minimum) for band in predikat.bands),
            default_comparison=_comparison(predikat.comparison.default),
            comparisons=MappingProxyType(
                {year: _comparison(found) for year, found in predikat.comparison.years.items()}
            ),
            decimals=self.scoring.rounding.decimals,
            has_domains=self.structure.has_domains,
            years=(self.validity.first_year, self.validity.last_year),
            formula_citation=_first(self.scoring.formula.citations),
            predikat_citation=_first(predikat.citations),
        )

    def _domain(self, domain: DomainWeight) -> Domain:
        aspects = tuple(self._aspect(aspect) for aspect in domain.aspects)
        return Domain(domain.number, domain.name, domain.weight, aspects, _first(domain.citations))

    def _aspect(self, aspect: AspectWeight) -> Aspect:
        items = tuple(self._indicator(item) for item in self.indicators_of(aspect.number))
        return Aspect(aspect.number, aspect.name, aspect.weight, items, _first(aspect.citations))

    def _indicator(self, item: IndicatorCriteria) -> Indicator:
        return Indicator(
            number=item.number,
            name=item.name,
            short_name=item.short_name,
            weight=item.weight,
            floor=self.scoring.level_range.minimum,
            citation=_first(item.citations),
        )


def _comparison(found: YearComparison) -> Comparison:
    return Comparison(found.basis, found.certainty, _first(found.citations))


def _first(citations: tuple[str, ...]) -> str:
    return citations[0] if citations else ""

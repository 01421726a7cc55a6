"""An edition as the usual table: initiatives, programmes, activities, with targets and rupiah by year."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from pranata.planning.models import ItemKind, ReviewKind, Roadmap, RoadmapItem, RoadmapReview, RoadmapState
from pranata.planning.roadmap_rules import Named, rules

CRITERIA = ("effectiveness", "feasibility", "efficiency")
TENTH = Decimal("0.1")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One item with its number in the table, and what stands below it added up."""

    item: RoadmapItem
    number: str
    depth: int
    budgets: dict[int, int]
    targets: dict[int, str]
    score: Decimal | None

    @property
    def total(self) -> int:
        """Rupiah of all years."""
        return sum(self.budgets.values())

    @property
    def scores(self) -> list[tuple[str, int | None, str]]:
        """The name, score and reason of each criterion."""
        return [
            (one.name, getattr(self.item, one.code), getattr(self.item, f"{one.code}_reason"))
            for one in rules().criteria
        ]

    @property
    def cells(self) -> list[tuple[int, str, int]]:
        """Year, target and rupiah, for each year of the edition."""
        return [(year, self.targets.get(year, ""), budget) for year, budget in self.budgets.items()]


@dataclass(frozen=True, kw_only=True)
class Group:
    """One of the seven contents with everything planned for it; it may be empty."""

    content: Named
    lines: list[Line]
    budgets: dict[int, int]

    @property
    def total(self) -> int:
        """Rupiah of all years."""
        return sum(self.budgets.values())


@dataclass(frozen=True, kw_only=True)
class Table:
    """All lines in the order of the table, and the totals."""

    roadmap: Roadmap
    lines: list[Line] = field(default_factory=list)

    @cached_property
    def activities(self) -> list[Line]:
        """The lines that cost something by themselves."""
        return [line for line in self.lines if line.item.kind == ItemKind.ACTIVITY]

    @cached_property
    def budgets(self) -> dict[int, int]:
        """Rupiah by year."""
        return _summed(self.roadmap.years, (line.budgets for line in self.activities))

    @property
    def total(self) -> int:
        """Rupiah of all years."""
        return sum(self.budgets.values())

    @cached_property
    def groups(self) -> list[Group]:
        """The seven contents in their order, each with its lines and sums."""
        return [self._group(one) for one in rules().contents]

    def _group(self, content: Named) -> Group:
        lines = [line for line in self.lines if line.item.content == content.code]
        budgets = (line.budgets for line in lines if line.item.kind == ItemKind.ACTIVITY)
        return Group(content=content, lines=lines, budgets=_summed(self.roadmap.years, budgets))

    @cached_property
    def empty(self) -> list[Named]:
        """The contents that no activity belongs to."""
        there = {line.item.content for line in self.activities}
        return [one for one in rules().contents if one.code not in there]

    @property
    def filled(self) -> int:
        """How many of the contents have an activity."""
        return len(rules().contents) - len(self.empty)

    @property
    def unscored(self) -> int:
        """How many activities nobody scored on every criterion."""
        return sum(line.score is None for line in self.activities)


def roadmap_table(roadmap: Roadmap) -> Table:
    """Return the table of an edition. Three queries."""
    items = list(
        roadmap.items.select_related("unit", "pic", "plan_step")
        .prefetch_related("years")
        .order_by("position")
    )
    below: dict[int | None, list[RoadmapItem]] = {}
    for item in items:
        below.setdefault(item.parent_id, []).append(item)
    order = [one.code for one in rules().contents]
    roots = sorted(below.get(None, []), key=lambda item: (order.index(item.content), item.position))
    table = Table(roadmap=roadmap)
    for number, item in enumerate(roots, start=1):
        table.lines.extend(_lines(roadmap, item, str(number), 0, below))
    return table


def reviews_due(roadmap: Roadmap) -> list[tuple[str, int]]:
    """Return the reviews asked of a period that no edition of it has kept, with their year. One query."""
    if roadmap.state != RoadmapState.SET:
        return []
    asked = {
        ReviewKind.MIDTERM: (roadmap.first_year + roadmap.last_year) // 2,
        ReviewKind.FINAL: roadmap.last_year,
    }
    period = RoadmapReview.objects.filter(
        instansi_id=roadmap.instansi_id, roadmap__first_year=roadmap.first_year
    )
    kept = set(period.values_list("kind", flat=True))
    return [(str(kind.label), year) for kind, year in asked.items() if kind not in kept]


def score_of(roadmap: Roadmap, item: RoadmapItem) -> Decimal | None:
    """Return the weighted score, 1.0 to 3.0, half up at the first place; none where a criterion is open."""
    scores = {code: getattr(item, code) for code in CRITERIA}
    if any(score is None for score in scores.values()):
        return None
    total = sum(roadmap.weights.values())
    weighted = sum(roadmap.weights[code] * score for code, score in scores.items())
    return (Decimal(weighted) / Decimal(total)).quantize(TENTH, ROUND_HALF_UP) if total else None


def _lines(
    roadmap: Roadmap, item: RoadmapItem, number: str, depth: int, below: dict[int | None, list[RoadmapItem]]
) -> list[Line]:
    inner = [
        _lines(roadmap, child, f"{number}.{place}", depth + 1, below)
        for place, child in enumerate(below.get(item.pk, []), start=1)
    ]
    own = {row.year: row.budget for row in item.years.all()}
    line = Line(
        item=item,
        number=number,
        depth=depth,
        budgets=_summed(roadmap.years, [own, *(lines[0].budgets for lines in inner)]),
        targets={row.year: row.target for row in item.years.all()},
        score=score_of(roadmap, item) if item.kind == ItemKind.ACTIVITY else None,
    )
    return [line, *(found for lines in inner for found in lines)]


def _summed(years: Iterable[int], parts: Iterable[dict[int, int]]) -> dict[int, int]:
    found = dict.fromkeys(years, 0)
    for part in parts:
        for year, budget in part.items():
            found[year] = found.get(year, 0) + budget
    return found

"""What is not met, and why: the findings of an assessment, by indicator and by cause."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pranata.assessment.checklist import requirements
from pranata.assessment.models import Assessment, Cause, Finding, FindingEvidence, FindingVerdict

UNSAID = ""


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """What one indicator lacks: unmet by cause, requirements nobody judged, met ones without evidence."""

    causes: Mapping[str, int]
    silent: int
    unproved: int

    @property
    def unmet(self) -> int:
        """How many requirements are not met."""
        return sum(self.causes.values())


@dataclass(frozen=True, kw_only=True)
class CauseTable:
    """Unmet requirements of some indicators by cause, the most frequent first."""

    rows: tuple[tuple[str, str, int], ...]
    total: int

    @property
    def largest(self) -> int:
        """How often the most frequent cause occurs."""
        return max((count for _code, _label, count in self.rows), default=0)


def lacking_of(assessment: Assessment) -> dict[str, Lacking]:
    """Return what every indicator lacks. Two queries, however much was judged."""
    findings = list(
        Finding.objects.filter(answer__assessment=assessment)
        .exclude(verdict="")
        .values_list("pk", "answer__indicator", "verdict", "cause")
    )
    shown = set(
        FindingEvidence.objects.filter(
            finding__answer__assessment=assessment,
            unlinked_at__isnull=True,
            evidence__withdrawn_at__isnull=True,
        ).values_list("finding_id", flat=True)
    )
    by_indicator: dict[str, list[tuple[int, str, str]]] = {}
    for pk, indicator, verdict, cause in findings:
        by_indicator.setdefault(indicator, []).append((pk, verdict, cause))
    return {
        indicator: _lacking(len(requirements(assessment.instrument, indicator)), rows, shown)
        for indicator, rows in by_indicator.items()
    }


def cause_table(lacking: Mapping[str, Lacking], indicators: Collection[str]) -> CauseTable:
    """Count the causes over some indicators. No query."""
    counted: Counter[str] = Counter()
    for number in indicators:
        if number in lacking:
            counted.update(lacking[number].causes)
    labels: dict[str, str] = {code: str(label) for code, label in Cause.choices}
    rows = tuple((code, labels.get(code, ""), count) for code, count in counted.most_common())
    return CauseTable(rows=rows, total=counted.total())


def _lacking(asked: int, rows: list[tuple[int, str, str]], shown: set[int]) -> Lacking:
    unmet = [cause or UNSAID for _pk, verdict, cause in rows if verdict == FindingVerdict.NOT_MET]
    met = [pk for pk, verdict, _cause in rows if verdict == FindingVerdict.MET]
    return Lacking(
        causes=Counter(unmet),
        silent=asked - len(rows),
        unproved=sum(pk not in shown for pk in met),
    )

"""The checklist of one indicator as it stands: what was found, with which evidence, and how last time."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.utils import timezone

from pranata.assessment.checklist import Requirement, climbed, requirements, sets_the_level
from pranata.assessment.models import Answer, Assessment, Finding, FindingEvidence, LevelBasis
from pranata.assessment.queries.cycle import deadline_of
from pranata.engine.checklist import Climb
from pranata.organisation.policies import Actor
from pranata.records.models import Evidence
from pranata.records.queries.evidence import visible_evidence


class Trouble(Enum):
    """Why an item of evidence may not carry its requirement."""

    WITHDRAWN = "ditarik"
    EXPIRES = "berakhir"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One item of evidence at one requirement. `evidence` is None where it is closed to whoever looks."""

    link_id: int
    evidence: Evidence | None
    pages: str
    trouble: Trouble | None


@dataclass(frozen=True, kw_only=True)
class Item:
    """One requirement with what was found, its evidence, and both as they were last time."""

    requirement: Requirement
    finding: Finding | None
    evidence: tuple[Shown, ...]
    before: Finding | None
    evidence_before: tuple[Shown, ...]

    @property
    def key(self) -> str:
        """Its place in the law, such as 3.2."""
        return self.requirement.key

    @property
    def anchor(self) -> str:
        """Its id on a page."""
        return f"s-{self.key.replace('.', '-')}"

    @property
    def verdict(self) -> str:
        """What was found, empty for nothing."""
        return self.finding.verdict if self.finding else ""

    @property
    def version(self) -> int:
        """How often it was changed."""
        return self.finding.version if self.finding else 0

    @property
    def is_fulfilled(self) -> bool:
        """Whether it is met or does not apply."""
        return self.verdict in ("met", "not_applicable")

    @property
    def text_moved(self) -> bool:
        """Whether the law's text was corrected since it was judged."""
        return bool(self.verdict) and self.finding is not None and self.finding.asked != self.requirement.text

    @property
    def lacks_evidence(self) -> bool:
        """Whether it is said to be met and nothing that holds shows it."""
        return self.verdict == "met" and not any(shown.trouble is None for shown in self.evidence)


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """The checklist of an indicator, and where it leads."""

    items: tuple[Item, ...]
    climb: Climb
    basis: LevelBasis
    reason: str
    since_last: str
    sets_level: bool
    holds_until: dt.date

    @property
    def is_begun(self) -> bool:
        """Whether anything was judged."""
        return any(item.verdict for item in self.items)

    @property
    def judged(self) -> int:
        """How many requirements were judged."""
        return sum(bool(item.verdict) for item in self.items)

    @property
    def follows(self) -> bool:
        """Whether the level comes from here, or was set with a reason against it."""
        return self.sets_level and self.basis != LevelBasis.ENTERED

    @property
    def judged_before(self) -> int:
        """How many requirements were judged last time."""
        return sum(bool(item.before and item.before.verdict) for item in self.items)

    @property
    def shown_before(self) -> tuple[Shown, ...]:
        """The evidence of last time, each item once; what is closed is not told apart."""
        shown = [one for item in self.items for one in item.evidence_before]
        return tuple({one.evidence and one.evidence.pk: one for one in shown}.values())

    @property
    def troubled_before(self) -> tuple[Shown, ...]:
        """The evidence of last time that holds no more."""
        return tuple(one for one in self.shown_before if one.trouble is not None)

    def at(self, level: int) -> tuple[Item, ...]:
        """Return the requirements of one level."""
        return tuple(item for item in self.items if item.requirement.level == level)

    def named(self, keys: Iterable[str]) -> tuple[Item, ...]:
        """Return the items of these keys."""
        wanted = set(keys)
        return tuple(item for item in self.items if item.key in wanted)

    @property
    def holding(self) -> tuple[Item, ...]:
        """What holds the level: unmet first, then what nobody judged."""
        return self.named(self.climb.unmet) + self.named(self.climb.silent)


def checklist_of(
    assessment: Assessment,
    previous: Assessment | None,
    indicator: str,
    actor: Actor,
    on: dt.date,
    *,
    ends: dt.datetime | None = None,
) -> Checklist:
    """Return the checklist of an indicator, with that of an earlier assessment beside it. Four queries.

    `ends` is when the stage that runs takes nothing more, None where no call dates it.
    """
    both = [one.pk for one in (assessment, previous) if one is not None]
    answers = {
        row.assessment_id: row for row in Answer.objects.filter(assessment_id__in=both, indicator=indicator)
    }
    findings = list(Finding.objects.filter(answer__in=answers.values()))
    until = holds_until(assessment, on, ends)
    shown = evidence_of(findings, actor, until)
    now, before = (
        {row.requirement: row for row in findings if row.answer_id == answer_id}
        for answer_id in (_answer_id(answers, assessment), _answer_id(answers, previous))
    )
    answer = answers[assessment.pk]
    verdicts = {key: row.verdict for key, row in now.items()}
    return Checklist(
        items=tuple(
            _item(one, now.get(one.key), before.get(one.key), shown)
            for one in requirements(assessment.instrument, indicator)
        ),
        climb=climbed(assessment.instrument, indicator, verdicts),
        basis=LevelBasis(answer.basis),
        reason=answer.reason,
        since_last=answer.since_last,
        sets_level=sets_the_level(assessment.instrument),
        holds_until=until,
    )


def holds_until(assessment: Assessment, on: dt.date, ends: dt.datetime | None) -> dt.date:
    """Return the day until which evidence must hold: the last of the year assessed, today, or of the stage.

    The latest of the three: evidence shows the year, and is looked at until the stage ends. `ends` is None
    where no call dates the stage.
    """
    last = timezone.localtime(ends).date() if ends else on
    return max(dt.date(assessment.year, 12, 31), on, last)


def must_hold_until(assessment: Assessment, on: dt.date) -> dt.date:
    """Return `holds_until` of the stage that runs, whose end is asked of its call. One query."""
    return holds_until(assessment, on, deadline_of(assessment, assessment.stage))


def trouble_of(evidence: Evidence, until: dt.date) -> Trouble | None:
    """Return why an item may not carry a requirement, None if it does."""
    if evidence.withdrawn_at is not None:
        return Trouble.WITHDRAWN
    if evidence.expires_on is not None and evidence.expires_on <= until:
        return Trouble.EXPIRES
    return None


def _answer_id(answers: dict[int, Answer], assessment: Assessment | None) -> int | None:
    answer = answers.get(assessment.pk) if assessment else None
    return answer.pk if answer else None


def _item(
    one: Requirement, now: Finding | None, before: Finding | None, shown: dict[int, list[Shown]]
) -> Item:
    return Item(
        requirement=one,
        finding=now,
        evidence=tuple(shown.get(now.pk, ())) if now else (),
        before=before,
        evidence_before=tuple(shown.get(before.pk, ())) if before else (),
    )


def evidence_of(findings: list[Finding], actor: Actor, until: dt.date) -> dict[int, list[Shown]]:
    """Return the evidence by finding. Two queries, one where there is none."""
    links = list(
        FindingEvidence.objects.filter(finding__in=findings, unlinked_at__isnull=True)
        .select_related("evidence")
        .order_by("pk")
    )
    if not links:
        return {}
    open_to = set(
        visible_evidence(actor)
        .filter(pk__in={link.evidence_id for link in links})
        .values_list("pk", flat=True)
    )
    found: dict[int, list[Shown]] = {}
    for link in links:
        found.setdefault(link.finding_id, []).append(
            Shown(
                link_id=link.pk,
                evidence=link.evidence if link.evidence_id in open_to else None,
                pages=link.pages,
                trouble=trouble_of(link.evidence, until),
            )
        )
    return found

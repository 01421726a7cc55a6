"""The checklist as a form: what stands, what was typed, and reading it back from a request."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from pranata.assessment.checklist import requirements
from pranata.assessment.models import Assessment, FindingChange, FindingVerdict
from pranata.assessment.operations.judge_requirements import FindingsChangedMeanwhile, Judged
from pranata.assessment.queries.checklist import Checklist, Item
from pranata.assessment.web.answering import Typed, version_of


@dataclass(frozen=True, kw_only=True)
class RequirementLine:
    """One requirement as the form shows it: as typed after a refusal, else as stored.

    `theirs` is what somebody else saved meanwhile; sending the line again keeps one's own.
    """

    item: Item
    verdict: str
    explanation: str
    cause: str
    version: int
    theirs: FindingChange | None = None


def lines_of(
    checklist: Checklist, typed: Iterable[Judged] = (), conflict: FindingsChangedMeanwhile | None = None
) -> dict[str, RequirementLine]:
    """Return a line for each requirement, by key."""
    said = {one.requirement: one for one in typed}
    theirs = conflict.theirs if conflict else {}
    return {item.key: _line(item, said.get(item.key), theirs.get(item.key)) for item in checklist.items}


def _line(item: Item, typed: Judged | None, theirs: FindingChange | None) -> RequirementLine:
    stored = item.finding
    if typed is not None:
        return RequirementLine(
            item=item,
            verdict=typed.verdict,
            explanation=typed.explanation,
            cause=typed.cause,
            version=theirs.version if theirs else typed.version,
            theirs=theirs,
        )
    return RequirementLine(
        item=item,
        verdict=item.verdict,
        explanation=stored.explanation if stored else "",
        cause=stored.cause if stored else "",
        version=item.version,
    )


def judged_in(request: HttpRequest, assessment: Assessment, indicator: str) -> list[Judged]:
    """Return what the form of the indicator says of its requirements; nothing where it had no checklist."""
    return [
        judged_from(request, one.key, f"-{one.key}")
        for one in requirements(assessment.instrument, indicator)
        if f"versi-{one.key}" in request.POST
    ]


def judged_from(request: HttpRequest, key: str, suffix: str = "") -> Judged:
    """Read one requirement from a request; `suffix` tells it from the others of a form."""
    sent = request.POST
    return Judged(
        requirement=key,
        version=version_of(sent.get(f"versi{suffix}", "")),
        verdict=sent.get(f"hasil{suffix}", ""),
        explanation=sent.get(f"uraian{suffix}", ""),
        cause=sent.get(f"sebab{suffix}", ""),
    )


def typed_text(answer: Typed, judged: Iterable[Judged]) -> str:
    """Return everything that was typed for an indicator as one text, to be copied."""
    lines = [_("Tingkat: %(level)s") % {"level": answer.level}] if answer.level else []
    lines += [text for text in (answer.note, answer.reason) if text]
    verdicts: dict[str, str] = {code: str(label) for code, label in FindingVerdict.choices}
    for one in judged:
        said = [verdicts.get(one.verdict, ""), one.explanation]
        if any(said):
            lines.append(f"{one.requirement}: {'. '.join(part for part in said if part)}")
    return "\n".join(lines)

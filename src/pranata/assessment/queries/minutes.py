"""The minutes of a closed stage: what they say, who signed, who is awaited."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from pranata.assessment import regulations
from pranata.assessment.models import (
    EXTERNAL,
    ORDER,
    Assessment,
    Minutes,
    MinutesPart,
    MinutesSignature,
    Stage,
    StageResult,
)
from pranata.assessment.policies_judging import Held
from pranata.ledger.canonical import canonical

Signatures = Mapping[int, Mapping[str, MinutesSignature]]
"""Signatures on minutes: by the result they are of, then by part."""


@dataclass(frozen=True, kw_only=True)
class MinutesPage:
    """The minutes of one result, signed or not yet. `read` is the digest of what is shown."""

    result: StageResult
    minutes: Minutes | None
    content: dict[str, Any]
    read: str
    signatures: dict[str, MinutesSignature]

    @property
    def stage(self) -> Stage:
        """The stage they are about."""
        return Stage(self.result.stage)

    @property
    def next_part(self) -> MinutesPart | None:
        """Whose turn it is: the assessor, then the coordinator, then nobody."""
        return next((part for part in MinutesPart if part not in self.signatures), None)

    @property
    def is_complete(self) -> bool:
        """Whether both have signed."""
        return self.next_part is None


def standing_result(assessment: Assessment, stage: str) -> StageResult | None:
    """Return the latest result of a stage the assessment has left, or None. One query."""
    left = ORDER[: ORDER.index(Stage(assessment.stage))]
    if stage not in left:
        return None
    rows = StageResult.objects.filter(assessment_id=assessment.pk, stage=stage)
    return rows.order_by("-closed_at", "-pk").first()


OWN = (Stage.SELF, Stage.INTERNAL)
"""The stages of which an instansi's own assessors sign the minutes; the lead of its task signs the others."""


def signed_by(held: Held) -> tuple[Stage, ...]:
    """Return the stages whose minutes are signed by the side that a task is of."""
    return EXTERNAL if held.is_external else (*OWN, *EXTERNAL)


def is_before(stage: str, here: str) -> bool:
    """Whether an assessment that is in stage `here` has left the other one."""
    return ORDER.index(Stage(stage)) < ORDER.index(Stage(here))


def awaiting(
    assessments: Iterable[Assessment], part: MinutesPart, stages: Iterable[Stage] = ORDER
) -> list[tuple[Assessment, Stage]]:
    """Return which closed stages have minutes that `part` signs next. Two queries, or none."""
    known = {row.pk: row for row in assessments if row.stage != Stage.SELF}
    if not known:
        return []
    rows = StageResult.objects.filter(assessment_id__in=known, stage__in=list(stages)).order_by(
        "closed_at", "pk"
    )
    latest = {
        (pk, stage): result
        for result, pk, stage in rows.values_list("pk", "assessment_id", "stage")
        if is_before(stage, known[pk].stage)
    }
    given: dict[int, set[str]] = {}
    signatures = MinutesSignature.objects.filter(minutes__result_id__in=latest.values())
    for result, signed in signatures.values_list("minutes__result_id", "part"):
        given.setdefault(result, set()).add(signed)
    return [
        (known[pk], Stage(stage))
        for (pk, stage), result in latest.items()
        if next((one for one in MinutesPart if one not in given.get(result, ())), None) == part
    ]


def signatures_of(results: Iterable[StageResult | None]) -> Signatures:
    """Return who signed the minutes of these results, by result and part. One query."""
    given: dict[int, dict[str, MinutesSignature]] = {}
    keys = [result.pk for result in results if result is not None]
    rows = MinutesSignature.objects.filter(minutes__result_id__in=keys).select_related("minutes")
    for row in rows:
        given.setdefault(row.minutes.result_id, {})[row.part] = row
    return given


def unkept(assessments: Iterable[Assessment]) -> list[tuple[Assessment, Stage]]:
    """Return which minutes both sides signed and nobody put into the archive. One query, or none."""
    known = {row.pk: row for row in assessments}
    if not known:
        return []
    rows = Minutes.objects.filter(result__assessment_id__in=known, version__isnull=True)
    complete = rows.annotate(given=Count("signatures")).filter(given=len(MinutesPart))
    pairs = complete.order_by("pk").values_list("result__assessment_id", "result__stage")
    return [(known[pk], Stage(stage)) for pk, stage in pairs]


def minutes_page(assessment: Assessment, result: StageResult, body: str) -> MinutesPage:
    """Return the minutes as signed, or as they would be signed. Two queries at most."""
    minutes = Minutes.objects.filter(result=result).first()
    content = json.loads(minutes.content) if minutes else minutes_content(assessment, result, body)
    given = MinutesSignature.objects.filter(minutes=minutes) if minutes else ()
    return MinutesPage(
        result=result,
        minutes=minutes,
        content=content,
        read=hashlib.sha256(canonical(content)).hexdigest(),
        signatures={signature.part: signature for signature in given},
    )


def minutes_content(assessment: Assessment, result: StageResult, body: str) -> dict[str, Any]:
    """Return what the minutes of a result say: all of it from what was frozen."""
    regulation, frozen = regulations.load(assessment.instrument), result.snapshot
    return {
        "instansi": body,
        "tahun": assessment.year,
        "instrumen": regulation.title,
        "dasar": [basis.number for basis in regulation.legal_basis],
        "tahap": result.stage,
        "ditutup": result.closed_at.isoformat(),
        "oleh": f"{result.person_name}, {result.position_title}",
        "indeks": frozen["index"],
        "indeks_eksak": frozen["index_exact"],
        "predikat": frozen["predikat"],
        "domain": [
            {"nama": part.name, "nilai": frozen["domains"][part.number]}
            for part in regulation.instrument.domains
            if part.number in frozen["domains"]
        ],
        "aspek": [
            {"nama": part.name, "nilai": frozen["aspects"][part.number]}
            for part in regulation.instrument.aspects
        ],
        "kosong": frozen["missing"],
        "tingkat": frozen["levels"],
        "sidik_instrumen": frozen["instrument_digest"],
        "contoh": assessment.is_example,
    }

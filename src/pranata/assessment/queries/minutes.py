"""The minutes of a closed stage: what they say, who signed, who is awaited."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from pranata.assessment import regulations
from pranata.assessment.models import (
    ORDER,
    Assessment,
    Minutes,
    MinutesPart,
    MinutesSignature,
    Stage,
    StageResult,
)
from pranata.ledger.canonical import canonical


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

"""What of an assessment differs from the entries that fixed it: the results that its steps froze."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from pranata.assessment.models import AssessmentStep
from pranata.ledger.queries.acts_on import acts_on


def digest(document: dict[str, Any]) -> str:
    """Return the SHA-256 of a document in sorted, compact JSON: how an entry names a result."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def altered_results() -> Iterator[str]:
    """Yield the frozen results of the open scope that no entry names, and those named that are gone.

    Three queries.
    """
    named = {
        str(thing["sha256"])
        for lines in acts_on("snapshot").values()
        for line in lines
        for thing in line.document["objects"]
        if thing["type"] == "snapshot"
    }
    there = set()
    for step in AssessmentStep.objects.exclude(snapshot={}).select_related("assessment").order_by("pk"):
        frozen = digest(step.snapshot)
        there.add(frozen)
        if frozen not in named:
            yield f"{step.assessment} ({step.get_kind_display()})"
    yield from sorted(named - there)

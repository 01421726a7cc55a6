"""From uploads to an item of evidence in one act: the minute an official has on a phone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from django.db import transaction

from pranata.organisation.models import Unit
from pranata.organisation.policies import Actor
from pranata.records.models import Evidence, Upload
from pranata.records.operations.add_document import Description, add_document
from pranata.records.operations.add_evidence import Claim, Part, add_evidence


@dataclass(frozen=True, kw_only=True)
class Collected:
    """What came: accepted uploads, the pages that matter (said of the first file), a link."""

    uploads: Sequence[Upload]
    pages: str = ""
    link: str = ""


@transaction.atomic
def collect_evidence(
    *,
    unit: Unit,
    claim: Claim,
    collected: Collected,
    description: Description,
    actor: Actor,
    now: dt.datetime,
) -> Evidence:
    """Keep each upload as a document and all of them, with the link, as one item of evidence.

    A single file takes the item's title; of several, each takes the name of its file. All or nothing.
    Raises what `add_document` and `add_evidence` raise.
    """
    several = len(collected.uploads) > 1
    versions = [
        add_document(
            upload=upload,
            unit=unit,
            description=replace(description, title=_title(upload)) if several else description,
            actor=actor,
            now=now,
        )
        for upload in collected.uploads
    ]
    parts = [Part(version=v, pages=collected.pages if v is versions[0] else "") for v in versions]
    parts += [Part(link=collected.link)] if collected.link else []
    return add_evidence(unit=unit, claim=claim, parts=parts, actor=actor, now=now)


def _title(upload: Upload) -> str:
    return PurePath(upload.name).stem.replace("_", " ").strip()[:300] or upload.name

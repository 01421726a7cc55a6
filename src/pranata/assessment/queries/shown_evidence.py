"""The files an assessor looks at for one indicator, and the proof that a file is one of them.

Read in the scope of the assessed instansi. What is secret is not shown to assessors of another instansi: they
are told that it is there and see it at the instansi itself.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from pranata.assessment.models import Finding, FindingEvidence
from pranata.assessment.queries.checklist import Trouble, trouble_of
from pranata.foundation.blobs.kinds import kind_of_media
from pranata.records.models import Evidence, EvidencePart, Version

SHOWN_CLASSES = ("B", "T")
"""Classes of documents an assessor sees: ordinary and restricted ones, no secrets."""
MOST_PAGES = 500


@dataclass(frozen=True, kw_only=True)
class ShownFile:
    """One part of an item of evidence. `version` is None for a link and for what is closed."""

    place: int
    evidence: Evidence
    version: Version | None
    link: str
    wanted: str
    requirements: tuple[str, ...]
    trouble: Trouble | None
    is_closed: bool

    @property
    def title(self) -> str:
        """What it is called."""
        return self.evidence.title

    @property
    def how(self) -> str:
        """How a page may show it: `pdf`, `image`, `link`, `closed` or `file`."""
        if self.is_closed:
            return "closed"
        if self.version is None:
            return "link"
        kind = kind_of_media(self.version.media)
        return (kind.shown if kind else "") or "file"

    @property
    def pages(self) -> int:
        """How many pages it has, as far as they are known; at least one."""
        text = getattr(self.version, "text", None) if self.version else None
        return min(text.pages or 1, MOST_PAGES) if text else 1

    @property
    def first_wanted(self) -> int:
        """The first page that matters, within what there is."""
        digits = ""
        for sign in self.wanted.lstrip():
            if not sign.isdecimal():
                break
            digits += sign
        page = int(digits[:4]) if digits else 1
        return page if 1 <= page <= self.pages else 1


def files_of(findings: dict[int, str], until: dt.date) -> list[ShownFile]:
    """Return the files shown for these findings (id to requirement), each once. Two queries, or one."""
    links = list(
        FindingEvidence.objects.filter(finding__in=findings, unlinked_at__isnull=True)
        .select_related("evidence")
        .order_by("pk")
    )
    if not links:
        return []
    items = {link.evidence_id: link.evidence for link in links}
    asked: dict[int, list[str]] = {}
    pages: dict[int, str] = {}
    for link in links:
        asked.setdefault(link.evidence_id, []).append(findings[link.finding_id])
        pages[link.evidence_id] = pages.get(link.evidence_id) or link.pages
    parts = (
        EvidencePart.objects.filter(evidence__in=items)
        .select_related("version__document", "version__text")
        # The words of a whole document may be megabytes, and only its pages are counted.
        .defer("version__text__content", "version__text__search")
        .order_by("position")
    )
    of_item: dict[int, list[EvidencePart]] = {}
    for part in parts:
        of_item.setdefault(part.evidence_id, []).append(part)
    ordered = [(items[pk], part) for pk in items for part in of_item.get(pk, [])]
    return [
        _file(place, item, part, pages[item.pk], tuple(asked[item.pk]), until)
        for place, (item, part) in enumerate(ordered, 1)
    ]


def _file(
    place: int, item: Evidence, part: EvidencePart, wanted: str, asked: tuple[str, ...], until: dt.date
) -> ShownFile:
    document = part.version.document if part.version else None
    is_closed = document is not None and (
        document.security not in SHOWN_CLASSES or document.destroyed_at is not None
    )
    return ShownFile(
        place=place,
        evidence=item,
        version=None if is_closed else part.version,
        link=part.link,
        wanted=wanted or part.pages,
        requirements=asked,
        trouble=trouble_of(item, until),
        is_closed=is_closed,
    )


def version_shown(assessment_id: int, indicator: str, document: uuid.UUID, number: int) -> Version | None:
    """Return a version if it is linked now to a finding of this indicator and is no secret. One query."""
    linked = FindingEvidence.objects.filter(
        evidence__parts__version=OuterRef("pk"),
        unlinked_at__isnull=True,
        finding__in=Finding.objects.filter(answer__assessment_id=assessment_id, answer__indicator=indicator),
    )
    rows = Version.objects.filter(
        Exists(linked),
        document__public_id=document,
        number=number,
        document__security__in=SHOWN_CLASSES,
        document__destroyed_at__isnull=True,
    )
    return rows.select_related("document").first()

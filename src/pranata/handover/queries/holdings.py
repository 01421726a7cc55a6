"""What a position holds before an instant, in the words of a dossier: work that is open, evidence, documents.

Titles of documents of class R and SR are left out: a dossier is read by superiors and administrators too.
"""

import datetime as dt

from django.db.models import OuterRef, Q, Subquery

from pranata.assessment import regulations
from pranata.assessment.models import AnswerChange, Assessment, Responsibility
from pranata.assessment.policies import lineage, may_answer, may_manage
from pranata.ledger.canonical import Json
from pranata.organisation.models import Assignment
from pranata.organisation.policies import Actor
from pranata.records.models import Document, Evidence, Upload, Version
from pranata.records.policies import units_kept
from pranata.records.queries.documents import visible_documents
from pranata.records.queries.evidence import visible_evidence

NAMED = ("B", "T")


def assessments_of(actor: Actor, before: dt.datetime) -> list[Json]:
    """Return the assessments that wait for the position: to be answered, or to be published. Four queries."""
    if not may_answer(actor):
        return []
    waits = Q(closed_at__isnull=True) | Q(closed_at__gte=before)
    if may_manage(actor):
        waits |= Q(published_at__isnull=True) | Q(published_at__gte=before)
    found = list(
        Assessment.objects.filter(waits, instansi_id=actor.instansi_id, created_at__lt=before).order_by(
            "year", "instrument"
        )
    )
    answered, own = _answered(found, before), _given(actor, found, before)
    return [_assessment(one, answered.get(one.pk, set()), own.get(one.pk, set()), before) for one in found]


def _given(actor: Actor, assessments: list[Assessment], before: dt.datetime) -> dict[int, set[str]]:
    """Return which indicators were the post's own, where indicators are divided among posts. Two queries."""
    held = Responsibility.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gte=before),
        position_id__in=lineage(actor.position_id),
        assessment__in=assessments,
        given_at__lt=before,
    )
    given: dict[int, set[str]] = {}
    for assessment_id, indicator in held.values_list("assessment_id", "indicator"):
        given.setdefault(assessment_id, set()).add(indicator)
    return given


def _answered(assessments: list[Assessment], before: dt.datetime) -> dict[int, set[str]]:
    """Return which indicators had a level, by the changes made until then."""
    latest = AnswerChange.objects.filter(answer__assessment__in=assessments, made_at__lt=before)
    latest = latest.order_by("answer_id", "-version").distinct("answer_id")
    given: dict[int, set[str]] = {}
    for assessment_id, indicator, level in latest.values_list(
        "answer__assessment_id", "answer__indicator", "level_after"
    ):
        if level is not None:
            given.setdefault(assessment_id, set()).add(indicator)
    return given


def _assessment(
    assessment: Assessment, answered: set[str], own: set[str], before: dt.datetime
) -> dict[str, Json]:
    """Tell an assessment: of the post's own indicators where it has any, else of all of them."""
    regulation = regulations.load(assessment.instrument)
    every = [indicator.number for indicator in regulation.instrument.indicators]
    numbers = [number for number in every if number in own] if own else every
    closed = assessment.closed_at is not None and assessment.closed_at < before
    return {
        "id": assessment.pk,
        "tahun": assessment.year,
        "instrumen": regulation.short_title,
        "keadaan": "ditutup" if closed else "diisi",
        "milik_jabatan": bool(own),
        "indikator": len(numbers),
        "belum": [] if closed else [number for number in numbers if number not in answered],
    }


def evidence_of(actor: Actor, before: dt.datetime) -> list[Json]:
    """Return the evidence of the units the position keeps, what expires first at the top. One query."""
    kept = visible_evidence(actor).filter(unit_id__in=units_kept(actor), added_at__lt=before)
    kept = kept.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=before)).select_related("unit")
    ordered = sorted(kept, key=lambda item: (item.expires_on or dt.date.max, item.pk))
    return [_evidence(item) for item in ordered]


def _evidence(item: Evidence) -> dict[str, Json]:
    return {
        "id": str(item.public_id),
        "nama": item.title,
        "unit": item.unit.name,
        "mulai": item.effective_on.isoformat(),
        "sampai": item.expires_on.isoformat() if item.expires_on else None,
    }


def documents_of(actor: Actor, before: dt.datetime) -> list[Json]:
    """Return the documents of the units the position keeps, with their latest hash. One query."""
    kept = visible_documents(actor).filter(unit_id__in=units_kept(actor), added_at__lt=before)
    latest = Version.objects.filter(document=OuterRef("pk"), stored_at__lt=before).order_by("-number")
    kept = kept.annotate(latest_sha256=Subquery(latest.values("sha256")[:1])).select_related("unit")
    return [_document(document) for document in kept.order_by("added_at", "pk")]


def _document(document: Document) -> dict[str, Json]:
    named = document.security in NAMED
    return {
        "id": str(document.public_id),
        "judul": document.title if named else None,
        "nomor": document.number if named else None,
        "keamanan": document.security,
        "unit": document.unit.name,
        "sha256": document.latest_sha256,  # type: ignore[attr-defined]
    }


def uploads_of(assignment: Assignment, before: dt.datetime) -> int:
    """Return how many files were sent and made nothing of yet. One query."""
    waiting = Upload.objects.filter(assignment=assignment, began_at__lt=before)
    return waiting.filter(Q(taken_at__isnull=True) | Q(taken_at__gte=before)).count()
